"""Requests and delay of every way to look, for every kind of duration, beside the exact optimum."""

from collections.abc import Sequence
from math import isnan
from statistics import fmean

from benchmarks.found import Goal, Plot, Row, Size, Table
from benchmarks.polling.durations import BIMODAL, BLENDED, LOGNORMAL, MIXED, USUAL, World
from benchmarks.polling.learned import learned
from benchmarks.polling.optimum import frontier, needed
from benchmarks.polling.schedules import (
    WORTH,
    Cost,
    as_quick,
    cost,
    exponential,
    fixed,
    jittered,
    together,
)

WORTHS = (0.03, 0.06, 0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
SHOWN = (0.125, 0.25, 0.5, 1.0, 2.0)
Line = Sequence[Cost]


class Sight:
    """One world, and what each way to look costs in it."""

    def __init__(self, world: World, size: Size) -> None:
        self.world, self.until = world, 3 * world.reach[1]
        self.ends = world.ends(size.of(400, 2000, 20_000))
        step = size.of(1.0, 0.25, 0.1) * max(1.0, world.reach[1] / 2000)
        self.best = frontier(world, WORTHS, self.ends, step)

    def fixed(self, every: float) -> Cost:
        return fixed(every, self.ends)

    def exponential(self) -> Cost:
        return cost([exponential(5.0, 1.5, 60.0, self.until)], self.ends)

    def known(self, worth: float = WORTH) -> Cost:
        """Ours, when it knows the distribution."""
        return cost(jittered(self.world.known, self.until, worth), self.ends)

    def learned(self, worth: float = WORTH) -> Cost:
        """Ours, when it knows no more than the durations it has seen."""
        return cost(jittered(learned(self.world), self.until, worth), self.ends)

    def optimum(self, worth: float = WORTH) -> Cost:
        return self.best[WORTHS.index(worth)]

    def over(self, one: Cost) -> float:
        """How many more requests than the optimum needs for the same mean delay; NaN where the
        optimum was not drawn that far."""
        return one.requests / needed(self.best, one.delay) - 1

    def saved(self, one: Cost) -> float:
        """How many fewer requests than a fixed interval with the same mean delay."""
        return 1 - one.requests / as_quick(one.delay, self.ends).requests


def measured(size: Size) -> tuple[list[Table], list[Goal], list[Plot]]:
    alone = [Sight(world, size) for world in (*LOGNORMAL, *BIMODAL, BLENDED)]
    mixed = [Sight(world, size) for world in MIXED]
    rows = [row for sight in alone for row in _rows(sight)]
    tables = [
        Table("One kind of job", rows, NOTE),
        Table("Three kinds in turn, 8, 90 and 600 seconds", _together(mixed)),
    ]
    usual = next(sight for sight in alone if sight.world is USUAL)
    return tables, _goals(alone, mixed), [_plot(usual)]


NOTE = (
    "Exponential: 5 s, then 1.5 times as long each time, 60 s at most. Over the optimum: how many more requests than the exact optimum needs for the same mean delay. "
    "Fewer than fixed: against the fixed interval with the same mean delay."
)


def _rows(sight: Sight) -> list[Row]:
    ways = {
        "every 5 s": sight.fixed(5.0),
        "every 10 s": sight.fixed(10.0),
        "exponential": sight.exponential(),
        "genbot, after 200 jobs": sight.learned(),
        "genbot, durations known": sight.known(),
        "the exact optimum": sight.optimum(),
    }
    return [_row(sight, way, one) for way, one in ways.items()]


def _row(sight: Sight, way: str, one: Cost) -> Row:
    return {
        "durations": sight.world.name, "way": way, **_cells(one),
        "over the optimum": _percent(sight.over(one)),
        "fewer than fixed": _percent(sight.saved(one)),
    }  # fmt: skip


def _cells(one: Cost) -> dict[str, float]:
    return {
        "requests": round(one.requests, 2), "delay": round(one.delay, 2),
        "p95": round(one.p95, 1), "p99": round(one.p99, 1),
    }  # fmt: skip


def _together(mixed: Sequence[Sight]) -> list[Row]:
    ways = {
        "every 5 s": together(one.fixed(5.0) for one in mixed),
        "every 10 s": together(one.fixed(10.0) for one in mixed),
        "exponential": together(one.exponential() for one in mixed),
        "a fixed interval with genbot's mean delay": _as_quick(mixed),
        "genbot, after 200 jobs of each": together(one.learned() for one in mixed),
        "genbot, durations known": together(one.known() for one in mixed),
        "the exact optimum": together(one.optimum() for one in mixed),
    }
    return [{"way": way, **_cells(one)} for way, one in ways.items()]


def _as_quick(mixed: Sequence[Sight]) -> Cost:
    """One interval for all kinds, which is what a fixed interval means."""
    delay = fmean(one.known().delay for one in mixed)
    ends = [end for one in mixed for end in one.ends]
    return as_quick(delay, ends)


def _goals(alone: Sequence[Sight], mixed: Sequence[Sight]) -> list[Goal]:
    known = {one.world.name: one.over(one.known()) for one in alone}
    worst = max(known, key=lambda name: known[name])
    requests = fmean(one.known().requests for one in mixed)
    fewer = 1 - requests / _as_quick(mixed).requests
    return [
        Goal(
            "requests over the exact optimum's frontier, durations known", "at most 5 %",
            f"{_percent(known[worst])} at the most ({worst}), {_percent(fmean(known.values()))} on average",
            known[worst] <= 0.05,
        ),
        Goal(
            "fewer requests than a fixed interval at equal mean delay, a mix of kinds",
            "at least 35 %", _percent(fewer), fewer >= 0.35,
        ),
    ]  # fmt: skip


def _plot(sight: Sight) -> Plot:
    def line(costs: Sequence[Cost]) -> list[tuple[float, float]]:
        return [(round(one.delay, 3), round(one.requests, 3)) for one in costs]

    return Plot(
        "polling", f"Requests and delay, {sight.world.name}", "mean delay, s", "requests per job",
        {
            "exact optimum": line([sight.optimum(worth) for worth in SHOWN]),
            "genbot": line([sight.known(worth) for worth in SHOWN]),
            "fixed interval": line([sight.fixed(every) for every in (4.0, 5.0, 8.0, 12.0, 20.0)]),
            "exponential": line([sight.exponential()]),
        },
    )  # fmt: skip


def _percent(share: float) -> str:
    return "" if isnan(share) else f"{100 * share:.1f} %"
