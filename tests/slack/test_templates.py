"""Templates from the command to the video, over a real socket."""

import pytest

from genbot.domain.ideas import IdeaStatus
from genbot.flows import channels
from genbot.gen.convert import ListTemplates, Template
from genbot.gen.errors import Unclear
from tests.cards.reading import everything
from tests.slack.conftest import BEA, IDEAS, MAYA, option

MANY = [Template(slug=f"t{n}", title=f"Template {n}", tags=["Skit"]) for n in range(7)]


@pytest.fixture
def gen(gen):
    gen.will(ListTemplates, MANY)
    return gen


async def opened(here, workspace, typed, user=MAYA):
    await workspace.command(typed, user=user)
    await here.router.rest()
    return workspace.form(user)


async def press(here, workspace, act, nth=0, user=MAYA):
    form = workspace.form(user)
    block, button = [
        (block["block_id"], one)
        for block in form["blocks"]
        for one in block.get("elements", [])
        if one.get("action_id") == act
    ][nth]
    await workspace.act(
        user, "press", view_id=form["id"], block_id=block, action_id=act,
        value=button.get("value"),
    )  # fmt: skip
    await here.router.rest()
    return workspace.form(user)


def said(form):
    return str([one["text"] for one in everything(form["blocks"]) if "text" in one])


async def test_the_library_is_turned_and_searched_in_one_window(here, workspace):
    first = await opened(here, workspace, "templates")
    assert "1 to 5 of 7 templates" in said(first)

    second = await press(here, workspace, "turn_templates")
    assert "6 to 7 of 7 templates" in said(second)

    await workspace.submit(words="  template   3 ")
    await here.router.rest()
    found = workspace.form()
    assert "1 to 1 of 1 template" in said(found)
    assert found["id"] == first["id"]


async def test_a_default_is_set_for_types_of_videos(here, workspace):
    await opened(here, workspace, "templates template 3")
    await press(here, workspace, "template_default")
    ticked = {"selected_options": [{"value": "1"}, {"value": "9"}]}
    await workspace.submit(types=ticked)
    await here.answered()

    kept = await here.store.read(channels.find, IDEAS)
    assert kept.templates == {"1": "t3", "9": "t3"}
    assert "This channel now works with" in workspace.said(to=MAYA)[-1]


async def test_a_template_that_gen_took_away_is_no_default(here, workspace, gen):
    await opened(here, workspace, "templates")
    gen.will(ListTemplates, [])

    answer = await press(here, workspace, "template_default")

    assert "GEN does not offer this template any more." in said(answer)


async def test_a_video_is_made_without_an_idea_of_the_agents(here, workspace):
    await opened(here, workspace, "templates")
    form = await press(here, workspace, "make_video", nth=2)
    assert "Make it" in str(form["submit"])
    await workspace.submit(
        title="The verdict", hook="Nobody believes it.", script=None, caption=None,
        video_type=option("9"), ratio=option("9:16"), template=option("t2"),
    )  # fmt: skip
    await here.deliver()

    [idea] = await here.store.read(lambda tx: tx.ideas.find())
    [made] = await here.store.read(lambda tx: tx.productions.find())
    assert (idea.title, idea.status) == ("The verdict", IdeaStatus.APPROVE_TO_CREATE)
    assert (made.wanted_template, made.by) == ("t2", MAYA)
    assert workspace.message("1 idea about The verdict").text.endswith("1 approved.")
    card = workspace.message("Approved by")
    assert card.thread_ts == workspace.message("1 idea about The verdict").ts


async def test_typed_it_needs_at_least_a_hook_or_a_script(here, workspace):
    form = await opened(here, workspace, "video The 2 a.m. verdict", user=BEA)
    assert "The 2 a.m. verdict" in str(form["blocks"])

    answer = await workspace.submit(
        BEA, title="The 2 a.m. verdict", video_type=option("0"), ratio=option("9:16"),
        template=option("-"),
    )  # fmt: skip

    assert "Say what happens in it" in str(answer)
    assert await here.store.read(lambda tx: tx.ideas.find()) == []


@pytest.mark.parametrize("typed", ["templates", "video"])
async def test_gen_away_is_said_in_the_window(here, workspace, gen, typed):
    gen.will(ListTemplates, Unclear("no answer"))

    form = await opened(here, workspace, typed)

    assert "GEN did not answer clearly." in said(form)
