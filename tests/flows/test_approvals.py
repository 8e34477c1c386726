"""Approvals: as many different people as the channel asks for, for exactly one thing."""

import asyncio
from dataclasses import replace
from functools import partial

import pytest

from genbot.domain import faces
from genbot.domain.approvals import Rule
from genbot.domain.errors import NotNow, NotYours
from genbot.domain.ideas import IdeaStatus
from genbot.domain.library import Item
from genbot.domain.people import Member
from genbot.domain.productions import Stage
from genbot.domain.publications import PublicationState, Wish
from genbot.domain.watches import Kind
from genbot.flows import assets, gate, ideas, productions, publications
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, arrived, rendered

PABLO, S = "U0PRODUCER", PublicationState
TWO = Rule(needed=2)


ruled = partial(decides, CHANNEL)


@pytest.fixture
async def two(store):
    """A channel where two people have to approve everything."""
    await store.unit(ruled(ideas=TWO, videos=TWO))
    return store


@pytest.fixture
async def made(two):
    """A video in review there; its idea was approved by two."""
    await two.unit(ruled(ideas=Rule()))
    one = await two.unit(rendered, "tacos")
    await two.unit(ruled(ideas=TWO))
    return one


async def publish(store, made, by, form=None):
    face = faces.face(await look(store, made))  # they press on the card as it is now
    return await store.unit(
        publications.publish, made.id, made.version, by=by, form=form, face=face
    )


async def look(store, made):
    return await store.read(productions.find, made.id)


async def agree(store, made, by, nth=1):
    return await store.unit(publications.agree, made.id, nth, by=by)


async def said(store):
    sql = "SELECT body FROM outbox ORDER BY seq"
    rows = await store.read(lambda tx: tx._db.execute(sql).fetchall())
    return " ".join(body for (body,) in rows)


async def test_one_yes_of_two_makes_nothing(two):
    idea = await two.unit(arrived, "tacos")
    waits = await two.unit(ideas.decide, idea.id, idea.version, "approve", by=BEA)

    assert (waits.status, waits.production_id) == (IdeaStatus.GENERATED, "")
    assert "1 of 2 approvals" in await said(two)


async def test_the_second_yes_makes_the_video(two):
    idea = await two.unit(arrived, "tacos")
    await two.unit(ideas.decide, idea.id, idea.version, "approve", by=BEA)
    done = await two.unit(ideas.decide, idea.id, idea.version, "approve", by=MAYA)

    assert done.status is IdeaStatus.APPROVE_TO_CREATE
    assert done.production_id
    assert done.ballot is None


async def test_nobody_says_yes_twice(two):
    idea = await two.unit(arrived, "tacos")
    await two.unit(ideas.decide, idea.id, idea.version, "approve", by=BEA)

    with pytest.raises(NotNow, match="1 more person has to approve"):
        await two.unit(ideas.decide, idea.id, idea.version, "approve", by=BEA)


async def test_one_no_ends_it(two):
    idea = await two.unit(arrived, "tacos")
    await two.unit(ideas.decide, idea.id, idea.version, "approve", by=BEA)
    gone = await two.unit(ideas.decide, idea.id, idea.version, "reject", by=MAYA, reason="seen")

    assert gone.status is IdeaStatus.REJECTED
    with pytest.raises(NotNow):
        await two.unit(ideas.decide, idea.id, idea.version, "approve", by=PABLO)


async def test_fifty_yeses_of_one_person_are_one(two):
    idea = await two.unit(arrived, "tacos")
    call = (ideas.decide, idea.id, idea.version, "approve")
    await asyncio.gather(*(two.unit(*call, by=BEA) for _ in range(50)), return_exceptions=True)

    assert (await two.read(ideas.find, idea.id)).status is IdeaStatus.GENERATED


async def test_two_at_the_same_moment_are_two(made, two):
    both = [publish(two, made, BEA), publish(two, made, MAYA)]
    out = [one for one in await asyncio.gather(*both) if one]

    assert len(out) == 1
    assert {vote.by for vote in out[0].approvals} == {BEA, MAYA}


async def test_a_video_waits_for_the_second_yes(made, two):
    assert await publish(two, made, BEA) is None
    assert (await look(two, made)).stage is Stage.REVIEW
    assert await two.read(lambda tx: tx.watches.of(Kind.PUBLICATION, made.id)) is None

    out = await agree(two, made, MAYA)
    assert (out.state, out.by, out.caption) == (S.SCHEDULED, MAYA, made.caption)
    assert [vote.by for vote in out.approvals] == [BEA, MAYA]
    assert (await look(two, made)).ballot is None


@pytest.mark.parametrize(
    "change",
    [
        {"caption": "Better words"},
        {"title": "A title"},
        {"due": 1_800_090_000.0},
        {"thumbnail": "https://x.yz/a.jpg"},
    ],
)
async def test_any_change_voids_the_yes_and_says_so(made, two, change):
    await publish(two, made, BEA)
    wish = replace(Wish(made.caption, thumbnail=made.thumbnail), **change)
    assert await publish(two, made, MAYA, wish) is None

    ballot = (await look(two, made)).ballot
    assert [vote.by for vote in ballot.votes] == [MAYA]
    assert (ballot.voided, ballot.nth) == ((BEA,), 2)
    assert "does not count any more" in await said(two)
    with pytest.raises(NotNow, match="changed or decided"):
        await agree(two, made, PABLO, nth=1)
    out = await agree(two, made, BEA, nth=2)
    assert asdict_of(out, change) == change


def asdict_of(out, change):
    return {name: getattr(out, name) for name in change}


async def test_a_new_cover_voids_what_was_approved_as_it_was_shown(made, two):
    await publish(two, made, BEA)
    cover = Item("9", "cover.png", "image", "https://cdn.gen.pro/cover.png")
    await two.unit(assets.use_as_cover, cover, made.id, by=MAYA)

    assert (await look(two, made)).ballot is None
    assert "everybody is asked again" in await said(two)
    assert await publish(two, made, MAYA) is None


async def test_a_new_version_asks_everybody_again(made, two):
    await publish(two, made, BEA)
    await two.unit(productions.render, made.id, made.version, by=MAYA)

    assert (await look(two, made)).ballot is None
    with pytest.raises(NotNow):
        await agree(two, made, MAYA)


async def test_who_asked_for_it_does_not_count_where_that_is_the_rule(made, two):
    await two.unit(ruled(videos=Rule(own=False)))
    with pytest.raises(NotYours, match="asked for this yourself"):
        await publish(two, made, MAYA)

    assert (await publish(two, made, BEA)).state is S.SCHEDULED


async def test_only_who_may_decide_counts(made, two):
    await two.unit(ruled(videos=(BEA, PABLO)))
    with pytest.raises(NotYours):
        await publish(two, made, MAYA)
    await publish(two, made, BEA)
    assert (await look(two, made)).ballot.left == (PABLO,)


async def test_the_yes_of_somebody_who_may_not_decide_any_more_is_gone(made, two):
    await publish(two, made, BEA)
    await two.unit(ruled(videos=(MAYA, PABLO)))

    assert await agree(two, made, MAYA) is None
    assert [vote.by for vote in (await look(two, made)).ballot.votes] == [MAYA]
    assert await agree(two, made, PABLO)


async def test_the_yes_of_whoever_asked_is_gone_where_it_does_not_count_any_more(two):
    idea = await two.unit(arrived, "tacos")  # for Maya
    await two.unit(ideas.decide, idea.id, idea.version, "approve", by=MAYA)
    await two.unit(ruled(ideas=Rule(needed=2, own=False)))
    waits = await two.unit(ideas.decide, idea.id, idea.version, "approve", by=BEA)

    assert (waits.status, waits.ballot.missing) == (IdeaStatus.GENERATED, 1)


async def test_who_said_yes_already_may_say_so_again_when_that_is_enough_now(made, two):
    await publish(two, made, BEA)
    await two.unit(ruled(videos=Rule((BEA,))))

    assert (await agree(two, made, BEA)).state is S.SCHEDULED


async def test_who_left_the_workspace_counts_nowhere_also_where_everybody_may_decide(made, two):
    await publish(two, made, BEA)
    await two.unit(lambda tx: tx.members.save(Member(BEA, gone=True)))

    assert await agree(two, made, MAYA) is None
    with pytest.raises(NotYours, match="left this workspace"):
        await agree(two, made, BEA)
    out = await agree(two, made, PABLO)
    assert [vote.by for vote in out.approvals] == [MAYA, PABLO]


async def test_an_old_button_never_means_a_later_plan(made, two):
    await publish(two, made, BEA)
    cover = Item("9", "cover.png", "image", "https://cdn.gen.pro/cover.png")
    await two.unit(assets.use_as_cover, cover, made.id, by=BEA)
    await publish(two, made, BEA)

    with pytest.raises(NotNow, match="changed or decided"):
        await agree(two, made, MAYA, nth=1)  # she saw the other cover
    assert await agree(two, made, MAYA, nth=2)


async def test_who_asked_for_it_does_not_move_what_others_approved(made, two, clock):
    due = 1_800_090_000.0
    await two.unit(ruled(videos=Rule(own=False)))
    out = await publish(two, made, BEA, Wish("Words", due=due))

    with pytest.raises(NotYours, match="asked for this yourself"):
        await two.unit(publications.move, out.id, due + 60, by=MAYA)
    moved = await two.unit(publications.move, out.id, due + 60, by=PABLO)
    assert [vote.by for vote in moved.approvals] == [PABLO]


async def test_a_stricter_rule_holds_what_is_about_to_leave(store):
    made = await store.unit(rendered, "tacos")
    out = await publish(store, made, BEA)
    await store.unit(ruled(videos=TWO))
    assert await store.unit(gate.send, out.id) is None

    held = await store.read(publications.find, out.id)
    assert held.state is S.HELD
    assert "2 people have to approve" in held.error
    await store.unit(publications.send_again, out.id, by=MAYA)
    assert (await store.unit(gate.send, out.id)).state is S.SENDING


async def test_the_post_of_somebody_who_may_not_approve_any_more_is_held(store):
    made = await store.unit(rendered, "tacos")
    out = await publish(store, made, BEA)
    await store.unit(ruled(videos=(MAYA,)))
    assert await store.unit(gate.send, out.id) is None

    assert (
        "may not approve videos here any more"
        in (await store.read(publications.find, out.id)).error
    )
    await store.unit(publications.send_again, out.id, by=MAYA)
    assert (await store.unit(gate.send, out.id)).state is S.SENDING


async def test_pressing_it_again_and_again_does_not_stand_for_others(store):
    made = await store.unit(rendered, "tacos")
    out = await publish(store, made, BEA)
    await store.unit(ruled(videos=TWO))
    for _ in range(3):
        await store.unit(gate.send, out.id)
        await store.unit(publications.send_again, out.id, by=BEA)

    assert await store.unit(gate.send, out.id) is None


async def test_what_two_approved_for_its_time_is_not_moved_by_one(made, two):
    due = 1_800_090_000.0
    await publish(two, made, BEA, Wish("Words", due=due))
    out = await agree(two, made, MAYA)

    with pytest.raises(NotNow, match="exactly this time"):
        await two.unit(publications.move, out.id, due + 60, by=BEA)
    await two.unit(publications.cancel, out.id, by=BEA)
    assert await publish(two, made, BEA, Wish("Words", due=due + 60)) is None


async def test_a_time_that_passed_while_people_were_asked_is_said(made, two, clock):
    await publish(two, made, BEA, Wish("Words", due=clock() + 60))
    clock.at += 120

    with pytest.raises(NotNow, match="has passed"):
        await agree(two, made, MAYA)
