"""GEN takes something and then tells no end of it: no card may claim to know one."""

import pytest

from genbot.domain.publications import PublicationState
from genbot.domain.settings import Settings
from genbot.flows import publications
from genbot.gen.errors import NotAllowed, NotSent
from genbot.gen.export import Publish
from genbot.gen.jobs import GetUserJob
from tests.watches.conftest import BEA
from tests.watches.test_journey import rendered

HOURS = 3600.0


async def publishing(world):
    made = await rendered(world)
    await world.do(publications.publish, made.id, made.version, by=BEA)


async def test_a_post_we_may_no_longer_look_at_is_in_doubt_and_not_called_failed(world, gen):
    gen.will(GetUserJob, NotAllowed("unauthorized", 401, "This key was revoked"))

    await publishing(world)
    await world.passes(400)

    out = await world.one("publications")
    assert out.state is PublicationState.UNSURE
    assert "This key was revoked" in out.error
    assert len(gen.asked(Publish)) == 1


async def test_a_post_gen_never_tells_of_again_is_in_doubt(world, gen):
    gen.will(GetUserJob, NotSent("no connection"))

    await publishing(world)
    for _ in range(20):
        await world.passes(HOURS)

    assert (await world.one("publications")).state is PublicationState.UNSURE


class TestWithMuchTimeToBeLate:
    @pytest.fixture
    def settings(self):
        return Settings(agent="agent-santiago", undo=30.0, grace=24 * HOURS)

    async def test_a_post_that_never_reached_gen_fails_after_hours_and_can_be_tried_again(
        self, world, gen
    ):
        good = gen._told[Publish]
        gen.will(Publish, NotSent("no connection"))
        await publishing(world)
        for _ in range(20):
            await world.passes(HOURS)

        out = await world.one("publications")
        assert out.state is PublicationState.FAILED
        assert await world.phases() == set()

        gen.will(Publish, *good)
        await world.do(publications.send_again, out.id, by=BEA)
        await world.passes(400)
        assert (await world.one("publications")).state is PublicationState.LIVE
