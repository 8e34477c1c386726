"""The history of a channel and of the workspace: who changed which rule from what to what, in words."""

import re
from dataclasses import replace

import pytest

from genbot.cards.history import told
from genbot.domain.access import Answer
from genbot.domain.approvals import WORKSPACE, Gate, Rule
from genbot.domain.budgets import Budget
from genbot.domain.errors import NotHere
from genbot.domain.people import Group
from genbot.domain.slots import read as times
from genbot.flows import (
    access,
    channels,
    freeze,
    history,
    policy_edits,
    publications,
    rehearsals,
    reminders,
    slots,
)
from tests.flows.conftest import ADMIN
from tests.golden.make import BEA, CHANNEL, MAYA, arrived, rendered, scheduled

EACH = "budget of each person: from none to 100 credits in 24 hours"
ELSEWHERE, ADMINS = "C0RANDOM000", (ADMIN,)


@pytest.fixture
async def here(store):
    await store.unit(channels.bind, CHANNEL, "agent-santiago", "Santiago", by=ADMIN)
    await store.unit(lambda tx: tx.groups.save(Group("S1", "brand-leads", (BEA, MAYA))))
    return store


async def lines(store, words="channel", by=ADMIN):
    [thing] = await store.read(history.find, words, channel=CHANNEL, by=by)
    found = await store.read(history.of, thing.id, channel=CHANNEL, by=by)
    assert (await store.read(lambda tx: tx.journal.verified())).broken is None
    return [re.sub(r"^•  <!date\S+ .*?> · ", "", one) for one in told(found)]


def rule(gate, one, id=CHANNEL):
    return lambda tx: policy_edits.change(tx, id, gate, one, by=ADMIN)


async def test_a_rule_is_told_from_what_it_was_to_what_it_is(here):
    await here.unit(rule(Gate.VIDEOS, Rule((MAYA, BEA), needed=2)))
    await here.unit(rule(Gate.VIDEOS, Rule(groups=("S1",), own=False, remind=())))
    await here.unit(
        rule(
            Gate.VIDEOS,
            Rule(groups=("S1",), own=False, remind=(4,), escalate=BEA, expire=72, expired="reject"),
        )
    )
    await here.unit(rule(Gate.VIDEOS, None))

    first, second, third, fourth = (await lines(here))[-4:]
    assert first.startswith(
        f"*Who decides was changed* by <@{ADMIN}>: videos: 2 of <@{MAYA}>, <@{BEA}>, "
        "before as the workspace says"
    )
    assert (
        f"from 2 of <@{MAYA}>, <@{BEA}> to @brand-leads, never whoever asked; "
        "never reminded (before: reminded after 24 and 48 hours)"
    ) in second
    assert "reminded after 4 hours (before: never reminded)" in third
    assert f"then <@{BEA}> is asked (before: nobody else is asked)" in third
    assert "rejected after 72 hours (before: never rejected by time)" in third
    assert "as the workspace says, no longer @brand-leads, never whoever asked" in fourth


async def test_what_holds_everywhere_is_told_in_each_channel_and_by_itself(here):
    await here.unit(rule(Gate.IDEAS, Rule((BEA,)), WORKSPACE))

    assert (await lines(here))[-1].startswith(
        f"*Everywhere: who decides was changed* by <@{ADMIN}>: ideas: <@{BEA}>"
    )
    [said] = await lines(here, "workspace")
    assert said == (
        f"*Who decides was changed* by <@{ADMIN}>: ideas: <@{BEA}>, "
        "before as where nobody sets anything"
    )


async def test_access_is_told_with_who_asked_and_who_answered(here):
    await here.unit(rule(Gate.IDEAS, Rule((BEA,))))
    for verdict in (Answer.DECLINED, Answer.ALLOWED):
        wish = await here.unit(access.ask, CHANNEL, Gate.IDEAS, by=MAYA)
        await here.unit(access.answer, wish.id, verdict, by=ADMIN)

    *_, asked, declined, again, added, allowed = await lines(here)
    assert asked == again == f"*Access asked for* by <@{MAYA}>: <@{MAYA}> to approve ideas"
    assert declined == f"*Access declined* by <@{ADMIN}>: <@{MAYA}> to approve ideas"
    assert f"ideas: from <@{BEA}> to <@{BEA}>, <@{MAYA}>" in added
    assert allowed == f"*Access allowed* by <@{ADMIN}>: <@{MAYA}> to approve ideas"


async def test_settings_are_told_as_they_change_and_only_those(here):
    def turned(**more):
        return lambda tx: rehearsals.set_up(
            tx, replace(channels.find(tx, CHANNEL), **more), by=ADMIN
        )

    for change in (
        {"rehearsal": True},
        {"budget": Budget(600.0, "week")},
        {"person_budget": Budget(100.0, "day"), "rehearsal": False},
        {"announce": False},  # nothing that anybody decides about
    ):
        await here.unit(turned(**change))
    await here.unit(slots.keep, CHANNEL, times("Mon Wed 15:00", "Europe/Berlin"), by=MAYA)

    assert await lines(here) == [
        f"*Channel set up* by <@{ADMIN}>: agent: Santiago",
        f"*Settings changed* by <@{ADMIN}>: rehearsal: from off to on",
        f"*Settings changed* by <@{ADMIN}>: budget: from none to 600 credits in 7 days",
        f"*Settings changed* by <@{ADMIN}>: rehearsal: from on to off; {EACH}",
        f"*Settings changed* by <@{MAYA}>: posting times: from none to Mon Wed 15:00 Europe/Berlin",
    ]


async def test_freezes_are_told_with_what_they_stopped(here, clock):
    await here.unit(scheduled, "tacos")
    await here.unit(freeze.freeze, CHANNEL, "new logo", by=ADMIN)
    await here.unit(freeze.freeze, CHANNEL, "", by=ADMIN, everywhere=True)
    clock.pass_(30 * 86_400.0)
    await here.unit(freeze.thaw, CHANNEL, by=ADMIN, everywhere=True)
    await here.unit(freeze.thaw, CHANNEL, by=ADMIN)

    assert (await lines(here))[-4:] == [
        f"*Publishing frozen* by <@{ADMIN}>: new logo, 1 post kept back",
        f"*Everywhere: publishing frozen* by <@{ADMIN}>: 1 post kept back",
        f"*Everywhere: publishing thawed* by <@{ADMIN}>",
        f"*Publishing thawed* by <@{ADMIN}>: 1 post missed the time meanwhile",
    ]


async def test_another_channel_tells_nothing(here):
    with pytest.raises(NotHere):
        await here.read(history.of, CHANNEL, channel=ELSEWHERE, by=BEA)
    with pytest.raises(NotHere):
        await here.read(history.find, "channel", channel=ELSEWHERE, by=BEA)


async def test_reminders_and_who_else_was_asked_and_expiry_are_told_of_the_thing(here, clock):
    late = Rule((BEA,), remind=(24,), escalate=MAYA, expire=96, expired="reject")
    await here.unit(rule(Gate.IDEAS, late))
    idea = await here.unit(arrived, "tacos")
    for _ in range(100):
        clock.pass_(3600.0)
        if found := await here.read(reminders.look):
            await here.unit(reminders.see_to, found)

    assert (await lines(here, idea.id))[-3:] == [
        f"*Reminded*: <@{BEA}>",
        f"*Nobody decided in time: others were asked*: <@{MAYA}>",
        "*Idea rejected*: Nobody decided within 96 hours.",
    ]


async def test_whose_approval_a_change_voided_is_told(here):
    await here.unit(rule(Gate.VIDEOS, Rule((MAYA, BEA), needed=2)))
    made = await here.unit(rendered, "tacos")
    await here.unit(publications.publish, made.id, made.version, by=MAYA)
    other = publications.Wish("Tacos at last!")
    await here.unit(publications.publish, made.id, made.version, by=BEA, form=other)

    assert (await lines(here, made.idea_id))[-1] == (
        f"*Video approved, and not by enough yet* by <@{BEA}>: "
        f"it was changed, and the approval of <@{MAYA}> does not count any more"
    )
