"""The book of laws: every function that says `@law` is in it."""

from collections.abc import Callable, Iterator

from tests.chaos.world import World

Law = Callable[[World], Iterator[str]]
LAWS: list[Law] = []


def law(check: Law) -> Law:
    """Judge every run by this: it yields what is wrong, and nothing when all is well."""
    LAWS.append(check)
    return check
