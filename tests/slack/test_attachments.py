"""Pictures and videos given with a request, in all the ways there are; over a real socket."""

import base64

import pytest

from genbot.domain import talks
from genbot.domain.ideas import RunState
from genbot.flows import channels, ideas, runs
from tests.slack.conftest import IDEAS, MAYA, option, until

AGENT = "agent-santiago"


async def dropped(workspace, name, text="", **more):
    content = base64.b64encode(b"abc").decode()
    return await workspace.act(
        MAYA, "upload", channel=IDEAS, name=name, base64=content, text=text, **more
    )


async def given(here):
    found = await here.store.read(lambda tx: tx.runs.find())
    return [(run.message, [one.name for one in run.files]) for run in found]


async def settled(here, workspace):
    await until(lambda: not workspace.slack.deliveries.waiting)
    await here.answered()


async def bound(here):
    await here.store.unit(channels.bind, IDEAS, AGENT, "Santiago", by=MAYA)


async def chosen(here, workspace, message):
    told = await workspace.act(
        MAYA, "shortcut", callback_id="make_ideas", channel=IDEAS, ts=message["ts"]
    )
    await here.answered()
    return told


async def test_a_mention_with_a_file_gives_it_to_the_agent(here, workspace):
    await bound(here)
    message = await dropped(workspace, "taco.png", "<@U0GENBOT00> ideas 3 tacos")
    await settled(here, workspace)

    [(said, names)] = await given(here)
    assert said == "Generate 3 content ideas about tacos"
    assert names == ["taco.png"]
    [run] = await here.store.read(lambda tx: tx.runs.find())
    assert run.files[0].source == message["file_id"]
    card = workspace.message("3 ideas about tacos")
    assert "With taco.png" in str(card.blocks)
    assert "Bringing taco.png to GEN" in str(card.blocks)


async def test_a_mention_with_another_kind_of_file_says_why_not(here, workspace):
    await bound(here)
    await dropped(workspace, "menu.pdf", "<@U0GENBOT00> ideas 3 tacos")
    await settled(here, workspace)

    assert await given(here) == []
    assert "pictures and videos only" in workspace.said(to=MAYA)[-1]


async def test_the_files_of_a_message_are_offered_in_the_form(here, workspace):
    await bound(here)
    message = await dropped(workspace, "taco.mp4", "like this one")
    await chosen(here, workspace, message)
    assert "taco.mp4" in str(workspace.form()["blocks"])
    await workspace.submit(topic="tacos", count="2", channel={"selected_conversation": IDEAS})
    await here.deliver()

    assert [names for _, names in await given(here)] == [["taco.mp4"]]


async def test_a_picture_without_words_is_enough_to_begin(here, workspace):
    await bound(here)
    await chosen(here, workspace, await dropped(workspace, "taco.png"))

    assert "initial_value" not in workspace.form()["blocks"][0]["element"]


async def test_what_cannot_be_taken_is_left_out_and_said(here, workspace):
    await bound(here)
    await chosen(here, workspace, await dropped(workspace, "menu.pdf", "our menu"))

    assert "1 file left out: the agent takes pictures" in str(workspace.form()["blocks"])


async def test_a_message_with_nothing_to_begin_with_says_so(here, workspace):
    await bound(here)
    await chosen(here, workspace, await dropped(workspace, "menu.pdf"))

    assert "no words, pictures or videos" in workspace.said(to=MAYA)[-1]


async def test_a_file_put_into_the_form_is_given(here, workspace):
    await bound(here)
    file = await workspace.act(
        MAYA, "upload", name="taco.png", base64=base64.b64encode(b"abc").decode()
    )
    await workspace.act(MAYA, "shortcut", callback_id="new_ideas")
    await here.router.rest()
    told = await workspace.submit(
        topic="tacos", count="2", video_type=option("0"),
        channel={"selected_conversation": IDEAS}, files={"files": [{"id": file["file_id"]}]},
    )  # fmt: skip
    assert told["ok"], told
    await here.deliver()

    assert [names for _, names in await given(here)] == [["taco.png"]]


async def test_a_reply_with_a_file_goes_on_with_it(here, workspace):
    await bound(here)
    request = await here.store.unit(ideas.ask_for, "tacos", 1, channel=IDEAS, by=MAYA)
    await here.deliver()
    [first] = await here.store.read(lambda tx: tx.runs.find())
    await here.store.unit(runs.ended, first.id, RunState.FAILED, "nothing found")
    await here.deliver()
    card = workspace.message("about tacos")
    await dropped(workspace, "taco.png", "more like this", thread_ts=card.ts)
    await settled(here, workspace)

    found = await here.store.read(lambda tx: tx.runs.find(request_id=request.id))
    assert [one.name for one in found[-1].files] == ["taco.png"]


# --- with a question


async def questions(here):
    found = await here.store.read(lambda tx: tx.errands.find())
    return [(one.title, [file.name for file in talks.given(one)]) for one in found]


@pytest.mark.parametrize(
    "text", ["<@U0GENBOT00> what is in it?", "<@U0GENBOT00> ask what is in it?"]
)
async def test_a_question_with_a_file_gives_it_to_the_agent(here, workspace, text):
    await bound(here)
    message = await dropped(workspace, "taco.png", text)
    await settled(here, workspace)

    assert await questions(here) == [("what is in it?", ["taco.png"])]
    card = workspace.message("what is in it?")
    assert card.thread_ts == message["ts"]
    assert "Bringing taco.png to GEN" in str(card.blocks)


async def test_a_direct_message_with_a_file_gives_it_to_the_agent(here, workspace):
    direct = workspace.slack.people.direct(MAYA).id
    content = base64.b64encode(b"abc").decode()
    told = {"channel": direct, "name": "taco.png", "base64": content, "text": "What is in it?"}
    await workspace.act(MAYA, "upload", **told)
    await settled(here, workspace)

    assert await questions(here) == [("What is in it?", ["taco.png"])]


async def test_a_question_with_another_kind_of_file_says_why_not(here, workspace):
    await bound(here)
    await dropped(workspace, "menu.pdf", "<@U0GENBOT00> what is in it?")
    await settled(here, workspace)

    assert await questions(here) == []
    assert "pictures and videos only" in workspace.said(to=MAYA)[-1]


async def test_a_file_put_into_the_form_of_a_question_is_given(here, workspace):
    await bound(here)
    content = base64.b64encode(b"abc").decode()
    file = await workspace.act(MAYA, "upload", name="taco.png", base64=content)
    await workspace.command("ask")
    await here.router.rest()
    put = {"files": [{"id": file["file_id"]}]}
    told = await workspace.submit(question="What is in it?", files=put)
    assert told["ok"], told

    assert await questions(here) == [("What is in it?", ["taco.png"])]


async def test_a_command_with_a_slip_does_not_lose_its_file(here, workspace):
    await bound(here)
    await dropped(workspace, "taco.png", "<@U0GENBOT00> reserch these tacos")
    await settled(here, workspace)

    hint = workspace.message("Did you mean")
    assert "end it with a question mark" in str(hint.blocks)
    assert "ask_this" not in str(hint.blocks)
    assert await questions(here) == []
