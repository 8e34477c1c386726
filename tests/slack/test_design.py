"""A new voice in four steps, over a real socket: each step a form, each done again at will."""

import pytest

from genbot.domain.errands import What
from genbot.flows import errands
from genbot.gen.setup import Agent, GetAgent, Voice
from genbot.gen.voices import ElevenLabs, GetElevenLabs, ListAgentVoices
from tests.cards.reading import inputs, words
from tests.deciding import decides
from tests.slack.conftest import BEA, IDEAS, MAYA, option
from tests.slack.test_agents import pressed, typed, wanted

SAMPLES = {"samples": [{"id": "vd_1", "url": "", "ending": ""}], "heard": []}


@pytest.fixture
def gen(gen):
    gen.will(GetAgent, lambda call: Agent(id=call.agent_id, name="Santiago"))
    gen.will(ListAgentVoices, [Voice(voice_id="huv-1", name="Rosa", source="user_designed")])
    gen.will(GetElevenLabs, ElevenLabs(connected=False))
    return gen


async def begin(here, workspace):
    await typed(here, workspace, "voices design")
    await workspace.submit(gender=option("female"), language=option("es"))
    await here.deliver()
    [errand] = await wanted(here)
    return errand


async def finished(here, errand, result):
    await here.store.unit(errands.done, errand.id, result)
    await here.deliver()


async def press(here, workspace, text, act):
    await workspace.press(workspace.message(text), act)
    await here.router.rest()
    return workspace.form(MAYA)


async def newest(here, what):
    return [one for one in await wanted(here) if one.what is what][-1]


async def test_four_forms_make_a_voice(here, workspace):
    first = await begin(here, workspace)
    assert first.wish == {"about": {"gender": "female", "language": "es"}}
    await finished(here, first, {"text": "Buenas noches."})

    form = await press(here, workspace, "its words", "next_step")
    assert inputs(form)["script"]["initial_value"] == "Buenas noches."
    assert inputs(form)["gender"]["initial_option"]["value"] == "female"
    await workspace.submit(script="Buenas tardes.")
    await here.deliver()
    second = await newest(here, What.VOICE_SOUND)
    assert (second.thread, second.wish["script"]) == (first.slot, "Buenas tardes.")
    await finished(here, second, {"text": "A warm voice."})

    form = await press(here, workspace, "how it sounds", "next_step")
    assert inputs(form)["description"]["initial_value"] == "A warm voice."
    await workspace.submit()
    await here.deliver()
    third = await newest(here, What.VOICE_SAMPLES)
    assert third.wish["about"]["description"] == "A warm voice."
    await finished(here, third, SAMPLES)

    await press(here, workspace, "three samples", "keep_voice")
    await workspace.submit(name="Rosa")
    last = await newest(here, What.KEEP_VOICE)
    assert (last.title, last.wish["sample"]) == ("New voice: Rosa", "vd_1")
    card = workspace.message("three samples")
    assert card.thread_ts == workspace.message("its words").ts


@pytest.mark.parametrize(
    ("what", "text", "result", "filled"),
    [
        (What.VOICE_SCRIPT, "its words", {"text": "Hm."}, {}),
        (What.VOICE_SOUND, "how it sounds", {"text": "Hm."}, {"script": "Hola."}),
        (What.VOICE_SAMPLES, "three samples", SAMPLES, {"script": "Hola.", "description": "dry"}),
    ],
)
async def test_every_step_can_be_done_again(here, workspace, what, text, result, filled):
    first = await begin(here, workspace)
    await finished(here, first, {"text": "Buenas noches."})
    for step, said, more in (
        (What.VOICE_SOUND, "its words", {"script": "Hola."}),
        (What.VOICE_SAMPLES, "how it sounds", {"description": "warm"}),
    ):
        await press(here, workspace, said, "next_step")
        await workspace.submit(**more)
        await here.deliver()
        result_now = SAMPLES if step is What.VOICE_SAMPLES else {"text": "Hm."}
        await finished(here, await newest(here, step), result_now)

    await press(here, workspace, text, "redo_step")
    await workspace.submit(**filled)
    await here.deliver()

    again = [one for one in await wanted(here) if one.what is what]
    assert len(again) == 2
    assert again[1].thread == first.slot


async def test_the_button_of_the_list_begins_it(here, workspace):
    await typed(here, workspace, "voices")
    form = await pressed(here, workspace, "design_voice")

    assert form["title"]["text"] == "New voice, 1 of 4"
    refused = await workspace.submit()
    assert "Choose one" in refused["errors"]["gender"]


async def test_who_may_not_keep_is_told_before_naming(here, workspace):
    first = await begin(here, workspace)
    await finished(here, first, {"text": "Hola."})
    await press(here, workspace, "its words", "next_step")
    await workspace.submit()
    await here.deliver()
    sound = await newest(here, What.VOICE_SOUND)
    await finished(here, sound, {"text": "Warm."})
    await press(here, workspace, "how it sounds", "next_step")
    await workspace.submit()
    await here.deliver()
    await finished(here, await newest(here, What.VOICE_SAMPLES), SAMPLES)
    await here.store.unit(decides(IDEAS, videos=(BEA,)))

    await workspace.press(workspace.message("three samples"), "keep_voice")
    await here.deliver()
    assert f"Only <@{BEA}> may change" in workspace.said(to=MAYA)[-1]


async def test_a_design_typed_by_name_opens_the_first_form(here, workspace):
    assert "for it to say" in words(await typed(here, workspace, "voices design"))
