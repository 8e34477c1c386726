"""Budgets: never passed unasked, whatever is pressed at once; what is over waits for a person."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from genbot.domain.approvals import Rule
from genbot.domain.budgets import DAY, Budget
from genbot.domain.channels import Channel
from genbot.domain.errors import BadForm, NotNow, NotYours
from genbot.domain.productions import Stage
from genbot.domain.watches import Kind
from genbot.flows import budgets, channels, ideas, productions, publications
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, arrived, rendered

PRICE = 100.0


@pytest.fixture
def at_once(store):
    """So many people press at the same moment: each is a unit of its own, begun before any ends."""

    async def press(story, *calls, **more):
        return await asyncio.gather(
            *(store.unit(story, *call, **more) for call in calls), return_exceptions=True
        )

    return press


def known(tx, price=PRICE):
    tx.ledger.cost("montage", price, tx.now)


def limited(credits=None, person=None, **more):
    def story(tx):
        here = replace(channels.find(tx, CHANNEL), **more)
        here = replace(here, budget=None if credits is None else Budget(credits, "day"))
        tx.channels.save(replace(here, person_budget=person and Budget(person, "day")))

    return story


async def approve(store, topic, by=BEA):
    idea = await store.unit(arrived, topic)
    idea = await store.unit(ideas.decide, idea.id, idea.version, "approve", by=by)
    return await store.read(productions.find, idea.production_id)


def stages(tx):
    return [one.stage for one in tx.productions.find()]


async def test_fifty_clicks_at_once_do_not_pass_the_budget(store, at_once):
    await store.unit(known)
    await store.unit(limited(350.0))
    every = [await store.unit(arrived, f"tacos {n}") for n in range(50)]

    await at_once(ideas.decide, *((one.id, one.version, "approve") for one in every), by=BEA)

    found = await store.read(stages)
    assert found.count(Stage.CLONING) == 3
    assert found.count(Stage.HELD) == 47
    kinds = Counter(one.kind for one in await store.read(lambda tx: list(tx.watches.all())))
    assert (kinds[Kind.IDEA_STATUS], kinds[Kind.CLONE]) == (50, 3)


async def test_fifty_clicks_on_one_idea_pay_once(store, at_once):
    idea = await store.unit(arrived, "tacos")

    said = await at_once(ideas.decide, *[(idea.id, idea.version, "approve")] * 50, by=BEA)

    assert sum(isinstance(one, NotNow) for one in said) == 49
    assert len(await store.read(stages)) == 1


async def test_fifty_people_who_allow_one_let_one_go_on(store, at_once):
    await store.unit(known)
    await store.unit(limited(50.0))
    held = await approve(store, "tacos")

    said = await at_once(productions.allow, *[(held.id,)] * 50, by=BEA)

    assert sum(isinstance(one, NotNow) for one in said) == 49
    assert (await store.read(productions.find, held.id)).stage is Stage.CLONING


async def test_what_is_over_says_by_how_much_and_is_allowed_by_who_may(store):
    await store.unit(known)
    await store.unit(limited(50.0))
    await store.unit(decides(CHANNEL, videos=(BEA,)))
    held = await approve(store, "tacos", by=MAYA)

    assert (held.stage, held.error) == (
        Stage.HELD,
        "Over budget: 100 of 50 credits in 24 hours, in this channel",
    )
    with pytest.raises(NotNow, match=r"Over budget: 100 of 50 .* can allow it once"):
        await store.unit(productions.resume, held.id, by=MAYA)
    with pytest.raises(NotYours, match=BEA):
        await store.unit(productions.allow, held.id, by=MAYA)
    await store.unit(productions.allow, held.id, by=BEA)
    assert await store.read(stages) == [Stage.CLONING]
    with pytest.raises(NotNow):
        await store.unit(productions.allow, held.id, by=BEA)
    assert (await approve(store, "salsa")).stage is Stage.HELD  # once is once


async def test_two_have_to_allow_it_where_that_is_the_rule(store):
    await store.unit(known)
    await store.unit(limited(50.0))
    await store.unit(decides(CHANNEL, budget=Rule((BEA, MAYA), needed=2)))
    held = await approve(store, "tacos", by=MAYA)

    waits = await store.unit(productions.allow, held.id, by=BEA)
    assert (waits.stage, [vote.by for vote in waits.ballot.votes]) == (Stage.HELD, [BEA])
    with pytest.raises(NotNow, match="You approved this already"):
        await store.unit(productions.allow, held.id, by=BEA)
    with pytest.raises(NotNow):  # that is no approval of a video
        await store.unit(publications.agree, held.id, 1, by=MAYA)
    went = await store.unit(productions.allow, held.id, by=MAYA)
    assert (went.stage, went.over, went.ballot) == (Stage.CLONING, False, None)


async def test_what_is_held_anew_asks_everybody_again(store, clock):
    await store.unit(known)
    await store.unit(limited(50.0))
    await store.unit(decides(CHANNEL, budget=Rule((BEA, MAYA), needed=2)))
    held = await approve(store, "tacos", by=MAYA)
    await store.unit(productions.allow, held.id, by=BEA)
    await store.unit(productions.stop, held.id, by=BEA)
    clock.pass_(60)
    again = await store.unit(productions.resume, held.id, by=BEA)

    assert (again.stage, again.ballot) == (Stage.HELD, None)
    assert (await store.unit(productions.allow, held.id, by=MAYA)).stage is Stage.HELD


async def test_who_asked_for_it_does_not_allow_it_where_that_is_the_rule(store):
    await store.unit(known)
    await store.unit(limited(50.0))
    await store.unit(decides(CHANNEL, budget=Rule(own=False)))
    held = await approve(store, "tacos")

    with pytest.raises(NotYours, match="asked for this yourself"):
        await store.unit(productions.allow, held.id, by=MAYA)
    assert (await store.unit(productions.allow, held.id, by=BEA)).stage is Stage.CLONING


async def test_when_there_is_room_again_continue_is_enough(store, clock):
    await store.unit(known)
    await store.unit(limited(150.0))
    first = await approve(store, "tacos")
    second = await approve(store, "salsa")
    assert second.stage is Stage.HELD

    await store.unit(productions.stop, first.id, by=BEA)  # what it has not used is free again
    await store.unit(productions.resume, second.id, by=BEA)

    assert (await store.read(productions.find, second.id)).stage is Stage.CLONING


async def test_a_budget_that_is_raised_is_told_by_what_it_held(store):
    await store.unit(known)
    await store.unit(limited(50.0))
    held = await approve(store, "tacos")

    for most, told in ((80.0, "100 of 80"), (500.0, "There is room"), (60.0, "100 of 60")):
        await store.unit(limited(most))
        await store.unit(productions.weigh_anew, CHANNEL, by=BEA)
        held = await store.read(productions.find, held.id)
        assert (held.stage, told in held.error) == (Stage.HELD, True)


async def test_what_was_paid_counts_until_its_time_is_over(store, clock):
    await store.unit(limited(150.0))
    await store.unit(lambda tx: tx.ledger.paid(CHANNEL, MAYA, 120.0, tx.now))
    await store.unit(known)

    held = await approve(store, "tacos")
    assert held.error.startswith("Over budget: 220 of 150")
    clock.pass_(DAY + 1)
    await store.unit(productions.resume, held.id, by=BEA)

    assert await store.read(stages) == [Stage.CLONING]


async def test_a_person_has_a_budget_of_their_own(store):
    await store.unit(known)
    await store.unit(limited(person=150.0))

    assert (await approve(store, "tacos", by=MAYA)).stage is Stage.CLONING
    assert (await approve(store, "salsa", by=MAYA)).stage is Stage.HELD
    assert (await approve(store, "beans", by=BEA)).stage is Stage.CLONING


async def test_without_a_budget_nothing_is_held(store):
    assert (await approve(store, "tacos")).stage is Stage.CLONING
    assert (await approve(store, "salsa")).stage is Stage.CLONING


async def test_a_channel_without_credits_makes_nothing_unasked(store):
    await store.unit(limited(0.0))

    assert (await approve(store, "tacos")).stage is Stage.HELD


async def test_making_parts_anew_is_paid_from_the_budget_too(store):
    made = await store.unit(lambda tx: rendered(tx, "tacos"))
    spent = await store.read(lambda tx: tx.ledger.spent(CHANNEL, 0.0))
    assert spent == made.credits > 0
    assert await store.read(lambda tx: tx.ledger.usual()) == made.credits
    await store.unit(limited(made.credits + 1))

    part = made.tasks[0].id
    held = await store.unit(productions.change, made.id, made.version, "brighter", (part,), by=BEA)

    assert held.stage is Stage.HELD
    before = await store.read(lambda tx: len(list(tx.watches.all())))
    going = await store.unit(productions.allow, held.id, by=BEA)
    assert going.stage is Stage.GENERATING
    assert await store.read(lambda tx: len(list(tx.watches.all()))) > before


async def test_another_template_is_paid_from_the_budget_too(store):
    await store.unit(known)
    made = await approve(store, "tacos")
    await store.unit(limited(50.0))

    held = await store.unit(productions.choose_template, made.id, "narrated", by=BEA)

    assert held.stage is Stage.HELD


async def test_stopped_over_budget_it_asks_again(store):
    await store.unit(known)
    await store.unit(limited(50.0))
    held = await approve(store, "tacos")

    await store.unit(productions.stop, held.id, by=BEA)
    again = await store.unit(productions.resume, held.id, by=BEA)

    assert (again.stage, again.over) == (Stage.HELD, True)


@pytest.mark.parametrize("typed", ["-5", "1.5", "lots", "٣", "10000001", "99999999999", "NaN"])
def test_what_is_no_budget_is_refused(typed):
    with pytest.raises(BadForm) as wrong:
        budgets.read(typed, "day", "budget")

    assert "whole credits" in wrong.value.fields["budget"]


def test_an_empty_field_is_no_budget_and_an_odd_period_a_month():
    assert budgets.read(" ", "day", "budget") is None
    assert budgets.read("300", "year", "budget") == Budget(300.0, "month")


async def test_only_who_may_approve_videos_changes_a_budget(store):
    await store.unit(decides(CHANNEL, videos=(BEA,)))
    wanted = Channel(CHANNEL, "a", budget=Budget(5.0))

    with pytest.raises(NotYours, match=BEA):
        await store.unit(channels.set_up, wanted, by=MAYA)

    await store.unit(channels.set_up, wanted, by=BEA)
    assert (await store.read(channels.find, CHANNEL)).budget == Budget(5.0)


async def test_a_price_is_the_templates_own_or_else_that_of_any(store):
    for price in (10.0, 40.0, 20.0):
        await store.unit(lambda tx, price=price: tx.ledger.cost("montage", price, tx.now))
    await store.unit(lambda tx: tx.ledger.cost("narrated", 90.0, tx.now))

    assert (await approve(store, "tacos")).promised == 30.0
    await store.unit(limited(templates={"3": "montage"}))
    assert (await approve(store, "salsa")).promised == 20.0


async def test_an_idea_tells_the_price_its_own_template_had(store):
    def told(tx, topic):
        return arrived(tx, topic).price

    await store.unit(known)
    assert await store.unit(told, "tacos") == 0.0  # which template it would be is not known
    await store.unit(limited(templates={"3": "montage"}))
    assert await store.unit(told, "salsa") == PRICE


@pytest.mark.parametrize(
    ("typed", "credits"), [("50", 50.0), (" 0 ", 0.0), ("00000000050", 50.0), ("0010000000", 1e7)]
)
def test_a_budget_is_what_was_typed(typed, credits):
    assert budgets.read(typed, "week", "budget") == Budget(credits, "week")
