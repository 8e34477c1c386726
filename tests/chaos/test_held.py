"""The measure of the soak has teeth: it sees what genbot keeps, and only that."""

import pytest

from tests.chaos.held import held, trend
from tests.chaos.world import World

pytestmark = pytest.mark.chaos
SIZE = 100_000


def test_what_genbot_keeps_is_counted_and_what_the_world_keeps_is_not():
    more = {}

    async def script(world):
        before = held(world).total()
        world.gen.remembers = ["w" * SIZE]
        more["world"] = held(world).total() - before
        world.life.watcher.remembers = ["g" * SIZE]
        more["genbot"] = held(world).total() - before

    World(1).run(script)

    assert more["world"] < SIZE / 10
    assert more["genbot"] > SIZE


def by_hour(grows):
    """Three busy days of a bot that holds more by day than by night, and so much more each hour."""
    return [
        1e6 + 5e4 * (8 <= hour % 24 < 19) + 700 * (hour % 7) + grows * hour for hour in range(48)
    ]


@pytest.mark.parametrize(("grows", "told"), [(0.0, False), (-500.0, False), (500.0, True)])
def test_growth_is_told_from_the_hours_of_the_day(grows, told):
    found = trend(by_hour(grows))

    assert found.grows is told
    assert abs(found.mean - grows * 24) <= found.half


def test_less_than_two_days_say_nothing():
    assert trend([1.0] * 47) is None
