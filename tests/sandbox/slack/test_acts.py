"""What people do: commands, clicks, shortcuts, words; and what they see when nobody answers."""

import asyncio
import base64
from typing import Any

import pytest

from tests.sandbox.slack.conftest import (
    BEA,
    BOT,
    IDEAS,
    MAYA,
    PABLO,
    PAGE,
    RANDOM,
    Desk,
    a_form,
    a_manifest,
    buttons,
    section,
)


def typing(desk: Desk, text: str, user: str = MAYA) -> Any:
    return desk.act(user, "command", channel=IDEAS, text=text)


async def a_card(desk: Desk, *blocks: dict[str, Any], **more: Any) -> str:
    told = {"channel": IDEAS, "text": "A card", "blocks": list(blocks) or [buttons("approve")]}
    return str((await desk.call("chat.postMessage", **told, **more))["ts"])


async def test_a_command_arrives_in_slacks_shape(desk: Desk) -> None:
    link = await desk.connect()

    done, envelope = await desk.while_(
        typing(desk, "/gen ideas 5 <@U0PRODUCER> & https://x.example/a"), link
    )

    assert done == {"ok": True}
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    sent = envelope["payload"]
    assert sent["text"] == "ideas 5 <@U0PRODUCER|pablo> & <https://x.example/a>"
    assert (sent["command"], sent["user_id"], sent["user_name"]) == ("/gen", MAYA, "maya")
    assert (sent["channel_id"], sent["channel_name"]) == (IDEAS, "video-ideas")
    assert sent["response_url"].startswith(desk.url)
    assert sent["trigger_id"].count(".") == 2
    assert sent["api_app_id"].startswith("A")


@pytest.mark.parametrize("manifest", [a_manifest(should_escape=False)])
async def test_a_command_that_is_not_escaped_carries_bare_names(desk: Desk) -> None:
    link = await desk.connect()

    _, envelope = await desk.while_(typing(desk, "/gen ask <@U0PRODUCER> in <#C0LAUNCHES0>"), link)

    assert envelope["payload"]["text"] == "ask @pablo in #launches"


async def test_the_answer_in_an_acknowledgement_is_private(desk: Desk) -> None:
    link = await desk.connect()

    done, _ = await desk.while_(typing(desk, "/gen help"), link, {"text": "Say /gen ideas"})

    assert done == {"ok": True, "response": "Say /gen ideas"}
    hers = (await desk.look("messages", user=MAYA, channel=IDEAS))["messages"]
    his = (await desk.look("messages", user=PABLO, channel=IDEAS))["messages"]
    assert [one["ephemeral"] for one in hers] == [True]
    assert his == []


async def test_an_acknowledgement_slack_would_refuse_is_an_error(desk: Desk) -> None:
    link = await desk.connect()

    async with desk.watching(MAYA) as page:
        done, _ = await desk.while_(typing(desk, "/gen help"), link, {"blocks": [section("")]})
        notice = await page.next("notice")

    assert done["error"] == "invalid_blocks"
    assert notice["text"] == '/gen failed with the error "invalid_blocks"'


@pytest.mark.impatient
async def test_a_command_that_nobody_acknowledges_times_out(desk: Desk) -> None:
    await desk.connect()

    async with desk.watching(MAYA) as page, desk.watching(PABLO) as other:
        typed = asyncio.create_task(typing(desk, "/gen ideas"))
        notice = await page.next("notice")
        done = await typed
        await desk.act(PABLO, "say", channel=IDEAS, text="hi")
        seen = await other.next("message")

    assert done == {"ok": False, "error": "operation_timeout"}
    assert notice["text"] == '/gen failed with the error "operation_timeout"'
    assert notice["kind"] == "timeout"
    assert seen["message"]["text"] == "hi"
    assert (await desk.state())["interactions"][0]["acked_ms"] is None


async def test_a_command_to_an_app_that_is_away_fails_at_once(desk: Desk) -> None:
    assert (await typing(desk, "/gen ideas"))["error"] == "dispatch_failed"


async def test_an_unknown_command_never_reaches_the_app(desk: Desk) -> None:
    assert (await typing(desk, "/dance"))["error"] == "unknown_command"


async def test_a_button_tells_who_pressed_what_where(desk: Desk) -> None:
    link = await desk.connect()
    ts = await a_card(desk, section(), buttons("approve", "reject"))
    press = {"channel": IDEAS, "ts": ts, "block_id": "gate", "action_id": "approve"}

    done, envelope = await desk.while_(desk.act(BEA, "press", **press), link)

    sent = envelope["payload"]
    assert done == {"ok": True}
    assert (sent["type"], sent["user"]["id"]) == ("block_actions", BEA)
    (action,) = sent["actions"]
    assert (action["action_id"], action["value"]) == ("approve", "approve-7")
    assert action["text"] == {"type": "plain_text", "text": "Approve"}
    assert sent["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": IDEAS,
        "is_ephemeral": False,
    }
    assert sent["message"]["ts"] == ts
    assert sent["channel"] == {"id": IDEAS, "name": "video-ideas"}
    assert sent["state"] == {"values": {}}


async def test_a_button_that_is_gone_can_not_be_pressed(desk: Desk) -> None:
    await desk.connect()
    ts = await a_card(desk)
    await desk.call("chat.update", channel=IDEAS, ts=ts, text="Decided")

    press = {"channel": IDEAS, "ts": ts, "block_id": "gate", "action_id": "approve"}

    assert (await desk.act(BEA, "press", **press))["error"] == "element_not_found"


async def test_a_button_for_some_is_not_there_for_others(desk: Desk) -> None:
    link = await desk.connect()
    gate = buttons("approve")
    gate["elements"][0]["visible_to_user_ids"] = [BEA]
    ts = await a_card(desk, gate)
    press = {"channel": IDEAS, "ts": ts, "block_id": "gate", "action_id": "approve"}

    hidden = await desk.act(MAYA, "press", **press)
    done, _ = await desk.while_(desk.act(BEA, "press", **press), link)

    assert (hidden["error"], done) == ("not_visible", {"ok": True})


async def test_a_private_button_is_pressed_only_by_its_reader(desk: Desk) -> None:
    link = await desk.connect()
    whisper = {"channel": IDEAS, "user": MAYA, "text": "Sure?", "blocks": [buttons("yes")]}
    ts = (await desk.call("chat.postEphemeral", **whisper))["message_ts"]
    press = {"channel": IDEAS, "ts": ts, "block_id": "gate", "action_id": "yes"}

    stranger = await desk.act(PABLO, "press", **press)
    _, envelope = await desk.while_(desk.act(MAYA, "press", **press), link)

    assert stranger["error"] == "message_not_found"
    assert envelope["payload"]["container"]["is_ephemeral"] is True
    assert "message" not in envelope["payload"]


@pytest.mark.parametrize(
    ("element", "given", "arrives"),
    [
        ({"type": "overflow"}, "later", ("selected_option", "later")),
        ({"type": "static_select"}, "later", ("selected_option", "later")),
        ({"type": "users_select"}, BEA, ("selected_user", BEA)),
        ({"type": "channels_select"}, RANDOM, ("selected_channel", RANDOM)),
        ({"type": "datepicker"}, "2026-11-26", ("selected_date", "2026-11-26")),
        ({"type": "datetimepicker"}, 1_790_000_000, ("selected_date_time", 1_790_000_000)),
    ],
)
async def test_a_choice_tells_what_was_chosen(
    desk: Desk, element: dict[str, Any], given: Any, arrives: tuple[str, Any]
) -> None:
    link = await desk.connect()
    if element["type"] in ("overflow", "static_select"):
        text = {"type": "plain_text", "text": "Later"}
        element = element | {"options": [{"text": text, "value": "later"}]}
    card = {"type": "actions", "block_id": "b", "elements": [element | {"action_id": "a"}]}
    ts = await a_card(desk, card)

    press = {"channel": IDEAS, "ts": ts, "block_id": "b", "action_id": "a", "selected": given}
    _, envelope = await desk.while_(desk.act(MAYA, "press", **press), link)

    chosen = envelope["payload"]["actions"][0][arrives[0]]
    assert (chosen["value"] if isinstance(chosen, dict) else chosen) == arrives[1]


async def test_a_choice_that_is_not_offered_is_refused(desk: Desk) -> None:
    await desk.connect()
    text = {"type": "plain_text", "text": "Later"}
    menu = {"type": "overflow", "action_id": "a", "options": [{"text": text, "value": "later"}]}
    ts = await a_card(desk, {"type": "actions", "block_id": "b", "elements": [menu]})
    press = {"channel": IDEAS, "ts": ts, "block_id": "b", "action_id": "a", "selected": "never"}

    assert (await desk.act(MAYA, "press", **press))["error"] == "invalid_option"


async def test_words_are_no_moment(desk: Desk) -> None:
    await desk.connect()
    when = {"type": "datetimepicker", "action_id": "a"}
    ts = await a_card(desk, {"type": "actions", "block_id": "b", "elements": [when]})
    press = {"channel": IDEAS, "ts": ts, "block_id": "b", "action_id": "a", "selected": "soon"}

    assert (await desk.act(MAYA, "press", **press))["error"] == "invalid_date_time"


async def test_shortcuts_open_forms_and_know_their_message(desk: Desk) -> None:
    link = await desk.connect()
    ts = (await desk.act(MAYA, "say", channel=IDEAS, text="make this"))["ts"]
    await link.taken()

    _, anywhere = await desk.while_(desk.act(MAYA, "shortcut", callback_id="new"), link)
    on_this = desk.act(MAYA, "shortcut", callback_id="from", channel=IDEAS, ts=ts)
    _, on_message = await desk.while_(on_this, link)
    trigger = on_message["payload"]["trigger_id"]
    opened = await desk.call("views.open", trigger_id=trigger, view=a_form())

    assert anywhere["payload"]["type"] == "shortcut"
    assert "response_url" not in anywhere["payload"]
    assert on_message["payload"]["type"] == "message_action"
    assert on_message["payload"]["message"]["text"] == "make this"
    assert opened["ok"]


async def test_words_in_a_direct_message_reach_the_app(desk: Desk) -> None:
    link = await desk.connect()
    hello = await desk.look("hello", user=MAYA)
    direct = next(one["id"] for one in hello["channels"] if one["is_im"])

    await desk.act(MAYA, "say", channel=direct, text="hi <@U0GENBOT00>")
    await desk.act(MAYA, "say", channel=direct, text="still there?")
    first, second = [(await link.taken())["payload"]["event"] for _ in range(2)]

    assert (first["type"], first["channel_type"]) == ("message", "im")
    assert second["text"] == "still there?"


async def test_words_where_the_bot_is_not_reach_nobody(desk: Desk) -> None:
    link = await desk.connect()
    await desk.act(MAYA, "say", channel=RANDOM, text="psst <@U0GENBOT00>")

    await desk.act(MAYA, "join", channel=RANDOM)
    joined = await link.taken()
    await desk.act(MAYA, "say", channel=RANDOM, text="welcome")
    heard = await link.taken()
    await desk.act(MAYA, "leave", channel=RANDOM)

    assert joined["payload"]["event"]["type"] == "member_joined_channel"
    assert joined["payload"]["event"]["user"] == BOT
    assert heard["payload"]["event"]["text"] == "welcome"
    assert (await desk.call("chat.postMessage", channel=RANDOM, text="x"))["error"] == (
        "not_in_channel"
    )


async def test_the_bot_hears_its_own_words_changes_and_deletions(desk: Desk) -> None:
    link = await desk.connect()
    about = {"event_type": "card", "event_payload": {"key": "k1"}}
    ts = await a_card(desk, metadata=about)
    await desk.call("chat.update", channel=IDEAS, ts=ts, text="Done")
    await desk.call("chat.delete", channel=IDEAS, ts=ts)

    new, changed, deleted = [(await link.taken())["payload"]["event"] for _ in range(3)]

    assert (new["bot_id"], new["metadata"]) == ("B0GENBOT00", about)
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "Done")
    assert changed["previous_message"]["text"] == "A card"
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)


async def test_a_link_in_words_becomes_a_link(desk: Desk) -> None:
    await desk.act(MAYA, "say", channel=IDEAS, text="see https://a.test/x?y=1&z=2.")

    (said,) = (await desk.look("messages", user=MAYA, channel=IDEAS))["messages"]
    assert said["text"] == "see <https://a.test/x?y=1&amp;z=2>."


async def test_a_person_can_drop_a_file(desk: Desk) -> None:
    link = await desk.connect()
    content = base64.b64encode(b"hello").decode()

    await desk.act(MAYA, "upload", channel=IDEAS, name="brief.txt", base64=content)
    event = await link.event("message")

    assert event["subtype"] == "file_share"
    async with desk.http.get(event["files"][0]["url_private"], headers=PAGE) as answer:
        assert await answer.read() == b"hello"


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"do": "dance"}, "unknown_act"),
        ({"do": "say", "channel": IDEAS, "text": "  "}, "no_text"),
        ({"do": "say", "channel": "C0NOWHERE00", "text": "x"}, "channel_not_found"),
        ({"do": "say", "channel": IDEAS, "text": "x", "thread_ts": "1.1"}, "thread_not_found"),
        ({"do": "press", "channel": IDEAS, "ts": "1.1"}, "message_not_found"),
        ({"do": "press", "view_id": "V0NOWHERE00"}, "view_not_found"),
        ({"do": "submit", "view_id": "V0NOWHERE00"}, "view_not_found"),
        ({"do": "shortcut", "callback_id": "none"}, "unknown_shortcut"),
        ({"do": "upload", "channel": IDEAS, "base64": "?"}, "invalid_arguments"),
    ],
)
async def test_what_makes_no_sense_gets_a_reason(
    desk: Desk, told: dict[str, Any], error: str
) -> None:
    assert (await desk.act(MAYA, **told))["error"] == error


async def test_nobody_acts_as_a_stranger(desk: Desk) -> None:
    assert (await desk.act("U0NOBODY00", "say"))["error"] == "user_not_found"


@pytest.mark.parametrize(
    "manifest", [a_manifest() | {"settings": {"interactivity": {"is_enabled": False}}}]
)
async def test_clicks_go_nowhere_when_interactivity_is_off(desk: Desk) -> None:
    await desk.connect()
    ts = await a_card(desk)
    press = {"channel": IDEAS, "ts": ts, "block_id": "gate", "action_id": "approve"}

    assert (await desk.act(BEA, "press", **press))["error"] == "dispatch_failed"
