"""How long things take, when to look next, and what may honestly be promised."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genbot.domain.pace import Lognormal, first_look, fitted, next_look, together

RENDER = Lognormal(90.0, 0.73)


def test_half_are_done_at_the_median():
    assert RENDER.survival(90.0) == pytest.approx(0.5)
    assert RENDER.quantile(1.2816) == pytest.approx(90 * math.exp(0.73 * 1.2816))


@given(st.floats(0.1, 1e4), st.floats(0.1, 2.0), st.floats(0.0, 1e7), st.floats(0.1, 10.0))
def test_the_next_look_is_always_within_its_bounds(median, sigma, age, soonest):
    wait = next_look(Lognormal(median, sigma), age, soonest, soonest * 20)

    assert soonest <= wait <= soonest * 20


@given(st.lists(st.floats(1e-3, 1e6), max_size=50), st.floats(0.1, 1e4))
def test_a_fit_is_always_usable(seen, median):
    usual = fitted(Lognormal(median, 0.5), seen)

    assert usual.median > 0
    assert usual.sigma >= 0.1


def test_history_pulls_the_prior_to_the_truth():
    rng = Random(7)
    seen = [rng.lognormvariate(math.log(30), 0.3) for _ in range(200)]

    usual = fitted(Lognormal(90.0, 0.7), seen)

    assert 30 <= usual.median <= 36


def test_looks_cost_less_and_wait_less_than_a_fixed_interval():
    """The rule of the square root of the hazard, against ten fixed seconds, on tight durations."""
    rng = Random(11)
    usual = Lognormal(90.0, 0.25)
    ends = [rng.lognormvariate(math.log(90), 0.25) for _ in range(2000)]

    def cost(ends, first, wait):
        looks = delay = 0.0
        for end in ends:
            at = first
            looks += 1
            while at < end:
                at += wait(at)
                looks += 1
            delay += at - end
        return looks / len(ends), delay / len(ends)

    ours = cost(ends, first_look(usual, 2.0), lambda at: next_look(usual, at, 2.0, 60.0))
    fixed = cost(ends, 10.0, lambda at: 10.0)

    assert ours[0] < fixed[0] * 0.8  # requests per job
    assert ours[1] < fixed[1] * 0.8  # seconds until it is seen


def test_a_chain_of_steps_is_promised_as_a_range_around_its_sum():
    early, late = together([Lognormal(60, 0.3), Lognormal(40, 0.3)])

    assert early < 100 < late
    assert together([]) == (0.0, 0.0)
