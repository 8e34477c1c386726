"""Pictures and videos given with a question: at GEN before the agent is told of them, and once."""

import contextlib
from dataclasses import replace

import pytest

from genbot.domain.errands import ErrandState
from genbot.domain.errors import BadForm
from genbot.domain.files import NotFetched, Unfit
from genbot.flows import channels, errands, talks
from genbot.gen.assets import CreateContentResource
from genbot.gen.errors import Invalid, OutOfCredits, Unclear
from genbot.gen.ideas import GetRun, ListConversationRuns, Run, RunMessage, StartRun
from genbot.gen.jobs import RunStarted
from tests.watches.conftest import CHANNEL, MAYA
from tests.watches.test_attachments import CLIP, PICTURE, Carrier

E = ErrandState
THREAD = "1700000000.000100"
STARTED = RunStarted(run_id="r1", conversation_id="c1")
SAID = RunMessage(role="assistant", content="Two tacos.")
pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def files():
    return Carrier()


@pytest.fixture
def gen(gen):
    gen.will(StartRun, STARTED)
    gen.will(GetRun, Run(run_id="r1", conversation_id="c1", status="completed", messages=[SAID]))
    gen.will(ListConversationRuns, [])
    return gen


async def ask(world, *given, words="What is in it?", **more):
    await world.do(channels.bind, CHANNEL, "agent-santiago", "Santiago", by=MAYA)
    return await world.do(talks.ask, words, channel=CHANNEL, by=MAYA, files=given, **more)


def told(gen):
    """The names of the files that the agent was told of, each time."""
    return [[one["filename"] for one in call.attachments or ()] for call in gen.asked(StartRun)]


async def test_the_agent_is_told_of_files_that_are_at_gen(world, gen, files):
    await ask(world, PICTURE, CLIP)
    await world.passes(120)

    assert told(gen) == [["taco.jpg", "salsa.mp4"]]
    [call] = gen.asked(StartRun)
    assert call.attachments[0]["url"].startswith("https://cdn.gen.pro/")
    assert [source for source, *_ in files.sent] == ["F1", "F2"]
    done = await world.one("errands")
    assert (done.state, done.result["answer"]) == (E.DONE, "Two tacos.")


async def test_a_question_without_files_is_told_as_before(world, gen):
    await ask(world)
    await world.passes(120)

    assert [call.attachments for call in gen.asked(StartRun)] == [None]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", range(5))
async def test_killed_at_any_call_the_agent_is_told_once(world, gen, nth, when):
    class Killed(BaseException):
        pass

    setattr(gen, when, lambda at: Killed() if at == nth else None)
    await ask(world, PICTURE, CLIP)
    with contextlib.suppress(Killed, BaseExceptionGroup):
        await world.passes(30)
    world.restart()
    await world.passes(600)

    assert len(set(gen.keys(StartRun))) == 1
    assert told(gen)[-1] == ["taco.jpg", "salsa.mp4"]
    assert len({str(call.attachments) for call in gen.asked(StartRun)}) == 1
    assert (await world.one("errands")).state is E.DONE


async def test_what_was_said_after_it_waits_until_it_is_said(world, gen, files):
    files.trouble = [NotFetched("Slack is slow.")] * 3
    await ask(world, PICTURE, thread=THREAD)
    await ask(world, words="And why?", thread=THREAD)
    await world.passes(600)

    assert [call.message for call in gen.asked(StartRun)] == ["What is in it?", "And why?"]
    assert [call.conversation_id for call in gen.asked(StartRun)] == [None, "c1"]


async def test_one_file_at_gen_is_no_answer_to_wait_for(world, files):
    await ask(world, PICTURE, CLIP, thread=THREAD)
    await ask(world, words="And why?", thread=THREAD)
    await world.round()

    assert len(files.sent) == 1
    assert (await world.all("errands"))[1].note == talks.NEXT


async def test_a_lost_upload_is_not_taken_for_what_others_said(world, gen, library):
    await ask(world, thread=THREAD)
    await world.passes(120)
    whole = library.create
    gen.will(CreateContentResource, Unclear("lost"), whole)
    gen.will(ListConversationRuns, [Run(run_id="theirs", status="completed")])
    await ask(world, PICTURE, words="And this?", thread=THREAD)
    await world.passes(120)

    assert told(gen) == [[], ["taco.jpg"]]


async def test_what_nobody_can_have_fails_with_its_name_and_can_be_tried_again(world, gen, files):
    files.trouble = [Unfit("somebody deleted it in Slack")]
    errand = await ask(world, PICTURE)
    await world.passes(60)
    failed = await world.one("errands")
    assert (failed.state, gen.asked(StartRun)) == (E.FAILED, [])
    assert failed.reason == "taco.jpg: somebody deleted it in Slack."

    await world.do(errands.again, errand.id, by=MAYA)
    await world.passes(60)
    assert told(gen) == [["taco.jpg"]]


async def test_without_credits_the_files_stay_where_they_are(world, gen, files):
    gen.will(StartRun, OutOfCredits(message="no credits"), STARTED)
    errand = await ask(world, PICTURE)
    await world.passes(60)
    assert (await world.one("errands")).state is E.HELD

    await world.do(errands.again, errand.id, by=MAYA)
    await world.passes(60)
    assert (len(files.sent), told(gen)) == (1, [["taco.jpg"]] * 2)


async def test_what_gen_refused_is_brought_anew(world, gen, files):
    gen.will(StartRun, Invalid(message="What file?"), STARTED)
    errand = await ask(world, PICTURE)
    await world.passes(60)
    assert (await world.one("errands")).state is E.FAILED

    await world.do(errands.again, errand.id, by=MAYA)
    await world.passes(60)
    assert len(files.sent) == 2
    first, second = gen.asked(StartRun)
    assert first.attachments[0]["signed_id"] != second.attachments[0]["signed_id"]


async def test_bringing_files_teaches_nothing_of_how_long_an_answer_takes(world):
    await ask(world, PICTURE, CLIP)
    await world.passes(120)

    sql = "SELECT count(*) FROM durations WHERE key = 'errand:ask'"
    [[learned]] = await world.store.read(lambda tx: tx._db.execute(sql).fetchall())
    assert learned == 1


async def test_what_the_agent_cannot_take_is_said_before_anything_is_asked(world):
    with pytest.raises(BadForm, match="pictures and videos only"):
        await ask(world, replace(PICTURE, kind="application/pdf"))

    assert await world.all("errands") == []
