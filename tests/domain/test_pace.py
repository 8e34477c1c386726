"""How long things take, as far as we know, and what may honestly be promised."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genbot.domain.pace import Lognormal, Mixed, fitted, together

RENDER = Lognormal(90.0, 0.73)


def drawn(count, *kinds, seed=7):
    """So many durations of each kind, shuffled."""
    rng = Random(seed)
    seen = [rng.lognormvariate(math.log(m), s) for m, s in kinds for _ in range(count)]
    rng.shuffle(seen)
    return seen


def test_half_are_done_at_the_median():
    assert RENDER.ended(90.0) == pytest.approx(0.5)
    assert RENDER.quantile(0.9) == pytest.approx(90 * math.exp(0.73 * 1.2816), rel=1e-3)


@given(st.lists(st.floats(1e-3, 1e6), max_size=50), st.floats(0.1, 1e4))
def test_a_fit_is_always_usable(seen, median):
    usual = fitted(Lognormal(median, 0.5), seen)

    assert usual.ended(0.0) == 0.0
    assert usual.ended(1.0) <= usual.ended(100.0) <= 1.0 + 1e-9
    assert usual.quantile(0.1) <= usual.median <= usual.quantile(0.9)
    assert usual.ended(usual.quantile(0.3)) == pytest.approx(0.3, abs=0.01)


def test_without_history_the_prior_is_all_we_know():
    assert fitted(RENDER, []) == RENDER


def test_a_few_sightings_outweigh_a_guess():
    usual = fitted(Lognormal(90.0, 0.5), drawn(10, (30, 0.3)))

    assert 25 < usual.median < 40


def test_two_kinds_under_one_name_are_told_apart():
    usual = fitted(RENDER, drawn(100, (20, 0.2), (120, 0.2)))

    assert isinstance(usual, Mixed)
    (_, prior), *groups = usual.parts
    assert prior == RENDER
    assert [round(part.median, -1) for _, part in groups] == [20, 120]
    assert usual.ended(50.0) == pytest.approx(0.5, abs=0.03)


def test_one_kind_is_not_taken_for_two():
    for seed in range(20):
        assert len(fitted(RENDER, drawn(200, (60, 0.5), seed=seed)).parts) == 2  # with the prior


@pytest.mark.parametrize("sigma", [0.2, 0.5, 0.8])
def test_eight_in_ten_end_within_what_was_promised(sigma):
    """Of one step, and of a chain of three whose histories are known."""
    for steps in ([(90, sigma)], [(10, sigma), (90, sigma), (45, sigma)]):
        known = [fitted(Lognormal(60, 0.5), drawn(200, one)) for one in steps]
        early, late = together(known)
        ends = (drawn(2000, one, seed=seed) for seed, one in enumerate(steps, start=100))
        chains = zip(*ends, strict=True)
        held = sum(early <= sum(chain) <= late for chain in chains) / 2000
        assert 0.72 < held < 0.88


def test_nothing_to_do_takes_no_time():
    assert together([]) == (0.0, 0.0)
