"""A machine that sleeps between the decision to publish and the call: the gate is passed again."""

import pytest

from genbot.domain.publications import PublicationState
from genbot.flows import publications
from genbot.gen.export import Publish
from tests.watches.conftest import BEA
from tests.watches.test_journey import rendered


def falls_asleep(world, seconds):
    """Once, between the commit that says so and the call that publishes."""
    call, naps = world.watcher._call, [seconds]

    async def after_a_nap(kind, asking):
        if not kind.repeatable and naps:
            world.clock.pass_(naps.pop())
        return await call(kind, asking)

    world.watcher._call = after_a_nap


async def test_a_post_for_now_is_sent_after_a_nap_and_once(world, gen, caplog):
    made = await rendered(world)
    await world.do(publications.publish, made.id, 1, by=BEA)
    falls_asleep(world, 600.0)
    await world.passes(30)
    assert gen.asked(Publish) == []

    await world.passes(400)

    assert len(gen.asked(Publish)) == 1
    assert (await world.one("publications")).state is PublicationState.LIVE
    assert "GEN does not answer" not in caplog.text


@pytest.mark.parametrize(("nap", "state", "calls"), [
    (4.0, PublicationState.LIVE, 1),
    (600.0, PublicationState.LIVE, 1),
    (3600.0, PublicationState.HELD, 0),
])  # fmt: skip
@pytest.mark.parametrize("wait", [0.0, 60.0])
async def test_what_sleep_made_too_late_is_put_to_a_person(
    world, gen, clock, nap, state, calls, wait
):
    made = await rendered(world)
    wish = publications.Wish("tonight", due=wait and clock() + wait)
    await world.do(publications.publish, made.id, 1, by=BEA, form=wish)
    falls_asleep(world, nap)

    await world.passes(nap + 600)

    assert (await world.one("publications")).state is state
    assert len(gen.asked(Publish)) == calls
