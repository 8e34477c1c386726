"""When to look next at what GEN works on: the fewest requests for the least waiting."""

from bisect import bisect_right
from collections import deque
from functools import lru_cache
from itertools import pairwise
from math import sqrt

from genbot.domain.pace import Seconds, Usual

WORTH: Seconds = 0.5  # of waiting that one request is worth
POINTS = 400  # ages that a plan tells apart
EARLIEST, LAST = 0.0005, 0.9999  # of all ends: where a plan begins and ends
Line = tuple[float, float, int]  # slope, height, and the point it stands for


def first_look(usual: Usual, soonest: Seconds, worth: Seconds = WORTH) -> Seconds:
    """Looking earlier is a wasted request."""
    return max(soonest, _plan(usual, soonest, worth).after(0.0))


def next_look(
    usual: Usual, age: Seconds, soonest: Seconds, latest: Seconds, worth: Seconds = WORTH
) -> Seconds:
    """How long to wait before looking again at something `age` seconds old.

    The exact optimum for what is known of such durations. What takes longer than all we know is
    looked at ever more seldom, but never exponentially so: back-off is for errors.
    """
    at = _plan(usual, soonest, worth).after(age)
    wait = at - age if at else sqrt(2 * worth * age)
    return min(max(wait, soonest), latest)


class Plan:
    """The best next look from every age, by dynamic programming from the end to the beginning.

    Unfinished at age t(i), the least cost to come is
        V(i) = c (1 - F(i)) + min over j of [ waiting of those that end between i and j + V(j) ]
    where that waiting is G(j) - G(i) - (t(j) - t(i)) F(i), and G is the integral of F. So the next
    look is the lowest at F(i) of the straight lines with slope -t(j) and height G(j) + V(j). Slopes
    grow and F(i) falls on the way, so one pass over their convex hull finds them all.
    """

    def __init__(self, usual: Usual, soonest: Seconds, worth: Seconds) -> None:
        low, high = usual.quantile(EARLIEST), max(usual.quantile(LAST), 2 * soonest)
        step = (high / low) ** (1 / POINTS)
        self._ages: list[Seconds] = [0.0, *(low * step**i for i in range(POINTS + 1))]
        self._next = _best(self._ages, [usual.ended(age) for age in self._ages], soonest, worth)

    def after(self, age: Seconds) -> Seconds:
        """The age of the next look; 0 when nothing known lasts as long. Between two points of the
        plan it is between theirs: an age is hardly ever just on one, and they may be far apart."""
        point = bisect_right(self._ages, age) - 1
        if point >= len(self._ages) - 1:
            return 0.0
        low, high = self._ages[point], self._ages[point + 1]
        early, late = self._ages[self._next[point]], self._ages[self._next[point + 1]]
        return early + (late - early) * ((age - low) / (high - low))


_plan = lru_cache(maxsize=256)(Plan)


def _best(ages: list[Seconds], ended: list[float], soonest: Seconds, worth: Seconds) -> list[int]:
    last = entering = len(ages) - 1
    waited = [0.0]
    for (t, f), (later, g) in pairwise(zip(ages, ended, strict=True)):
        waited.append(waited[-1] + (f + g) / 2 * (later - t))
    cost, best = [0.0] * (last + 1), [last] * (last + 1)
    hull: deque[Line] = deque()
    for i in range(last - 1, -1, -1):
        while entering == last or (entering > i and ages[entering] >= ages[i] + soonest):
            _enter(hull, (-ages[entering], waited[entering] + cost[entering], entering))
            entering -= 1
        while len(hull) > 1 and _at(hull[0], ended[i]) >= _at(hull[1], ended[i]):
            hull.popleft()
        best[i] = hull[0][2]
        past = waited[i] - ages[i] * ended[i]
        cost[i] = worth * (1 - ended[i]) + _at(hull[0], ended[i]) - past
    return best


def _at(line: Line, share: float) -> float:
    return line[0] * share + line[1]


def _enter(hull: deque[Line], line: Line) -> None:
    """One more line, steeper upwards than all before; those it leaves nowhere lowest go."""
    while len(hull) > 1:
        (m1, b1, _), (m2, b2, _), (m3, b3, _) = hull[-2], hull[-1], line
        if (b3 - b1) * (m2 - m1) > (b2 - b1) * (m3 - m1):
            break
        hull.pop()
    hull.append(line)
