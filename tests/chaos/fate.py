"""Where the power is cut: every commit, remote call and step of a run has a number, found as it runs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

COARSE, STEP = "c", "s"
Cut = tuple[str, int]  # which count, and the number in it


@dataclass
class Fate:
    """Counts the points of a run and says at which of them the process dies.

    Commits and remote calls have three points each and are counted under `c`; steps of the event
    loop, which is every await, under `s`. With a `chance`, points of the first kind are drawn.
    """

    cuts: frozenset[Cut] = frozenset()
    chance: Random | None = None
    crashes: int = 0  # how many chance may still cause
    often: float = 0.0
    count: Counter[str] = field(default_factory=Counter)
    labels: list[str] = field(default_factory=list)
    taken: list[tuple[str, int, str]] = field(default_factory=list)
    quiet: bool = False  # chance cuts nothing any more: the time in which everything must finish
    journey: Counter[str] = field(default_factory=Counter)  # the count when people had finished

    def here(self, label: str) -> bool:
        """A commit or a remote call reached this point; True: the process dies here."""
        number = self.count[COARSE]
        self.count[COARSE] = number + 1
        self.labels.append(label)
        if (COARSE, number) in self.cuts or self._drawn():
            self.taken.append((COARSE, number, label))
            return True
        return False

    def step(self) -> bool:
        """One step of the process is about to run; True: it dies before it."""
        number = self.count[STEP]
        self.count[STEP] = number + 1
        if (STEP, number) in self.cuts:
            self.taken.append((STEP, number, "between two awaits"))
            return True
        return False

    def _drawn(self) -> bool:
        if self.quiet or not self.chance or self.crashes <= 0 or self.chance.random() >= self.often:
            return False
        self.crashes -= 1
        return True


def spelled(cuts: Iterable[Cut]) -> str:
    return ",".join(f"{kind}{number}" for kind, number in sorted(cuts))


def understood(text: str) -> frozenset[Cut]:
    """The opposite of `spelled`: "c12,s400"."""
    return frozenset((one[0], int(one[1:])) for one in text.split(",") if one)
