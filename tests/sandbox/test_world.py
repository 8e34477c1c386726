"""One seed, one clock, one pace."""

import statistics
import uuid

import pytest

from genbot.sandbox.world import World
from tests.conftest import Clock


def test_the_same_seed_gives_the_same_world() -> None:
    first, second, other = World(3), World(3), World(4)

    assert [first.id("C") for _ in range(3)] == [second.id("C") for _ in range(3)]
    assert first.lasts(40) == second.lasts(40)
    assert first.uuid() != other.uuid()


def test_ids_do_not_move_durations() -> None:
    quiet, busy = World(3), World(3)

    [busy.id("U") for _ in range(10)]

    assert quiet.lasts(40) == busy.lasts(40)


def test_ids_look_like_slacks_and_like_uuids() -> None:
    world = World()

    assert world.id("C").startswith("C")
    assert len(world.id("C")) == 11
    assert world.id("C").isalnum()
    assert uuid.UUID(world.uuid()).version == 4


def test_half_of_all_things_take_less_than_the_median() -> None:
    world = World(1)

    lasted = [world.lasts(40, 0.35) for _ in range(4000)]

    assert 38 < statistics.median(lasted) < 42
    assert min(lasted) > 5
    assert max(lasted) > 90


def test_a_faster_world_takes_proportionally_less_time() -> None:
    assert World(1, speed=20).lasts(40) == pytest.approx(World(1).lasts(40) / 20)


def test_the_clock_is_handed_in() -> None:
    clock = Clock()
    world = World(clock=clock)

    before = world.now()
    clock.pass_(60)

    assert world.now() - before == 60


@pytest.mark.parametrize("speed", [0, -1, float("inf"), float("nan")])
def test_a_world_must_move(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        World(speed=speed)
