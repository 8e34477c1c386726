"""Errands: asked of GEN once, followed to their end, told in one message, through whatever goes wrong."""

import contextlib

import pytest

from genbot.domain import errands as domain
from genbot.domain.errands import ErrandState, What
from genbot.domain.errors import NotNow, NotYours
from genbot.domain.settings import Settings
from genbot.flows import channels, errands, research, restored
from genbot.gen.errors import NotAllowed, NotFound, NotSent, OutOfCredits, Unclear
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
from genbot.watches.research import Research
from tests.deciding import decides
from tests.watches.conftest import BEA, CHANNEL, MAYA

E = ErrandState
FINDINGS = [
    {
        "finding": "People order late.",
        "sources": [{"url": "https://x.com/1", "creator": "tacoking"}],
    },
    {"finding": "Nobody cooks on Fridays.", "sources": []},
]


def told(status, said="", **data):
    message = RunMessage(role="assistant", content=said, data=data or None)
    return Run(run_id="r9", conversation_id="c9", status=status, messages=[message])


RUNNING = told("running")
FOUND = told("completed", "Two things are worth knowing.", findings=FINDINGS)


@pytest.fixture
def gen(gen):
    gen.will(StartResearch, RunStarted(run_id="r9", conversation_id="c9"))
    gen.will(GetRun, RUNNING, FOUND)
    return gen


async def begun(world, depth="default"):
    await world.do(channels.bind, CHANNEL, "agent-santiago", "Santiago", by=MAYA)
    return await world.do(research.start, "late tacos", depth, channel=CHANNEL, by=MAYA)


async def test_it_is_asked_once_and_told_with_its_sources(world, gen):
    errand = await begun(world, "deep")
    await world.passes(600)

    [call] = gen.asked(StartResearch)
    assert (call.topic, call.depth, call.agent_id) == ("late tacos", "deep", "agent-santiago")
    assert gen.keys(StartResearch) == [errand.key]
    done = await world.one("errands")
    assert (done.state, done.result["conversation"]) == (E.DONE, "c9")
    assert done.result["findings"] == [
        {"finding": "People order late.", "sources": [{"url": "https://x.com/1", "creator": "tacoking"}]},
        {"finding": "Nobody cooks on Fridays.", "sources": []},
    ]  # fmt: skip
    said = await world.said()
    assert said[errand.slot] == "Research: late tacos: done."
    assert said[f"findings:{errand.id}"] == f"<@{MAYA}>, here is what I found about late tacos."


async def test_ideas_go_on_in_the_same_conversation(world):
    errand = await begun(world)
    with pytest.raises(NotNow):
        await world.do(research.ideas_from, errand.id, 3, by=BEA)
    await world.passes(600)

    asked = await world.do(research.ideas_from, errand.id, 3, by=BEA)

    assert (asked.conversation_id, asked.topic, asked.count) == ("c9", "late tacos", 3)


async def test_ideas_whose_answer_was_lost_do_not_take_the_research_for_their_own(world, gen):
    errand = await begun(world)
    await world.passes(600)
    asked = RunMessage(role="user", content="Research late tacos (default)")
    gen.will(GetRun, lambda call: FOUND.model_copy(update={"messages": [asked, *FOUND.messages]}))
    gen.will(ListConversationRuns, [Run(run_id="r9", status="completed")])
    gen.will(StartRun, Unclear("no answer"), RunStarted(run_id="r10", conversation_id="c9"))

    await world.do(research.ideas_from, errand.id, 3, by=BEA)
    await world.passes(60)

    [run] = await world.all("runs")
    assert (len(gen.asked(StartRun)), run.gen_run) == (2, "r10")


async def test_a_run_whose_answer_was_lost_is_found_by_what_it_was_told(world, gen):
    errand = await begun(world)
    await world.passes(600)
    told = RunMessage(role="user", content="Generate 3 content ideas about late tacos")
    gen.will(GetRun, Run(run_id="r10", conversation_id="c9", status="running", messages=[told]))
    gen.will(
        ListConversationRuns,
        [Run(run_id="r9", status="completed"), Run(run_id="r10", status="running")],
    )
    gen.will(StartRun, Unclear("no answer"))

    await world.do(research.ideas_from, errand.id, 3, by=BEA)
    await world.passes(60)

    [run] = await world.all("runs")
    assert (len(gen.asked(StartRun)), run.gen_run) == (1, "r10")


async def test_without_credits_it_is_held_and_continues_with_a_new_key(world, gen):
    started = RunStarted(run_id="r9", conversation_id="c9")
    gen.will(StartResearch, OutOfCredits("insufficient_credits_for_job", 422, "Top up."), started)
    errand = await begun(world)
    await world.passes(60)
    assert (await world.one("errands")).state is E.HELD

    await world.do(errands.again, errand.id, by=BEA)
    with pytest.raises(NotNow):
        await world.do(errands.again, errand.id, by=MAYA)
    await world.passes(600)

    assert (await world.one("errands")).state is E.DONE
    assert gen.keys(StartResearch) == [f"errand:{errand.id}:1", f"errand:{errand.id}:2"]


async def test_a_lost_answer_is_asked_for_again_with_the_same_key(world, gen):
    started = RunStarted(run_id="r9", conversation_id="c9")
    gen.will(StartResearch, Unclear("no answer"), NotSent("gone"), started)
    errand = await begun(world)
    await world.passes(600)

    assert set(gen.keys(StartResearch)) == {errand.key}
    assert (await world.one("errands")).state is E.DONE


async def test_what_must_not_be_repeated_is_put_to_a_person(world, gen, monkeypatch):
    monkeypatch.setattr(domain, "ONCE", frozenset({What.RESEARCH}))
    gen.will(StartResearch, Unclear("no answer"))
    errand = await begun(world)
    await world.passes(600)

    assert len(gen.asked(StartResearch)) == 1
    assert (await world.one("errands")).state is E.UNSURE
    await world.do(errands.settle, errand.id, by=BEA)
    with pytest.raises(NotNow, match="this is done"):
        await world.do(errands.again, errand.id, by=BEA)


async def test_the_agent_asks_and_only_who_may_answers(world, gen):
    asks = told("awaiting_approval", "This costs 60 credits. Go ahead?")
    gen.will(GetRun, asks, asks, asks, FOUND)
    gen.will(ApproveRun, RUNNING)
    errand = await begun(world)
    await world.do(decides(CHANNEL, ideas=(BEA,)))
    await world.passes(40)
    waiting = await world.one("errands")
    assert (waiting.state, waiting.reason) == (E.APPROVAL, "This costs 60 credits. Go ahead?")

    with pytest.raises(NotYours):
        await world.do(errands.answer, errand.id, "yes", by=MAYA)
    await world.do(errands.answer, errand.id, "yes", by=BEA)
    await world.passes(600)

    assert [call.approved for call in gen.asked(ApproveRun)] == [True]
    assert (await world.one("errands")).state is E.DONE


async def test_what_failed_says_why(world, gen):
    gen.will(GetRun, told("failed", "The web is closed."))
    await begun(world)
    await world.passes(600)

    failed = await world.one("errands")
    assert (failed.state, failed.reason) == (E.FAILED, "The web is closed.")


async def test_stopped_nobody_looks_any_more(world, gen):
    errand = await begun(world)
    await world.round()
    await world.do(errands.stop, errand.id, by=MAYA)
    before = len(gen.asked(GetRun))
    await world.passes(600)

    assert len(gen.asked(GetRun)) == before
    assert (await world.one("errands")).state is E.STOPPED


@pytest.mark.parametrize("nth", range(3))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_any_call_it_goes_on_after_the_start(world, gen, nth, when):
    class Killed(BaseException):
        pass

    setattr(gen, when, lambda at: Killed() if at == nth else None)
    await begun(world)
    with contextlib.suppress(Killed):
        await world.passes(600)
    gen.before = gen.after = lambda at: None
    world.restart()
    await world.passes(900)

    assert (await world.one("errands")).state is E.DONE
    assert len(set(gen.keys(StartResearch))) == 1


async def test_an_older_copy_puts_what_must_not_be_repeated_to_a_person(world, gen, monkeypatch):
    only = frozenset({What.RESEARCH})
    monkeypatch.setattr(domain, "ONCE", only)
    monkeypatch.setattr(restored, "ONCE", only)
    errand = await begun(world)
    await world.do(lambda tx: tx.marks.set("restored", "yes"))
    await world.do(restored.see_to)
    await world.passes(600)

    assert gen.asked(StartResearch) == []
    assert (await world.one("errands")).state is E.UNSURE
    assert (await world.said())[errand.slot].endswith("nobody can tell whether GEN did it.")


async def test_what_gen_has_is_not_in_doubt_when_it_lets_nobody_look(world, gen, monkeypatch):
    monkeypatch.setattr(domain, "ONCE", frozenset({What.RESEARCH}))
    gen.will(GetRun, NotAllowed("unauthorized", 401, "Revoked."))
    await begun(world)
    await world.passes(60)
    told = await world.one("errands")
    assert (told.state, "check the key" in told.note) == (E.WORKING, True)

    gen.will(GetRun, FOUND)
    await world.passes(600)

    assert len(gen.asked(StartResearch)) == 1
    assert (await world.one("errands")).state is E.DONE


async def test_what_has_no_end_is_looked_at_as_long_as_it_goes_on(world, gen, monkeypatch):
    monkeypatch.setattr(Research, "rests", 3600.0)
    monkeypatch.setattr(Research, "patience", float("inf"))
    gen.will(GetRun, RUNNING)
    errand = await begun(world)
    for _ in range(3):
        await world.passes(86_400)
    assert 70 <= len(gen.asked(GetRun)) <= 74

    gen.will(GetRun, NotSent("gone"))
    for _ in range(5):
        await world.passes(10_000)
    assert (await world.one("errands")).state is E.WORKING
    gen.will(GetRun, NotFound("not_found", 404, "Not found."))
    for _ in range(4):
        await world.passes(30_000)

    failed = await world.one("errands")
    assert (failed.id, failed.state) == (errand.id, E.FAILED)
    assert failed.reason.startswith("GEN does not have this, or not any more.")
    assert len(gen.asked(StartResearch)) == 1


async def test_an_older_copy_looks_at_what_gen_has_for_certain(world, gen, monkeypatch):
    only = frozenset({What.RESEARCH})
    monkeypatch.setattr(domain, "ONCE", only)
    monkeypatch.setattr(restored, "ONCE", only)
    await begun(world)
    await world.round()
    await world.do(lambda tx: tx.marks.set("restored", "yes"))
    await world.do(restored.see_to)
    await world.passes(600)

    assert len(gen.asked(StartResearch)) == 1
    assert (await world.one("errands")).state is E.DONE


async def test_what_gens_client_would_not_send_fails_with_the_reason(world, gen):
    await world.do(channels.bind, CHANNEL, "agent-santiago", "Santiago", by=MAYA)
    wish = {"topic": "tacos", "depth": "endless"}
    await world.do(errands.want, What.RESEARCH, "Research", channel=CHANNEL, by=MAYA, **wish)
    await world.passes(60)

    failed = await world.one("errands")
    assert gen.asked(StartResearch) == []
    assert failed.state is E.FAILED
    assert failed.reason == "Depth: one of quick, default or deep; not “endless”."


@pytest.mark.parametrize("group", ["KEEPERS", "ADMINS"])
async def test_who_may_have_it_done_is_asked_at_every_turn(world, gen, monkeypatch, group):
    monkeypatch.setattr(errands, group, frozenset({What.RESEARCH}))
    await world.do(channels.bind, "C0LAUNCHES0", "agent-santiago", "Santiago", by=BEA)
    errand = await begun(world)
    await world.do(errands.ended, errand.id, "unsure", "Lost.")

    await world.do(decides("C0LAUNCHES0", videos=(BEA,)))

    for story, who in (("again", MAYA), ("settle", MAYA)):
        with pytest.raises(NotYours, match=f"Only <@{BEA}> may"):
            await world.do(getattr(errands, story), errand.id, by=who)
    with pytest.raises(NotYours):
        await begun(world)
    await world.do(errands.again, errand.id, by=BEA)
    with pytest.raises(NotYours):
        await world.do(errands.stop, errand.id, by=MAYA)


class TestAdmins:
    @pytest.fixture
    def settings(self):
        return Settings(agent="agent-santiago", admins=(MAYA,))

    @pytest.mark.parametrize("group", ["KEEPERS", "ADMINS"])
    async def test_they_may_whatever_a_channel_says(self, world, monkeypatch, group):
        monkeypatch.setattr(errands, group, frozenset({What.RESEARCH}))
        await world.do(decides(CHANNEL, videos=(BEA,)))

        asked = await world.do(research.start, "tacos", "quick", channel=CHANNEL, by=MAYA)

        assert asked.state is E.WANTED
        if group == "ADMINS":
            with pytest.raises(NotYours, match=f"Only <@{MAYA}> may do this for every channel"):
                await world.do(research.start, "tacos", "quick", channel=CHANNEL, by=BEA)
