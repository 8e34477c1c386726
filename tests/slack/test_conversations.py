"""The window with the conversations, over a real socket."""

import pytest

from genbot.domain.errands import What
from genbot.gen.conversations import (
    Conversation,
    GetConversation,
    ListConversationMessages,
    ListConversations,
)
from genbot.gen.errors import NotSent
from genbot.gen.ideas import RunMessage
from tests.slack.conftest import BEA, IDEAS, MAYA
from tests.slack.test_messages import US, settled

MANY = [Conversation(id=f"c{n}", title=f"Talk {n} <!here>", run_count=n) for n in range(12)]


async def wanted(here):
    return await here.store.read(lambda tx: tx.errands.find())


@pytest.fixture
async def open_list(here, workspace):
    here.gen.will(ListConversations, MANY)

    async def opened(words=""):
        await workspace.command(f"conversations {words}")
        await here.router.rest()
        return str(workspace.form()["blocks"])

    return opened


async def press(here, workspace, act, nth=0):
    form = workspace.form()
    found = [
        (block["block_id"], one)
        for block in form["blocks"]
        for one in block.get("elements", [])
        if one.get("action_id") == act
    ]
    block, element = found[nth]
    await workspace.act(
        MAYA, "press", view_id=form["id"], block_id=block, action_id=act,
        value=element.get("value"),
    )  # fmt: skip
    await here.answered()
    return str(workspace.form()["blocks"])


async def test_they_are_listed_searched_and_turned(here, workspace, open_list):
    shown = await open_list()
    assert "Talk 0 &lt;!here&gt;" in shown
    assert "Talk 11" not in shown

    assert "Talk 11" in await press(here, workspace, "older_talks")
    assert "Talk 0 " in await press(here, workspace, "newer_talks")
    await workspace.submit(words="talk 7")
    await here.router.rest()
    shown = str(workspace.form()["blocks"])
    assert "Talk 7" in shown
    assert "Talk 8" not in shown
    assert "No conversation has *nothing* in its title." in await open_list("nothing")


async def test_when_gen_is_down_the_window_says_so(here, workspace, open_list):
    here.gen.will(ListConversations, NotSent("no route"))

    assert "GEN cannot be reached" in await open_list()


async def test_one_is_opened_and_its_thread_goes_on(here, workspace, open_list):
    await open_list()
    here.gen.will(GetConversation, MANY[3])
    said = [RunMessage(role="assistant", content="Because <!channel>.")]
    here.gen.will(ListConversationMessages, said)

    assert "goes on in the channel" in await press(here, workspace, "open_talk", 3)
    head = workspace.message("this conversation goes on here")
    assert "Because &lt;!channel&gt;." in str(head.blocks)
    await workspace.act(BEA, "say", channel=IDEAS, text="and now?", thread_ts=head.ts)
    await settled(here, workspace)

    [errand] = await wanted(here)
    [talk] = await here.store.read(lambda tx: tx.talks.find())
    assert (errand.wish["talk"], talk.conversation) == (talk.id, "c3")


async def test_one_is_renamed_in_the_same_window(here, workspace, open_list):
    await open_list()
    await press(here, workspace, "rename_talk", 2)
    refused = await workspace.submit(title=" ")
    await workspace.submit(title="Taco week")

    assert refused["errors"] == {"title": "Say what it should be called."}
    [errand] = await wanted(here)
    assert (errand.wish["conversation_id"], errand.wish["name"]) == ("c2", "Taco week")


async def test_they_are_pinned_unpinned_and_deleted(here, workspace, open_list):
    here.gen.will(ListConversations, [MANY[0].model_copy(update={"pinned": True}), MANY[1]])
    for act in ("unpin_talk", "pin_talk", "delete_talk"):
        await workspace.command("conversations")
        await here.router.rest()
        assert "GEN is being asked" in await press(here, workspace, act)

    wishes = [
        (one.what, one.wish.get("pinned"), one.wish["conversation_id"])
        for one in await wanted(here)
    ]
    assert wishes == [
        (What.CHANGE_TALK, False, "c0"),
        (What.CHANGE_TALK, True, "c1"),
        (What.DELETE_TALK, None, "c0"),
    ]


async def test_a_title_is_given_by_a_mention_in_the_thread(here, workspace):
    await workspace.act(MAYA, "say", channel=IDEAS, text=f"{US} title Taco week")
    await settled(here, workspace)

    assert "in the thread of a conversation" in workspace.said(to=MAYA)[0]
