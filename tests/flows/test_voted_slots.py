"""A time that people are voting on is taken while they do, and they hear of what comes close to it."""

from dataclasses import replace

import pytest

from genbot.cards.forms import publish_form
from genbot.cards.review import review_card
from genbot.domain.approvals import Rule
from genbot.domain.doubts import Doubted
from genbot.domain.publications import PublicationState, Wish
from genbot.domain.slots import read
from genbot.flows import banners, channels, productions, publications, schedule, slots
from tests.cards.reading import words
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, rendered

FRIDAY = 1_800_028_800.0  # 15 January 2027, 16:00 UTC; the clock of these tests stands at 08:00
MONDAY = FRIDAY + 3 * 86_400
MINUTE = 60.0


@pytest.fixture
async def voted(store):
    """One of two has approved the tacos for Friday at four, where that is a posting slot."""
    await store.unit(decides(CHANNEL, videos=Rule(needed=2)))
    await store.unit(slots.keep, CHANNEL, read("weekdays 16:00", "UTC"), by=MAYA)
    made = await store.unit(rendered, "tacos")
    assert await plan(store, made, FRIDAY) is None
    return made


async def plan(store, made, due, by=BEA, sure=()):
    """The publish form, sent; what became of it."""
    wish = Wish(f"{made.caption} {made.id}", due=due)
    await store.unit(schedule.publish, made.id, made.version, wish, sure=sure, by=by)
    return next(
        iter(await store.read(lambda tx: tx.publications.find(production_id=made.id))), None
    )


async def card(store, made):
    now = await store.read(productions.find, made.id)
    return review_card(now, await store.read(lambda tx: tx.ideas.get(now.idea_id)))


def question(card):
    """What Approve asks before it counts."""
    buttons = [one for block in card.blocks for one in block.get("elements", ())]
    return next(
        one["confirm"]["text"]["text"] for one in buttons if one.get("action_id") == "agree"
    )


async def test_nobody_else_is_offered_it_and_who_wants_it_is_warned(store, voted):
    made = await store.unit(rendered, "salsa")
    assert made.offer.at == MONDAY

    with pytest.raises(Doubted, match="“The tacos story” waits for approval to go out"):
        await plan(store, made, FRIDAY + 20 * MINUTE)
    with pytest.raises(schedule.Taken):
        await store.unit(schedule.take, made.id, made.version, FRIDAY, by=BEA)
    assert (await store.read(productions.find, made.id)).ballot is None


async def test_two_votes_for_one_hour_know_of_each_other(store, voted):
    made = await store.unit(rendered, "salsa")
    due = FRIDAY + 20 * MINUTE
    await plan(store, made, due, sure=(f"near:{due:.0f}",))

    theirs, ours = await card(store, voted), await card(store, made)
    said = "waits for approval to go out from the same account 20 minutes"
    assert f"⚠️  “The salsa story” {said} later." in words(theirs)
    assert f"⚠️  “The tacos story” {said} earlier." in words(ours)
    assert f"“The salsa story” {said} later." in question(theirs)
    assert f"“The tacos story” {said}" in str(
        publish_form(await store.read(productions.find, made.id))
    )


async def test_the_last_yes_is_told_and_the_post_goes_out_as_it_was_approved(store, voted):
    """Nobody is asked once more: the warning stood on the card and in the question of its button."""
    await store.unit(decides(CHANNEL, videos=Rule()))
    made = await store.unit(rendered, "salsa")
    out = await plan(store, made, FRIDAY, sure=(f"near:{FRIDAY:.0f}",))
    await store.unit(decides(CHANNEL, videos=Rule(needed=2)))

    assert "“The salsa story” goes out from the same account at the same time." in question(
        await card(store, voted)
    )
    done = await store.unit(publications.agree, voted.id, 1, by=MAYA)
    assert (done.due, done.state) == (FRIDAY, PublicationState.SCHEDULED)
    assert (await store.read(publications.find, out.id)).state is PublicationState.SCHEDULED


@pytest.mark.parametrize("gone", ["moved", "taken back"])
async def test_what_goes_away_is_not_warned_of_any_more(store, voted, gone):
    await store.unit(decides(CHANNEL, videos=Rule()))
    made = await store.unit(rendered, "salsa")
    out = await plan(store, made, FRIDAY, sure=(f"near:{FRIDAY:.0f}",))
    assert "⚠️" in words(await card(store, voted))

    if gone == "moved":
        await store.unit(publications.move, out.id, MONDAY, by=BEA)
    else:
        await store.unit(publications.cancel, out.id, by=BEA)

    assert "⚠️" not in words(await card(store, voted))
    assert "same account" not in question(await card(store, voted))


async def test_what_is_voted_down_is_free_again(store, voted):
    made = await store.unit(rendered, "salsa")
    await store.unit(productions.reject, voted.id, voted.version, "no", by=BEA)

    assert (await store.unit(slots.offer, made)).at == FRIDAY


async def test_another_account_and_a_rehearsal_take_nothing(store, voted):
    made = await store.unit(rendered, "salsa")
    assert (await store.unit(slots.offer, replace(made, agent_id="agent-luma"))).at == FRIDAY

    await store.unit(
        lambda tx: tx.channels.save(replace(channels.find(tx, CHANNEL), rehearsal=True))
    )
    await store.unit(lambda tx: banners.refresh(tx, [tx.productions.get(voted.id)]))
    assert (await store.unit(slots.offer, made)).at == FRIDAY
