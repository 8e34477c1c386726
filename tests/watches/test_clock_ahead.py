"""This machine's clock is put forward: what has a time goes out at that time, by GEN's clock too."""

import pytest

from genbot.domain.publications import PublicationState
from genbot.flows import publications
from genbot.gen.export import Publish
from tests.watches.conftest import BEA
from tests.watches.test_journey import rendered
from tests.watches.test_late import approved, held, shown

U = PublicationState
HOUR = 3600.0
TEN_MINUTES = 600.0


def ahead(world, seconds):
    """From now on our clock is so many seconds ahead of GEN's; put forward, if that is new."""
    world.clock.pass_(seconds)
    world.theirs = lambda: world.clock() - seconds


async def test_what_is_due_by_our_clock_alone_waits_and_says_why(world, gen):
    out = await approved(world, HOUR)
    await world.passes(HOUR - TEN_MINUTES - 30)
    ahead(world, TEN_MINUTES)
    await world.passes(120)

    assert gen.asked(Publish) == []
    card = await world.do(shown, out)
    assert "By GEN's clock it is not time yet." in card
    assert "Move" in card

    await world.passes(TEN_MINUTES)
    assert len(gen.asked(Publish)) == 1
    late = world.clock() - TEN_MINUTES - out.due
    assert 0 <= late < 120
    assert (await world.one("publications")).state in {U.WAITING, U.LIVE}


async def test_set_right_again_it_goes_out_at_its_time(world, gen):
    out = await approved(world, HOUR)
    await world.passes(HOUR - TEN_MINUTES - 30)
    ahead(world, TEN_MINUTES)
    await world.passes(60)
    world.clock.pass_(-TEN_MINUTES)
    world.theirs = world.clock
    await world.passes(out.due - world.clock() - 1)
    assert gen.asked(Publish) == []

    await world.passes(120)
    assert len(gen.asked(Publish)) == 1


async def test_two_clocks_that_never_agree_are_put_to_a_person(world, gen):
    """Perhaps GEN's is the wrong one: nobody here can tell."""
    out = await approved(world, HOUR)
    world.theirs = lambda: world.clock() - 2 * HOUR
    await world.passes(HOUR + 1000)

    await held(world, out, "This machine's clock and GEN's did not agree about the time")
    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(400)
    assert (await world.one("publications")).state is U.LIVE


@pytest.mark.parametrize("apart", [-HOUR, -4.0, 0.0, 4.0])
async def test_a_gen_that_agrees_or_is_later_holds_nothing_up(world, gen, apart):
    world.theirs = lambda: world.clock() - apart
    await approved(world, HOUR)
    await world.passes(HOUR + 1)

    assert len(gen.asked(Publish)) == 1


async def test_now_is_now_on_every_clock(world, gen):
    world.theirs = lambda: world.clock() - 10 * HOUR
    made = await rendered(world)
    await world.do(publications.publish, made.id, 1, by=BEA)
    await world.passes(400)

    assert (await world.one("publications")).state is U.LIVE
