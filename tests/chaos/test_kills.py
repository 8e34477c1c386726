"""A few real SIGKILLs of the real process, and a mutant that they find."""

import pytest

from tests.chaos.kills import World, play

pytestmark = [pytest.mark.chaos, pytest.mark.processes]
PUBLISH = "POST /v1/user_jobs"
REPEATABLE = "a publish that is repeated when its answer is lost"


def test_a_process_that_is_killed_again_and_again_loses_nothing_and_repeats_nothing(tmp_path):
    figures = play(World(seed=1, kills=6, plain=0.2, errands=2, folder=tmp_path))

    assert figures.broken == []
    assert sum(figures.kills.values()) == 6


@pytest.mark.parametrize("mutant", ["", REPEATABLE])
def test_killed_after_the_publish_call_it_asks_a_person_and_a_mutant_is_found(mutant, tmp_path):
    """The seed's first kill comes when GEN has published it already."""
    wanted = World(
        seed=2, kills=1, errands=1, at=PUBLISH, kinds=("publish",), mutant=mutant, folder=tmp_path
    )

    figures = play(wanted)

    assert list(figures.kills) == [f"after {PUBLISH}"]
    assert bool(figures.broken) == bool(mutant)
    assert any("went out 2 times" in law for law in figures.broken) == bool(mutant)
