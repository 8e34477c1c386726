"""GEN's clock is ten minutes before or behind ours, or tells no zone: what was made is still found."""

import time
from datetime import UTC, datetime

import pytest

from genbot.domain.publications import PublicationState
from genbot.flows import countdown, publications
from genbot.gen.export import Publish
from genbot.gen.ideas import GetRun, ListIdeas, Run
from tests.gen.answers import idea
from tests.watches.conftest import BEA
from tests.watches.test_journey import asked, rendered


@pytest.mark.parametrize("ahead", [-600.0, 0.0, 600.0])
@pytest.mark.parametrize("zone", ["+00:00", "Z", ""])
async def test_ideas_are_told_by_their_time_whatever_the_clocks(
    world, gen, clock, ahead, zone, monkeypatch
):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    theirs = datetime.fromtimestamp(clock() + ahead + 2.0, UTC)
    made = theirs.replace(tzinfo=None).isoformat() + zone
    gen.will(GetRun, Run(run_id="r1", status="completed"))
    old = idea("old", "Long ago", created_at="2020-01-01T00:00:00" + zone)
    gen.will(ListIdeas, [old, idea("i1", created_at=made)])

    await asked(world)
    monkeypatch.undo()
    time.tzset()

    assert [one.gen_id for one in await world.all("ideas")] == ["i1"]


@pytest.mark.parametrize("ahead", [-1500.0, -600.0, 0.0, 600.0, 1500.0])
async def test_where_gen_says_when_its_run_began_its_own_clock_tells_what_is_new(
    world, gen, clock, ahead
):
    def theirs(after):
        return datetime.fromtimestamp(clock.at + ahead + after, UTC).isoformat()

    began, made, before = theirs(0.0), theirs(2.0), theirs(-300.0)
    gen.will(GetRun, Run(run_id="r1", status="completed", created_at=began))
    elsewhere = idea("i0", "Made by somebody else", created_at=before)
    gen.will(ListIdeas, [elsewhere, idea("i1", created_at=made)])

    await asked(world)

    assert [one.gen_id for one in await world.all("ideas")] == ["i1"]


@pytest.mark.parametrize("jump", [29.0, 600.0, 7_200.0])
async def test_a_clock_put_forward_does_not_shorten_the_moment_of_undo(world, gen, clock, jump):
    """Nor does it make the post late: what was promised is counted on a clock that no hand moves, also
    by the next process."""
    made = await rendered(world)
    out = await world.do(publications.publish, made.id, 1, by=BEA)
    clock.pass_(5.0)
    clock.put(jump)
    await world.round()
    world.restart()
    clock.pass_(10.0)
    clock.put(jump)
    await world.round()

    found = await world.one("publications")
    assert (found.state, found.error, found.left) == (PublicationState.SCHEDULED, "", 10)
    assert found.due == clock() + 15.0
    clock.pass_(14.0)
    await world.passes()
    assert gen.asked(Publish) == []
    clock.pass_(1.0)
    await world.passes(30)
    assert len(gen.asked(Publish)) == 1
    news = await world.store.read(lambda tx: [one.fact["news"] for one in tx.journal.of(out.id)])
    assert news == ["approved", "clock moved", "clock moved", "sending", "sent", "live"]


@pytest.mark.parametrize("jump", [-60.0, -7_200.0])
async def test_a_clock_put_back_does_not_lengthen_it(world, gen, clock, jump):
    """What was to go out in half a minute does not wait for the old time to come again; also when the
    clock was put back while nobody was running."""
    made = await rendered(world)
    out = await world.do(publications.publish, made.id, 1, by=BEA)
    clock.pass_(5.0)
    clock.put(jump)
    world.restart()
    await world.do(countdown.tick)

    found = await world.one("publications")
    assert (found.due, found.left) == (clock() + 25.0, 20)
    assert await world.store.read(countdown.look) == []
    clock.pass_(24.0)
    await world.passes()
    assert gen.asked(Publish) == []
    clock.pass_(1.0)
    await world.passes(30)
    assert len(gen.asked(Publish)) == 1
    news = await world.store.read(lambda tx: [one.fact["news"] for one in tx.journal.of(out.id)])
    assert news == ["approved", "clock put back", "sending", "sent", "live"]


async def test_in_that_moment_it_can_be_taken_back_and_let_out_anew(world, gen, clock):
    made = await rendered(world)
    out = await world.do(publications.publish, made.id, 1, by=BEA)
    clock.put(600.0)
    await world.round()
    await world.do(publications.cancel, out.id, by=BEA)
    await world.passes(60)
    assert gen.asked(Publish) == []


async def test_after_the_machine_was_started_anew_its_clock_is_believed(world, gen, clock):
    """Nobody knows then how long it was off."""
    made = await rendered(world)
    await world.do(publications.publish, made.id, 1, by=BEA)
    clock.pass_(60.0)
    clock.put_forward = clock.at - 40.0  # the steady clock begins with the machine
    world.restart()
    await world.passes(30)

    assert len(gen.asked(Publish)) == 1


async def test_a_time_that_a_person_chose_has_no_such_moment(world, gen, clock):
    made = await rendered(world)
    wish = publications.Wish("tonight", due=clock() + 5.0)
    await world.do(publications.publish, made.id, 1, by=BEA, form=wish)
    clock.put(6.0)
    await world.passes(1)

    assert len(gen.asked(Publish)) == 1
