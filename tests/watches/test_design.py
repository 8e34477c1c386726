"""A new voice in four steps: each asked for once, each done again when somebody wants that."""

import base64
import contextlib

import pytest

from genbot.domain.errands import ErrandState, What
from genbot.domain.errors import BadForm, NotNow, NotYours
from genbot.flows import design, errands
from genbot.gen.assets import ContentResource, CreateContentResource
from genbot.gen.errors import OutOfCredits, Unclear
from genbot.gen.voices import (
    FinalizeDesignedVoice,
    GenerateVoiceDescription,
    GenerateVoiceSamples,
    GenerateVoiceScript,
    MadeVoice,
    VoiceDescription,
    VoiceSample,
    VoiceSamples,
    VoiceScript,
)
from tests.deciding import decides
from tests.watches.conftest import BEA, CHANNEL, MAYA

E = ErrandState
SANTIAGO = ("agent-santiago", "Santiago")
ABOUT = {"gender": "female", "language": "es", "description": ""}
SOUND = b"\0\0\0\x1cftypM4A " + bytes(40)
SENT = base64.b64encode(SOUND).decode()
STEPS = (GenerateVoiceScript, GenerateVoiceDescription, GenerateVoiceSamples, FinalizeDesignedVoice)


def sampled(*audio):
    every = [VoiceSample(generation_id=f"vd_{nth}", audio=one) for nth, one in enumerate(audio, 1)]
    return VoiceSamples(samples=every)


def lies(call):
    return ContentResource(id="5", url=f"https://cdn.gen.pro/{call.file.name}")


@pytest.fixture
def gen(gen):
    gen.will(GenerateVoiceScript, VoiceScript(voice_sample="Buenas noches."))
    gen.will(GenerateVoiceDescription, VoiceDescription(voice_description="A warm voice."))
    gen.will(GenerateVoiceSamples, sampled(SENT, SENT, SENT))
    gen.will(CreateContentResource, lies)
    gen.will(FinalizeDesignedVoice, MadeVoice(voice_id="huv-9"))
    return gen


async def script(world, **about):
    return await world.do(design.script, SANTIAGO, ABOUT | about, channel=CHANNEL, by=MAYA)


async def sound(world, before):
    return await world.do(design.sound, before, "Buenas noches.", ABOUT, by=MAYA)


async def samples(world, before, description="A warm voice."):
    return await world.do(design.samples, before, "Buenas noches.", description, by=MAYA)


async def keep(world, before, nth=2, name="Rosa", by=MAYA):
    return await world.do(design.keep, before, nth, name, by=by)


async def done(world, errand, seconds=60):
    await world.passes(seconds)
    return await world.do(lambda tx: tx.errands.get(errand.id))


async def heard(world):
    first = await done(world, await script(world))
    second = await done(world, await sound(world, first))
    return first, second, await done(world, await samples(world, second))


async def test_four_steps_make_a_voice_in_one_thread(world, gen):
    first, second, third = await heard(world)
    last = await done(world, await keep(world, third))

    assert [one.state for one in (first, second, third, last)] == [E.DONE] * 4
    assert {one.thread for one in (second, third, last)} == {first.slot}
    assert (first.result["text"], second.result["text"]) == ("Buenas noches.", "A warm voice.")
    [one] = gen.asked(GenerateVoiceDescription)
    assert one.wire().body == {"gender": "female", "language": "es", "script": "Buenas noches."}
    [two] = gen.asked(GenerateVoiceSamples)
    assert two.wire().body == {"text": "Buenas noches.", "description": "A warm voice."}
    [made] = gen.asked(FinalizeDesignedVoice)
    assert made.wire().body == {
        "generation_id": "vd_2",
        "name": "Rosa",
        "gender": "female",
        "language": "es",
        "description": "A warm voice.",
    }
    assert last.result == {"id": "huv-9"}


async def test_the_samples_are_put_where_they_can_be_heard(world):
    *_, third = await heard(world)

    told = third.result["samples"]
    assert [one["url"][-18:] for one in told] == [f"voice-sample-{n}.m4a"[-18:] for n in (1, 2, 3)]
    assert third.result["heard"] == []
    assert {f"sample{n}:{third.id}:1" for n in (1, 2, 3)} <= set(await world.said("upload"))


async def test_sound_that_is_no_sound_or_lies_somewhere_already(world, gen):
    gen.will(
        GenerateVoiceSamples,
        sampled("https://cdn.gen.pro/1.wav", "???", "data:audio/wav;base64," + SENT),
    )
    *_, third = await heard(world)

    one, two, three = third.result["samples"]
    assert (one["url"], one["ending"]) == ("https://cdn.gen.pro/1.wav", ".wav")
    assert two["url"] == ""
    assert three["url"].endswith(".m4a")


async def test_no_samples_are_told(world, gen):
    gen.will(GenerateVoiceSamples, sampled())
    *_, third = await heard(world)

    assert (third.state, "other words" in third.reason) == (E.FAILED, True)


async def test_a_sample_whose_place_is_in_doubt_is_not_paid_again(world, gen):
    gen.will(CreateContentResource, lies, Unclear("no answer"), lies)
    *_, third = await heard(world)
    third = await done(world, third, 600)

    assert third.state is E.DONE
    assert len(gen.asked(GenerateVoiceSamples)) == 1


@pytest.mark.parametrize("nth", range(4))
async def test_a_lost_answer_of_any_step_is_put_to_a_person(world, gen, nth):
    step = STEPS[nth]
    gen.will(step, Unclear("no answer"))
    stories = (lambda w, before: script(w), sound, samples, keep)
    before = None
    for story in stories[: nth + 1]:
        before = await done(world, await story(world, before), 3600)

    assert before.state is E.UNSURE
    assert len(gen.asked(step)) == 1


async def test_without_credits_the_step_waits(world, gen):
    gen.will(GenerateVoiceScript, OutOfCredits("insufficient_credits_for_job", 422, "None."))
    held = await done(world, await script(world))
    assert held.state is E.HELD

    gen.will(GenerateVoiceScript, VoiceScript(voice_sample="Buenas noches."))
    await world.do(errands.again, held.id, by=MAYA)
    assert (await done(world, held)).state is E.DONE


async def test_a_sample_becomes_one_voice_and_not_two(world, gen):
    *_, third = await heard(world)
    await keep(world, third)
    with pytest.raises(NotNow, match="a voice already"):
        await keep(world, third, name="Rosa again")
    await keep(world, third, nth=3)
    with pytest.raises(NotNow, match="not there any more"):
        await keep(world, third, nth=4)


async def test_what_gen_would_not_take_is_said_in_the_form(world):
    with pytest.raises(BadForm):
        await script(world, gender="")
    first = await done(world, await script(world))
    for words in ("", "x" * 3_001):
        with pytest.raises(BadForm):
            await world.do(design.sound, first, words, ABOUT, by=MAYA)
    with pytest.raises(BadForm):
        await samples(world, first, "x" * 1_001)


async def test_what_is_no_step_leads_nowhere(world):
    with pytest.raises(NotNow):
        await world.do(design.step, "nothing")
    *_, third = await heard(world)
    voice = await keep(world, third)
    with pytest.raises(NotNow):
        await world.do(design.step, voice.id)


async def test_everybody_may_try_and_only_keepers_keep(world):
    *_, third = await heard(world)
    await world.do(decides(CHANNEL, videos=(BEA,)))
    await script(world)

    with pytest.raises(NotYours):
        await keep(world, third)


@pytest.mark.parametrize("nth", range(4))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_any_call_the_samples_are_paid_once(world, gen, nth, when):
    class Killed(BaseException):
        pass

    first = await done(world, await script(world))
    calls = gen.heard + 1
    setattr(gen, when, lambda at: Killed() if at == calls + nth else None)
    wanted = await samples(world, first)
    with contextlib.suppress(Killed):
        await world.passes(600)
    gen.before = gen.after = lambda at: None
    world.restart()
    found = await done(world, wanted, 900)
    assert found.state in {E.DONE, E.UNSURE}
    paid = len(gen.asked(GenerateVoiceSamples))
    if found.state is E.UNSURE:
        await world.do(errands.again, wanted.id, by=MAYA)
        found = await done(world, wanted, 900)
        assert found.state is E.DONE

    again = 1 if nth == 0 else 0  # then a person said so
    assert len(gen.asked(GenerateVoiceSamples)) <= paid + again
    assert found.what is What.VOICE_SAMPLES
