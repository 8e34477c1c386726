"""What a history teaches when not all of it is over, and when the world has changed on the way."""

import math
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.domain.learned import Sighting, learned
from genbot.domain.pace import Lognormal, fitted, together

GUESS = Lognormal(90.0, 0.5)
EVERY = 30.0  # seconds between two beginnings


def seen(seed, now, *, before=270.0, after=270.0, change=0.0):
    """What is known at `now` of jobs that begin one after the other, since time 0."""
    rng, jobs, began = Random(seed), [], 0.0
    while began < now:
        lasts = rng.lognormvariate(math.log(before if began < change else after), 0.5)
        over = began + lasts <= now
        jobs.append(Sighting(began, lasts if over else now - began, over=over))
        began += rng.expovariate(1 / EVERY)
    return jobs


def promised(usual, median):
    """How many of such jobs end within what people are told, and where half of them are thought over."""
    early, late = together([usual])
    real = Lognormal(median, 0.5)
    return real.ended(late) - real.ended(early), usual.median / median


def average(cases):
    return [fmean(column) for column in zip(*cases, strict=True)]


def test_whoever_counts_only_what_is_over_counts_the_quick_ones():
    """Ten minutes after a kind of work was begun for the first time, much of it is under way."""
    naive, fair = [], []
    for seed in range(30):
        known = seen(seed, 600.0)
        only = fitted(GUESS, [one.lasted for one in known if one.over])
        naive.append(promised(only, 270.0))
        fair.append(promised(learned(GUESS, known), 270.0))

    (held, middle), (held_fair, middle_fair) = average(naive), average(fair)
    assert middle < 0.8
    assert 0.9 < middle_fair < 1.1
    assert held < 0.72
    assert 0.75 < held_fair < 0.88


def test_a_kind_that_has_become_slow_is_noticed_before_the_slow_ones_end():
    """It takes three times as long since ten minutes, and hardly anything of it has ended."""
    cases = []
    for seed in range(30):
        known = seen(seed, 4200.0, before=90.0, change=3600.0)
        only = fitted(GUESS, [one.lasted for one in known if one.over])
        cases.append((*promised(only, 270.0), *promised(learned(GUESS, known), 270.0)))

    held, _, held_now, middle_now = average(cases)
    assert held < 0.35
    assert held_now > 0.7
    assert 0.8 < middle_now < 1.2


def test_what_has_not_changed_is_not_forgotten():
    for seed in range(20):
        known = [one for one in seen(seed, 6000.0) if one.over]

        assert len(known) > 100
        assert learned(GUESS, known) == fitted(GUESS, [one.lasted for one in known])


def test_in_a_history_of_several_kinds_another_kind_is_no_change():
    known = [Sighting(float(n), 20.0 if n < 40 else 300.0) for n in range(80)]

    assert learned(GUESS, known).quantile(0.2) > 200
    assert learned(GUESS, known, mixed=True).quantile(0.2) < 30


def test_one_that_hangs_says_no_more_than_that_some_take_long():
    known = [Sighting(100.0 * n, 30.0 + n % 5) for n in range(40)]

    usual = learned(GUESS, [*known, Sighting(50.0, 5 * 3600.0, over=False)])

    early, late = together([usual])
    assert early > 20
    assert late < 60


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.floats(1e-3, 1e5), st.booleans()), max_size=40),
    st.floats(0.1, 1e4),
)
def test_whatever_was_seen_can_be_planned_with(jobs, median):
    usual = learned(Lognormal(median, 0.5), [Sighting(*one) for one in jobs])

    assert usual.ended(0.0) == 0.0
    assert usual.quantile(0.1) <= usual.median <= usual.quantile(0.9)
    assert usual.ended(usual.quantile(0.3)) == pytest.approx(0.3, abs=0.02)
