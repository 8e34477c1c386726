"""Why?: the rule of this moment, who has decided, who is still needed, and what the reader may."""

from functools import partial

import pytest

from genbot.cards.idea import idea_card
from genbot.cards.production import production_card
from genbot.cards.review import review_card
from genbot.cards.why import why_view
from genbot.domain.approvals import WORKSPACE, Gate, Policy, Rule
from genbot.domain.errors import NotHere
from genbot.domain.people import Member
from genbot.flows import channels, ideas, productions, publications, why
from tests.cards.reading import words, wrong_with_view
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, arrived, rendered

PABLO = "U0PRODUCER"
ruled = partial(decides, CHANNEL)


@pytest.fixture
async def made(store):
    """A video in review, in a channel where all three have met us."""
    one = await store.unit(rendered, "tacos")
    for user in (MAYA, BEA, PABLO):
        await store.unit(channels.met, CHANNEL, user)
    return one


async def read(store, thing, by):
    found = await store.read(why.of, thing.id, by=by)
    view = why_view(found)
    assert wrong_with_view(view) == []
    return found, words(view)


async def test_where_nobody_set_a_rule_that_is_said(store, made):
    found, said = await read(store, made, PABLO)

    assert (found.missing, found.left) == (1, ())
    assert "Waits for 1 more approval." in said
    assert "Nobody has set a rule, so everyone here may." in said
    assert "You may decide about it." in said


async def test_who_has_approved_and_who_is_still_needed(store, made):
    await store.unit(ruled(videos=Rule((BEA, PABLO), needed=2)))
    await store.unit(publications.publish, made.id, made.version, by=BEA)

    found, said = await read(store, made, BEA)
    _, theirs = await read(store, made, MAYA)

    assert found.left == (PABLO,)
    assert f"Waits for 1 more approval, from <@{PABLO}>." in said
    assert f"✅  <@{BEA}> · " in said
    assert "You have approved it." in said
    assert f"🔒  Only <@{BEA}>, <@{PABLO}> may decide about videos in this channel." in theirs


async def test_the_rule_of_now_counts_not_that_of_the_click(store, made):
    await store.unit(ruled(videos=Rule((BEA, PABLO, MAYA), needed=2)))
    await store.unit(publications.publish, made.id, made.version, by=BEA)
    await store.unit(lambda tx: tx.members.save(Member(BEA, gone=True)))

    found, said = await read(store, made, PABLO)

    assert (found.missing, found.void) == (2, (BEA,))
    assert f"<@{BEA}> had their say too, but may not decide here any more." in said


async def test_too_few_left_is_said_with_the_way_out(store, made):
    await store.unit(ruled(videos=Rule((BEA, PABLO), needed=2)))
    await store.unit(lambda tx: tx.members.save(Member(BEA, gone=True)))

    _, said = await read(store, made, PABLO)

    assert "too few who may decide are left. An admin can name others" in said


async def test_whoever_asked_for_it_is_told_why_they_do_not_count(store, made):
    await store.unit(ruled(videos=Rule((MAYA, BEA), own=False)))

    found, said = await read(store, made, MAYA)

    assert found.left == (BEA,)
    assert "You asked for this yourself, and here somebody else has to approve that." in said


async def test_the_workspace_is_named_where_its_rule_holds(store):
    wide = Policy(WORKSPACE, {Gate.IDEAS: Rule((BEA,))})
    await store.unit(lambda tx: tx.policies.save(wide))
    idea = await store.unit(arrived, "tacos")
    await store.unit(channels.met, CHANNEL, BEA)

    _, said = await read(store, idea, BEA)

    assert "So the workspace says" in said


async def test_an_old_card_tells_what_became_of_it(store, made):
    out = await store.unit(publications.publish, made.id, made.version, by=BEA)
    idea = await store.read(ideas.find, made.idea_id)

    assert "Approved for posting" in (await read(store, idea, PABLO))[1]
    assert f"Approved by <@{BEA}>" in (await read(store, made, PABLO))[1]
    found, said = await read(store, out, PABLO)
    assert "Goes out at" in said
    assert [vote.by for vote in found.votes] == [BEA]


async def test_everybody_whose_yes_it_took_is_named_afterwards(store):
    for user in (BEA, PABLO):
        await store.unit(channels.met, CHANNEL, user)
    await store.unit(ruled(ideas=Rule((BEA, PABLO), needed=2)))
    idea = await store.unit(arrived, "tacos")
    for user in (BEA, PABLO):
        idea = await store.unit(ideas.decide, idea.id, idea.version, "approve", by=user)

    found, said = await read(store, idea, BEA)

    assert [vote.by for vote in found.votes] == [BEA, PABLO]
    assert "Nobody yet" not in said
    assert "You have approved it." in said
    assert f" by <@{BEA}> and <@{PABLO}> · " in words(idea_card(idea))


async def test_a_video_that_two_let_out_names_both(store, made):
    await store.unit(ruled(videos=Rule((BEA, PABLO), needed=2)))
    for user in (BEA, PABLO):
        await store.unit(publications.publish, made.id, made.version, by=user)
    made = await store.read(productions.find, made.id)
    idea = await store.read(ideas.find, made.idea_id)

    found, _ = await read(store, made, MAYA)

    assert [vote.by for vote in found.votes] == [BEA, PABLO]
    for card in (review_card(made, idea), production_card(made, idea)):
        assert f" by <@{BEA}> and <@{PABLO}> · " in words(card)


async def test_who_rejected_it_and_why_is_told_and_no_yes_is_missed(store, made):
    await store.unit(productions.reject, made.id, made.version, "risky", by=BEA)
    made = await store.read(productions.find, made.id)
    idea = await store.read(ideas.find, made.idea_id)

    for thing in (made, idea):
        found, said = await read(store, thing, BEA)
        assert [(no.by, no.why) for no in found.noes] == [(BEA, "risky")]
        assert f"🚫  <@{BEA}> · " in said
        assert "Too risky" in said
        assert "Nobody yet" not in said
        assert "You have said no to it." in said


async def test_of_another_channel_nothing_is_told(store, made):
    with pytest.raises(NotHere):
        await store.read(why.of, made.id, by="U0STRANGER")
