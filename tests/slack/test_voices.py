"""Voices over a real socket: the list, and what is done with one."""

import pytest

from genbot.domain.errands import What
from genbot.flows import errands
from genbot.gen.errors import NotAllowed
from genbot.gen.setup import Agent, GetAgent, Voice
from genbot.gen.voices import ElevenLabs, GetElevenLabs, ListAgentVoices
from tests.cards.reading import inputs, words
from tests.deciding import decides
from tests.slack.conftest import BEA, IDEAS, MAYA, option
from tests.slack.test_agents import pressed, typed, wanted

MATEO = Voice(voice_id="mat3o", name="Mateo", source="public", gender="male", language="es")
ROSA = Voice(voice_id="huv-1", name="Tía Rosa", source="user_designed")
MANY = [Voice(voice_id=f"p{n}", name=f"Voice {n}", source="public") for n in range(10)]


def santiago(call):
    name = {"agent-santiago": "Santiago", "agent-sofia": "Sofia"}[call.agent_id]
    return Agent(id=call.agent_id, name=name, default_user_voice=MATEO)


@pytest.fixture
def gen(gen):
    gen.will(GetAgent, santiago)
    gen.will(ListAgentVoices, [MATEO, ROSA, *MANY])
    gen.will(GetElevenLabs, ElevenLabs(connected=False))
    return gen


async def test_the_list_names_the_default_and_is_turned(here, workspace):
    first = words(await typed(here, workspace, "voices"))
    assert "Of Santiago · 1 to 8 of 12 voices" in first
    assert "*Mateo*  ✅ Santiago speaks with it\nPublic · male · es" in first
    second = words(await pressed(here, workspace, "more_voices"))
    assert "9 to 12 of 12 voices" in second


@pytest.mark.parametrize("text", ["voices designed", "voices rosa", "voices designed ROSA"])
async def test_the_list_is_narrowed_by_what_is_typed(here, workspace, text):
    shown = words(await typed(here, workspace, text))

    assert "1 to 1 of 1 voice" in shown
    assert "*Tía Rosa*" in shown


async def test_the_list_is_narrowed_by_its_form(here, workspace):
    await typed(here, workspace, "voices")
    await workspace.submit(source=option("public"), search="mat")
    await here.router.rest()
    shown = workspace.form(MAYA)

    assert "1 to 1 of 1 voice" in words(shown)
    assert inputs(shown)["source"]["initial_option"]["value"] == "public"
    await workspace.submit(source=option("all"), search="")
    await here.router.rest()
    assert "of 12 voices" in words(workspace.form(MAYA))


async def test_a_voice_is_heard(here, workspace):
    await typed(here, workspace, "voices rosa")
    await pressed(here, workspace, "hear_voice")
    await workspace.submit(text="Welcome back.")
    await here.deliver()

    [errand] = await wanted(here)
    assert (errand.what, errand.agent_name) == (What.HEAR_VOICE, "Santiago")
    assert errand.wish["text"] == "Welcome back."
    await here.store.unit(errands.taken, errand.id, "j1")
    await here.store.unit(errands.done, errand.id, {})
    await here.deliver()
    card = workspace.message("Hear Tía Rosa")
    await workspace.press(card, "hear_voice")
    await here.router.rest()
    assert "*Tía Rosa*" in words(workspace.form(MAYA))


async def test_a_voice_becomes_the_default(here, workspace):
    await typed(here, workspace, "voices rosa")
    await pressed(here, workspace, "use_voice")
    await workspace.submit()

    [errand] = await wanted(here)
    assert (errand.what, errand.title) == (What.USE_VOICE, "Voice of Santiago: Tía Rosa")
    assert errand.wish == {"voice": ["huv-1", "Tía Rosa"], "source": "user_designed"}


async def test_a_voice_is_deleted_after_it_was_said_who_speaks_with_it(here, workspace, gen):
    gen.will(GetAgent, lambda call: Agent(id=call.agent_id, default_user_voice=ROSA))
    await typed(here, workspace, "voices rosa")
    form = await pressed(here, workspace, "delete_voice")
    assert "*Santiago, Sofia* speaks with it by default" in words(form)
    await workspace.submit()

    [errand] = await wanted(here)
    assert (errand.what, errand.wish["voice"][0]) == (What.DELETE_VOICE, "huv-1")


async def test_an_agent_the_key_may_not_see_is_not_counted(here, workspace, gen):
    def seen(call):
        if call.agent_id == "agent-sofia":
            raise NotAllowed("permission_denied", 403, "No.")
        return santiago(call)

    gen.will(GetAgent, seen)
    await typed(here, workspace, "voices rosa")
    form = await pressed(here, workspace, "delete_voice")
    assert "No agent speaks with it by default." in words(form)


async def test_a_voice_is_cloned_from_a_file_in_the_form(here, workspace):
    await typed(here, workspace, "voices")
    await pressed(here, workspace, "clone_voice")
    brought = await workspace.act(MAYA, "upload", name="rosa.mp3", base64="SUQzAAAA")
    recording = {"files": [{"id": brought["file_id"]}]}
    await workspace.submit(name="Rosa", file=recording, language=option("es"))
    await here.deliver()

    [errand] = await wanted(here)
    assert (errand.what, errand.title) == (What.CLONE_VOICE, "Clone the voice Rosa")
    assert errand.wish == {
        "name": "Rosa",
        "file": brought["file_id"],
        "file_name": "rosa.mp3",
        "about": {"language": "es"},
    }


LONG = "rosa at the griddle, first take, after the rain had stopped, with the window open.MP3"


async def chosen(here, workspace, name):
    """Somebody chooses "Clone a voice from this" on a message with such a file."""
    message = await workspace.act(MAYA, "upload", channel=IDEAS, name=name, base64="SUQzAAAA")
    of = {"channel": IDEAS, "ts": message["ts"]}
    await workspace.act(MAYA, "shortcut", callback_id="clone_voice", **of)
    await here.router.rest()
    return message["file_id"]


async def test_a_voice_is_cloned_from_the_recording_in_a_message(here, workspace):
    id = await chosen(here, workspace, LONG)
    [recording] = inputs(workspace.form(MAYA))["file"]["options"]
    await workspace.submit(name="Rosa", file={"selected_option": recording})

    [errand] = await wanted(here)
    assert (errand.what, errand.agent_name) == (What.CLONE_VOICE, "Santiago")
    assert errand.wish == {"name": "Rosa", "file": id, "file_name": LONG, "about": {}}


async def test_a_message_without_a_recording_says_so(here, workspace):
    await chosen(here, workspace, "taco.png")

    said = words(workspace.form(MAYA))
    assert "no recording" in said
    assert "MP3, M4A, WAV, OGG, FLAC, AAC, up to 10 MB" in said


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("voices hear rosa", "Hear a voice"),
        ("voices hear huv-1", "Hear a voice"),
        ("voices use tía rosa", "Make it the default"),
        ("voices delete rosa", "Delete this voice"),
        ("voices clone", "Clone a voice"),
        ("voices clone Tía Rosa", "Clone a voice"),
    ],
)
async def test_everything_can_be_typed(here, workspace, text, title):
    assert (await typed(here, workspace, text))["title"]["text"] == title


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("voices hear nobody", "no voice of that name"),
        ("voices hear voice", "More than one voice fits: Voice 0, Voice 1"),
        ("voices delete mateo", "Only voices that were designed or cloned"),
    ],
)
async def test_what_cannot_be_is_told_in_the_window(here, workspace, text, why):
    assert why in words(await typed(here, workspace, text))


async def test_who_may_not_is_told_before_deciding(here, workspace):
    await here.store.unit(decides(IDEAS, videos=(BEA,)))

    for text in ("voices use rosa", "voices delete rosa", "voices clone"):
        assert f"Only <@{BEA}> may change" in words(await typed(here, workspace, text))
    for act in ("use_voice", "delete_voice", "clone_voice"):
        await typed(here, workspace, "voices rosa")
        await pressed(here, workspace, act)
        await here.deliver()
        assert any(f"Only <@{BEA}>" in said for said in workspace.said(to=MAYA)) or (
            f"Only <@{BEA}>" in words(workspace.form(MAYA))
        )
    await chosen(here, workspace, "rosa.mp3")
    assert f"Only <@{BEA}>" in words(workspace.form(MAYA))
    assert await wanted(here) == []


class TestUnbound:
    @pytest.fixture
    def settings(self, settings):
        return type(settings)()

    async def test_without_an_agent_the_way_to_one_is_told(self, here, workspace):
        assert "Type `/gen use`" in words(await typed(here, workspace, "voices"))
