"""How long things usually take, as far as we have seen, and from that what to promise people."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import erf, exp, log, sqrt
from statistics import NormalDist

from genbot.domain.value import value

Seconds = float
GUESS, SPREAD = 2.0, 3.0  # how many sightings a guess is worth: as a whole, and of its spread
TAUGHT = 8.0  # the same of what a wider history has taught, which knows more than a few sightings
NOTHING = 1e-3  # a part with less of a share than that is left out
TIGHTEST = 0.05  # nothing at GEN is more regular than that
FEW, LEAST = 20, 5  # sightings that are too few to tell groups among, and for a group
DOUBT = 3.0  # how much better two groups must fit than one
EARLY, LATE = 0.1, 0.9  # what is promised: eight in ten end in between


@value
class Lognormal:
    """A duration whose logarithm is normal: `median` in seconds, `sigma` the spread of the logarithm."""

    median: Seconds
    sigma: float

    def faster(self, pace: float) -> "Lognormal":
        return Lognormal(self.median / pace, self.sigma)

    def ended(self, age: Seconds) -> float:
        """The chance that it is over by `age`."""
        if age <= 0:
            return 0.0
        return 0.5 * (1.0 + erf((log(age) - log(self.median)) / self.sigma / sqrt(2.0)))

    def quantile(self, share: float) -> Seconds:
        """The age by which this share of them is over."""
        return self.median * exp(NormalDist().inv_cdf(share) * self.sigma)

    @property
    def moments(self) -> tuple[Seconds, float]:
        """The mean, and the mean of the squares."""
        return (
            self.median * exp(self.sigma**2 / 2),
            self.median**2 * exp(2 * self.sigma**2),
        )


Part = tuple[float, Lognormal]  # with its share


@value
class Mixed:
    """One name for several kinds of duration: each with its share, which add up to one."""

    parts: tuple[Part, ...]

    @property
    def median(self) -> Seconds:
        return self.quantile(0.5)

    def ended(self, age: Seconds) -> float:
        """The chance that it is over by `age`."""
        return sum(share * part.ended(age) for share, part in self.parts)

    def quantile(self, share: float) -> Seconds:
        """The age by which this share of them is over."""
        low = min(part.quantile(share) for _, part in self.parts)
        high = max(part.quantile(share) for _, part in self.parts)
        for _ in range(30):
            middle = sqrt(low * high)
            low, high = (middle, high) if self.ended(middle) < share else (low, middle)
        return sqrt(low * high)

    @property
    def moments(self) -> tuple[Seconds, float]:
        """The mean, and the mean of the squares."""
        first, second = 0.0, 0.0
        for share, part in self.parts:
            mean, squares = part.moments
            first, second = first + share * mean, second + share * squares
        return first, second


Usual = Lognormal | Mixed


def fitted(prior: Usual, seen: Iterable[Seconds]) -> Usual:
    """What was seen, group by group, and beside it the prior, whose share falls with every sighting.

    A prior of several parts, which a wider history has taught, gives way to those of its parts that
    fit what was seen: one sighting often tells which of them this is.
    """
    logs = sorted(log(max(duration, 1e-3)) for duration in seen)
    if not logs:
        return prior
    before = _likely(prior.parts, logs) if isinstance(prior, Mixed) else [(1.0, prior)]
    spread = sum(share * part.sigma**2 for share, part in before)
    worth = TAUGHT if isinstance(prior, Mixed) else GUESS
    total = worth + len(logs)
    parts = [(share * worth / total, part) for share, part in before]
    parts += [(len(group) / total, _fit(spread, group)) for group in _groups(logs)]
    return _mixed(parts)


def _likely(parts: Iterable[Part], logs: Sequence[float]) -> list[Part]:
    """Their shares by what was seen: how likely each of them alone would have made it."""

    def misfit(part: Lognormal) -> float:
        middle = log(part.median)
        off = sum((value - middle) ** 2 for value in logs)
        return len(logs) * log(part.sigma) + off / (2 * part.sigma**2)

    told = [(log(share) - misfit(part), part) for share, part in parts]
    most = max(much for much, _ in told)
    shares = [exp(much - most) for much, _ in told]
    return [(share / sum(shares), part) for share, (_, part) in zip(shares, told, strict=True)]


def _mixed(parts: Iterable[Part]) -> Mixed:
    kept = [(share, part) for share, part in parts if share > NOTHING]
    whole = sum(share for share, _ in kept)
    return Mixed(tuple((share / whole, part) for share, part in kept))


def _fit(spread: float, logs: Sequence[float]) -> Lognormal:
    """`spread` is the variance of the logarithm that is expected before anything was seen."""
    mean = sum(logs) / len(logs)
    squares = SPREAD * spread + sum((value - mean) ** 2 for value in logs)
    return Lognormal(exp(mean), max(TIGHTEST, sqrt(squares / (SPREAD + len(logs)))))


def _groups(logs: Sequence[float]) -> list[Sequence[float]]:
    """Cut in two, and each half again, as long as two normal groups tell clearly more than one."""
    count = len(logs)
    if count < FEW:
        return [logs]
    sums = [0.0, *accumulate(logs)]
    squares = [0.0, *accumulate(value * value for value in logs)]

    def misfit(start: int, end: int) -> float:
        size = end - start
        mean = (sums[end] - sums[start]) / size
        variance = (squares[end] - squares[start]) / size - mean * mean
        return size * (log(max(variance, TIGHTEST**2)) / 2 - log(size / count))

    cuts = range(LEAST, count - LEAST + 1)
    apart, cut = min((misfit(0, cut) + misfit(cut, count), cut) for cut in cuts)
    if misfit(0, count) - apart < DOUBT * log(count):
        return [logs]
    return [*_groups(logs[:cut]), *_groups(logs[cut:])]


def together(steps: Iterable[Usual]) -> tuple[Seconds, Seconds]:
    """A range that eight in ten chains of such steps end in."""
    chain = list(steps)
    if not chain:
        return 0.0, 0.0
    whole = chain[0] if len(chain) == 1 else _sum(chain)
    return whole.quantile(EARLY), whole.quantile(LATE)


def _sum(steps: Sequence[Usual]) -> Lognormal:
    """The lognormal with the mean and the variance of the sum (Fenton and Wilkinson)."""
    moments = [step.moments for step in steps]
    mean = sum(first for first, _ in moments)
    variance = sum(second - first**2 for first, second in moments)
    spread = log(1 + variance / mean**2)
    return Lognormal(mean / exp(spread / 2), sqrt(spread))
