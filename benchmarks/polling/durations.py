"""How long pretend jobs take: lognormal parts in proportion, and their exact distribution."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import erf, exp, log, sqrt

from genbot.domain.pace import Lognormal, Mixed, Usual

Seconds = float
FAR = 4.75  # standard deviations: one job in a million is further out


@dataclass(frozen=True, slots=True)
class Part:
    median: Seconds
    sigma: float
    share: float = 1.0

    def done(self, age: Seconds) -> float:
        z = (log(age) - log(self.median)) / self.sigma
        return 0.5 * (1.0 + erf(z / sqrt(2.0)))


@dataclass(frozen=True, slots=True)
class World:
    """A kind of job with a history of its own."""

    name: str
    parts: tuple[Part, ...]

    def done(self, age: Seconds) -> float:
        """The share of jobs that have ended by `age`."""
        return sum(part.share * part.done(age) for part in self.parts) if age > 0 else 0.0

    @property
    def known(self) -> Usual:
        """The same in genbot's terms."""
        parts = [(part.share, Lognormal(part.median, part.sigma)) for part in self.parts]
        return Mixed(tuple(parts)) if len(parts) > 1 else parts[0][1]

    @property
    def reach(self) -> tuple[Seconds, Seconds]:
        """Nearly every job ends between these."""
        return (
            min(part.median * exp(-FAR * part.sigma) for part in self.parts),
            max(part.median * exp(FAR * part.sigma) for part in self.parts),
        )

    def ends(self, count: int) -> Sequence[Seconds]:
        """One duration out of the middle of each of `count` equally likely ranges: no chance in it."""
        return _ends(self, count)


@cache  # asked for again and again
def _ends(world: World, count: int) -> Sequence[Seconds]:
    low, high = world.reach
    steps = 4000
    grid = [low * (high / low) ** (i / steps) for i in range(steps + 1)]
    done = [world.done(age) for age in grid]
    return tuple(_between(grid, done, (i + 0.5) / count) for i in range(count))


def _between(grid: list[Seconds], done: list[float], wanted: float) -> Seconds:
    right = min(max(bisect_left(done, wanted), 1), len(grid) - 1)
    rise = done[right] - done[right - 1]
    part = (wanted - done[right - 1]) / rise if rise > 0 else 0.5
    return grid[right - 1] + min(max(part, 0.0), 1.0) * (grid[right] - grid[right - 1])


def lognormal(sigma: float, median: Seconds = 90.0) -> World:
    return World(f"lognormal {sigma:g}", (Part(median, sigma),))


TIGHT, USUAL, WIDE = lognormal(0.15), lognormal(0.5), lognormal(1.0)
LOGNORMAL = (TIGHT, lognormal(0.25), lognormal(0.4), USUAL, lognormal(0.73), WIDE)
BIMODAL = (
    World("bimodal 20/120 s", (Part(20.0, 0.2, 0.5), Part(120.0, 0.2, 0.5))),
    World("bimodal 30/300 s", (Part(30.0, 0.3, 0.7), Part(300.0, 0.3, 0.3))),
)
BLENDED = World(  # one history where there should be three
    "8, 90 and 600 s under one name",
    (Part(8.0, 0.4, 1 / 3), Part(90.0, 0.4, 1 / 3), Part(600.0, 0.4, 1 / 3)),
)
MIXED = tuple(  # three kinds, each with its own history
    World(f"{median:g} s", (Part(median, sigma),))
    for median, sigma in ((8.0, 0.5), (90.0, 0.5), (600.0, 0.5))
)
