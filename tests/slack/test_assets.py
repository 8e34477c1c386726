"""The library from Slack: saved to, looked through, changed; over a real socket."""

import base64

import pytest

from genbot.domain.errands import ErrandState, What
from genbot.domain.productions import Production, Stage, Task
from genbot.domain.publications import Publication
from genbot.flows import errands
from genbot.gen.assets import ListAssetLibraries
from genbot.gen.errors import Unclear
from tests.deciding import decides
from tests.gen.library import Library
from tests.slack.conftest import BEA, IDEAS, MAYA, option, with_an_idea

AGENT = "agent-santiago"


@pytest.fixture
def library(gen):
    return Library(gen)


@pytest.fixture
async def shelf(library):
    """A library with two folders and more files than one page shows."""
    library.folders = {"f1": ("B-roll", ""), "f2": ("Old", "f1")}
    library.files = {str(n): (f"clip-{n}.png", "") for n in range(12)}
    library.files |= {"90": ("logo.png", "f1"), "91": ("faded.png", "f2")}
    return library


async def wanted(here):
    return await here.store.read(lambda tx: tx.errands.find())


async def opened(here, workspace, typed="assets", user=MAYA):
    await workspace.command(typed, user=user)
    await here.router.rest()
    return workspace.form(user)


async def pressed(here, workspace, label, nth=0, user=MAYA):
    """A button of the window in front, by what it says."""
    form = workspace.form(user)
    found = [
        (block["block_id"], one)
        for block in form["blocks"]
        for one in [*block.get("elements", []), block.get("accessory") or {}]
        if one.get("type") == "button" and one["text"]["text"] == label
    ]
    block, element = found[nth]
    told = await workspace.act(
        user, "press", view_id=form["id"], block_id=block,
        action_id=element["action_id"], value=element.get("value"),
    )  # fmt: skip
    assert told["ok"], told
    await here.router.rest()
    return workspace.form(user)


def shown(form):
    return str(form["blocks"])


async def brought(workspace, *names, channel=IDEAS):
    told = [
        await workspace.act(
            MAYA, "upload", channel=channel, name=name, base64=base64.b64encode(b"abc").decode()
        )
        for name in names
    ]
    return told[-1]


# --- looking


async def test_folders_come_first_and_pages_are_turned_both_ways(here, workspace, shelf):
    form = await opened(here, workspace)
    assert "B-roll" in shown(form)
    assert "clip-6.png" in shown(form)
    assert "clip-7.png" not in shown(form)

    turned = await pressed(here, workspace, "Next page")
    assert "clip-7.png" in shown(turned)
    assert "clip-11.png" in shown(turned)
    assert "B-roll" not in shown(turned)
    back = await pressed(here, workspace, "Page before")
    assert "B-roll" in shown(back)
    assert turned["id"] == back["id"] == form["id"]
    assert workspace.slack.calls["views.open"] == 1


async def test_a_folder_is_opened_and_left_again(here, workspace, shelf):
    await opened(here, workspace)
    inside = await pressed(here, workspace, "Open")
    assert "*B-roll*" in shown(inside)
    assert "logo.png" in shown(inside)
    deeper = await pressed(here, workspace, "Open")
    assert "*B-roll / Old*" in shown(deeper)

    assert "logo.png" in shown(await pressed(here, workspace, "Up"))
    assert "clip-1.png" in shown(await pressed(here, workspace, "Up"))


async def test_what_is_typed_is_looked_for_and_so_is_what_the_form_says(
    here, workspace, shelf, gen
):
    form = await opened(here, workspace, "assets clip-11")
    assert "clip-11.png" in shown(form)
    assert "clip-2.png" not in shown(form)

    await workspace.submit(words="clip-3", kind=option("image"))
    await here.router.rest()
    found = workspace.form()
    assert "clip-3.png" in shown(found)
    assert "clip-11.png" not in shown(found)
    asked = gen.asked(ListAssetLibraries)[-1]
    assert (asked.search, asked.asset_type, asked.agent_id) == ("clip-3", "image", AGENT)


async def test_details_show_the_file_and_lead_back(here, workspace, shelf):
    await opened(here, workspace)
    await pressed(here, workspace, "Open")
    details = await pressed(here, workspace, "Details…")
    assert "https://cdn.gen.pro/90" in shown(details)

    assert "*B-roll*" in shown(await pressed(here, workspace, "Back to the list"))


async def test_a_gen_that_does_not_answer_is_excused_in_the_window(here, workspace, gen, library):
    gen.will(ListAssetLibraries, Unclear("no answer"))
    form = await opened(here, workspace)

    assert "GEN did not answer clearly" in shown(form)


async def test_a_button_of_an_older_version_says_so(here, workspace, shelf):
    await opened(here, workspace)
    view = workspace.slack.windows.top(MAYA)
    for block in view.source["blocks"]:
        for one in block.get("elements", []):
            one["value"] = "what nobody can read"
    form = await pressed(here, workspace, "Details…")

    assert "older version" in shown(form)


# --- bringing


async def test_a_file_is_saved_into_the_folder_that_was_chosen(here, workspace, shelf):
    message = await brought(workspace, "taco.mp4")
    await workspace.act(
        MAYA, "shortcut", callback_id="save_to_gen", channel=IDEAS, ts=message["ts"]
    )
    await here.router.rest()
    assert "B-roll / Old" in shown(workspace.form())
    folder = {"value": "f1", "text": {"type": "plain_text", "text": "B-roll"}}
    await workspace.submit(folder={"selected_option": folder})
    await here.deliver()

    [errand] = await wanted(here)
    assert (errand.what, errand.by, errand.title) == (What.SAVE_FILE, MAYA, "Save to GEN: taco.mp4")
    assert errand.wish["source"] == message["file_id"]
    assert (errand.wish["folder"], errand.wish["folder_name"]) == ("f1", "B-roll")
    assert workspace.message("Save to GEN: taco.mp4").channel == IDEAS

    way = {"step": "sent", "done": 2_000_000, "size": 8_000_000}
    await here.store.unit(errands.progressed, errand.id, {"way": way})
    await here.deliver()
    card = workspace.message("Save to GEN: taco.mp4")
    assert "On its way to GEN: 2.0 MB of 8.0 MB." in str(card.blocks)


async def test_a_message_without_a_file_says_so(here, workspace, shelf):
    said = await workspace.act(MAYA, "say", channel=IDEAS, text="no file here")
    await workspace.act(MAYA, "shortcut", callback_id="save_to_gen", channel=IDEAS, ts=said["ts"])
    await here.router.rest()

    assert "has no file" in shown(workspace.form())


async def test_a_copy_goes_into_another_folder(here, workspace, shelf):
    await opened(here, workspace)
    await pressed(here, workspace, "Details…")
    await pressed(here, workspace, "Copy to a folder…")
    await workspace.submit(folder=option("f2"))

    [errand] = await wanted(here)
    assert errand.wish["source"] == "https://cdn.gen.pro/0"
    assert errand.wish["folder"] == "f2"


# --- changing


async def test_a_folder_is_made_where_somebody_is(here, workspace, shelf):
    await opened(here, workspace)
    await pressed(here, workspace, "Open")
    form = await pressed(here, workspace, "New folder…")
    assert "in B-roll" in shown(form)
    await workspace.submit(name="Close-ups")

    [errand] = await wanted(here)
    assert (errand.what, errand.wish["name"]) == (What.NEW_FOLDER, "Close-ups")
    assert errand.wish["parent"] == "f1"


async def test_a_file_gets_another_name(here, workspace, shelf):
    await opened(here, workspace)
    await pressed(here, workspace, "Details…")
    await pressed(here, workspace, "Rename…")
    answer = await workspace.submit(name="clip-0.png")
    assert "That is its name already." in str(answer)
    await workspace.submit(name="opening.png")

    [errand] = await wanted(here)
    assert (errand.wish["id"], errand.wish["name"]) == ("0", "opening.png")


async def test_who_may_not_is_told_before_the_form(here, workspace, shelf):
    await here.store.unit(decides(IDEAS, videos=(BEA,)))
    await opened(here, workspace)
    await pressed(here, workspace, "Details…")
    await pressed(here, workspace, "Rename…")
    await here.deliver()

    assert f"<@{BEA}>" in workspace.said(to=MAYA)[-1]
    assert await wanted(here) == []


def planned(tx):
    made = Production("p1", "i1", "r1", IDEAS, AGENT, MAYA, "The verdict", 1.0, Stage.PUBLISHING)
    tx.productions.save(made)
    url = "https://cdn.gen.pro/90"
    tx.publications.save(Publication("o1", "p1", "i1", IDEAS, AGENT, 1, MAYA, 1.0, 2e9, "Hi", url))


async def test_deleting_a_folder_warns_of_all_that_goes(here, workspace, shelf):
    await here.store.unit(planned)
    await opened(here, workspace)
    await pressed(here, workspace, "Open")
    form = await pressed(here, workspace, "Delete folder…")
    assert "*Everything in it goes with it:* 2 files and 1 folder." in shown(form)
    assert "“The verdict” goes out" in shown(form)

    refused = await workspace.submit()
    assert refused["ok"] is False
    await workspace.submit(anyway={"selected_options": [{"value": "yes"}]})

    [errand] = await wanted(here)
    assert (errand.what, errand.wish["id"], errand.wish["spared"]) == (What.DELETE_ASSET, "f1", [])


async def test_what_nobody_warned_of_is_spared_by_the_errand(here, workspace, shelf):
    await opened(here, workspace)
    await pressed(here, workspace, "Open")
    await pressed(here, workspace, "Details…")
    await pressed(here, workspace, "Delete…")
    await here.store.unit(planned)
    await workspace.submit()

    [errand] = await wanted(here)
    assert ["https://cdn.gen.pro/90", "The verdict"] in errand.wish["spared"]


# --- using


async def test_a_picture_becomes_a_cover_that_the_review_shows(here, workspace, shelf):
    await with_an_idea(here)
    made = Production(
        "p1", "idea1", "r1", IDEAS, AGENT, MAYA, "The verdict", 1.0, Stage.REVIEW,
        version=1, video_url="https://cdn.gen.pro/v.mp4", thumbnail="https://cdn.gen.pro/v.jpg",
        render=Task("t9", "Render", "c9", thumbnail="https://cdn.gen.pro/v.jpg"),
    )  # fmt: skip
    await here.store.unit(lambda tx: tx.productions.save(made))
    await opened(here, workspace)
    await pressed(here, workspace, "Details…")
    await pressed(here, workspace, "Use as cover…")
    await workspace.submit(video=option("p1"))
    await here.deliver()

    [kept] = await here.store.read(lambda tx: tx.productions.find())
    assert kept.thumbnail == "https://cdn.gen.pro/0"
    assert "https://cdn.gen.pro/0" in str([one.blocks for one in workspace.slack.board.every()])


async def test_what_failed_is_tried_again_by_a_button(here, workspace, shelf):
    message = await brought(workspace, "taco.mp4")
    await workspace.act(
        MAYA, "shortcut", callback_id="save_to_gen", channel=IDEAS, ts=message["ts"]
    )
    await here.router.rest()
    await workspace.submit()
    [errand] = await wanted(here)
    await here.store.unit(errands.ended, errand.id, "failed", "somebody deleted it in Slack")
    await here.deliver()
    await workspace.press(workspace.message("Save to GEN: taco.mp4"), "repeat_errand")

    [errand] = await wanted(here)
    assert (errand.state, errand.attempt) == (ErrandState.WANTED, 2)
