"""Faults planted in genbot's own code, each found by the harness."""

import pytest

from tests.chaos.mutants import MUTANTS
from tests.chaos.planting import hunt

pytestmark = [pytest.mark.chaos, pytest.mark.filterwarnings("ignore")]

QUICK = [one for one in MUTANTS if one.quick]


@pytest.mark.parametrize("mutant", QUICK, ids=lambda one: one.name)
def test_a_planted_mutant_is_found(mutant):
    nth, _, law = hunt(mutant)

    assert nth, f"{mutant.name} survived"
    assert law


def test_there_are_at_least_twelve_mutants_to_be_found():
    assert len(QUICK) >= 12
