"""A form that answers a form takes its place: pressed in it, or sent."""

import asyncio
import json

import pytest

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.gen.errors import Unclear
from genbot.sandbox.slack import windows
from genbot.slack import desk
from genbot.slack.table import Row
from tests.slack.conftest import IDEAS, MAYA

TURN = {"type": "button", "action_id": "turn", "value": "b1:2"}
TURN |= {"text": {"type": "plain_text", "text": "Turn the page"}}


def page(words, **more):
    turn = kit.actions(TURN)
    find = kit.input_text("words", "Find", optional=True)
    return {**kit.form(None, "A book", kit.section(words), turn, find, submit="Find", **more),
            "callback_id": "book"}  # fmt: skip


def turned(tx, ask, given=""):
    return page(f"Turned to {ask.value}{given}.", about="b1:2")


@pytest.fixture
async def book(here, workspace, monkeypatch):
    """A window that can be turned and searched, open in front of Maya."""
    monkeypatch.setitem(desk.buttons._rows, "turn", Row("turn", "Turn.", turned))
    monkeypatch.setitem(desk.forms._rows, "book", Row("book", "Find.", turned))
    opens = Row("open_request", "Open.", lambda tx, ask: page("Page one.", about="b1:1"))
    monkeypatch.setitem(desk.buttons._rows, "open_request", opens)
    await workspace.command("help")
    await here.deliver()
    await workspace.press(workspace.message("Here is what I can do"), "open_request")
    await here.router.rest()
    return workspace.form()


async def turn(here, workspace):
    form = workspace.form()
    block = next(one["block_id"] for one in form["blocks"] if one["type"] == "actions")
    await workspace.act(
        MAYA, "press", view_id=form["id"], block_id=block, action_id="turn", value="b1:2"
    )
    await here.router.rest()
    return workspace.form()


def loading(needs, words):
    def run(tx, ask, given):
        return page(f"{words} {given}.")

    return Row("turn", "Turn.", run, needs=needs, loading="One moment")


async def test_a_button_in_a_window_turns_that_window(here, workspace, book):
    shown = await turn(here, workspace)

    assert shown["id"] == book["id"]
    assert "Turned to b1:2." in str(shown["blocks"])
    assert workspace.slack.calls["views.open"] == 1


async def test_a_window_that_is_sent_may_be_answered_in_its_place(here, workspace, book):
    await workspace.submit(words="salsa")
    await here.router.rest()

    shown = workspace.form()
    assert (shown["id"], shown["private_metadata"]) == (book["id"], f'["b1:2", "{IDEAS}", ""]')
    assert "Turned to b1:1." in str(shown["blocks"])


async def test_a_window_is_filled_in_when_gen_has_answered(here, workspace, book, monkeypatch):
    async def asked(gen):
        return "by GEN"

    for table, name in ((desk.buttons, "turn"), (desk.forms, "book")):
        monkeypatch.setitem(table._rows, name, loading(asked, f"{name} filled"))
    shown = await turn(here, workspace)
    assert "turn filled by GEN." in str(shown["blocks"])

    await workspace.submit()
    await here.router.rest()

    assert "book filled by GEN." in str(workspace.form()["blocks"])
    assert workspace.form()["id"] == book["id"]
    assert await here.store.read(lambda tx: tx.outbox.waiting()) == []


def pressed(book, nth):
    """The same button once more, as Slack tells of it."""
    press = {
        "type": "block_actions",
        "user": {"id": MAYA},
        "trigger_id": f"t{nth}",
        "channel": None,
    }
    action = {**TURN, "value": f"b{nth}:2", "action_ts": f"{nth}.2"}
    return press | {"view": book, "actions": [action], "team": {"id": "T0SANDBOX0"}}


async def test_of_two_quick_presses_the_later_one_is_what_stays(here, workspace, book, monkeypatch):
    """Slack takes its time over the first page."""
    update, client = here.router._screens._client.views_update, here.router._screens._client
    first, go = asyncio.Event(), asyncio.Event()
    shown = []

    async def slowly(**about):
        if not first.is_set():
            first.set()
            await go.wait()
        shown.append(about["view"]["blocks"][0]["text"]["text"])
        return await update(**about)

    monkeypatch.setattr(client, "views_update", slowly)
    for nth in (1, 2):
        await workspace.slack.deliveries.ask("block_actions", pressed(book, nth))
        await first.wait()
    go.set()
    await here.router.rest()

    assert shown == ["Turned to b1:2.", "Turned to b2:2."]
    assert "Turned to b2:2." in str(workspace.form()["blocks"])


async def test_what_gen_told_too_late_does_not_cover_another_page(
    here, workspace, book, monkeypatch
):
    """GEN is asked for one page; meanwhile somebody turns to another."""
    asked, go, covered = asyncio.Event(), asyncio.Event(), asyncio.Event()
    client = here.router._screens._client
    update = client.views_update

    async def seen(**about):
        answer = await update(**about)
        if "Turned to b2:2." in str(about["view"]):
            covered.set()
        return answer

    monkeypatch.setattr(client, "views_update", seen)

    async def slow(gen):
        asked.set()
        await go.wait()
        return "by GEN"

    monkeypatch.setitem(desk.buttons._rows, "turn", loading(slow, "filled"))
    await workspace.slack.deliveries.ask("block_actions", pressed(book, 1))
    await asked.wait()
    monkeypatch.setitem(desk.buttons._rows, "turn", Row("turn", "Turn.", turned))
    await workspace.slack.deliveries.ask("block_actions", pressed(book, 2))
    await covered.wait()
    go.set()
    await here.router.rest()

    assert "Turned to b2:2." in str(workspace.form()["blocks"])
    assert "filled" not in str(workspace.form()["blocks"])


async def test_what_gen_does_not_answer_is_said_in_the_window(here, workspace, book, monkeypatch):
    async def lost(gen):
        raise Unclear("no answer")

    monkeypatch.setitem(desk.buttons._rows, "turn", loading(lost, ""))
    shown = await turn(here, workspace)

    assert "GEN did not answer clearly." in str(shown["blocks"])


async def test_a_window_that_was_closed_meanwhile_is_excused(here, workspace, book):
    press = {"type": "block_actions", "user": {"id": MAYA}, "trigger_id": "t1", "channel": None}
    press |= {"view": {**book, "id": "V0GONE"}, "actions": [{**TURN, "action_ts": "1.2"}]}
    await workspace.slack.deliveries.ask("block_actions", press | {"team": {"id": "T0SANDBOX0"}})
    await here.answered()

    [said] = [one for one in workspace.said(to=MAYA) if "interrupted" in one]
    assert "pressed *Turn the page*" in said


async def test_a_picture_slack_cannot_fetch_costs_the_picture_and_nothing_else(
    here, workspace, monkeypatch
):
    real = windows.view_problems

    def fetching(view):
        """What Slack says of a window when a picture in it cannot be had."""
        return real(view) or (["downloading image failed"] if ".jpg" in json.dumps(view) else [])

    face = kit.image("https://cdn.test/face.jpg", "A face")
    turn = kit.button("Turn", Act.REFRESH_HOME)

    def run(tx, ask, given):
        shown = kit.section("Santiago", face)
        return kit.form(None, "A face", face, shown, kit.section("Turn", turn))

    async def needs(gen):
        return "it"

    monkeypatch.setattr(windows, "view_problems", fetching)
    row = Row("open_request", "Open.", run, needs=needs, loading="A face")
    monkeypatch.setitem(desk.buttons._rows, "open_request", row)
    await workspace.command("help")
    await here.deliver()
    await workspace.press(workspace.message("Here is what I can do"), "open_request")
    await here.router.rest()

    first, second = workspace.form()["blocks"]
    assert (first["text"]["text"], "accessory" in first) == ("Santiago", False)
    assert second["accessory"]["type"] == "button"
