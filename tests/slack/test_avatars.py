"""The pictures of an agent over a real socket: seen page by page, added, chosen, deleted."""

import base64

import pytest

from genbot.domain.errands import What
from genbot.gen.setup import Agent, Avatar, GetAgent, ListAgentAvatars
from tests.cards.reading import buttons, inputs, words
from tests.slack.conftest import MAYA, option
from tests.slack.test_agents import pressed, typed, wanted

FACES = [
    Avatar(id=str(n), is_primary=n == 1, url=f"https://cdn.test/{n}.jpg") for n in range(1, 24)
]


@pytest.fixture
def gen(gen):
    def page(call):
        begin = int(call.cursor or 0)
        return FACES[begin : begin + 20]

    gen.will(GetAgent, Agent(id="agent-santiago", name="Santiago"))
    gen.will(ListAgentAvatars, page)
    return gen


async def brought(workspace, name):
    content = base64.b64encode(b"four").decode()
    told = await workspace.act(MAYA, "upload", name=name, base64=content)
    return {"files": [told["file_id"]]}


async def test_they_are_shown_with_the_first_one_named(here, workspace):
    form = await typed(here, workspace, "avatars santiago")

    assert "Picture 1, shown first\nPicture 2" in words(form)
    assert inputs(form)["primary"]["initial_option"]["value"] == "1"
    assert inputs(form)["file"]["filetypes"] == ["jpg", "jpeg", "png", "webp"]


async def test_they_are_turned_by_the_cursor(here, workspace, gen):
    await typed(here, workspace, "avatars")
    second = await pressed(here, workspace, "see_avatars", "agent-santiago|20")

    assert [call.cursor for call in gen.asked(ListAgentAvatars)] == [None, "20"]
    assert [one["value"] for one in inputs(second)["drop"]["options"]] == ["21", "22", "23"]
    assert list(buttons(second)) == ["First ones"]
    assert "Picture 1, shown first" in words(await pressed(here, workspace, "see_avatars"))


async def test_another_is_chosen_and_some_are_deleted(here, workspace):
    await typed(here, workspace, "avatars")
    drop = {"selected_options": [{"value": "3"}, {"value": "4"}]}
    await workspace.submit(primary=option("2"), drop=drop)

    [errand] = await wanted(here)
    assert (errand.what, errand.agent) == (What.CHANGE_AVATARS, "agent-santiago")
    assert errand.wish == {"primary": "2", "drop": ["3", "4"]}


async def test_a_picture_is_brought_and_the_first_one_stays(here, workspace):
    await typed(here, workspace, "avatars")
    file = await brought(workspace, "face.png")
    await workspace.submit(file=file)
    await here.deliver()

    [errand] = await wanted(here)
    assert errand.what is What.ADD_AVATAR
    assert errand.wish == {"file": file["files"][0], "name": "face.png"}
    assert workspace.message("New picture of Santiago")


async def test_a_file_of_another_kind_is_refused_at_its_input(here, workspace):
    await typed(here, workspace, "avatars")
    answer = await workspace.submit(file=await brought(workspace, "face.gif"))

    assert "types: jpg, jpeg, png, webp" in answer["errors"]["file"]
    assert await wanted(here) == []


async def test_an_agent_without_pictures_can_get_its_first(here, workspace, gen):
    gen.will(ListAgentAvatars, [])
    form = await typed(here, workspace, "avatars")

    assert "GEN has no pictures of it." in words(form)
    assert set(inputs(form)) == {"file"}


async def test_nothing_chosen_is_nothing_sent(here, workspace):
    await typed(here, workspace, "avatars")
    await workspace.submit()
    await here.deliver()

    assert workspace.said(to=MAYA)[-1] == "You changed nothing, so nothing was sent."
