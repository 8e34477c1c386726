"""The exact optimum: which looks cost least when the distribution is known, by dynamic programming."""

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from itertools import accumulate
from math import nan

from benchmarks.polling.durations import World
from benchmarks.polling.schedules import SOONEST, Cost, cost

Seconds = float
Line = tuple[float, float, int]


class Optimum:
    """Looks may be on a grid of `step` seconds, `SOONEST` apart at least.

    Looked at last at grid point i, the best cost to come is
        V(i) = c (1 - F(i)) + min over j of [ expected wait in (i, j] + V(j) ],
    and the expected wait is G(j) - G(i) - (t(j) - t(i)) F(i), with G the sum of F. So the next look
    minimises (G(j) + V(j)) - t(j) F(i): the lowest of straight lines at F(i), which a convex hull
    finds in one pass from the end to the beginning.

    genbot plans with the same recurrence (`genbot/domain/looks.py`), from what it has learned and at
    ages of its own. This one shares no line of it on purpose: a yardstick must not be what it measures.
    """

    def __init__(self, world: World, step: Seconds) -> None:
        until = world.reach[1]
        self._step, self._points = step, int(until / step) + 1
        self.done = [world.done(i * step) for i in range(self._points + 1)]
        middle = ((a + b) / 2 * step for a, b in zip(self.done, self.done[1:], strict=False))
        self._waited = [0.0, *accumulate(middle)]

    def looks(self, worth: Seconds) -> list[Seconds]:
        """The best moments to look, when a request is worth so many seconds."""
        best = self._best(worth)
        looks, i = [], 0
        while i < self._points:
            i = best[i]
            looks.append(i * self._step)
        return [*looks, looks[-1] * 100]

    def _best(self, worth: Seconds) -> list[int]:
        apart = max(1, round(SOONEST / self._step))
        value, best = [0.0] * (self._points + 1), [self._points] * (self._points + 1)
        hull: deque[Line] = deque()  # slope, height, point: the last is lowest now
        entering = self._points
        for i in range(self._points - 1, -1, -1):
            while entering >= min(i + apart, self._points):
                _enter(hull, (-entering * self._step, self._waited[entering] + value[entering], entering))  # fmt: skip
                entering -= 1
            done = self.done[i]
            while len(hull) > 1 and _height(hull[0], done) >= _height(hull[1], done):
                hull.popleft()
            best[i] = hull[0][2]
            value[i] = (
                worth * (1 - done) - self._waited[i] + i * self._step * done
                + _height(hull[0], done)
            )  # fmt: skip
        return best


def _height(line: Line, at: float) -> float:
    return line[0] * at + line[1]


def _enter(hull: deque[Line], line: Line) -> None:
    """A line that rises more than all before it: those that it leaves nowhere lowest go."""
    while len(hull) > 1:
        (m1, b1, _), (m2, b2, _), (m3, b3, _) = hull[-2], hull[-1], line
        if (b3 - b1) * (m2 - m1) > (b2 - b1) * (m3 - m1):
            break
        hull.pop()
    hull.append(line)


def frontier(
    world: World, worths: Sequence[Seconds], ends: Sequence[Seconds], step: Seconds
) -> list[Cost]:
    """What the optimum costs, the more worth a request, the fewer of them."""
    best = Optimum(world, step)
    return [cost([best.looks(worth)], ends) for worth in worths]


def needed(line: Sequence[Cost], delay: Seconds) -> float:
    """Requests on the frontier at this mean delay, between its points in a straight line; NaN beyond
    its ends."""
    ordered = sorted(line, key=lambda one: one.delay)
    right = bisect_left([one.delay for one in ordered], delay)
    if not 0 < right < len(ordered):
        return nan
    low, high = ordered[right - 1], ordered[right]
    part = (delay - low.delay) / (high.delay - low.delay)
    return low.requests + part * (high.requests - low.requests)
