"""Pictures and videos given with a request: brought to GEN first, then shown to the agent."""

import contextlib
from dataclasses import replace

import pytest

from genbot.domain.attachments import MOST_FILES, ONE_GIGABYTE, Attachment, accepted
from genbot.domain.errors import BadForm
from genbot.domain.files import NotFetched, Unfit, Weight
from genbot.domain.ideas import RunState
from genbot.flows import channels, ideas
from genbot.gen.assets import CreateContentResource, CreateDirectUpload
from genbot.gen.errors import Invalid, OutOfCredits, Unclear
from genbot.gen.ideas import StartRun
from genbot.gen.jobs import RunStarted
from tests.watches.conftest import CHANNEL, MAYA, Porter

AGENT = "agent-santiago"
PICTURE = Attachment("F1", "taco.jpg", "image/jpeg", 12)
CLIP = Attachment("F2", "salsa.mp4")
pytestmark = pytest.mark.usefixtures("library")


class Carrier(Porter):
    """Knows of each file what Slack would tell."""

    def __init__(self):
        super().__init__()
        self.known = {
            "F1": Weight(12, "md5", "taco.jpg", "image/jpeg"),
            "F2": Weight(12, "md5", "salsa.mp4", "video/mp4"),
        }

    async def weigh(self, source, *, who):
        await super().weigh(source, who=who)
        return self.known[source]


@pytest.fixture
def files():
    return Carrier()


async def asked(world, *given):
    await world.do(channels.bind, CHANNEL, AGENT, "Santiago", by=MAYA)
    return await world.do(ideas.ask_for, "tacos", 2, channel=CHANNEL, by=MAYA, files=given)


def shown(name, kind, signed, url):
    return {"signed_id": signed, "filename": name, "content_type": kind, "url": url}


BOTH = [
    shown("taco.jpg", "image/jpeg", "signed1", "https://cdn.gen.pro/2"),
    shown("salsa.mp4", "video/mp4", "signed3", "https://cdn.gen.pro/4"),
]


async def test_files_are_at_gen_before_the_agent_is_told_of_them(world, gen, files, library):
    await asked(world, PICTURE, CLIP)
    await world.passes(60)

    [told] = gen.asked(StartRun)
    assert told.attachments == BOTH
    assert [source for source, *_ in files.sent] == ["F1", "F2"]
    assert len(await world.all("ideas")) == 2
    every = gen.calls
    assert every.index(told) > every.index(gen.asked(CreateContentResource)[-1])


async def test_a_request_without_files_is_told_as_before(world, gen):
    await asked(world)
    await world.passes(60)

    assert [told.attachments for told in gen.asked(StartRun)] == [None]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", range(5))
async def test_killed_at_any_call_the_agent_is_told_once(world, gen, library, nth, when):
    class Killed(BaseException):
        pass

    setattr(gen, when, lambda now: Killed() if now == nth else None)
    await asked(world, PICTURE, CLIP)
    with contextlib.suppress(Killed, BaseExceptionGroup):
        await world.passes(30)
    world.restart()
    await world.passes(600)

    assert len(set(gen.keys(StartRun))) == 1
    assert len({str(told.attachments) for told in gen.asked(StartRun)}) == 1
    assert [one["filename"] for one in gen.asked(StartRun)[-1].attachments] == [
        "taco.jpg",
        "salsa.mp4",
    ]
    assert len(await world.all("ideas")) == 2


async def test_an_answer_that_got_lost_brings_the_file_again_and_nothing_else(world, gen, library):
    whole = library.create
    gen.will(CreateContentResource, Unclear("lost"), whole)
    await asked(world, PICTURE)
    await world.passes(120)

    assert len(gen.asked(CreateDirectUpload)) == 2
    [told] = gen.asked(StartRun)
    assert told.attachments[0]["signed_id"] == "signed2"


async def test_a_slack_that_does_not_give_it_is_asked_again(world, gen, files):
    files.trouble = [NotFetched("Slack is slow.")] * 5
    await asked(world, PICTURE)
    await world.passes(20)
    run = await world.one("runs")
    assert "Slack is slow." in run.note
    assert gen.asked(StartRun) == []

    await world.passes(300)
    assert len(gen.asked(StartRun)) == 1
    assert (await world.one("runs")).note == ""


async def test_what_nobody_can_have_fails_with_its_name_and_its_reason(world, gen, files):
    files.trouble = [Unfit("somebody deleted it in Slack")]
    await asked(world, PICTURE)
    await world.passes(60)

    run = await world.one("runs")
    assert run.state is RunState.FAILED
    assert run.error == "taco.jpg: somebody deleted it in Slack."
    assert gen.asked(StartRun) == []


@pytest.mark.parametrize("kind", ["application/pdf", ""])
async def test_what_turns_out_to_be_something_else_is_not_shown(world, gen, files, kind):
    files.known["F2"] = replace(files.known["F2"], kind=kind)
    await asked(world, CLIP)
    await world.passes(60)

    run = await world.one("runs")
    assert run.error == "salsa.mp4: the agent takes pictures and videos only."
    assert gen.asked(CreateDirectUpload) == []


async def test_without_credits_the_files_stay_where_they_are(world, gen, files):
    started = RunStarted(run_id="r1", conversation_id="c1")
    gen.will(StartRun, OutOfCredits(message="no credits"), started)
    await asked(world, PICTURE)
    await world.passes(60)
    held = await world.one("runs")
    assert held.state is RunState.HELD

    await world.do(ideas.retry_run, held.id, by=MAYA)
    await world.passes(60)
    assert len(files.sent) == 1
    assert [len(told.attachments) for told in gen.asked(StartRun)] == [1, 1]


async def test_what_gen_refused_is_brought_anew(world, gen, files):
    started = RunStarted(run_id="r1", conversation_id="c1")
    gen.will(StartRun, Invalid(message="What file?"), started)
    await asked(world, PICTURE)
    await world.passes(60)
    failed = await world.one("runs")

    await world.do(ideas.retry_run, failed.id, by=MAYA)
    await world.passes(60)
    assert len(files.sent) == 2
    first, second = gen.asked(StartRun)
    assert first.attachments[0]["signed_id"] != second.attachments[0]["signed_id"]


async def test_bringing_files_teaches_nothing_of_how_long_the_agent_takes(world, files):
    await asked(world, PICTURE, CLIP)
    await world.passes(60)

    sql = "SELECT count(*) FROM durations WHERE key = 'idea_run'"
    [[learned]] = await world.store.read(lambda tx: tx._db.execute(sql).fetchall())
    assert learned == 1


async def test_a_reply_with_a_file_shows_it_to_the_agent(world, gen):
    request = await asked(world)
    await world.passes(60)
    await world.do(ideas.refine, request.id, "more like this", by=MAYA, files=[PICTURE])
    await world.passes(60)

    assert [told.attachments and len(told.attachments) for told in gen.asked(StartRun)] == [None, 1]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([replace(PICTURE, kind="application/pdf")], "pictures and videos only"),
        ([replace(PICTURE, size=ONE_GIGABYTE + 1)], "up to 1 GB"),
        ([replace(PICTURE, source=f"F{n}") for n in range(MOST_FILES + 1)], "up to 5 files"),
    ],
)
async def test_what_the_agent_cannot_take_is_said_before_anything_is_asked(world, given, why):
    with pytest.raises(BadForm, match=why):
        await asked(world, *given)

    assert await world.all("requests") == []


def test_a_file_is_given_once():
    assert accepted([PICTURE, PICTURE]) == (PICTURE,)
