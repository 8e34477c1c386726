"""A conversation that is not at GEN any more, or was another agent's, stops nobody from asking for ideas."""

import pytest

from genbot.domain.errands import ErrandState
from genbot.domain.ideas import IdeaStatus, RunState
from genbot.flows import channels, ideas, research
from genbot.gen.errors import NotFound, Unclear
from genbot.gen.ideas import GetRun, ListConversationRuns, ListIdeas, StartResearch, StartRun
from genbot.gen.jobs import RunStarted
from tests.gen.answers import completed, idea
from tests.watches.conftest import BEA, CHANNEL, MAYA
from tests.watches.test_talks import BEST, bound

__all__ = ["bound"]

GONE = NotFound("not_found", 404, "Conversation not found")
FIRST, SECOND = (RunStarted(run_id=f"r{n}", conversation_id=f"c{n}") for n in (1, 2))
TACO, SALSA = idea("i1", "Taco one"), idea("i2", "Salsa two")


@pytest.fixture
def gen(gen):
    gen.will(StartRun, FIRST, GONE, SECOND)
    gen.will(GetRun, completed(TACO, SALSA))
    gen.will(ListIdeas, [TACO, SALSA])
    gen.will(ListConversationRuns, [])
    return gen


async def asked(world):
    request = await world.do(ideas.ask_for, "late tacos", 2, channel=CHANNEL, by=MAYA)
    await world.passes(600)
    return request


async def said(gen):
    return [(call.conversation_id, call.message) for call in gen.asked(StartRun)]


async def test_a_reply_begins_a_new_one_which_is_told_what_there_is(bound, gen):
    request = await asked(bound)
    await bound.do(ideas.refine, request.id, "make 2 punchier", by=MAYA)
    await bound.passes(600)

    _, refused, anew = await said(gen)
    assert refused == ("c1", "make 2 punchier")
    assert anew[0] is None
    assert anew[1].splitlines() == [
        "make 2 punchier",
        "Idea 1: Taco one", "Nobody believes Taco one.",
        "Idea 2: Salsa two", "Nobody believes Salsa two.",
    ]  # fmt: skip
    assert {run.state for run in await bound.all("runs")} == {RunState.DONE}
    assert (await bound.one("requests")).conversation_id == "c2"


async def test_an_idea_that_is_to_change_is_told_whole(bound, gen):
    await asked(bound)
    one = (await bound.all("ideas"))[0]
    gen.will(GetRun, completed(idea("i9", "Taco one, twice")))
    await bound.do(ideas.change, one.id, one.version, "twice the cheese", by=MAYA)
    await bound.passes(600)

    *_, (conversation, message) = await said(gen)
    assert conversation is None
    assert message.startswith('Change only idea 1, "Taco one": twice the cheese\nTitle: Taco one')
    assert "Salsa" not in message
    changed = (await bound.all("ideas"))[0]
    assert (changed.title, changed.status) == ("Taco one, twice", IdeaStatus.GENERATED)


async def test_after_a_lost_answer_it_is_looked_for_and_asked_with_the_same_key(bound, gen):
    request = await asked(bound)
    gen.will(ListConversationRuns, GONE)
    gen.will(StartRun, GONE, Unclear("no answer"), GONE, SECOND)
    await bound.do(ideas.refine, request.id, "punchier", by=MAYA)
    await bound.passes(900)

    assert [conversation for conversation, _ in await said(gen)] == [None, "c1", None, "c1", None]
    first, second = (key for key in gen.keys(StartRun) if key.endswith(":anew"))
    assert first == second
    assert {run.state for run in await bound.all("runs")} == {RunState.DONE}


async def test_that_the_agent_is_gone_fails_after_one_more_try(bound, gen):
    request = await asked(bound)
    gen.will(StartRun, NotFound("not_found", 404, "Agent not found"))
    await bound.do(ideas.refine, request.id, "punchier", by=MAYA)
    await bound.passes(600)

    assert len(gen.asked(StartRun)) == 3
    assert (await bound.all("runs"))[-1].state is RunState.FAILED


async def test_ideas_from_what_another_agent_found_out_are_asked_of_that_agent(bound, gen):
    gen.will(StartResearch, RunStarted(run_id="r9", conversation_id="c9"))
    gen.will(GetRun, BEST)
    gen.will(StartRun, SECOND)
    found = await bound.do(research.start, "tacos", "default", channel=CHANNEL, by=MAYA)
    await bound.passes(600)
    assert (await bound.one("errands")).state is ErrandState.DONE
    await bound.do(channels.bind, CHANNEL, "agent-luma", "Luma", by=MAYA)
    await bound.do(research.ideas_from, found.id, 3, by=BEA)
    await bound.passes(600)

    [call] = gen.asked(StartRun)
    assert (call.agent_id, call.conversation_id) == ("agent-santiago", "c9")
    assert (await bound.one("requests")).agent_name == "Santiago"
