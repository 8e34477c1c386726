"""How a fault is planted in genbot's own code, and hunted until a law names it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tests.chaos.disk import swapped
from tests.chaos.laws import broken
from tests.chaos.saved import reviewed
from tests.chaos.sweep import COARSE, Plan, play, singles

Swap = tuple[Any, str, Any]
MOST = 1500  # runs until a mutant counts as having survived


@dataclass(frozen=True)
class Mutant:
    """What is wrong in it, how it is planted, and which journeys should notice."""

    name: str
    swaps: Callable[[], list[Swap]]
    plans: Callable[[], Iterator[Plan]]
    quick: bool = True  # found within seconds


@contextmanager
def planted(mutant: Mutant) -> Iterator[None]:
    with ExitStack() as stack:
        for owner, name, value in mutant.swaps():
            stack.enter_context(swapped(owner, name, value))
        yield


def hunt(mutant: Mutant) -> tuple[int, str, str]:
    """How many runs until it was found, in which one, and by which law; 0 when it survived."""
    plans = list(islice(mutant.plans(), MOST))  # found before it is planted, like the world they
    reviewed()  # begin in
    for nth, plan in enumerate(plans, 1):
        with planted(mutant):
            wrong = broken(play(plan))
        if wrong and not broken(play(plan)):  # and it is the mutant's fault
            named = [one for one in wrong if not one.startswith("finishes")]
            return nth, str(plan), (named or wrong)[0]
    return 0, "", ""


def undisturbed(*journeys: str) -> Callable[[], Iterator[Plan]]:
    return lambda: (Plan(journey) for journey in journeys)


def crashes(*journeys: str) -> Callable[[], Iterator[Plan]]:
    return lambda: (plan for journey in journeys for plan in singles(journey, kinds=COARSE))


def chances(*journeys: str) -> Callable[[], Iterator[Plan]]:
    """A quarter of all calls goes wrong."""
    return lambda: (Plan(one, seed=seed, share=0.25) for seed in range(1, 100) for one in journeys)
