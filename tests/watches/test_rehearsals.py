"""A rehearsal: all of the way, each gate on it, and nothing is ever published."""

from dataclasses import replace

import pytest

from genbot.domain.approvals import Rule
from genbot.domain.errors import NotNow
from genbot.domain.ideas import IdeaStatus
from genbot.domain.productions import Stage
from genbot.domain.publications import SWAPPED, PublicationState
from genbot.flows import channels, freeze, publications, rehearsals, restored
from genbot.gen.export import Publish
from genbot.gen.ideas import SetIdeaStatus
from tests.deciding import decides
from tests.watches.conftest import BEA, CHANNEL, MAYA
from tests.watches.test_journey import rendered

U = PublicationState
LATER = 5000.0


def ruled(tx, videos=None, **more):
    tx.channels.save(replace(channels.find(tx, CHANNEL), agent_id="a", **more))
    if videos:
        decides(CHANNEL, videos=videos)(tx)


def turned(tx, *, on):
    return rehearsals.set_up(tx, replace(channels.find(tx, CHANNEL), rehearsal=on), by=BEA)


async def rehearsing(world, **more):
    """A video in review in a channel that is a rehearsal."""
    await world.do(ruled, rehearsal=True, **more)
    return await rendered(world)


async def approved(world, made, *, by=BEA, rehearsal=True, **form):
    wish = publications.Wish(made.caption, **form) if form else None
    return await world.do(
        publications.publish, made.id, made.version, by=by, form=wish, rehearsal=rehearsal
    )


async def stands(world):
    out, made = await world.one("publications"), await world.one("productions")
    return out.state, made.stage


async def told_gen(gen):
    return [call.status for call in gen.asked(SetIdeaStatus)]


async def test_the_channel_sees_what_would_be_out_and_gen_hears_nothing(world, gen):
    made = await rehearsing(world)
    before = await told_gen(gen)
    out = await approved(world, made)
    assert (await world.said())[out.slot].startswith("Goes out at")

    await world.passes(400)

    said = await world.said()
    assert "would be out now. Nothing was published." in said[f"rehearsed:{out.id}"]
    assert said[out.slot].startswith("Rehearsed:")
    assert f"confirmed:{out.id}" not in said
    assert f"video:rehearsed:{out.id}" in await world.said("upload")
    assert await stands(world) == (U.REHEARSED, Stage.REHEARSED)
    idea = await world.do(lambda tx: tx.ideas.get(out.idea_id))
    assert idea.status is IdeaStatus.READY_FOR_REVIEW
    assert (await told_gen(gen), gen.asked(Publish)) == (before, [])


async def test_what_gen_would_hold_is_held_here_until_its_time(world, gen):
    made = await rehearsing(world)
    out = await approved(world, made, due=world.clock() + LATER, handed_over=True)

    assert not out.handed_over
    await world.passes(LATER - 1)
    assert await stands(world) == (U.SCHEDULED, Stage.PUBLISHING)
    await world.passes(2)
    assert await stands(world) == (U.REHEARSED, Stage.REHEARSED)
    assert gen.asked(Publish) == []


async def test_every_gate_is_on_the_way(world, gen, files):
    """Undo, as many people as it takes, a freeze, the file that was approved, and its time."""
    made = await rehearsing(world, videos=Rule(needed=2))
    assert await approved(world, made, by=BEA) is None
    out = await world.do(publications.agree, made.id, 1, by=MAYA)
    await world.do(publications.cancel, out.id, by=BEA)
    assert await stands(world) == (U.CANCELLED, Stage.REVIEW)

    await world.do(ruled, videos=Rule())
    await world.do(freeze.freeze, CHANNEL, "not now", by=BEA)
    with pytest.raises(NotNow, match="frozen"):
        await approved(world, made)
    await world.do(freeze.thaw, CHANNEL, by=BEA)

    files.videos[made.video_url] = "another film"
    out = await approved(world, made)
    await world.passes(400)
    held = await world.do(publications.find, out.id)
    assert (held.state, held.error) == (U.HELD, SWAPPED)

    files.videos.clear()
    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(400)
    assert (await world.do(publications.find, out.id)).state is U.REHEARSED
    assert gen.asked(Publish) == []


async def test_afterwards_it_is_approved_again_and_published(world, gen):
    made = await rehearsing(world)
    out = await approved(world, made)
    await world.passes(400)

    await world.do(turned, on=False)
    await world.do(publications.cancel, out.id, by=BEA)
    real = await approved(world, made, rehearsal=False)
    await world.passes(400)

    assert (await world.do(publications.find, real.id)).state is U.LIVE
    assert len(gen.asked(Publish)) == 1


@pytest.mark.parametrize("on", [True, False])
async def test_the_switch_voids_what_has_not_left_and_says_so(world, gen, on):
    await world.do(ruled, rehearsal=not on)
    made = await rendered(world)
    out = await approved(world, made, rehearsal=not on, due=world.clock() + LATER)

    await world.do(turned, on=on)

    void, made = await world.do(publications.find, out.id), await world.one("productions")
    assert (void.state, void.error) == (U.CANCELLED, rehearsals.SWITCHED[on])
    assert (made.stage, made.rehearsal, made.note) == (Stage.REVIEW, on, rehearsals.SWITCHED[on])
    await world.passes(2 * LATER)
    assert gen.asked(Publish) == []
    assert f"rehearsed:{out.id}" not in await world.said()
    idea = await world.do(lambda tx: tx.ideas.get(out.idea_id))
    assert idea.status is IdeaStatus.READY_FOR_REVIEW


@pytest.mark.parametrize("on", [True, False])
async def test_turned_back_no_card_tells_of_the_turn_before(world, on):
    """Whoever read that it is a rehearsal would press *Publish now* without fear."""
    await world.do(ruled, rehearsal=not on)
    made = await rendered(world)
    await approved(world, made, rehearsal=not on, due=world.clock() + LATER)

    await world.do(turned, on=on)
    await world.do(turned, on=not on)

    made = await world.one("productions")
    assert (made.stage, made.rehearsal, made.note) == (Stage.REVIEW, not on, "")


@pytest.mark.parametrize("on", [True, False])
async def test_who_saw_the_other_card_decides_nothing(world, gen, on):
    await world.do(ruled, rehearsal=not on, videos=Rule(needed=2))
    made = await rendered(world)
    await approved(world, made, rehearsal=not on)
    await world.do(turned, on=on)

    with pytest.raises(NotNow, match="rehearsal"):
        await approved(world, made, by=MAYA, rehearsal=not on)
    with pytest.raises(NotNow, match="changed or decided since"):
        await world.do(publications.agree, made.id, 1, by=MAYA)

    ballot = (await world.one("productions")).ballot
    assert (ballot.votes, ballot.voided, ballot.nth) == ((), (BEA,), 2)
    assert await world.do(publications.agree, made.id, 2, by=MAYA) is None
    out = await world.do(publications.agree, made.id, 2, by=BEA)
    assert out.rehearsal is on


@pytest.mark.parametrize("on", [True, False])
async def test_what_failed_before_the_switch_is_not_sent_again_after_it(world, files, gen, on):
    await world.do(ruled, rehearsal=not on)
    made = await rendered(world)
    files.videos[made.video_url] = "another film"
    out = await approved(world, made, rehearsal=not on)
    await world.passes(400)
    files.videos.clear()

    await world.do(turned, on=on)
    with pytest.raises(NotNow, match="rehearsal"):
        await world.do(publications.send_again, out.id, by=BEA)

    assert (await world.do(publications.cancel, out.id, by=BEA)).state is U.CANCELLED
    assert gen.asked(Publish) == []


async def test_the_gate_looks_at_the_switch_too(world, gen):
    """Whoever writes the channel otherwise than by its settings."""
    made = await rehearsing(world)
    out = await approved(world, made)
    await world.do(ruled, rehearsal=False)

    await world.passes(400)

    held = await world.do(publications.find, out.id)
    assert (held.state, held.error) == (U.HELD, rehearsals.SWITCHED[False])
    assert gen.asked(Publish) == []


async def test_after_a_restart_it_is_still_one(world, gen):
    made = await rehearsing(world)
    await approved(world, made)
    world.clock.pass_(20)
    world.restart()

    await world.passes(400)

    assert await stands(world) == (U.REHEARSED, Stage.REHEARSED)
    assert gen.asked(Publish) == []


async def test_an_older_copy_asks_nobody_whether_a_rehearsal_is_out(world, gen):
    made = await rehearsing(world)
    out = await approved(world, made)
    await world.do(lambda tx: tx.marks.set("restored", "yes"))

    await world.do(restored.see_to)

    assert await stands(world) == (U.SCHEDULED, Stage.PUBLISHING)
    await world.passes(400)
    assert await stands(world) == (U.REHEARSED, Stage.REHEARSED)
    assert f"rehearsed:{out.id}" in await world.said()


def test_a_rehearsal_has_no_way_out(world):
    """Whatever a story tries: a rehearsal cannot be sent, and nothing else can be rehearsed."""
    out = publications.Publication("o", "p", "i", CHANNEL, "a", 1, BEA, 1.0, 2.0, "Words", "u")
    for verb in ("send", "sent", "live", "it_is_live", "unsure", "restored"):
        for state in U:
            with pytest.raises(NotNow):
                replace(out, rehearsal=True, state=state).move(verb)
    with pytest.raises(NotNow):
        out.move("rehearsed")


async def test_cards_in_review_say_what_would_stop_them(world):
    """The one who would press Publish there sees the freeze before pressing."""
    made = await rehearsing(world)
    assert (await world.one("productions")).rehearsal

    await world.do(freeze.freeze, CHANNEL, "the brand asked", by=BEA)

    body = await world.do(shown, f"review:{made.id}:1")
    assert "the brand asked" in body
    assert "nothing is published" in body
    await world.do(freeze.thaw, CHANNEL, by=BEA)
    assert "the brand asked" not in await world.do(shown, f"review:{made.id}:1")


def shown(tx, slot):
    return tx._db.execute("SELECT body FROM outbox WHERE slot = ?", (slot,)).fetchone()[0]
