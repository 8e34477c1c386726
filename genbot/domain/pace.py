"""How long things usually take, and from that: when to look next, and what to promise people."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import erf, exp, log, pi, sqrt

Seconds = float
NEARLY_NEVER = 1e-9


@dataclass(frozen=True, slots=True)
class Lognormal:
    """A duration whose logarithm is normal: `median` in seconds, `sigma` the spread of the logarithm."""

    median: Seconds
    sigma: float

    def faster(self, pace: float) -> "Lognormal":
        return Lognormal(self.median / pace, self.sigma)

    def survival(self, age: Seconds) -> float:
        """The chance that it is still running after `age`."""
        return 1.0 if age <= 0 else 0.5 * (1.0 - erf(self._z(age) / sqrt(2.0)))

    def hazard(self, age: Seconds) -> float:
        """The rate at which it ends at `age`, given that it has not ended before (per second)."""
        age = max(age, self.median / 100)
        survival = self.survival(age)
        if survival < NEARLY_NEVER:
            return max(self._z(age), 1.0) / (self.sigma * age)
        z = self._z(age)
        return exp(-z * z / 2) / sqrt(2 * pi) / (self.sigma * age) / survival

    def quantile(self, z: float) -> Seconds:
        """The duration `z` standard deviations from the median (1.2816 is the 90 % quantile)."""
        return self.median * exp(z * self.sigma)

    def _z(self, age: Seconds) -> float:
        return (log(age) - log(self.median)) / self.sigma


def fitted(prior: Lognormal, seen: Iterable[Seconds], weight: float = 20.0) -> Lognormal:
    """The prior, pulled towards what was seen; `weight` is how many sightings the prior is worth."""
    logs = [log(max(duration, 1e-3)) for duration in seen]
    total = weight + len(logs)
    mean = (weight * log(prior.median) + sum(logs)) / total
    spread = weight * (prior.sigma**2 + (log(prior.median) - mean) ** 2)
    spread += sum((value - mean) ** 2 for value in logs)
    return Lognormal(exp(mean), max(0.1, sqrt(spread / total)))


def first_look(usual: Lognormal, soonest: Seconds) -> Seconds:
    """When only one in fifty has ended: looking earlier is a wasted request."""
    return max(soonest, usual.quantile(-2.054))


def next_look(
    usual: Lognormal, age: Seconds, soonest: Seconds, latest: Seconds, worth: Seconds = 0.5
) -> Seconds:
    """How long to wait before looking again at something `age` seconds old.

    The square-root-of-hazard rule of optimum checking schedules (Keller 1974): one request is
    `worth` that many seconds of waiting. Never exponential: back-off is for errors.
    """
    wait = soonest
    for _ in range(2):
        wait = sqrt(2 * worth / max(usual.hazard(age + wait / 2), NEARLY_NEVER))
        wait = min(max(wait, soonest), latest)
    return wait


def together(parts: Iterable[Lognormal]) -> tuple[Seconds, Seconds]:
    """A range that a chain of steps usually ends in: 10 % to 90 % of each, added up with square roots."""
    steps = list(parts)
    middle = sum(step.median for step in steps)
    early = sqrt(sum((step.median - step.quantile(-1.2816)) ** 2 for step in steps))
    late = sqrt(sum((step.quantile(1.2816) - step.median) ** 2 for step in steps))
    return max(0.0, middle - early), middle + late
