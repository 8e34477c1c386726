"""Voices at GEN: heard once, chosen, and let go of."""

import base64
import contextlib

import pytest

from genbot.domain.errands import ErrandState
from genbot.domain.errors import BadForm, NotNow, NotYours
from genbot.domain.files import NotFetched, Unfit
from genbot.domain.voices import Pick
from genbot.flows import errands, voices
from genbot.gen.assets import ContentResource, CreateContentResource
from genbot.gen.errors import Invalid, NotFound, OutOfCredits, Unclear
from genbot.gen.jobs import UserJobCreated
from genbot.gen.setup import PatchAgentCore, Section
from genbot.gen.sheets import Resource
from genbot.gen.voices import (
    CloneVoice,
    DeleteAgentVoice,
    GetVoicePreview,
    MadeVoice,
    PreviewVoice,
    VoicePreview,
)
from tests.deciding import decides
from tests.watches.conftest import BEA, CHANNEL, MAYA

E = ErrandState
ROSA = Pick(("agent-santiago", "Santiago"), ("huv-1", "Tía Rosa"), "user_designed")
SOUND = "https://cdn.gen.pro/outputs/rosa.m4a"
MADE = VoicePreview(status="completed", output_resources=[Resource(id="1", url=SOUND)])


@pytest.fixture
def gen(gen):
    gen.will(PreviewVoice, UserJobCreated(user_job_id="j7"))
    gen.will(GetVoicePreview, VoicePreview(status="processing"), MADE)
    gen.will(PatchAgentCore, {"voice": Section(status="ok")})
    gen.will(DeleteAgentVoice, None)
    gen.will(CloneVoice, MadeVoice(voice_id="huv-9"))
    return gen


async def hear(world, text="You are right on time."):
    return await world.do(voices.hear, ROSA, text, channel=CHANNEL, by=MAYA)


async def use(world, by=MAYA):
    return await world.do(voices.use, ROSA, channel=CHANNEL, by=by)


async def delete(world, pick=ROSA, by=MAYA):
    return await world.do(voices.delete, pick, channel=CHANNEL, by=by)


async def test_what_a_voice_says_is_heard_in_the_thread(world, gen):
    wanted = await hear(world)
    await world.passes(120)

    [call] = gen.asked(PreviewVoice)
    assert (call.agent_id, call.voice_id, call.text) == (
        "agent-santiago",
        "huv-1",
        "You are right on time.",
    )
    done = await world.one("errands")
    assert (done.state, done.job) == (E.DONE, "j7")
    assert done.result == {"url": SOUND, "ending": ".m4a"}
    assert f"voice:{wanted.id}:1" in await world.said("upload")


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (VoicePreview(status="failed", failed_reason="Too loud."), "Too loud."),
        (VoicePreview(status="stopped"), "GEN did not say why."),
        (VoicePreview(status="completed"), "does not say where it is"),
    ],
)
async def test_what_gen_cannot_say_is_told_and_can_be_tried_again(world, gen, found, why):
    gen.will(GetVoicePreview, found)
    wanted = await hear(world)
    await world.passes(120)
    failed = await world.one("errands")
    assert failed.state is E.FAILED
    assert why in failed.reason

    gen.will(GetVoicePreview, MADE)
    await world.do(errands.again, wanted.id, by=MAYA)
    await world.passes(120)
    assert (await world.one("errands")).state is E.DONE


async def test_a_lost_answer_is_put_to_a_person_and_not_paid_again(world, gen):
    gen.will(PreviewVoice, Unclear("no answer"))
    await hear(world)
    await world.passes(3600)

    assert (await world.one("errands")).state is E.UNSURE
    assert len(gen.asked(PreviewVoice)) == 1


async def test_without_credits_the_wish_is_kept(world, gen):
    gen.will(PreviewVoice, OutOfCredits("insufficient_credits_for_job", 422, "None left."))
    await hear(world)
    await world.passes(60)

    assert (await world.one("errands")).state is E.HELD


@pytest.mark.parametrize("text", ["  ", "x" * 501])
async def test_what_cannot_be_said_is_not_sent(world, gen, text):
    with pytest.raises(BadForm):
        await hear(world, text)


async def test_a_voice_becomes_the_default(world, gen):
    await use(world)
    await world.passes(60)

    [call] = gen.asked(PatchAgentCore)
    assert call.wire().body == {
        "default_user_voice": {"voice_id": "huv-1", "source": "user_designed", "name": "Tía Rosa"}
    }
    assert (await world.one("errands")).state is E.DONE


async def test_a_voice_that_gen_did_not_keep_is_not_called_kept(world, gen):
    no = Section(status="error", error="voice service unavailable")
    gen.will(PatchAgentCore, {"voice": no})
    await use(world)
    await world.passes(60)

    failed = await world.one("errands")
    assert failed.state is E.FAILED
    assert "Not kept: voice. GEN says: voice service unavailable." in failed.reason


async def test_a_source_nobody_knows_is_no_bug(world, gen):
    odd = Pick(ROSA.agent, ROSA.voice, "from_the_moon")
    await world.do(voices.use, odd, channel=CHANNEL, by=MAYA)
    await world.passes(60)

    failed = await world.one("errands")
    assert failed.state is E.FAILED
    assert failed.reason.startswith("Source: one of public, user_designed")


@pytest.mark.parametrize("answer", [None, NotFound("not_found", 404, "Voice not found")])
async def test_a_voice_is_deleted_once_and_for_all(world, gen, answer):
    gen.will(DeleteAgentVoice, answer)
    await delete(world)
    await world.passes(60)

    assert (await world.one("errands")).state is E.DONE


async def test_a_voice_that_gen_keeps_is_said_to_be_kept(world, gen):
    gen.will(DeleteAgentVoice, Invalid("validation_error", 422, "It is in use."))
    await delete(world)
    await world.passes(60)

    failed = await world.one("errands")
    assert (failed.state, "GEN says: “It is in use”." in failed.reason) == (E.FAILED, True)


async def test_only_voices_made_here_are_deleted(world):
    with pytest.raises(NotNow, match="designed or cloned"):
        await delete(world, Pick(ROSA.agent, ROSA.voice, "public"))


@pytest.fixture
def files(files):
    files.content = b"ID3" + bytes(100)
    return files


async def clone(world, name="Rosa", file=("F1", "rosa.m4a", 103), by=MAYA, **about):
    return await world.do(voices.clone, ROSA.agent, name, file, about, channel=CHANNEL, by=by)


async def test_a_small_recording_is_sent_along(world, gen, files):
    await clone(world, gender="female", language="", description=" warm ")
    await world.passes(60)

    [call] = gen.asked(CloneVoice)
    assert [source for source, _ in files.taken] == ["F1"]
    assert call.wire().body == {
        "name": "Rosa",
        "audio_base64": base64.b64encode(files.content).decode(),
        "gender": "female",
        "description": "warm",
    }
    done = await world.one("errands")
    assert (done.state, done.result) == (E.DONE, {"id": "huv-9"})


async def test_a_large_recording_is_put_at_an_address_first(world, gen, files):
    files.content = b"ID3" + bytes(600_000)
    gen.will(CreateContentResource, Unclear("no answer"), ContentResource(id="5", url=SOUND))
    await clone(world)
    await world.passes(600)

    [_, put] = gen.asked(CreateContentResource)
    assert (put.file.name, put.file.content_type) == ("rosa.m4a", "audio/mp4")
    [call] = gen.asked(CloneVoice)
    assert (call.audio_url, call.audio_base64) == (SOUND, None)
    assert (await world.one("errands")).state is E.DONE


async def test_a_lost_answer_makes_no_second_voice_and_no_second_upload(world, gen, files):
    files.content = b"ID3" + bytes(600_000)
    gen.will(CreateContentResource, ContentResource(id="5", url=SOUND))
    gen.will(CloneVoice, Unclear("no answer"))
    wanted = await clone(world)
    await world.passes(3600)
    assert (await world.one("errands")).state is E.UNSURE
    assert len(gen.asked(CloneVoice)) == 1

    gen.will(CloneVoice, None)  # a GEN that says nothing of what it made
    await world.do(errands.again, wanted.id, by=MAYA)
    await world.passes(60)
    done = await world.one("errands")
    assert (done.state, done.result["id"]) == (E.DONE, "")
    assert len(gen.asked(CreateContentResource)) == 1


async def test_what_gen_keeps_without_an_address_is_no_recording(world, gen, files):
    files.content = b"ID3" + bytes(600_000)
    gen.will(CreateContentResource, ContentResource(id="5"))
    await clone(world)
    await world.passes(60)

    failed = await world.one("errands")
    assert (failed.state, gen.asked(CloneVoice)) == (E.FAILED, [])


@pytest.mark.parametrize(
    ("trouble", "state"),
    [(Unfit("somebody deleted it in Slack"), E.FAILED), (NotFetched("It did not come."), E.WANTED)],
)
async def test_a_recording_that_does_not_come_is_told(world, gen, files, trouble, state):
    files.trouble = [trouble] * 99
    await clone(world)
    await world.passes(60)

    assert (await world.one("errands")).state is state
    assert gen.asked(CloneVoice) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"file": ("", "", 0)}, "file"),
        ({"file": ("F1", "rosa.exe", 9)}, "file"),
        ({"file": ("F1", "rosa.m4a", 10_000_001)}, "file"),
        ({"gender": "loud"}, "gender"),
        ({"language": "klingon"}, "language"),
        ({"description": "x" * 1_001}, "description"),
    ],
)
async def test_what_cannot_become_a_voice_is_said_in_the_form(world, wrong, field):
    with pytest.raises(BadForm) as refused:
        await clone(world, **wrong)
    assert set(refused.value.fields) == {field}


async def test_only_who_keeps_the_brand_chooses_and_deletes(world):
    await world.do(decides(CHANNEL, videos=(BEA,)))

    for story in (use, delete, clone):
        with pytest.raises(NotYours):
            await story(world)
    await hear(world)


@pytest.mark.parametrize("story", [use, delete, hear, clone])
@pytest.mark.parametrize("nth", range(3))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_any_call_it_ends_where_people_see_it(world, gen, story, nth, when):
    class Killed(BaseException):
        pass

    setattr(gen, when, lambda at: Killed() if at == nth else None)
    await story(world)
    with contextlib.suppress(Killed):
        await world.passes(600)
    gen.before = gen.after = lambda at: None
    world.restart()
    await world.passes(900)

    assert (await world.one("errands")).state in {E.DONE, E.UNSURE}
    assert len(gen.asked(PreviewVoice)) + len(gen.asked(CloneVoice)) <= 1
