"""Access: asked once, answered once, by one of those who keep the rule; the rule only grows by one."""

import pytest

from genbot.domain.access import Answer
from genbot.domain.approvals import WORKSPACE, Gate, Rule
from genbot.domain.errors import NotNow, NotYours
from genbot.domain.people import Group, Member
from genbot.domain.settings import Settings
from genbot.flows import access, ideas, people, policies
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, arrived

PABLO, ADMIN, STRANGER = "U0PRODUCER", "U0ADMIN", "U0STRANGER"
LEADS = Group("S0LEADS", "leads", (BEA,))


@pytest.fixture
async def there(store):
    """Bea decides alone, about ideas as one of a group."""
    await store.unit(people.regroup, LEADS)
    await store.unit(decides(CHANNEL, ideas=Rule(groups=(LEADS.id,)), videos=[BEA]))
    return store


def ask(store, by=PABLO, gate=Gate.IDEAS):
    return store.unit(access.ask, CHANNEL, gate, by=by)


def answer(store, wish, verdict=Answer.ALLOWED, by=BEA):
    return store.unit(access.answer, wish.id, verdict, by=by)


def rule(store, gate=Gate.IDEAS, channel=CHANNEL):
    return store.read(policies.rule, channel, gate)


async def said(store, slot):
    def read(tx):
        found = tx._db.execute("SELECT channel, body FROM outbox WHERE slot = ?", (slot,))
        return found.fetchone()

    return await store.read(read)


async def test_who_is_refused_can_ask_and_decides_once_allowed(there):
    idea = await there.unit(arrived, "tacos")
    with pytest.raises(NotYours) as no:
        await there.unit(ideas.decide, idea.id, idea.version, "approve", by=PABLO)
    assert (no.value.gate, no.value.channel) == (Gate.IDEAS, CHANNEL)

    wish = await ask(there)
    where, card = await said(there, wish.slot(BEA))
    assert where == BEA
    assert f"<@{PABLO}> asks to approve ideas in <#{CHANNEL}>" in card
    await answer(there, wish)

    assert await rule(there) == Rule((PABLO,), (LEADS.id,)), "the group stays"
    where, card = await said(there, wish.slot(PABLO))
    assert where == PABLO
    assert "You may approve ideas" in card
    assert "Allowed by" in (await said(there, wish.slot(BEA)))[1]
    await there.unit(ideas.decide, idea.id, idea.version, "approve", by=PABLO)
    facts = await there.read(lambda tx: [one.event for one in tx.journal.of(CHANNEL)])
    assert facts.count("AccessMoved") == 2
    assert "PolicySet" in facts


async def test_declined_kindly_nothing_changes_and_it_can_be_asked_again(there):
    before = await rule(there)
    wish = await ask(there)

    await answer(there, wish, Answer.DECLINED)

    assert await rule(there) == before
    assert "would rather keep it as it is" in (await said(there, wish.slot(PABLO)))[1]
    assert (await ask(there)).id != wish.id


async def test_asked_once_per_person_and_gate(there):
    await ask(there)
    with pytest.raises(NotNow, match="You asked"):
        await ask(there)

    await ask(there, gate=Gate.VIDEOS)
    await ask(there, by=MAYA)


async def test_the_first_answer_stands_and_the_second_reads_who_was_first(there):
    await there.unit(decides(CHANNEL, videos=[BEA, MAYA]))
    wish = await ask(there)
    assert set(wish.asked) == {BEA, MAYA}
    await answer(there, wish, Answer.DECLINED, by=MAYA)

    with pytest.raises(NotNow, match=f"declined already by <@{MAYA}>"):
        await answer(there, wish)

    assert PABLO not in (await rule(there)).people


async def test_only_who_keeps_the_rule_answers_and_never_the_one_who_asks(there):
    wish = await ask(there)
    for by in (PABLO, STRANGER):
        with pytest.raises(NotYours):
            await answer(there, wish, by=by)

    assert (await there.read(lambda tx: tx.accesses.get(wish.id))).state is Answer.OPEN


async def test_two_of_three_stay_two(there):
    await there.unit(decides(CHANNEL, videos=Rule((BEA, MAYA), needed=2, own=False, remind=(5,))))
    await answer(there, await ask(there, gate=Gate.VIDEOS))

    two = Rule((BEA, MAYA, PABLO), needed=2, own=False, remind=(5,))
    assert await rule(there, Gate.VIDEOS) == two


async def test_a_rule_of_the_workspace_becomes_the_channels_own(store):
    await store.unit(decides(WORKSPACE, ideas=[BEA], videos=[BEA]))
    await answer(store, await ask(store))

    assert (await rule(store)).people == (BEA, PABLO)
    assert (await rule(store, channel="C0RANDOM000")).people == (BEA,)


async def test_there_is_no_need_where_somebody_may_decide_by_now(there):
    wish = await ask(there)
    await there.unit(people.regroup, Group(LEADS.id, "leads", (BEA, PABLO)))

    with pytest.raises(NotNow, match="You may decide here by now"):
        await ask(there)
    await answer(there, wish)

    assert (await rule(there)).people == (), "the group has let them in"


async def test_who_has_left_meanwhile_is_let_in_nowhere(there):
    wish = await ask(there)
    await there.unit(people.learn, Member(PABLO, gone=True))

    with pytest.raises(NotNow, match="has left the workspace"):
        await answer(there, wish)
    await answer(there, wish, Answer.DECLINED)


class TestWithAdmins:
    @pytest.fixture
    def settings(self):
        return Settings(agent="agent-santiago", admins=(ADMIN, "U0GONE"))

    async def test_the_admins_are_asked_who_are_still_there(self, there):
        await there.unit(people.learn, Member("U0GONE", gone=True))
        wish = await ask(there)

        assert wish.asked == (ADMIN,)
        await answer(there, wish, by=ADMIN)


async def test_nobody_left_says_who_can_help(there):
    await there.unit(people.learn, Member(BEA, gone=True))

    with pytest.raises(NotNow, match="GENBOT_ADMINS"):
        await ask(there)
