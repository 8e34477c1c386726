"""Talk with the agent: one conversation per thread, one thing said at a time, through trouble."""

import contextlib

import pytest

from genbot.domain.errands import ErrandState, What
from genbot.domain.errors import BadForm, NotNow, NotYours
from genbot.flows import channels, errands, preferences, research, talks, threads
from genbot.gen.errors import NotFound, OutOfCredits, Unclear
from genbot.gen.ideas import (
    ApproveRun,
    GetRun,
    ListConversationRuns,
    Run,
    RunMessage,
    StartResearch,
    StartRun,
)
from genbot.gen.jobs import RunStarted
from tests.deciding import decides
from tests.gen.answers import completed, idea
from tests.watches.conftest import BEA, CHANNEL, MAYA

E = ErrandState
THREAD = "1700000000.000100"


def told(status, said=""):
    message = RunMessage(role="assistant", content=said)
    return Run(run_id="r1", conversation_id="c1", status=status, messages=[message])


RUNNING = told("running")
BEST = told("completed", "The $2 taco <b>did</b>.")


@pytest.fixture
def gen(gen):
    gen.will(StartRun, RunStarted(run_id="r1", conversation_id="c1"))
    gen.will(GetRun, BEST)
    gen.will(ApproveRun, RUNNING)
    gen.will(ListConversationRuns, [])
    return gen


@pytest.fixture
async def bound(world):
    await world.do(channels.bind, CHANNEL, "agent-santiago", "Santiago", by=MAYA)
    return world


async def ask(world, words="What performed best?", **more):
    return await world.do(talks.ask, words, channel=CHANNEL, by=MAYA, **more)


async def reply(world, words, thread=THREAD):
    return await ask(world, words, thread=thread)


async def states(world):
    return [one.state for one in await world.all("errands")]


async def test_a_question_is_asked_once_and_answered_in_its_own_words(bound, gen):
    errand = await ask(bound)
    await bound.passes(300)

    [call] = gen.asked(StartRun)
    assert (call.message, call.conversation_id, call.agent_id) == (
        "What performed best?", None, "agent-santiago",
    )  # fmt: skip
    assert gen.keys(StartRun) == [errand.key]
    done = await bound.one("errands")
    assert (done.state, done.result["answer"]) == (E.DONE, "The $2 taco <b>did</b>.")
    assert (await bound.said())[errand.slot] == "The $2 taco &lt;b&gt;did&lt;/b&gt;."


async def test_what_follows_in_a_thread_goes_on_with_its_conversation(bound, gen):
    await reply(bound, "What performed best?")
    await bound.passes(300)
    await reply(bound, "And why?")
    await bound.passes(300)
    await reply(bound, "Elsewhere?", thread="1700000000.000200")
    await bound.passes(300)

    calls = gen.asked(StartRun)
    assert [call.conversation_id for call in calls] == [None, "c1", None]
    assert len(await bound.all("talks")) == 2


async def test_beneath_our_own_message_its_slot_is_the_thread(bound, gen):
    errand = await ask(bound)
    await bound.passes(300)
    await bound.do(lambda tx: tx.outbox.sent(errand.slot, 9, THREAD, tx.now))

    assert await bound.do(threads.heard, CHANNEL, THREAD) == "talk"
    await reply(bound, "And why?")
    await bound.passes(300)

    assert [call.conversation_id for call in gen.asked(StartRun)] == [None, "c1"]


async def test_two_things_said_at_once_are_said_one_after_the_other(bound, gen):
    gen.will(GetRun, RUNNING)
    await reply(bound, "One")
    await reply(bound, "Two")
    await reply(bound, "Three")
    await bound.passes(30)
    assert [call.message for call in gen.asked(StartRun)] == ["One"]
    waiting = (await bound.all("errands"))[1]
    assert (waiting.state, waiting.note) == (E.WANTED, talks.NEXT)

    gen.will(GetRun, BEST)
    await bound.passes(900)

    calls = gen.asked(StartRun)
    assert [call.message for call in calls] == ["One", "Two", "Three"]
    assert [call.conversation_id for call in calls] == [None, "c1", "c1"]
    assert await states(bound) == [E.DONE] * 3


@pytest.mark.parametrize("how", ["failed", "held"])
async def test_when_one_goes_wrong_the_next_is_said_all_the_same(bound, gen, how):
    started = RunStarted(run_id="r1", conversation_id="c1")
    if how == "held":
        gen.will(StartRun, OutOfCredits("insufficient_credits_for_job", 422, "Top up."), started)
    else:
        gen.will(GetRun, told("failed", "No."), BEST)
    await reply(bound, "One")
    await reply(bound, "Two")
    await bound.passes(600)
    assert await states(bound) == [E(how), E.DONE]

    again, *_ = await bound.all("errands")
    await bound.do(errands.again, again.id, by=BEA)
    await bound.passes(600)

    assert await states(bound) == [E.DONE, E.DONE]
    assert gen.asked(StartRun)[-1].conversation_id == "c1"


async def test_what_is_tried_again_waits_for_what_was_said_meanwhile(bound, gen):
    gen.will(GetRun, told("failed", "No."), RUNNING)
    first = await reply(bound, "One")
    await bound.passes(60)
    await reply(bound, "Two")
    await bound.passes(20)
    await bound.do(errands.again, first.id, by=BEA)
    await bound.passes(60)
    assert [call.message for call in gen.asked(StartRun)] == ["One", "Two"]

    gen.will(GetRun, BEST)
    await bound.passes(600)

    assert [call.message for call in gen.asked(StartRun)] == ["One", "Two", "One"]


async def test_where_the_conversation_was_deleted_a_new_one_begins(bound, gen):
    await reply(bound, "One")
    await bound.passes(300)
    gone = NotFound("not_found", 404, "Conversation not found")
    gen.will(StartRun, gone, RunStarted(run_id="r2", conversation_id="c2"))
    await reply(bound, "Two")
    await bound.passes(300)

    assert [call.conversation_id for call in gen.asked(StartRun)] == [None, "c1", None]
    [talk] = await bound.all("talks")
    assert talk.conversation == "c2"


async def test_that_the_agent_is_gone_is_no_new_conversation(bound, gen):
    gen.will(StartRun, NotFound("not_found", 404, "Agent not found"))
    await ask(bound)
    await bound.passes(300)

    assert len(gen.asked(StartRun)) == 1
    assert await states(bound) == [E.FAILED]


async def test_ideas_that_come_with_an_answer_become_cards_in_the_thread(bound, gen):
    gen.will(GetRun, completed(idea("i1", "Taco one"), idea("i2", "Salsa two"), said="Two."))
    errand = await ask(bound, "Give me 2 ideas about tacos")
    await bound.passes(300)

    [asked] = await bound.all("requests")
    assert (asked.thread, asked.conversation_id, asked.count) == (errand.slot, "c1", 2)
    assert [one.title for one in await bound.all("ideas")] == ["Taco one", "Salsa two"]
    assert await bound.do(threads.heard, CHANNEL, errand.slot) == "request"
    await bound.do(lambda tx: tx.outbox.sent(errand.slot, 9, THREAD, tx.now))
    assert await bound.do(threads.request, CHANNEL, THREAD) == asked.id


async def test_the_agent_asks_and_only_who_may_answers(bound, gen):
    asks = told("awaiting_approval", "This costs 60 credits. Go ahead?")
    gen.will(GetRun, asks)
    await bound.do(decides(CHANNEL, ideas=(BEA,)))
    errand = await ask(bound)
    await bound.passes(30)
    waiting = await bound.one("errands")
    assert (waiting.state, waiting.may) == (E.APPROVAL, (BEA,))

    with pytest.raises(NotYours):
        await bound.do(errands.answer, errand.id, "yes", by=MAYA)
    gen.will(GetRun, BEST)
    await bound.do(errands.answer, errand.id, "yes", by=BEA)
    await bound.passes(600)

    assert [call.approved for call in gen.asked(ApproveRun)] == [True]
    assert await states(bound) == [E.DONE]


async def test_a_talk_keeps_the_agent_it_began_with(bound, gen):
    await reply(bound, "One")
    await bound.passes(300)
    await bound.do(channels.bind, CHANNEL, "agent-sofia", "Sofia", by=MAYA)
    await reply(bound, "Two")
    await bound.passes(300)

    assert {call.agent_id for call in gen.asked(StartRun)} == {"agent-santiago"}


async def test_beneath_what_was_found_out_the_talk_goes_on_there(bound, gen):
    gen.will(StartResearch, RunStarted(run_id="r9", conversation_id="c9"))
    found = await bound.do(research.start, "tacos", "default", channel=CHANNEL, by=MAYA)
    await bound.passes(600)
    await bound.do(lambda tx: tx.outbox.sent(found.slot, 9, THREAD, tx.now))
    assert await bound.do(threads.heard, CHANNEL, THREAD) == "talk"

    await reply(bound, "What does that mean for us?")
    await bound.passes(300)

    assert gen.asked(StartRun)[-1].conversation_id == "c9"


async def test_nothing_is_asked_without_words(bound):
    with pytest.raises(BadForm):
        await ask(bound, "  ")
    with pytest.raises(BadForm):
        await bound.do(preferences.remember, " ", channel=CHANNEL, by=MAYA)


@pytest.mark.parametrize("nth", range(5))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_any_call_both_are_said_once_and_in_order(bound, gen, nth, when):
    class Killed(BaseException):
        pass

    start = gen.heard + 1
    setattr(gen, when, lambda at: Killed() if at == start + nth else None)
    await reply(bound, "One")
    await reply(bound, "Two")
    with contextlib.suppress(Killed):
        await bound.passes(600)
    gen.before = gen.after = lambda at: None
    bound.restart()
    await bound.passes(900)

    assert await states(bound) == [E.DONE, E.DONE]
    assert len(set(gen.keys(StartRun))) == 2
    calls = gen.asked(StartRun)
    assert calls[-1].conversation_id == "c1"


async def test_a_lost_answer_keeps_the_next_one_waiting(bound, gen):
    gen.will(StartRun, Unclear("no answer"), RunStarted(run_id="r1", conversation_id="c1"))
    await reply(bound, "One")
    await reply(bound, "Two")
    await bound.passes(600)

    said = [(call.message, call.conversation_id) for call in gen.asked(StartRun)]
    assert said == [("One", None), ("One", None), ("Two", "c1")]


async def test_rules_are_said_in_one_conversation(bound, gen):
    gen.will(GetRun, told("completed", "I remember:\n- No questions\n2) Under 12 s"))
    await bound.do(preferences.remember, "no  questions", channel=CHANNEL, by=MAYA)
    await bound.do(preferences.show, channel=CHANNEL, by=BEA)
    await bound.passes(600)
    listed = (await bound.all("errands"))[1]
    await bound.do(preferences.forget_one, listed.id, 2, by=MAYA)
    await bound.passes(600)

    calls = gen.asked(StartRun)
    assert [call.message for call in calls] == [
        "remember: no questions", preferences.WHICH, "forget: Under 12 s",
    ]  # fmt: skip
    assert [call.conversation_id for call in calls] == [None, "c1", "c1"]
    with pytest.raises(NotNow):
        await bound.do(preferences.forget_one, listed.id, 3, by=MAYA)


async def test_what_was_remembered_is_forgotten_by_its_own_button(bound, gen):
    made = await bound.do(preferences.remember, "no questions", channel=CHANNEL, by=MAYA)
    await bound.passes(600)
    await bound.do(preferences.forget_one, made.id, 1, by=MAYA)

    assert (await bound.all("errands"))[-1].title == "Forget: no questions"


async def test_only_who_may_approve_videos_sets_rules_but_everyone_reads_them(bound):
    await bound.do(decides(CHANNEL, videos=(BEA,)))

    for story in (preferences.remember, preferences.forget):
        with pytest.raises(NotYours):
            await bound.do(story, "no questions", channel=CHANNEL, by=MAYA)
    shown = await bound.do(preferences.show, channel=CHANNEL, by=MAYA)

    assert shown.what is What.PREFERENCES


async def test_another_agent_has_its_own_rules(bound, gen):
    await bound.do(preferences.show, channel=CHANNEL, by=MAYA)
    await bound.do(channels.bind, CHANNEL, "agent-sofia", "Sofia", by=MAYA)
    await bound.do(preferences.show, channel=CHANNEL, by=MAYA)

    assert [talk.agent for talk in await bound.all("talks")] == ["agent-santiago", "agent-sofia"]


async def test_a_talk_that_was_let_go_is_said_without_it(bound, gen):
    errand = await ask(bound)
    await bound.do(lambda tx: tx._db.execute("DELETE FROM talks"))
    await bound.passes(300)

    assert (await bound.one("errands")).state is E.DONE
    assert errand.wish["talk"]
