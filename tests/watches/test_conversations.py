"""Conversations and their titles: the thread's pushed to GEN, a person's new one in both places."""

import pytest

from genbot.domain.errands import ErrandState
from genbot.domain.errors import BadForm, NotHere, NotNow, NotYours
from genbot.flows import channels, conversations, ideas, research, talks, threads
from genbot.gen.conversations import (
    Conversation,
    DeleteConversation,
    GetConversation,
    ListConversationMessages,
    ListConversations,
    UpdateConversation,
)
from genbot.gen.errors import NotFound, Unclear
from genbot.gen.ideas import (
    GetRun,
    ListConversationRuns,
    Run,
    RunMessage,
    StartResearch,
    StartRun,
)
from genbot.gen.jobs import RunStarted
from tests.deciding import decides
from tests.watches.conftest import BEA, CHANNEL, MAYA
from tests.watches.test_talks import BEST, bound, gen

__all__ = ["bound", "gen"]

OTHER = "C0OTHER0000"
THREAD = "1700000000.000100"
GONE = NotFound("not_found", 404, "Conversation not found")


def told(nth, title, **more):
    at = f"2026-11-{nth:02}T12:00:00Z"
    return Conversation(id=f"c{nth}", title=title, updated_at=at, run_count=nth, **more)


async def titles(gen):
    return [(call.id, call.title) for call in gen.asked(UpdateConversation)]


async def answered(world, words="What performed best?", **more):
    errand = await world.do(talks.ask, words, channel=CHANNEL, by=MAYA, **more)
    await world.passes(300)
    return errand


async def test_a_new_conversation_is_called_like_its_thread_and_an_old_one_is_left_alone(
    bound, gen
):
    errand = await answered(bound, "What performed  best?")
    await answered(bound, "And why?", thread=errand.slot)
    request = await bound.do(ideas.ask_for, "late tacos", 2, channel=CHANNEL, by=MAYA)
    await bound.passes(300)
    await bound.do(ideas.refine, request.id, "punchier", by=MAYA)
    await bound.passes(300)

    assert await titles(gen) == [("c1", "What performed best?"), ("c1", "late tacos")]


async def test_research_gives_its_thread_a_conversation_and_ideas_from_it_no_new_title(bound, gen):
    gen.will(StartResearch, RunStarted(run_id="r9", conversation_id="c9"))
    gen.will(StartRun, RunStarted(run_id="r10", conversation_id="c9"))
    found = await bound.do(research.start, "tacos", "default", channel=CHANNEL, by=MAYA)
    await bound.passes(600)
    await bound.do(research.ideas_from, found.id, 3, by=BEA)
    await bound.passes(600)

    assert await titles(gen) == [("c9", "Research: tacos")]
    assert await bound.do(threads.runs, "c9") == {"r9", "r10"}
    assert await bound.do(threads.heard, CHANNEL, found.slot) == "talk"


async def test_a_title_that_gen_will_not_take_stops_nothing(bound, gen):
    gen.will(UpdateConversation, GONE)
    await answered(bound)

    assert (await bound.one("errands")).state is ErrandState.DONE


async def test_after_a_lost_answer_a_run_of_another_thread_is_not_taken_for_ours(bound, gen):
    """What was found out in the same conversation is not what was asked for now."""
    gen.will(StartResearch, RunStarted(run_id="r9", conversation_id="c9"))
    found = await bound.do(research.start, "tacos", "default", channel=CHANNEL, by=MAYA)
    await bound.passes(600)
    runs = [Run(run_id="r9", conversation_id="c9", status="completed")]
    gen.will(ListConversationRuns, runs)
    gen.will(
        StartRun, Unclear("no answer"), RunStarted(run_id="r10", conversation_id="c9"),
        Unclear("no answer"), RunStarted(run_id="r11", conversation_id="c9"),
    )  # fmt: skip
    await bound.do(research.ideas_from, found.id, 3, by=BEA)
    await bound.passes(600)
    await answered(bound, "And?", thread=found.slot)

    assert len(gen.asked(StartRun)) == 4
    assert (await bound.all("runs"))[-1].gen_run == "r10"


async def test_after_a_lost_answer_the_run_that_gen_has_is_ours(bound, gen):
    errand = await answered(bound)
    ours = Run(run_id="r7", conversation_id="c1", status="running")
    gen.will(
        ListConversationRuns, [Run(run_id="r1", conversation_id="c1", status="completed"), ours]
    )
    gen.will(StartRun, Unclear("no answer"))
    await answered(bound, "And why?", thread=errand.slot)

    assert len(gen.asked(StartRun)) == 2
    assert (await bound.all("errands"))[-1].job == "r7"


async def test_when_the_conversation_is_gone_too_a_lost_answer_is_asked_for_again(bound, gen):
    errand = await answered(bound)
    gen.will(ListConversationRuns, GONE)
    gen.will(StartRun, Unclear("no answer"), GONE, RunStarted(run_id="r7", conversation_id="c7"))
    await answered(bound, "And why?", thread=errand.slot)

    assert (await bound.all("errands"))[-1].job == "r7"


async def test_ideas_asked_for_in_a_thread_go_on_with_its_conversation(bound, gen):
    await answered(bound, thread=THREAD)
    await bound.do(ideas.request, "2 tacos", channel=CHANNEL, by=MAYA, thread=THREAD)
    await bound.passes(300)

    assert gen.asked(StartRun)[-1].conversation_id == "c1"
    await bound.do(channels.bind, CHANNEL, "agent-sofia", "Sofia", by=MAYA)
    await bound.do(ideas.request, "2 tacos", channel=CHANNEL, by=MAYA, thread=THREAD)
    await bound.passes(300)
    assert gen.asked(StartRun)[-1].conversation_id is None


async def test_the_list_has_pinned_ones_first_and_keeps_to_the_channel(bound, gen):
    every = [told(2, "Old tacos", pinned=True), told(4, "Salsa"), told(5, "Elsewhere tacos")]
    gen.will(ListConversations, [*every, Conversation(id="c7", updated_at="never")])
    found = await conversations.listed(gen, "agent-santiago")
    assert [one.id for one in found] == ["c2", "c5", "c4", "c7"]
    talk = await bound.do(threads.begin, OTHER, "1.1", "x", by=MAYA, agent=("a", "A"))
    await bound.do(threads.began, talk, "r5", "c5", new=False)

    here = await bound.do(conversations.leaf, CHANNEL, found, "", 0)
    there = await bound.do(conversations.leaf, OTHER, found, "TACOS", 7)

    assert [one.id for one in here.items] == ["c2", "c4", "c7"]
    assert ([one.id for one in there.items], there.page, there.count) == (["c2", "c5"], 0, 2)


async def test_pages_are_turned(bound):
    many = [conversations.Conversation(f"c{n}", f"Talk {n}") for n in range(25)]

    last = await bound.do(conversations.leaf, CHANNEL, many, "talk", 2)

    assert (last.items[0].id, len(last.items), last.count) == ("c20", 5, 25)


async def opened(bound, gen):
    said = [("user", "Hi"), ("assistant", " "), ("user", "Why?"), ("assistant", "Because.")]
    gen.will(GetConversation, told(8, "Taco week"))
    messages = [RunMessage(role=role, content=words) for role, words in said]
    gen.will(ListConversationMessages, messages)
    found = await conversations.read(gen, "c8")
    return await bound.do(conversations.open, found, channel=CHANNEL, by=BEA)


async def test_opened_it_goes_on_in_a_thread_of_its_own(bound, gen):
    talk = await opened(bound, gen)
    assert talk.heard == (("user", "Why?"), ("assistant", "Because."))
    assert (await bound.said())[talk.slot] == "Taco week: this conversation goes on here."
    await bound.do(lambda tx: tx.outbox.sent(talk.slot, 9, THREAD, tx.now))

    gen.will(StartRun, RunStarted(run_id="r8", conversation_id="c8"))
    await answered(bound, "And now?", thread=THREAD)

    assert gen.asked(StartRun)[-1].conversation_id == "c8"
    assert await titles(gen) == []


async def test_a_new_title_is_shown_in_every_thread_of_it(bound, gen):
    errand = await answered(bound)
    request = await bound.do(ideas.ask_for, "tacos", 2, channel=CHANNEL, by=MAYA)
    await bound.passes(300)
    talk = await opened(bound, gen)
    for id in ("c1", "c8"):
        await bound.do(conversations.rename, id, " Taco  week ", channel=CHANNEL, by=BEA)
    await bound.passes(60)

    assert (await titles(gen))[-2:] == [("c1", "Taco week"), ("c8", "Taco week")]
    said = await bound.said()
    assert said[request.slot].startswith("2 ideas about Taco week")
    assert (await bound.all("errands"))[0].called == "Taco week"
    assert said[talk.slot].startswith("Taco week:")
    assert errand.slot in said


async def test_in_its_thread_a_title_is_given_by_word(bound, gen):
    with pytest.raises(NotHere):
        await bound.do(conversations.rename_here, "x", channel=CHANNEL, thread="", by=MAYA)
    errand = await bound.do(talks.ask, "One", channel=CHANNEL, by=MAYA, thread=THREAD)
    with pytest.raises(NotNow):
        await bound.do(conversations.rename_here, "x", channel=CHANNEL, thread=THREAD, by=MAYA)
    await bound.passes(300)
    with pytest.raises(BadForm):
        await bound.do(conversations.rename_here, " ", channel=CHANNEL, thread=THREAD, by=MAYA)

    await bound.do(conversations.rename_here, "Tacos", channel=CHANNEL, thread=THREAD, by=MAYA)
    await bound.passes(60)

    assert (await titles(gen))[-1] == ("c1", "Tacos")
    assert errand.thread == THREAD


@pytest.mark.parametrize("pinned", [True, False])
async def test_it_is_pinned_and_unpinned(bound, gen, pinned):
    done = await bound.do(conversations.pin, "c8", "Tacos", pinned=pinned, channel=CHANNEL, by=MAYA)
    await bound.passes(60)

    [call] = gen.asked(UpdateConversation)
    assert (call.id, call.pinned, call.title) == ("c8", pinned, None)
    assert (await bound.one("errands")).state is ErrandState.DONE
    assert done.title == ("Pin: Tacos" if pinned else "Unpin: Tacos")


@pytest.mark.parametrize("answer", [None, GONE])
async def test_deleted_its_threads_begin_a_new_one(bound, gen, answer):
    gen.will(DeleteConversation, answer)
    errand = await answered(bound)
    deleted = await bound.do(conversations.delete, "c1", "Tacos", channel=CHANNEL, by=MAYA)
    await bound.passes(60)
    assert deleted.thread == errand.slot
    gen.will(GetRun, BEST)
    await answered(bound, "And why?", thread=errand.slot)

    assert gen.asked(StartRun)[-1].conversation_id is None


async def test_another_channels_conversation_is_nobodys_here(bound):
    talk = await bound.do(threads.begin, OTHER, "1.1", "x", by=MAYA, agent=("a", "A"))
    await bound.do(threads.began, talk, "r5", "c5", new=False)
    found = conversations.Conversation("c5", "x")
    for story, args in (
        (conversations.rename, ("c5", "y")),
        (conversations.delete, ("c5", "y")),
        (conversations.open, (found,)),
    ):
        with pytest.raises(NotHere):
            await bound.do(story, *args, channel=CHANNEL, by=MAYA)


async def test_only_who_keeps_the_brand_deletes(bound):
    await bound.do(decides(CHANNEL, videos=(BEA,)))

    with pytest.raises(NotYours):
        await bound.do(conversations.delete, "c1", "Tacos", channel=CHANNEL, by=MAYA)
