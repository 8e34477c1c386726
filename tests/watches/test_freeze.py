"""A freeze: nothing leaves while it lasts, nothing is lost by it, and nothing goes out late unasked."""

import asyncio

import pytest

from genbot.domain.errors import BadForm, NotHere, NotNow, NotYours
from genbot.domain.publications import PublicationState
from genbot.domain.settings import Settings
from genbot.flows import channels, freeze, overview, publications
from genbot.gen.errors import NotSent
from genbot.gen.export import Publish
from genbot.gen.jobs import GetUserJob, UserJob
from tests.deciding import decides
from tests.watches.conftest import BEA, CHANNEL, MAYA
from tests.watches.test_journey import rendered

U = PublicationState
OTHER = "C0OTHER0000"
LATER = 5000.0


async def frozen(world, reason="the brand asked", **more):
    return await world.do(freeze.freeze, CHANNEL, reason, by=BEA, **more)


async def planned(world, wait=LATER, **form):
    made = await rendered(world)
    wish = publications.Wish(made.caption, due=world.clock() + wait, **form)
    return await world.do(publications.publish, made.id, made.version, by=BEA, form=wish)


async def pressed_now(world):
    made = await rendered(world)
    return await world.do(publications.publish, made.id, made.version, by=BEA)


async def state(world):
    return (await world.one("publications")).state


async def card(world, out):
    return (await world.said())[out.slot]


def shown(tx, out):
    return tx._db.execute("SELECT body FROM outbox WHERE slot = ?", (out.slot,)).fetchone()[0]


async def test_what_is_planned_waits_keeps_its_time_and_says_who_stopped_it(world, gen):
    out = await planned(world)

    await frozen(world)

    assert (await card(world, out)).startswith(f"Frozen by <@{BEA}>")
    assert "the brand asked" in await world.do(shown, out)
    assert await state(world) is U.SCHEDULED
    said = await world.said()
    assert "Publishing is frozen in this channel" in said[f"freeze:{CHANNEL}:1:{CHANNEL}"]
    await world.passes(2 * LATER)
    assert gen.asked(Publish) == []
    assert await state(world) is U.SCHEDULED


async def test_thawed_before_its_time_it_goes_out_at_its_time(world, gen):
    out = await planned(world)
    await frozen(world)
    await world.passes(LATER / 2)

    await world.do(freeze.thaw, CHANNEL, by=BEA)

    assert (await card(world, out)).startswith("Goes out")
    await world.passes(LATER)
    assert len(gen.asked(Publish)) == 1
    assert await state(world) is U.LIVE


async def test_what_missed_its_time_is_listed_and_asks_a_person(world, gen):
    out = await planned(world)
    await frozen(world)
    await world.passes(LATER + 1)

    thawed = await world.do(freeze.thaw, CHANNEL, by=BEA)

    assert [one.id for one in thawed.missed] == [out.id]
    said = await world.said()
    assert "1 post missed the time" in said[f"freeze:{CHANNEL}:1:{CHANNEL}"]
    assert any(slot.startswith("trouble:") for slot in said)
    await world.passes(100_000)
    assert gen.asked(Publish) == []
    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(400)
    assert len(gen.asked(Publish)) == 1


async def test_a_freeze_within_the_undo_window_stops_it(world, gen):
    await pressed_now(world)
    await world.passes(29)

    await frozen(world)
    await world.passes(400)

    assert gen.asked(Publish) == []
    await world.do(freeze.thaw, CHANNEL, by=BEA)
    assert await state(world) is U.HELD


@pytest.mark.parametrize("freeze_first", [True, False])
async def test_at_the_due_second_whoever_commits_first_wins(world, gen, freeze_first):
    """Claimed and due, the post is stopped by a freeze that commits before its asking does."""
    await planned(world)
    world.clock.pass_(LATER)

    if freeze_first:
        stopping = asyncio.ensure_future(frozen(world))
        sending = asyncio.ensure_future(world.round())
    else:
        sending = asyncio.ensure_future(world.round())
        stopping = asyncio.ensure_future(frozen(world))
    await asyncio.gather(stopping, sending)
    await world.passes(0)

    now = await world.one("publications")
    went = now.state is not U.SCHEDULED
    assert len(gen.asked(Publish)) == went
    assert (now.freeze is None) == went
    if freeze_first:
        assert not went


async def test_what_is_being_sent_goes_on_and_the_freeze_says_so(world, gen):
    out = await planned(world)
    gen.will(GetUserJob, UserJob(id="j1", status="running"))
    await world.passes(LATER + 5)
    assert await state(world) is U.WAITING

    event = await frozen(world)

    assert [one.id for one in event.gone] == [out.id]
    gen.will(GetUserJob, UserJob(id="j1", status="completed", post_id="73"))
    await world.passes(400)
    assert await state(world) is U.LIVE


async def test_frozen_between_two_tries_it_is_not_tried_again(world, gen):
    await planned(world)
    gen.will(Publish, NotSent("no route"))
    world.clock.pass_(LATER)
    await world.round()
    await world.round()
    tried = len(gen.asked(Publish))

    await frozen(world)
    gen.will(Publish, NotSent("no route"))
    await world.passes(4000)

    assert len(gen.asked(Publish)) == tried
    out = await world.one("publications")
    assert (await card(world, out)).startswith("Frozen by")
    assert (await world.one("publications")).freeze is not None


async def test_a_restart_keeps_it_frozen(world, gen):
    await planned(world)
    await frozen(world)

    world.restart()
    await world.passes(2 * LATER)

    assert gen.asked(Publish) == []


async def test_publish_now_is_refused_with_who_and_why_and_a_time_can_be_chosen(world):
    made = await rendered(world)
    await frozen(world, "legal <!channel> looks")

    with pytest.raises(NotNow, match=f"by <@{BEA}> .*legal &lt;!channel&gt; looks"):
        await world.do(publications.publish, made.id, made.version, by=BEA)
    wish = publications.Wish(made.caption)
    with pytest.raises(BadForm) as wrong:
        await world.do(publications.publish, made.id, made.version, by=BEA, form=wish)
    assert "Choose a time, and it waits" in wrong.value.fields["when"]

    wish = publications.Wish(made.caption, due=world.clock() + LATER)
    out = await world.do(publications.publish, made.id, made.version, by=BEA, form=wish)
    assert out.freeze is not None
    assert (await card(world, out)).startswith("Frozen by")


async def test_send_again_is_refused_while_it_is_frozen(world, gen):
    out = await planned(world)
    gen.will(GetUserJob, UserJob(id="j1", status="failed", failed_reason="No account."))
    await world.passes(LATER + 400)
    assert await state(world) is U.FAILED
    await frozen(world)

    with pytest.raises(NotNow, match="frozen"):
        await world.do(publications.send_again, out.id, by=BEA)


async def test_a_frozen_post_can_be_moved_and_taken_back(world, gen):
    out = await planned(world)
    await frozen(world)
    await world.passes(LATER + 1)

    moved = await world.do(publications.move, out.id, world.clock() + LATER, by=BEA)
    assert moved.freeze is not None
    await world.do(freeze.thaw, CHANNEL, by=BEA)
    await world.passes(LATER + 400)

    assert len(gen.asked(Publish)) == 1


async def test_what_is_to_be_handed_over_waits_too(world, gen):
    made = await rendered(world)
    await frozen(world)
    wish = publications.Wish(made.caption, due=world.clock() + LATER, handed_over=True)
    await world.do(publications.publish, made.id, made.version, by=BEA, form=wish)
    await world.passes(10)
    assert gen.asked(Publish) == []

    await world.do(freeze.thaw, CHANNEL, by=BEA)
    await world.passes(10)

    assert len(gen.asked(Publish)) == 1


async def test_both_freezes_must_end_before_anything_goes_out(world, gen):
    out = await planned(world)
    await frozen(world)
    await frozen(world, "all of it", everywhere=True)
    assert "all of it" in await world.do(shown, out)

    await world.do(freeze.thaw, CHANNEL, by=BEA)
    await world.passes(LATER + 1)
    assert gen.asked(Publish) == []
    with pytest.raises(NotNow, match="thaw everywhere"):
        await world.do(freeze.thaw, CHANNEL, by=BEA)

    await world.do(freeze.thaw, CHANNEL, by=BEA, everywhere=True)
    assert await state(world) is U.HELD


async def test_the_second_to_freeze_or_thaw_reads_who_was_first(world):
    await frozen(world)
    with pytest.raises(NotNow, match=BEA):
        await frozen(world)
    await world.do(freeze.thaw, CHANNEL, by=BEA, nth=1)
    with pytest.raises(NotNow, match=BEA):
        await world.do(freeze.thaw, CHANNEL, by=MAYA, nth=1)
    await frozen(world)

    with pytest.raises(NotNow, match="frozen anew"):
        await world.do(freeze.thaw, CHANNEL, by=BEA, nth=1)  # the button of the first one
    assert (await world.one("freezes")).on


async def test_nothing_to_thaw_is_said(world):
    with pytest.raises(NotNow, match="Nothing is frozen here"):
        await world.do(freeze.thaw, CHANNEL, by=BEA)


async def test_only_who_may_approve_videos_freezes_and_thaws(world):
    await world.do(decides(CHANNEL, videos=(BEA,)))

    with pytest.raises(NotYours, match=BEA):
        await world.do(freeze.freeze, CHANNEL, "", by=MAYA)
    with pytest.raises(NotYours, match=BEA):  # nobody stops elsewhere what they may not stop here
        await world.do(freeze.freeze, OTHER, "", by=MAYA, everywhere=True)
    await frozen(world)
    with pytest.raises(NotYours, match=BEA):
        await world.do(freeze.thaw, CHANNEL, by=MAYA)


async def test_a_private_talk_freezes_everything_or_nothing(world):
    with pytest.raises(NotHere):
        await world.do(freeze.freeze, "D0MAYA", "", by=MAYA)

    event = await world.do(freeze.freeze, "D0MAYA", "", by=MAYA, everywhere=True)

    assert event.freeze.said_in == ()


class TestWithAdmins:
    @pytest.fixture
    def settings(self):
        return Settings(agent="agent-santiago", undo=30.0, admins=(MAYA,))

    async def test_only_they_freeze_everything_and_every_channel_concerned_hears(self, world):
        await planned(world)

        with pytest.raises(NotYours, match=f"Only <@{MAYA}>"):
            await frozen(world, everywhere=True)
        event = await world.do(freeze.freeze, OTHER, "", by=MAYA, everywhere=True)

        assert event.freeze.said_in == (OTHER, CHANNEL)
        await world.do(freeze.thaw, OTHER, by=MAYA, everywhere=True)


async def failed_post(world, gen):
    """One more post of the same channel that GEN does not publish."""
    gen.will(GetUserJob, UserJob(id="j1", status="failed", failed_reason="No account."))
    out = await world.one("publications")
    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(400)


async def test_three_failures_in_a_row_freeze_the_channel(world, gen):
    gen.will(GetUserJob, UserJob(id="j1", status="failed", failed_reason="No account."))
    await pressed_now(world)
    await world.passes(400)
    await failed_post(world, gen)
    assert await world.do(lambda tx: tx.freezes.look(CHANNEL).on) is False

    await failed_post(world, gen)

    now = await world.one("freezes")
    assert (now.on, now.by, now.failures) == (True, "", 3)
    said = (await world.said())[now.slot(CHANNEL)]
    assert said.startswith("Publishing is frozen in this channel")
    with pytest.raises(NotNow, match="3 posts in a row"):
        await failed_post(world, gen)
    await world.do(freeze.thaw, CHANNEL, by=BEA)
    assert (await world.one("freezes")).failures == 0


async def test_a_post_that_went_out_begins_the_count_anew(world, gen):
    gen.will(GetUserJob, UserJob(id="j1", status="failed", failed_reason="No account."))
    await pressed_now(world)
    await world.passes(400)
    await failed_post(world, gen)
    gen.will(GetUserJob, UserJob(id="j1", status="completed", post_id="73"))
    await world.do(publications.send_again, (await world.one("publications")).id, by=BEA)

    await world.passes(400)

    assert (await world.one("freezes")).failures == 0


async def test_it_is_journaled_and_shown_where_people_look(world):
    await planned(world)
    await world.do(channels.met, CHANNEL, MAYA)
    await frozen(world)

    home = await world.store.read(overview.home, MAYA)
    assert [one.id for one in home.freezes] == [CHANNEL]
    here = await world.store.read(overview.status, CHANNEL)
    assert here.freezes == home.freezes
    assert (await world.store.read(overview.status, OTHER)).freezes == ()
    told = await world.store.read(
        lambda tx: [e for e in tx.journal.latest(9) if "Freeze" in e.event]
    )
    assert [(e.subject, e.by, e.fact["frozen"]) for e in told] == [(CHANNEL, BEA, True)]


async def test_a_rule_of_the_channel_that_changes_meanwhile_counts(world):
    """Who may thaw is asked when somebody thaws."""
    await frozen(world)
    await world.do(decides(CHANNEL, videos=(MAYA,)))

    with pytest.raises(NotYours, match=MAYA):
        await world.do(freeze.thaw, CHANNEL, by=BEA)
