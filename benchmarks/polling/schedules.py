"""When to look: fixed intervals, exponential ones, genbot's own rule, and what each of them costs."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from random import Random

from genbot.domain.looks import first_look, next_look
from genbot.domain.pace import Usual

Seconds = float
SOONEST, LATEST, WORTH = 2.0, 60.0, 0.5  # of genbot's watches
COPIES = 40  # of a schedule with chance in it


@dataclass(frozen=True, slots=True)
class Cost:
    """What watching one job costs on average: requests, and seconds until its end is seen."""

    requests: float
    delay: float
    p95: float
    p99: float

    def at(self, worth: Seconds) -> Seconds:
        """Both as one figure, where a request is worth so many seconds."""
        return worth * self.requests + self.delay


def exponential(first: Seconds, factor: float, cap: Seconds, until: Seconds) -> list[Seconds]:
    looks, wait = [first], first
    while looks[-1] < until:
        wait = min(cap, wait * factor)
        looks.append(looks[-1] + wait)
    return looks


def ours(
    usual: Usual,
    until: Seconds,
    worth: Seconds = WORTH,
    jitter: Callable[[], float] = lambda: 1.0,
) -> list[Seconds]:
    """As genbot's watcher does it."""
    looks = [first_look(usual, SOONEST, worth) * jitter()]
    while looks[-1] < until:
        looks.append(looks[-1] + next_look(usual, looks[-1], SOONEST, LATEST, worth) * jitter())
    return looks


def jittered(usual: Usual, until: Seconds, worth: Seconds = WORTH) -> list[list[Seconds]]:
    """Several of them, each with its own chance, as the bot draws it."""
    chance = Random(7)
    return [ours(usual, until, worth, lambda: chance.uniform(0.95, 1.05)) for _ in range(COPIES)]


def cost(schedules: Sequence[Sequence[Seconds]], ends: Sequence[Seconds]) -> Cost:
    """Jobs that end at `ends`, dealt out to the schedules in turn."""
    requests, delays = 0, []
    for i, end in enumerate(ends):
        looks = schedules[i % len(schedules)]
        seen = bisect_left(looks, end)
        requests += seen + 1
        delays.append(looks[seen] - end)
    return _cost(requests, delays)


def together(costs: Iterable[Cost]) -> Cost:
    """The average of several kinds that are equally frequent; their tails are the longest of them."""
    every = list(costs)
    return Cost(
        sum(one.requests for one in every) / len(every),
        sum(one.delay for one in every) / len(every),
        max(one.p95 for one in every),
        max(one.p99 for one in every),
    )


def fixed(every: Seconds, ends: Sequence[Seconds]) -> Cost:
    """Looks at a fixed interval."""
    seen = [ceil(end / every) for end in ends]
    return _cost(sum(seen), [every * looks - end for looks, end in zip(seen, ends, strict=True)])


def as_quick(delay: Seconds, ends: Sequence[Seconds]) -> Cost:
    """The fixed interval with this mean delay."""
    low, high = 0.01, 100 * delay
    for _ in range(30):
        middle = (low + high) / 2
        if fixed(middle, ends).delay < delay:
            low = middle
        else:
            high = middle
    return fixed(high, ends)


def _cost(requests: int, delays: list[Seconds]) -> Cost:
    delays.sort()
    count = len(delays)
    return Cost(requests / count, sum(delays) / count, *(_at(delays, q) for q in (95, 99)))


def _at(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
