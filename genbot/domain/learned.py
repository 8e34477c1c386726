"""What a history teaches, fairly: what is under way counts too, and an older world is left behind."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import log

from genbot.domain.pace import DOUBT, EARLY, FEW, LEAST, TIGHTEST, Seconds, Usual, fitted
from genbot.domain.value import value

ROUNDS = 6  # of guessing how long the unfinished will last, and learning from that
HUNG = 6.0  # times as long as nearly all take: older says no more than this
GRID = 120  # ages at which a distribution is read to turn it round
SPREAD = 0.618034  # of one turn: what is dealt out in such steps never bunches


@value
class Sighting:
    """One job: when it began, and how long it lasted, or has lasted at least."""

    began: float
    lasted: Seconds
    over: bool = True


def learned(prior: Usual, seen: Iterable[Sighting], *, mixed: bool = False) -> Usual:
    """How long it usually takes. To count only what has ended would be to count the quick ones:
    what is under way lasts at least as long as it has, and then as such things do.

    `mixed` is a history of several kinds, in which another kind is no change of the world.
    """
    every = sorted(seen, key=lambda one: one.began)
    lately = list if mixed else _lately
    usual = fitted(prior, lately([one.lasted for one in every if one.over]))
    if usual is prior or all(one.over for one in every):
        return usual
    for _ in range(ROUNDS):
        usual = fitted(prior, lately(_whole(every, usual)))
    return usual


def _whole(every: Sequence[Sighting], usual: Usual) -> list[Seconds]:
    """The unfinished with a likely end. Those too young to tell anything are left out."""
    low, high = usual.quantile(0.001), usual.quantile(0.999)
    ages = [low * (high / low) ** (i / GRID) for i in range(GRID + 1)]
    done = [usual.ended(age) for age in ages]
    young, turn, whole = usual.quantile(EARLY), 0.0, []
    for one in every:
        if one.over:
            whole.append(one.lasted)
        elif one.lasted > young:
            turn = (turn + SPREAD) % 1.0
            age = min(one.lasted, HUNG * high)
            at = usual.ended(age)
            point = bisect_left(done, at + (1 - at) * turn)
            whole.append(max(age, ages[point]) if point <= GRID else max(age, high) * (1 + turn))
    return whole


def _lately(lasted: Sequence[Seconds]) -> Sequence[Seconds]:
    """Without those before a clear change: they tell of another world."""
    count = len(lasted)
    if count < FEW:
        return lasted
    logs = [log(max(one, 1e-3)) for one in lasted]
    sums = [0.0, *accumulate(logs)]
    squares = [0.0, *accumulate(value * value for value in logs)]

    def misfit(start: int, end: int) -> float:
        size = end - start
        mean = (sums[end] - sums[start]) / size
        variance = (squares[end] - squares[start]) / size - mean * mean
        return size * log(max(variance, TIGHTEST**2)) / 2

    cuts = range(LEAST, count - LEAST + 1)
    apart, cut = min((misfit(0, cut) + misfit(cut, count), cut) for cut in cuts)
    return lasted[cut:] if misfit(0, count) - apart > DOUBT * log(count) else lasted
