"""The first video of a kind: its price is known once its template is copied, and is judged there."""

from dataclasses import replace

import pytest

from genbot.domain.budgets import Budget
from genbot.domain.credits import Purse
from genbot.domain.errors import NotNow
from genbot.domain.productions import Stage
from genbot.domain.watches import Kind
from genbot.flows import channels, productions, shortages, steps
from tests.gen.answers import SHEET
from tests.golden.make import BEA, CHANNEL, approved, over

AGENT = "agent-santiago"
PRICE = 375.0  # by GEN's guide: a clip of 5 s 300, a voice 15, captions 10, the render 50


def limited(most):
    def story(tx):
        tx.channels.save(replace(channels.find(tx, CHANNEL), budget=Budget(most, "day")))

    return story


def copied(tx, id, sheet=SHEET):
    """Its template was copied; what became of it, and whether anything of it is begun."""
    over(tx, Kind.CLONE, id)
    steps.cloned(tx, id, sheet, ("tiktok-montage", "Montage"), "its tags", "v1")
    return tx.productions.get(id), tx.watches.of(Kind.FILL, id) is not None


async def test_what_would_pass_the_budget_waits_before_anything_of_it_is_made(store):
    await store.unit(limited(300.0))
    begun = await store.unit(approved, "tacos")
    assert (begun.stage, begun.estimate) == (Stage.CLONING, None)

    held, going = await store.unit(copied, begun.id)

    assert (held.stage, held.over, held.estimate, going) == (Stage.HELD, True, PRICE, False)
    assert held.error.startswith("Over budget: 375 of 300 credits")
    with pytest.raises(NotNow, match="Over budget: 375 of 300"):
        await store.unit(productions.resume, held.id, by=BEA)
    went = await store.unit(productions.allow, held.id, by=BEA)
    assert (went.stage, went.over) == (Stage.FILLING, False)
    assert await store.read(lambda tx: tx.watches.of(Kind.FILL, went.id)) is not None


async def test_what_is_within_it_goes_on_and_counts_for_the_next(store):
    await store.unit(limited(2 * PRICE - 1))
    first, second = [await store.unit(approved, topic) for topic in ("tacos", "salsa")]
    assert first.stage is second.stage is Stage.CLONING  # to copy a template is free, and tells it

    assert (await store.unit(copied, first.id))[0].stage is Stage.FILLING
    held, _ = await store.unit(copied, second.id)
    assert (held.stage, held.error.partition(" credits")[0]) == (
        Stage.HELD, "Over budget: 750 of 749",
    )  # fmt: skip
    third = await store.unit(approved, "beans")  # by now its price is known before
    assert (third.stage, third.sheet_id) == (Stage.HELD, "")


async def test_its_own_parts_count_and_not_what_other_videos_cost(store):
    await store.unit(lambda tx: tx.ledger.cost("narrated", 40.0, tx.now))
    await store.unit(limited(300.0))
    begun = await store.unit(approved, "tacos")
    assert (begun.stage, begun.promised) == (Stage.CLONING, 40.0)

    held, _ = await store.unit(copied, begun.id)

    assert (held.stage, held.promised) == (Stage.HELD, PRICE)


async def test_who_allowed_it_before_the_price_was_known_is_not_asked_again(store):
    await store.unit(limited(0.0))
    held = await store.unit(approved, "tacos")
    await store.unit(productions.allow, held.id, by=BEA)

    went, going = await store.unit(copied, held.id)

    assert (went.stage, going, went.promised) == (Stage.FILLING, True, PRICE)


async def test_what_gen_has_not_enough_credits_for_waits_too(store):
    await store.unit(channels.bind, CHANNEL, AGENT, "Santiago", by=BEA)
    await store.unit(shortages.seen, [Purse("412", "Tacos", 200.0, agents=(AGENT,))])
    begun = await store.unit(approved, "tacos")
    assert begun.stage is Stage.CLONING

    held, going = await store.unit(copied, begun.id)

    assert (held.stage, held.unpaid, going) == (Stage.HELD, True, False)
    assert held.error == "GEN has about 200 credits left for this, and it needs about 375."
    went = await store.unit(productions.resume, held.id, by=BEA)  # all the same
    assert went.stage is Stage.FILLING
