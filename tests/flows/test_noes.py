"""Noes: where a rejection by one does not end it, it is one of several votes."""

from dataclasses import replace
from functools import partial

import pytest

from genbot.cards.history import history_view
from genbot.cards.policies import said
from genbot.cards.receipt import data, page
from genbot.cards.why import why_view
from genbot.domain.approvals import Gate, Rule
from genbot.domain.errors import NotNow, NotYours
from genbot.domain.ideas import IdeaStatus
from genbot.domain.library import Item
from genbot.domain.people import Group, Member
from genbot.domain.productions import Stage
from genbot.domain.publications import PublicationState, Wish
from genbot.domain.waiting import Tour
from genbot.flows import (
    assets,
    channels,
    gate,
    history,
    ideas,
    policies,
    productions,
    publications,
    receipts,
    rehearsals,
    reminders,
    waiting,
    why,
)
from tests.cards.reading import words
from tests.deciding import decides
from tests.flows.test_waiting import over_budget
from tests.golden.make import BEA, CHANNEL, MAYA, arrived, rendered

PABLO, ANA, TEAM, S = "U0PRODUCER", "U0ANA", "S0TEAM", PublicationState
NAMED = Rule((ANA, BEA, PABLO), needed=2, one_no=False)  # two of three
EVERYBODY = Rule(needed=2, one_no=False)


ruled = partial(decides, CHANNEL)


@pytest.fixture
async def three(store):
    """A channel where two of Ana, Bea and Pablo have to approve everything; Maya asks for it."""
    for user in (ANA, BEA, PABLO, MAYA):
        await store.unit(channels.met, CHANNEL, user)
    await store.unit(ruled(ideas=NAMED, videos=NAMED, budget=NAMED))
    return store


@pytest.fixture
async def idea(three):
    return await three.unit(arrived, "tacos")


@pytest.fixture
async def made(three):
    """A video in review there."""
    await three.unit(ruled(ideas=Rule()))
    one = await three.unit(rendered, "tacos")
    await three.unit(ruled(ideas=NAMED))
    return one


async def decide(store, idea, verb, by, why=""):
    return await store.unit(ideas.decide, idea.id, idea.version, verb, by=by, reason=why)


async def yes(store, made, by, form=None):
    return await store.unit(publications.publish, made.id, made.version, by=by, form=form)


async def no(store, made, by, why="risky", nth=0):
    return await store.unit(productions.reject, made.id, made.version, why, by=by, nth=nth)


async def look(store, made):
    return await store.read(productions.find, made.id)


async def told(store, thing):
    """Its cards as they were last said."""
    sql = "SELECT slot, body FROM outbox WHERE slot LIKE ? ORDER BY seq"
    rows = await store.read(lambda tx: tx._db.execute(sql, (f"%{thing.id}%",)).fetchall())
    return " ".join(dict(rows).values())


async def past(store, thing):
    found = await store.read(history.of, thing.id, channel=CHANNEL, by=BEA)
    return words(history_view(found, 0))


def people(votes):
    return [vote.by for vote in votes]


async def test_one_no_is_told_and_ends_nothing(three, idea):
    waits = await decide(three, idea, "reject", ANA, "risky:too dark")

    assert (waits.status, people(waits.ballot.noes)) == (IdeaStatus.GENERATED, [ANA])
    card = await told(three, idea)
    assert f"<@{ANA}> said no" in card
    assert "Too risky: too dark" in card
    assert "2 of 3 can still say yes." in card
    assert "Idea rejected, and not by enough yet" in await past(three, idea)


async def test_two_yeses_are_enough_beside_a_no(three, idea):
    await decide(three, idea, "reject", ANA)
    await decide(three, idea, "approve", BEA)

    assert (await decide(three, idea, "approve", PABLO)).status is IdeaStatus.APPROVE_TO_CREATE


async def test_the_no_that_leaves_too_few_ends_it_and_names_everybody(three, idea):
    await decide(three, idea, "reject", ANA, "risky:too dark")
    await decide(three, idea, "approve", BEA)
    gone = await decide(three, idea, "reject", PABLO, "seen")

    assert gone.status is IdeaStatus.REJECTED
    card = await told(three, idea)
    for line in (f"<@{ANA}>: Too risky: too dark", f"<@{PABLO}>: We have done this"):
        assert line in card
        assert line in await past(three, idea)
    with pytest.raises(NotNow, match="already rejected"):
        await decide(three, idea, "approve", BEA)


async def test_whoever_changes_their_mind_counts_once_and_as_they_said_last(three, idea):
    await decide(three, idea, "approve", ANA)
    with pytest.raises(NotNow, match="You approved this already"):
        await decide(three, idea, "approve", ANA)
    waits = await decide(three, idea, "reject", ANA)
    assert (people(waits.ballot.votes), people(waits.ballot.noes)) == ([], [ANA])
    with pytest.raises(NotNow, match="You said no to this already"):
        await decide(three, idea, "reject", ANA)
    waits = await decide(three, idea, "approve", ANA)
    assert (people(waits.ballot.votes), people(waits.ballot.noes)) == ([ANA], [])


async def test_where_everybody_may_decide_as_many_noes_as_yeses_end_it(three, idea):
    await three.unit(ruled(ideas=EVERYBODY))
    waits = await decide(three, idea, "reject", ANA)
    assert waits.status is IdeaStatus.GENERATED
    assert "1 more no ends it." in await told(three, idea)

    assert (await decide(three, idea, "reject", MAYA)).status is IdeaStatus.REJECTED


async def test_one_no_ends_it_where_all_have_to_approve_after_all(three, idea):
    """Two of three became two of two: somebody left."""
    await three.unit(lambda tx: tx.members.save(Member(PABLO, gone=True)))

    assert (await decide(three, idea, "reject", ANA)).status is IdeaStatus.REJECTED


async def test_the_no_of_somebody_who_left_the_group_does_not_count(three, idea):
    await three.unit(lambda tx: tx.groups.save(Group(TEAM, "team", (ANA, BEA, PABLO))))
    await three.unit(ruled(ideas=Rule(groups=(TEAM,), needed=2, one_no=False)))
    await decide(three, idea, "reject", ANA)
    await three.unit(lambda tx: tx.groups.save(Group(TEAM, "team", (BEA, PABLO, MAYA))))
    waits = await decide(three, idea, "reject", BEA)

    assert (waits.status, people(waits.ballot.noes)) == (IdeaStatus.GENERATED, [BEA])


async def test_who_may_not_decide_says_no_to_nobody(three, idea):
    with pytest.raises(NotYours, match=ANA):
        await decide(three, idea, "reject", MAYA)
    await three.unit(ruled(ideas=replace(NAMED, people=(ANA, BEA, PABLO, MAYA), own=False)))
    with pytest.raises(NotYours, match="asked for this yourself"):
        await decide(three, idea, "reject", MAYA)


async def test_a_video_waits_beside_a_no_and_goes_out_with_two_yeses(three, made):
    waits = await no(three, made, ANA, "risky:too dark")
    assert (waits.stage, waits.ballot.nth) == (Stage.REVIEW, 1)
    await yes(three, made, BEA)
    out = await three.unit(publications.agree, made.id, 1, by=PABLO)

    assert (people(out.approvals), people(out.noes)) == ([BEA, PABLO], [ANA])
    assert (await three.unit(gate.send, out.id)).state is S.SENDING
    receipt = await three.read(receipts.of, made.idea_id, channel=CHANNEL, by=BEA)
    assert '"too dark"' not in data(receipt)
    assert "risky:too dark" in data(receipt)
    assert "said no:" in page(receipt)


async def test_the_second_no_rejects_the_video_and_names_both(three, made):
    await no(three, made, ANA, "risky:too dark")
    gone = await no(three, made, BEA, "seen", nth=1)

    assert gone.stage is Stage.REJECTED
    assert f"<@{ANA}>: Too risky: too dark" in await told(three, made)
    assert f"<@{BEA}>: We have done this" in await past(three, made)


async def test_a_change_voids_noes_as_well_as_yeses_and_says_whose(three, made):
    await no(three, made, ANA)
    await yes(three, made, BEA)
    await yes(three, made, PABLO, Wish("Other words"))

    ballot = (await look(three, made)).ballot
    assert (people(ballot.votes), ballot.noes, ballot.voided) == ([PABLO], (), (BEA, ANA))
    assert f"what <@{BEA}>, <@{ANA}> said of it does not count any more" in await told(three, made)


async def test_a_no_is_to_what_they_saw_and_voids_nothing(three, made):
    await yes(three, made, BEA, Wish("Other words"))
    with pytest.raises(NotNow, match="changed or decided since"):
        await no(three, made, ANA)  # she saw it with the words it came with
    waits = await no(three, made, ANA, nth=1)
    assert (people(waits.ballot.votes), people(waits.ballot.noes)) == ([BEA], [ANA])

    cover = Item("9", "cover.png", "image", "https://cdn.gen.pro/cover.png")
    await three.unit(assets.use_as_cover, cover, made.id, by=BEA)
    with pytest.raises(NotNow, match="was changed since"):
        await no(three, made, PABLO, nth=1)


async def test_a_rehearsal_asks_anew_also_who_said_no(three, made):
    await no(three, made, ANA)
    here = await three.read(channels.find, CHANNEL)
    await three.unit(rehearsals.set_up, replace(here, rehearsal=True), by=BEA)

    ballot = (await look(three, made)).ballot
    assert (ballot.said, ballot.voided, ballot.nth) == ((), (ANA,), 2)
    waits = await no(three, made, ANA, nth=2)
    assert people(waits.ballot.noes) == [ANA]


async def test_a_rule_that_became_strict_lets_nothing_pass_a_no(three, made):
    await no(three, made, ANA)
    await yes(three, made, BEA)
    await three.unit(ruled(videos=replace(NAMED, one_no=True)))
    with pytest.raises(
        NotNow, match=f"<@{ANA}> said no to it, and here a rejection by one ends it"
    ):
        await three.unit(publications.agree, made.id, 1, by=PABLO)

    assert await three.unit(publications.agree, made.id, 1, by=ANA)  # she changed her mind


async def test_a_rule_that_became_strict_holds_what_is_about_to_leave(three, made):
    await no(three, made, ANA)
    await yes(three, made, BEA)
    out = await three.unit(publications.agree, made.id, 1, by=PABLO)
    await three.unit(ruled(videos=replace(NAMED, one_no=True)))

    assert await three.unit(gate.send, out.id) is None
    assert "said no to it" in (await three.read(publications.find, out.id)).error
    with pytest.raises(NotNow, match="back to review"):
        await three.unit(publications.send_again, out.id, by=BEA)
    await three.unit(publications.send_again, out.id, by=ANA)
    assert (await three.unit(gate.send, out.id)).state is S.SENDING


async def test_a_rule_that_became_strict_is_obeyed_by_the_next_no(three, idea):
    await decide(three, idea, "approve", BEA)
    await three.unit(ruled(ideas=replace(NAMED, one_no=True)))

    assert (await decide(three, idea, "reject", BEA)).status is IdeaStatus.REJECTED


async def test_a_budget_is_voted_on_in_the_same_way(three):
    held = await budget_held(three)
    waits = await three.unit(productions.deny, held.id, held.fell, "costly", by=ANA)
    assert (waits.stage, people(waits.ballot.noes)) == (Stage.HELD, [ANA])
    assert "Too expensive to make" in await told(three, held)
    with pytest.raises(NotYours):
        await three.unit(productions.deny, held.id, 0, "", by=MAYA)

    gone = await three.unit(productions.deny, held.id, held.fell, "", by=BEA)
    assert (gone.stage, gone.over) == (Stage.STOPPED, False)
    card = await told(three, held)
    assert "Not allowed over budget" in card
    assert f"<@{ANA}>: Too expensive to make" in card
    assert "Not allowed over budget" in await past(
        three, await three.read(ideas.find, held.idea_id)
    )
    with pytest.raises(NotNow):
        await three.unit(productions.allow, held.id, by=PABLO)


async def budget_held(store):
    """A video that is over its budget, of an idea that Maya asked for."""
    await store.unit(ruled(ideas=Rule()))
    return await store.unit(over_budget, "tacos")


async def test_a_budget_is_refused_by_one_where_that_is_the_rule(store):
    held = await store.unit(over_budget, "tacos")
    with pytest.raises(NotNow, match="held anew"):
        await store.unit(productions.deny, held.id, held.fell + 1, "", by=BEA)
    gone = await store.unit(productions.deny, held.id, held.fell, "costly", by=BEA)

    assert gone.stage is Stage.STOPPED
    assert "Too expensive to make" in await told(store, held)
    again = await store.unit(productions.resume, held.id, by=BEA)
    assert again.ballot is None


async def test_two_allow_it_beside_a_no(three):
    held = await budget_held(three)
    await three.unit(productions.deny, held.id, held.fell, "", by=ANA)
    await three.unit(productions.allow, held.id, by=BEA)
    went = await three.unit(productions.allow, held.id, by=PABLO)

    assert (went.stage, went.ballot) == (Stage.CLONING, None)


async def test_what_somebody_said_no_to_waits_for_them_no_more(three, idea, made):
    await decide(three, idea, "reject", ANA)
    await no(three, made, BEA)

    assert [one.title for one in await three.read(waiting.of, ANA)] == [made.title]
    assert idea.title in [one.title.partition(" ")[2] for one in await three.read(waiting.of, BEA)]


async def test_a_no_in_the_window_is_one_vote_to_what_it_shows(three, made):
    await yes(three, made, BEA, Wish("Other words"))
    [one] = await three.read(waiting.of, ANA)
    await three.unit(waiting.decide, Tour().at(one), "no", ANA, "risky")
    assert people((await look(three, made)).ballot.noes) == [ANA]

    [one] = await three.read(waiting.of, PABLO)
    await yes(three, made, BEA, Wish("Words once more"))
    stop = await three.unit(waiting.decide, Tour().at(one), "no", PABLO, "risky")
    assert "changed or decided since" in stop.note
    assert stop.tour.rejected == 0


async def test_who_said_no_is_not_reminded(three, idea, clock):
    await decide(three, idea, "reject", ANA)
    await three.unit(lambda tx: reminders.see_to(tx, reminders.look(tx)))
    clock.pass_(25 * 3600)
    due = await three.read(reminders.look)

    assert set(due.people) <= {BEA, PABLO}
    assert due.people


async def test_why_tells_who_said_no_and_what_they_can_still_do(three, made):
    await no(three, made, ANA, "risky:too dark")
    await three.unit(lambda tx: tx.members.save(Member(PABLO, gone=True)))
    found = await three.read(why.of, made.id, by=ANA)
    view = words(why_view(found))

    assert (people(found.noes), found.left) == ([ANA], (BEA,))
    assert f"🚫  <@{ANA}> · " in view
    assert "Too risky: too dark" in view
    assert "You have said no to it, and can approve it still." in view
    assert "one no does not end it" in view


async def test_the_rule_says_so_in_words(three):
    here = await three.read(policies.standing, CHANNEL, Gate.VIDEOS)

    assert said(here).endswith(", and one no does not end it")
