"""The yardstick itself: the optimum is one, and durations are distributed as they say."""

from itertools import combinations
from math import isnan

import pytest

from benchmarks.polling.durations import BIMODAL, BLENDED, LOGNORMAL, Part, World
from benchmarks.polling.optimum import Optimum, needed
from benchmarks.polling.schedules import Cost, as_quick, cost, fixed

SMALL = World("small", (Part(5.0, 0.3),))


@pytest.mark.parametrize("worth", [0.5, 2.0, 10.0])
def test_no_choice_of_looks_costs_less_than_the_optimum(worth):
    """Every way to look on a grid of two seconds, against the one that is called the best."""
    last = int(SMALL.reach[1] / 2) * 2
    ends = [end for end in SMALL.ends(200) if end < last]
    optimum = cost([Optimum(SMALL, 2.0).looks(worth)], ends).at(worth)

    cheapest = min(
        cost([[*looks, last]], ends).at(worth)
        for count in range(last // 2)
        for looks in combinations(range(2, last, 2), count)
    )

    assert optimum == pytest.approx(cheapest, rel=0.01)


@pytest.mark.parametrize("world", [*LOGNORMAL, *BIMODAL, BLENDED], ids=lambda world: world.name)
def test_ends_are_spread_as_the_distribution_says(world):
    ends = world.ends(101)

    assert world.done(ends[50]) == pytest.approx(0.5, abs=0.01)
    assert world.done(ends[10]) == pytest.approx(10.5 / 101, abs=0.01)


def test_a_fixed_interval_can_be_found_for_any_delay():
    ends = SMALL.ends(200)

    assert as_quick(2.0, ends).delay == pytest.approx(2.0, abs=0.1)
    assert fixed(4.0, ends).delay == pytest.approx(2.0, abs=0.3)


def test_the_frontier_is_read_between_its_points():
    line = [Cost(4.0, 1.0, 0.0, 0.0), Cost(2.0, 3.0, 0.0, 0.0)]

    assert needed(line, 2.0) == pytest.approx(3.0)
    assert isnan(needed(line, 5.0))
