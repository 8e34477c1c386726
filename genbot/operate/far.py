"""How far something is that takes its time: told by who does it, shown by who waits."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Far = Callable[[str, int, int], None]
"""What is done now, how much of it is done, and of how much; of 0: nobody knows."""

OFTEN = 500  # things between two words about it


def unseen(doing: str, done: int, of: int) -> None:
    """Nobody waits."""


def counted(far: Far, doing: str, things: Iterable[T], of: int) -> Iterator[T]:
    """The same things, one after the other."""
    for done, thing in enumerate(things):
        if done % OFTEN == 0:
            far(doing, done, of)
        yield thing
