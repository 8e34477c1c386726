"""What `/gen credits` says was spent, reckoned anew by hand from the journal alone."""

from collections import Counter
from dataclasses import replace

import pytest

from genbot.cards.production import production_card
from genbot.domain.credits import DAY, Purse
from genbot.flows import channels, credits, ideas, steps
from tests.cards.reading import words
from tests.flows.test_receipts import on_to_review
from tests.golden.make import BEA, CHANNEL, MAYA, arrived, begin, filled, working

ELSEWHERE, AGENT = "C0LAUNCHES0", "agent-santiago"


@pytest.fixture
async def spent(store, clock):
    """Three videos of two people in two channels: one whole, one whole elsewhere, and one of which a
    part failed, so that GEN gave it back."""
    for room in (CHANNEL, ELSEWHERE):
        await store.unit(channels.bind, room, AGENT, "Santiago", by=MAYA)
        await store.unit(channels.met, room, MAYA)
    for by, room in ((BEA, CHANNEL), (MAYA, ELSEWHERE)):
        idea = await store.unit(arrived, f"tacos of {by}")
        await store.unit(moved, idea, room)
        idea = await store.unit(ideas.decide, idea.id, 0, "approve", by=by)
        await store.unit(on_to_review, idea.production_id)
        clock.pass_(DAY)
    half = await store.unit(filled, "salsa")
    await store.unit(failing, half)
    return store


def moved(tx, idea, room):
    """The same idea in another channel."""
    tx.requests.save(replace(tx.requests.get(idea.request_id), channel=room))
    tx.ideas.save(replace(idea, channel=room))


def failing(tx, made):
    task, *_ = working(tx, made)
    begin(tx, task)
    steps.unmade(tx, task.id, "GEN gave no reason", refund=10.0)


def by_hand(tx):
    """Of each video what the journal last said that it has cost, with its channel, person, template."""
    found = {}
    for made in tx.productions.find():
        told = [one.fact for one in tx.journal.of(made.id) if one.event == "ProductionMoved"]
        found[made.id] = max(fact.get("credits", 0.0) for fact in told)
    return [(tx.productions.get(id), cost) for id, cost in found.items()]


async def test_by_channel_by_person_and_by_template_it_is_what_the_journal_says(spent):
    told = await spent.read(credits.statement, [Purse("1", "T", 9e3, agents=(AGENT,))], by=MAYA)
    rooms, people, templates = Counter(), Counter(), Counter()
    for made, cost in await spent.read(by_hand):
        rooms[made.channel] += cost
        people[made.by] += cost
        templates[made.template_title] += cost

    assert sum(rooms.values()) == told.total == 80.0  # two videos, four parts of 10 each
    assert dict(told.rooms) == {one: cost for one, cost in rooms.items() if cost}
    assert dict(told.people) == {one: cost for one, cost in people.items() if cost}
    assert {one.template: one.credits for one in told.templates} == {"Montage": 80.0}
    assert [one.videos for one in told.templates] == [2]


async def test_how_long_it_lasts_is_what_was_seen_to_go_each_day(spent, clock):
    def seen(left):
        return spent.unit(credits.noticed, [Purse("1", "T", left, agents=(AGENT,))])

    await seen(1_000.0)
    clock.pass_(2 * DAY)
    await seen(800.0)  # 200 went
    clock.pass_(DAY)
    await seen(5_700.0)  # somebody bought, and nobody knows how much went before that
    clock.pass_(DAY)
    await seen(5_600.0)  # 100 went
    told = await spent.read(credits.statement, [Purse("1", "T", 5_600.0, agents=(AGENT,))], by=MAYA)

    assert told.a_day == (200.0 + 100.0) / 4
    assert told.lasts == pytest.approx(5_600.0 / 75.0)


async def test_the_card_says_what_came_back_and_what_it_was_beside_what_was_expected(spent):
    every = await spent.read(lambda tx: tx.productions.find())
    shown = {one.title: words(production_card(one, await idea_of(spent, one))) for one in every}

    assert "10 credits refunded" in shown["The salsa story"]
    assert "*40 credits* (about 40 expected)" in shown[f"The tacos of {MAYA} story"]
    facts = await spent.read(lambda tx: [one.fact for one in tx.journal.of(every[-1].id)])
    assert facts[-1]["refunded"] == 10.0


def idea_of(store, made):
    return store.read(lambda tx: tx.ideas.get(made.idea_id))
