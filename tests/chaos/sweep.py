"""One run of a journey, and many: all single crashes, ordered pairs, and chance."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Self

from tests.chaos.alike import Witness
from tests.chaos.fate import COARSE, STEP, Cut, Fate, spelled, understood
from tests.chaos.journeys import FROM_REVIEW, JOURNEYS, SWEPT
from tests.chaos.laws import broken
from tests.chaos.laws.answers import excused
from tests.chaos.saved import reviewed
from tests.chaos.world import World


@dataclass(frozen=True)
class Plan:
    """Everything a run follows from, and how to write it down: `publish/c12,s400/7/0.25/3`."""

    journey: str
    cuts: frozenset[Cut] = frozenset()
    seed: int = 1
    share: float = 0.0
    crashes: int = 0

    def __str__(self) -> str:
        cuts = spelled(self.cuts) or "-"
        return f"{self.journey}/{cuts}/{self.seed}/{self.share:g}/{self.crashes}"

    @classmethod
    def read(cls, text: str) -> "Plan":
        journey, cuts, seed, share, crashes = text.split("/")
        cuts = "" if cuts == "-" else cuts
        return cls(journey, understood(cuts), int(seed), float(share), int(crashes))


@dataclass
class Figures:
    """What a sweep counted."""

    runs: int = 0
    crashes: int = 0
    points: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    published: int = 0
    asked: int = 0  # publications put to a person
    excused: int = 0  # forms that did not open, and were said so
    broken: list[tuple[str, str]] = field(default_factory=list)  # the plan, the law
    seconds: float = 0.0
    virtual: float = 0.0

    def __iadd__(self, other: "Figures") -> Self:
        for name in (
            "runs",
            "crashes",
            "points",
            "faults",
            "published",
            "asked",
            "excused",
            "broken",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.seconds, self.virtual = max(self.seconds, other.seconds), self.virtual + other.virtual
        return self

    def take(self, plan: Plan, world: World) -> None:
        self.runs += 1
        self.crashes += len(world.log.all("CRASH"))
        self.faults.update(world.log.faults)
        self.published += len(world.log.all("PUBLISHED"))
        self.asked += world.asked_a_person()
        self.excused += excused(world)
        self.virtual += world.now() - world.start_at
        self.broken += [(str(plan), what) for what in broken(world)]


def play(plan: Plan) -> World:
    """One run."""
    chance = Random(plan.seed * 31 + 5) if plan.crashes else None
    return _played(plan, Fate(plan.cuts, chance, plan.crashes, 0.01))


def _played(plan: Plan, fate: Fate) -> World:
    disturbed = bool(plan.share or plan.crashes)
    world = World(plan.seed, fate, plan.share, shuffled=disturbed)
    if isinstance(fate, Witness):
        fate.world = world
    if plan.journey in FROM_REVIEW:
        saved = reviewed()
        return saved.into(world).run(JOURNEYS[plan.journey], saved.database)
    return world.run(JOURNEYS[plan.journey])


def over(plans: Iterable[Plan], until: float = float("inf")) -> Figures:
    """Play them all, or as many as there is time for."""
    figures, began = Figures(), time.monotonic()
    for plan in plans:
        if time.monotonic() >= until:
            break
        figures.take(plan, play(plan))
    figures.seconds = time.monotonic() - began
    return figures


def points(journey: str, seed: int = 1) -> list[list[Cut]]:
    """The points of an undisturbed run, in lists of those at which a crash leaves the same world."""
    fate = Witness()
    if wrong := broken(_played(Plan(journey, seed=seed), fate)):
        raise AssertionError(f"{journey} goes wrong without any trouble: {wrong}")
    return fate.alike


def counted(found: list[list[Cut]]) -> Counter[str]:
    return Counter(kind for alike in found for kind, _ in alike)


def singles(
    journey: str, seed: int = 1, *, kinds: str = COARSE + STEP, every: bool = False
) -> Iterator[Plan]:
    """A crash at every point; of those that leave the same world, at the first only."""
    for alike in points(journey, seed):
        cuts = [one for one in alike if one[0] in kinds]
        for cut in cuts if every else cuts[:1]:
            yield Plan(journey, frozenset({cut}), seed)


def pairs(journey: str, sample: int | None = None, seed: int = 1) -> Iterator[Plan]:
    """A crash at a commit or call, and a second at a later one of what then happens.

    With a sample the first is drawn, then the second among all that follow it.
    """
    rng, first = Random(seed), counted(points(journey, seed))[COARSE]
    if sample is not None:
        for _ in range(sample):
            number = rng.randrange(first)
            yield Plan(
                journey, frozenset({(COARSE, number), (COARSE, _later(rng, number, first))}), seed
            )
        return
    for number in range(first):
        then = play(Plan(journey, frozenset({(COARSE, number)}), seed)).fate.count[COARSE]
        for second in range(number + 1, then):
            yield Plan(journey, frozenset({(COARSE, number), (COARSE, second)}), seed)


def _later(rng: Random, number: int, first: int) -> int:
    """Often soon after the first: that is where a restart is still at work."""
    near = rng.random() < 0.5
    return number + 1 + rng.randrange(40 if near else max(1, first - number))


def chance(seeds: Iterable[int], share: float, crashes: int) -> Iterator[Plan]:
    for seed in seeds:
        yield Plan(SWEPT[seed % len(SWEPT)], seed=seed, share=share, crashes=crashes)
