"""Posts are read once, or until somebody says stop; GEN is told once, and people once a day."""

import contextlib

import pytest

from genbot.domain.errands import ErrandState, What
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.monitors import Search, kept
from genbot.flows import channels, errands, monitors, research
from genbot.gen.errors import Invalid, NotFound, OutOfCredits, Unclear
from genbot.gen.ideas import GetRun, Run, RunMessage, StartRun
from genbot.gen.jobs import GetUserJob, RunStarted, UserJob, UserJobCreated
from genbot.gen.monitoring import TrainSocial, UpdateMonitoring
from genbot.gen.setup import Agent, ListAgents
from tests.watches.conftest import BEA, CHANNEL, MAYA

E = ErrandState
DAY = 86_400.0
ONCE = Search("@tacoking", days=30, country="us", most=50, comments=True)
ALWAYS = Search("#tacos", "instagram", most=10, ongoing=True)


def job(status, found=None, reason=None):
    return UserJob(id="7", status=status, result=found, failed_reason=reason)


@pytest.fixture
def gen(gen):
    gen.will(TrainSocial, UserJobCreated(user_job_id="7"))
    gen.will(UpdateMonitoring, UserJobCreated(user_job_id="7"))
    gen.will(GetUserJob, job("processing", {"scraped": 4}))
    gen.will(ListAgents, [Agent(id="agent-santiago", name="Santiago")])
    return gen


async def begun(world, search):
    await world.do(channels.bind, CHANNEL, "agent-santiago", "Santiago", by=MAYA)
    errand = await world.do(monitors.start, search, channel=CHANNEL, by=MAYA)
    await world.passes(60)
    return errand


async def it(world, errand):
    return await world.store.read(lambda tx: tx.errands.get(errand.id))


async def test_once_is_asked_once_and_reported_when_it_is_done(world, gen):
    gen.will(GetUserJob, job("processing"), job("completed", '{"posts": ["a", "b"]}'))
    errand = await begun(world, ONCE)
    await world.passes(600)

    [call] = gen.asked(TrainSocial)
    assert call.data.model_dump(exclude_none=True) == {
        "platform": "tiktok", "type": "username", "value": "@tacoking", "days": 30,
        "country": "us", "max_results": 50, "monitoring": False, "comment_monitoring": True,
    }  # fmt: skip
    done = await it(world, errand)
    assert (done.what, done.state, done.result["found"]) == (What.SCRAPE, E.DONE, 2)
    said = await world.said()
    assert said[errand.slot] == "Reading posts: @tacoking on TikTok: done."
    assert said[f"report:{errand.id}"] == f"<@{MAYA}>, the posts of @tacoking on TikTok are read."


async def test_ongoing_is_reported_once_a_day_for_as_long_as_it_goes_on(world, gen):
    errand = await begun(world, ALWAYS)
    assert f"report:{errand.id}:1" not in await world.said()
    for day in (1, 2, 3):
        gen.will(GetUserJob, job("processing", {"scraped": 1000 * day}))
        await world.passes(DAY)

    said = await world.said()
    assert [slot for slot in said if slot.startswith("report:")] == [
        f"report:{errand.id}:{day}" for day in (1, 2, 3)
    ]
    assert said[f"report:{errand.id}:3"] == (
        "Day 3 of watching #tacos on Instagram: "
        "3k posts read, 1k of them new since the last report."
    )
    assert len(gen.asked(TrainSocial)) == 1
    assert 60 <= len(gen.asked(GetUserJob)) <= 80
    assert (await it(world, errand)).state is E.WORKING


async def test_gen_may_tell_nothing_but_that_it_goes_on(world, gen):
    gen.will(GetUserJob, job("processing", {"mood": "good"}))
    errand = await begun(world, ALWAYS)
    await world.passes(1.1 * DAY)

    said = await world.said()
    assert said[f"report:{errand.id}:1"].endswith("GEN goes on watching.")


async def test_an_unreadable_count_is_none(world, gen):
    gen.will(GetUserJob, job("completed", "{not json"))
    errand = await begun(world, ONCE)
    await world.passes(600)

    done = await it(world, errand)
    assert (done.state, done.result) == (E.DONE, {})


async def test_what_failed_says_why(world, gen):
    gen.will(GetUserJob, job("failed", reason="The account is private."))
    errand = await begun(world, ALWAYS)
    await world.passes(600)

    failed = await it(world, errand)
    assert (failed.state, failed.reason) == (E.FAILED, "The account is private.")


async def test_a_lost_answer_is_never_asked_for_again(world, gen):
    gen.will(TrainSocial, Unclear("no answer"))
    errand = await begun(world, ALWAYS)
    await world.passes(600)

    assert len(gen.asked(TrainSocial)) == 1
    assert (await it(world, errand)).state is E.UNSURE
    await world.do(errands.settle, errand.id, by=BEA)
    with pytest.raises(NotNow, match="has ended"):
        await world.do(monitors.stop, errand.id, by=BEA)


async def test_without_credits_it_is_held(world, gen):
    no = OutOfCredits("no_active_credit_purchase", 422, "Buy some.")
    gen.will(TrainSocial, no, UserJobCreated(user_job_id="7"))
    errand = await begun(world, ALWAYS)
    assert (await it(world, errand)).state is E.HELD

    await world.do(errands.again, errand.id, by=MAYA)
    await world.passes(60)
    assert (await it(world, errand)).state is E.WORKING


@pytest.mark.parametrize("nth", range(3))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_any_call_it_is_never_begun_twice(world, gen, nth, when):
    class Killed(BaseException):
        pass

    setattr(gen, when, lambda at: Killed() if at == nth else None)
    with contextlib.suppress(Killed):
        await begun(world, ALWAYS)
    gen.before = gen.after = lambda at: None
    world.restart()
    await world.passes(600)

    assert len(gen.asked(TrainSocial)) <= 1
    expected = E.UNSURE if nth == 0 else E.WORKING
    assert (await world.one("errands")).state is expected


# --- changing and stopping


async def changed(world, errand, **fields):
    search = Search(**{**kept(errand.wish).told(), **fields})
    return await world.do(monitors.change, errand.id, search, by=BEA)


async def test_only_what_differs_is_sent_and_the_card_says_it(world, gen):
    errand = await begun(world, ALWAYS)
    change = await changed(world, errand, value="@tacoking", platform="youtube", days=7)
    await world.passes(60)

    [call] = gen.asked(UpdateMonitoring)
    assert call.model_dump(exclude_none=True) == {
        "id": "7", "agent_id": "agent-santiago", "platform": "youtube", "type": "username",
        "value": "@tacoking", "days": 7,
    }  # fmt: skip
    assert (await it(world, change)).state is E.DONE
    now = await it(world, errand)
    assert (now.title, now.state) == ("Watching @tacoking on YouTube", E.WORKING)
    assert kept(now.wish).days == 7
    assert len(gen.asked(TrainSocial)) == 1


async def test_a_reading_becomes_a_watching_and_is_followed_as_one(world, gen):
    errand = await begun(world, ONCE)
    await changed(world, errand, ongoing=True)
    await world.passes(60)

    assert (await it(world, errand)).what is What.MONITOR
    await world.passes(3 * DAY)
    assert (await it(world, errand)).state is E.WORKING


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "value"),
        ({"country": ""}, "country"),
        ({"platform": "instagram", "value": "tacos"}, "value"),
        ({"days": 2}, "days"),
    ],
)
async def test_a_change_that_makes_no_sense_is_not_sent(world, gen, fields, field):
    errand = await begun(world, ONCE)

    with pytest.raises(BadForm) as wrong:
        await changed(world, errand, **fields)

    assert list(wrong.value.fields) == [field]
    assert gen.asked(UpdateMonitoring) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NotFound("user_job_not_found", 404, "User job not found"), "GEN does not have this"),
        (Invalid("job_status_invalid", 422, "Only pending …"), "GEN has ended this already"),
        (Invalid("validation_error", 422, "Invalid days."), "GEN says: “Invalid days”."),
    ],
)
async def test_a_refused_change_is_explained_and_nothing_else_changes(world, gen, error, words):
    gen.will(UpdateMonitoring, error)
    errand = await begun(world, ALWAYS)
    change = await changed(world, errand, days=7)
    await world.passes(60)

    refused = await it(world, change)
    assert refused.state is E.FAILED
    assert words in refused.reason
    assert kept((await it(world, errand)).wish) == ALWAYS


async def test_stopped_it_is_looked_at_no_more(world, gen):
    errand = await begun(world, ALWAYS)
    await world.do(monitors.stop, errand.id, by=BEA)
    with pytest.raises(NotNow, match="another change"):
        await world.do(monitors.stop, errand.id, by=MAYA)
    await world.passes(60)
    before = len(gen.asked(GetUserJob))
    await world.passes(2 * DAY)

    [call] = gen.asked(UpdateMonitoring)
    assert call.model_dump(exclude_none=True) == {
        "id": "7", "agent_id": "agent-santiago", "monitoring": False,
    }  # fmt: skip
    assert (await it(world, errand)).state is E.STOPPED
    assert len(gen.asked(GetUserJob)) == before


@pytest.mark.parametrize("code", ["user_job_not_found", "job_status_invalid"])
async def test_what_has_ended_is_as_good_as_stopped(world, gen, code):
    gen.will(UpdateMonitoring, Invalid(code, 422, "Too late."))
    errand = await begun(world, ALWAYS)
    await world.do(monitors.stop, errand.id, by=BEA)
    await world.passes(60)

    assert (await it(world, errand)).state is E.STOPPED


async def test_a_change_that_came_after_the_end_changes_nothing(world, gen):
    gen.will(GetUserJob, job("processing"), job("completed", {"scraped": 3}))
    errand = await begun(world, ALWAYS)
    change = await changed(world, errand, days=7)
    await world.do(errands.done, errand.id, {"found": 3})
    await world.passes(60)

    refused = await it(world, change)
    assert refused.state is E.FAILED
    assert refused.reason.startswith("GEN has ended this already (completed).")
    assert gen.asked(UpdateMonitoring) == []
    assert (await it(world, errand)).state is E.DONE


async def test_a_reading_ends_by_itself(world):
    errand = await world.do(_bound_and_started, ONCE)
    with pytest.raises(NotNow, match="right now"):
        await world.do(monitors.stop, errand.id, by=BEA)
    await world.passes(60)
    with pytest.raises(NotNow, match="ends by itself"):
        await world.do(monitors.stop, errand.id, by=BEA)


def _bound_and_started(tx, search):
    channels.bind(tx, CHANNEL, "agent-santiago", "Santiago", by=MAYA)
    return monitors.start(tx, search, channel=CHANNEL, by=MAYA)


# --- using it


async def test_ideas_are_made_from_what_goes_on(world, gen):
    errand = await begun(world, ALWAYS)

    asked = await world.do(research.ideas_from, errand.id, 3, by=BEA)

    assert asked.topic.startswith("what works at #tacos on Instagram")


async def test_the_list_begins_with_what_goes_on(world, gen):
    gen.will(GetUserJob, job("completed", {"scraped": 2}))
    old = await begun(world, ONCE)
    await world.passes(600)
    gen.will(GetUserJob, job("processing"))
    new = await begun(world, ALWAYS)
    elsewhere = await world.store.read(monitors.listed, "C0ELSEWHERE")

    assert [one.id for one in await world.store.read(monitors.listed, CHANNEL)] == [new.id, old.id]
    assert elsewhere == []


async def test_a_question_about_it_is_answered_in_its_thread(world, gen):
    gen.will(StartRun, RunStarted(run_id="r9", conversation_id="c9"))
    said = RunMessage(role="assistant", content="The salsa does.")
    gen.will(GetRun, Run(run_id="r9", conversation_id="c9", status="completed", messages=[said]))
    errand = await begun(world, ALWAYS)

    question = await world.do(monitors.ask, errand.id, "What works?", by=BEA)
    await world.passes(600)

    assert question.thread == errand.slot
    assert (await it(world, question)).result["answer"] == "The salsa does."


async def test_nothing_can_be_asked_about_what_was_not_read(world, gen):
    errand = await begun(world, ONCE)

    with pytest.raises(NotNow, match="Nothing was read yet"):
        await world.do(monitors.ask, errand.id, "What works?", by=BEA)
