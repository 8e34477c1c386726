"""When to look next: the fewest requests for the least waiting, at any age, whatever is known."""

import math
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.domain.looks import first_look, next_look
from genbot.domain.pace import Lognormal, Mixed, fitted

SOONEST, LATEST = 2.0, 60.0


def cost(ends, first, wait):
    """Requests per job, and mean seconds until its end is seen."""
    looks = delay = 0.0
    for end in ends:
        at = first
        looks += 1
        while at < end:
            at += wait(at)
            looks += 1
        delay += at - end
    return looks / len(ends), delay / len(ends)


def ours(usual, ends):
    return cost(ends, first_look(usual, SOONEST), lambda at: next_look(usual, at, SOONEST, LATEST))


def drawn(count, *kinds):
    rng = Random(11)
    return [rng.lognormvariate(math.log(m), s) for m, s in kinds for _ in range(count)]


@settings(max_examples=30)
@given(
    st.floats(0.1, 1e4), st.floats(0.05, 2.0), st.floats(0.0, 1e7), st.floats(0.1, 10.0),
    st.lists(st.floats(0.01, 1e5), max_size=30),
)  # fmt: skip
def test_the_next_look_is_always_within_its_bounds(median, sigma, age, soonest, seen):
    usual = fitted(Lognormal(median, sigma), seen)

    assert soonest <= next_look(usual, age, soonest, soonest * 20) <= soonest * 20
    assert first_look(usual, soonest) >= soonest


def test_looks_cost_less_and_wait_less_than_a_fixed_interval():
    ends = drawn(2000, (90, 0.25))
    fixed = cost(ends, 10.0, lambda at: 10.0)

    looks, delay = ours(Lognormal(90.0, 0.25), ends)

    assert looks < fixed[0] * 0.7
    assert delay < fixed[1] * 0.7


def test_two_kinds_under_one_name_are_waited_for_one_after_the_other():
    """Nothing ends between them, so nobody looks there."""
    usual = fitted(Lognormal(90.0, 0.5), drawn(100, (20, 0.1), (200, 0.1)))
    looks, at = [], first_look(usual, SOONEST)
    while at < 400:
        looks.append(at)
        at += next_look(usual, at, SOONEST, latest=200.0)

    between = [at for at in looks if 40 < at < 140]
    assert len([at for at in looks if at <= 40]) >= 3
    assert len(between) <= 2
    assert len([at for at in looks if 140 <= at < 300]) >= 6


def test_any_age_will_do():
    """After a restart, a call of GEN's or an error the age is whatever it is."""
    usual = Lognormal(90.0, 0.3)

    assert 60.0 + next_look(usual, 60.0, SOONEST, LATEST) <= 80.0
    assert 1.0 + next_look(usual, 1.0, SOONEST, 600.0) == pytest.approx(
        first_look(usual, SOONEST), rel=0.05
    )


def test_what_takes_longer_than_anything_known_is_looked_at_ever_more_seldom():
    usual = Lognormal(10.0, 0.2)
    waits = [next_look(usual, age, SOONEST, LATEST) for age in (50.0, 500.0, 1600.0, 9000.0)]

    assert waits == sorted(waits)
    assert waits[0] < 10.0
    assert waits[-1] == LATEST


def test_between_the_points_of_a_plan_the_next_look_moves_on_evenly():
    """At ten minutes they are eleven seconds apart, about as far as the looks themselves."""
    long = Lognormal(600.0, 0.4)
    wide = Mixed(tuple((1 / 3, Lognormal(median, 0.4)) for median in (8.0, 90.0, 600.0)))
    for usual in (long, wide):
        ages = [500 + n / 2 for n in range(400)]
        planned = [age + next_look(usual, age, 2.0, 60.0) for age in ages]

        assert max(later - one for one, later in pairwise(planned)) < 1.5
