"""Reminders: one message for all that waits, in the daytime, to whoever is still needed, never for long."""

import json
from dataclasses import replace

import pytest

from genbot.domain.approvals import WORKSPACE, Rule
from genbot.domain.errors import NotNow
from genbot.domain.ideas import IdeaStatus
from genbot.domain.people import Member
from genbot.domain.productions import Stage
from genbot.domain.reminders import FORGOTTEN
from genbot.domain.settings import Settings
from genbot.domain.watches import Kind
from genbot.flows import (
    freeze,
    ideas,
    people,
    productions,
    publications,
    reminders,
    waiting,
)  # fmt: skip
from tests.deciding import decides
from tests.flows.test_waiting import over_budget
from tests.golden.make import BEA, CHANNEL, MAYA, arrived, rendered

PABLO, LAUNCHES = "U0PRODUCER", "C0LAUNCHES0"
HOUR = 3600.0  # the clock of these stories starts on a Friday at 8:00 UTC


class Watched:
    """A store whose clock passes hour by hour, with a look at what waits in each of them."""

    def __init__(self, store, clock):
        self.store, self.clock = store, clock
        self.unit, self.read = store.unit, store.read

    async def look(self):
        if found := await self.read(reminders.look):
            await self.unit(reminders.see_to, found)

    async def passes(self, hours):
        """So many hours; answers what was said meanwhile, as (where, what)."""
        before = len(await self.said())
        for _ in range(hours):
            self.clock.pass_(HOUR)
            await self.look()
        return (await self.said())[before:]

    async def said(self, where=None):
        def rows(tx):
            found = tx._db.execute(
                "SELECT channel, body FROM outbox "
                "WHERE slot LIKE 'reminder:%' OR slot LIKE 'asked:%' ORDER BY seq"
            ).fetchall()
            return [(channel, json.dumps(json.loads(body))) for channel, body in found]

        return [one for one in await self.read(rows) if where in {None, one[0]}]

    async def thing(self, id):
        return await self.read(lambda tx: tx.ideas.look(id) or tx.productions.get(id))


@pytest.fixture
async def there(store, clock):
    """Bea and Pablo decide; the one lives in Berlin, the other in New York."""
    await store.unit(decides(CHANNEL, ideas=[BEA, PABLO], videos=[BEA, PABLO], budget=[BEA]))
    for user, zone in ((BEA, "Europe/Berlin"), (PABLO, "America/New_York")):
        await store.unit(people.learn, Member(user, zone))
    return Watched(store, clock)


def to(said):
    return sorted(where for where, _ in said)


async def test_after_a_day_and_after_two_whoever_may_decide_is_reminded_in_their_daytime(there):
    await there.unit(arrived, "tacos")
    await there.look()

    assert await there.passes(23) == []
    [(who, text)] = await there.passes(1)  # Saturday at 9:00 in Berlin, 3:00 in New York
    assert who == BEA
    assert "1 thing waits for your decision" in text
    assert "The tacos story" in text
    assert await there.passes(4) == []
    assert to(await there.passes(1)) == [PABLO]  # 8:00 in New York
    assert to(await there.passes(24)) == [BEA, PABLO]
    assert await there.passes(10 * 24) == [], "twice at most"


async def test_several_things_are_one_message(there):
    for topic in ("tacos", "salsa", "limes"):
        await there.unit(arrived, topic)
        await there.passes(2)
    video = await there.unit(rendered, "crunch")
    await there.look()

    told = [text for who, text in await there.passes(24) if who == BEA]
    assert len(told) == 1
    assert "4 things wait" in told[0], "what is due within half a day is in it"
    assert "ready to watch" in told[0]
    assert video.title in told[0]
    told = [text for who, text in await there.passes(24) if who == BEA]
    assert len(told) == 1, "and a day later they are one again"


async def test_who_has_voted_and_whose_wish_it_is_are_not_reminded(there):
    two = Rule((MAYA, BEA, PABLO), needed=2, own=False)
    await there.unit(decides(CHANNEL, ideas=two))
    idea = await there.unit(arrived, "tacos")  # Maya's wish
    await there.unit(ideas.decide, idea.id, idea.version, "approve", by=BEA)
    await there.look()

    assert to(await there.passes(72)) == [PABLO, PABLO]


async def test_what_is_decided_reminds_nobody_even_while_a_reminder_is_on_its_way(there):
    idea = await there.unit(arrived, "tacos")
    await there.look()
    there.clock.pass_(26 * HOUR)
    due = await there.read(reminders.look)
    assert due.people
    await there.unit(ideas.decide, idea.id, idea.version, "reject", by=BEA)

    await there.unit(reminders.see_to, due)

    assert await there.passes(48) == []
    assert await there.read(lambda tx: tx.reminders.find()) == []


async def test_a_reminder_says_later_what_of_it_still_waits(there):
    first, second = await there.unit(arrived, "tacos"), await there.unit(arrived, "salsa")
    await there.look()
    await there.passes(25)

    await there.unit(ideas.decide, first.id, first.version, "reject", by=BEA)
    await there.look()
    [(_, text)] = await there.said(BEA)
    assert "1 thing waits" in text
    assert "tacos" not in text
    await there.unit(ideas.decide, second.id, second.version, "reject", by=BEA)
    await there.look()
    assert "All that waited here is decided" in (await there.said(BEA))[0][1]


async def test_a_new_version_starts_anew(there):
    made = await there.unit(rendered, "tacos")
    await there.look()
    await there.passes(20)

    def anew(tx):
        tx.productions.save(replace(tx.productions.get(made.id), version=made.version + 1))

    await there.unit(anew)
    await there.passes(1)
    assert await there.passes(22) == []
    assert to(await there.passes(12)) == [BEA, PABLO]


async def test_after_a_long_absence_each_is_reminded_once(there):
    for topic in ("tacos", "salsa", "limes"):
        await there.unit(arrived, topic)
    await there.look()
    there.clock.pass_(75 * HOUR)  # Monday, 11:00 UTC

    await there.look()
    await there.passes(72)
    assert to(await there.said()) == [BEA, PABLO], "both reminders were due: one message"
    await there.unit(arrived, "old")
    await there.look()
    there.clock.pass_(FORGOTTEN * HOUR)
    assert await there.passes(30) == [], "what nobody decides for a month is left alone"


async def test_of_a_batch_that_somebody_chose_from_the_rest_reminds_nobody(there):
    first = await there.unit(arrived, "tacos")

    def another(tx):
        tx.ideas.save(replace(first, id="other", gen_id="g2", number=2, title="The other"))

    await there.unit(another)
    await there.look()
    await there.unit(ideas.decide, first.id, first.version, "approve", by=BEA)
    assert await there.passes(72) == []

    two = Rule((BEA, PABLO), needed=2)
    await there.unit(decides(CHANNEL, ideas=two))
    await there.unit(ideas.decide, "other", first.version, "approve", by=BEA)
    assert "The other" in str(await there.passes(24)), "who has begun to approve it wants it"


async def test_where_everyone_may_decide_the_thread_is_reminded_once(there):
    await there.unit(decides(CHANNEL, ideas=Rule(), videos=Rule()))
    await there.unit(arrived, "tacos")
    made = await there.unit(rendered, "salsa")
    await there.look()

    said = await there.passes(24 * 7)

    assert to(said) == [CHANNEL, CHANNEL]
    assert all("Everyone in this channel may decide" in text for _, text in said)
    threads = await there.read(
        lambda tx: [row[0] for row in tx._db.execute(
            "SELECT thread FROM outbox WHERE slot LIKE 'reminder:%'"
        ).fetchall()]
    )  # fmt: skip
    assert made.slot in threads


async def test_a_channel_can_turn_it_off_and_say_when(there):
    await there.unit(
        decides(CHANNEL, ideas=Rule((BEA,), remind=()), videos=Rule((BEA,), remind=(3,)))
    )
    await there.unit(arrived, "tacos")
    await there.unit(rendered, "salsa")
    await there.look()

    assert [("tacos" in text, "salsa" in text) for _, text in await there.passes(72)] == [
        (False, True)
    ]


async def test_over_budget_waits_too_and_frozen_channels_are_reminded(there):
    await there.unit(over_budget, "tacos")
    await there.unit(freeze.freeze, CHANNEL, "no news today", by=BEA)
    await there.look()

    [(who, text)] = await there.passes(25)

    assert who == BEA
    assert "held by a budget" in text


async def test_who_decides_for_the_whole_workspace_may_look_once_reminded(there):
    await there.unit(lambda tx: tx.policies.drop(CHANNEL))
    await there.unit(decides(WORKSPACE, ideas=[BEA]))
    await there.unit(arrived, "tacos")
    await there.look()
    assert await there.read(waiting.of, BEA) == []

    await there.passes(25)

    assert [one.title for one in await there.read(waiting.of, BEA)] == ["1. The tacos story"]


async def test_who_has_left_is_not_reminded_and_nobody_instead(there):
    await there.unit(people.learn, Member(BEA, "Europe/Berlin", gone=True))
    await there.unit(people.learn, Member(PABLO, "America/New_York", gone=True))
    await there.unit(arrived, "tacos")
    await there.look()

    assert await there.passes(72) == []


@pytest.mark.parametrize("whom", [MAYA, LAUNCHES])
async def test_after_the_last_reminder_somebody_else_hears_of_it_once(there, whom):
    rule = Rule((BEA,), escalate=whom)
    await there.unit(decides(CHANNEL, ideas=rule, videos=rule))
    idea, made = await there.unit(arrived, "tacos"), await there.unit(rendered, "salsa")
    await there.look()
    assert to(await there.passes(60)) == [BEA, BEA]

    [(where, text)] = await there.passes(7 * 24)

    assert where == whom
    assert "2 things wait for a decision, and nobody has decided" in text
    assert f"<@{BEA}>" in text
    assert (await there.thing(idea.id)).asked == (await there.thing(made.id)).asked == whom
    card = await there.read(
        lambda tx: tx._db.execute(
            "SELECT body FROM outbox WHERE slot = ?", (f"idea:{idea.id}",)
        ).fetchone()[0]
    )
    assert "was asked to see to it" in card
    with pytest.raises(
        Exception, match=f"<@{BEA}>"
    ):  # who was asked may decide no more than before
        await there.unit(ideas.decide, idea.id, idea.version, "approve", by="U0STRANGER")
    await there.unit(ideas.decide, idea.id, idea.version, "reject", by=BEA)
    assert (await there.thing(idea.id)).asked == ""


async def test_time_rejects_only_where_the_rule_says_so(there):
    off = Rule((BEA,), expire=72, expired="reject")
    await there.unit(decides(CHANNEL, ideas=off, videos=Rule((BEA,), expire=72)))
    idea, made = await there.unit(arrived, "tacos"), await there.unit(rendered, "salsa")
    await there.look()
    await there.passes(71)
    assert (await there.thing(idea.id)).status is IdeaStatus.GENERATED
    await there.passes(1)

    gone = await there.thing(idea.id)
    assert (gone.status, gone.decided_by) == (IdeaStatus.REJECTED, "")
    assert gone.reason == "Nobody decided within 72 hours."
    assert await there.read(lambda tx: tx.watches.of(Kind.IDEA_STATUS, idea.id)), "GEN is told"
    assert (await there.thing(made.id)).stage is Stage.REVIEW, "nothing is decided for anybody"
    with pytest.raises(NotNow, match="already rejected"):
        await there.unit(ideas.decide, idea.id, idea.version, "approve", by=BEA)


async def test_time_rejects_a_video_and_stops_what_a_budget_holds(there):
    off = Rule((BEA,), expire=5, expired="reject")
    await there.unit(decides(CHANNEL, videos=off, budget=off))
    made, held = await there.unit(rendered, "salsa"), await there.unit(over_budget, "tacos")
    await there.look()
    await there.passes(5)

    video, idea = await there.thing(made.id), await there.thing(made.idea_id)
    assert (video.stage, idea.status) == (Stage.REJECTED, IdeaStatus.REJECTED)
    assert (await there.thing(held.id)).stage is Stage.STOPPED
    with pytest.raises(NotNow):
        await there.unit(publications.publish, made.id, made.version, by=BEA)
    await there.unit(productions.resume, held.id, by=BEA)


async def test_a_vote_in_the_last_moment_wins_over_time(there):
    await there.unit(decides(CHANNEL, ideas=Rule((BEA,), expire=5, expired="reject")))
    idea = await there.unit(arrived, "tacos")
    await there.look()
    there.clock.pass_(5 * HOUR)
    found = await there.read(reminders.look)
    assert found.expired
    await there.unit(ideas.decide, idea.id, idea.version, "approve", by=BEA)

    await there.unit(reminders.see_to, found)

    assert (await there.thing(idea.id)).status is IdeaStatus.APPROVE_TO_CREATE


class TestInARehearsal:
    @pytest.fixture
    def settings(self):
        return Settings(agent="agent-santiago", pace=24.0)

    async def test_hours_are_as_much_shorter(self, there):
        await there.unit(arrived, "tacos")
        await there.look()

        assert to(await there.passes(1)) == [BEA]
