"""Whatever keeps a post from leaving at its time: after the grace a person is asked, and told why."""

import pytest

from genbot.domain.publications import PublicationState
from genbot.flows import freeze, publications
from genbot.gen.errors import NotSent, SlowDown
from genbot.gen.export import Publish
from tests.watches.conftest import BEA, CHANNEL
from tests.watches.test_asleep import falls_asleep
from tests.watches.test_journey import rendered

U = PublicationState
WAITS = [pytest.param(0.0, id="now"), pytest.param(3600.0, id="at a time")]
NOT_RUNNING = "I was not running when it was due"
SILENT = "GEN did not answer when I tried to send it"
BUSY = "GEN asked me to come back later when I tried to send it"
ASLEEP = "This machine fell asleep when I was about to send it"
FROZEN = "Publishing was frozen when it was due"


async def approved(world, wait, **more):
    made = await rendered(world)
    wish = publications.Wish("tonight", due=wait and world.clock() + wait, **more)
    return await world.do(publications.publish, made.id, made.version, by=BEA, form=wish)


def shown(tx, out):
    return tx._db.execute("SELECT body FROM outbox WHERE slot = ?", (out.slot,)).fetchone()[0]


async def held(world, out, why):
    now = await world.one("publications")
    assert now.state is U.HELD
    card = await world.do(shown, out)
    assert why in card
    assert "Publish now" in card
    assert "I keep trying" not in card
    assert any(slot.startswith("trouble:") for slot in await world.said())


@pytest.mark.parametrize("wait", WAITS)
async def test_genbot_was_not_running(world, gen, wait):
    out = await approved(world, wait)
    world.clock.pass_(wait + 30 + 901)
    world.restart()

    await world.passes(10)

    await held(world, out, NOT_RUNNING)
    assert gen.asked(Publish) == []


@pytest.mark.parametrize("wait", WAITS)
@pytest.mark.parametrize(("trouble", "why"), [(NotSent("no"), SILENT), (SlowDown(20.0), BUSY)])
async def test_gen_was_away(world, gen, wait, trouble, why):
    good = gen._told[Publish]
    gen.will(Publish, trouble)
    out = await approved(world, wait)
    await world.passes(wait + 860)
    assert "If it gets late, I ask first" in await world.do(shown, out)

    await world.passes(200)

    await held(world, out, why)
    tried = len(gen.asked(Publish))
    gen.will(Publish, *good)
    await world.passes(9 * 3600)
    assert len(gen.asked(Publish)) == tried

    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(400)
    assert (await world.one("publications")).state is U.LIVE
    assert len(gen.asked(Publish)) == tried + 1


async def test_who_says_now_while_gen_is_still_away_is_asked_again_after_the_grace(world, gen):
    gen.will(Publish, NotSent("no"))
    out = await approved(world, 0.0)
    await world.passes(2000)
    await held(world, out, SILENT)

    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(800)
    assert (await world.one("publications")).state is U.SCHEDULED
    await world.passes(200)

    await held(world, out, SILENT)


async def test_gen_was_away_and_then_genbot_was_not_running(world, gen):
    gen.will(Publish, NotSent("no"))
    out = await approved(world, 0.0)
    await world.passes(40)
    world.restart()
    world.clock.pass_(3600)

    await world.passes(10)

    await held(world, out, SILENT)


@pytest.mark.parametrize("wait", WAITS)
async def test_the_machine_fell_asleep(world, gen, wait):
    out = await approved(world, wait)
    falls_asleep(world, 3600.0)

    await world.passes(wait + 30 + 3600 + 60)

    await held(world, out, ASLEEP)
    assert gen.asked(Publish) == []


async def test_it_was_frozen(world, gen):
    out = await approved(world, 0.0)
    await world.do(freeze.freeze, CHANNEL, "", by=BEA)
    await world.passes(40)

    await world.do(freeze.thaw, CHANNEL, by=BEA)

    await held(world, out, FROZEN)


async def test_gen_was_away_when_it_was_due_and_it_was_frozen_later(world, gen):
    gen.will(Publish, NotSent("no"))
    out = await approved(world, 0.0)
    await world.passes(100)
    await world.do(freeze.freeze, CHANNEL, "", by=BEA)

    await world.do(freeze.thaw, CHANNEL, by=BEA)

    await held(world, out, SILENT)


async def test_a_schedule_that_gen_was_to_hold_is_not_given_to_it_late(world, gen):
    gen.will(Publish, NotSent("no"))
    out = await approved(world, 3600.0, handed_over=True)

    await world.passes(3600 + 1000)

    await held(world, out, SILENT)


async def test_a_schedule_whose_time_comes_before_gen_has_it_is_sent_as_now(world, gen):
    good = gen._told[Publish]
    gen.will(Publish, NotSent("no"))
    await approved(world, 600.0, handed_over=True)
    await world.passes(700)

    gen.will(Publish, *good)
    await world.passes(400)

    assert gen.asked(Publish)[-1].data.schedule_type == "now"
    assert (await world.one("publications")).state is U.LIVE
