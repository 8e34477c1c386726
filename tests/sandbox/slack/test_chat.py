"""chat.*: what is said, changed, whispered and taken back."""

from typing import Any

import pytest

from tests.sandbox.slack.conftest import (
    BOT,
    IDEAS,
    MAYA,
    PABLO,
    RANDOM,
    Desk,
    a_manifest,
    buttons,
    section,
)


async def post(desk: Desk, **more: Any) -> Any:
    return await desk.call("chat.postMessage", **{"channel": IDEAS, "text": "Hi"} | more)


async def test_a_posted_message_is_read_by_people(desk: Desk) -> None:
    answer = await post(desk, blocks=[section(), buttons("approve")])

    assert (answer["ok"], answer["channel"]) == (True, IDEAS)
    read = (await desk.look("messages", user=MAYA, channel=IDEAS))["messages"]
    assert [one["ts"] for one in read] == [answer["ts"]]
    assert read[0]["blocks"][0]["block_id"]
    assert (read[0]["username"], read[0]["bot_id"]) == ("genbot", "B0GENBOT00")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"channel": "C0NOWHERE00"}, "channel_not_found"),
        ({"channel": RANDOM}, "not_in_channel"),
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": "{"}, "invalid_blocks_format"),
        ({"blocks": {"type": "section"}}, "invalid_blocks_format"),
        ({"blocks": [section("")]}, "invalid_blocks"),
        ({"blocks": [section("x" * 3000)] * 5}, "msg_blocks_too_long"),
        ({"markdown_text": "*x*"}, "markdown_text_conflict"),
        ({"metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        (
            {"metadata": {"event_type": "x", "event_payload": {"a": [[1]]}}},
            "invalid_metadata_schema",
        ),
        (
            {"metadata": {"event_type": "x", "event_payload": {"a": "x" * 9_000}}},
            "metadata_too_large",
        ),
        ({"thread_ts": "1.000001"}, "thread_not_found"),
        ({"attachments": [{}] * 101}, "too_many_attachments"),
        ({"username": "Boss"}, "missing_scope"),
    ],
)
async def test_a_message_slack_would_refuse_is_refused(
    desk: Desk, change: dict[str, Any], error: str
) -> None:
    answer = await post(desk, **change)

    assert (answer["ok"], answer["error"]) == (False, error)
    state = await desk.state()
    assert state["messages"] == []
    assert state["refused"][-1]["error"] == error


async def test_refused_blocks_say_what_and_where(desk: Desk) -> None:
    answer = await post(desk, blocks=[{"type": "section", "text": {"type": "plain_text"}}])

    said = "missing required field: text [json-pointer:/blocks/0/text]"
    assert answer["errors"] == [said]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {said}"]


async def test_a_video_block_needs_its_scope(desk: Desk) -> None:
    video = {
        "type": "video",
        "alt_text": "v",
        "title": {"type": "plain_text", "text": "V"},
        "video_url": "https://v.test/1",
        "thumbnail_url": "https://v.test/1.jpg",
    }

    assert "links.embed:write" in (await post(desk, blocks=[video]))["errors"][0]


async def test_an_archived_channel_takes_nothing(desk: Desk) -> None:
    ts = (await post(desk))["ts"]
    await desk.control("channel", channel=IDEAS, archived=True)

    assert (await post(desk))["error"] == "is_archived"
    changed = await desk.call("chat.update", channel=IDEAS, ts=ts, text="Ho")
    assert changed["error"] == "is_inactive"


async def test_replies_are_counted_on_their_parent(desk: Desk) -> None:
    parent = (await post(desk))["ts"]
    first = (await post(desk, thread_ts=parent))["ts"]
    last = (await post(desk, thread_ts=parent))["ts"]

    (top,) = (await desk.look("messages", user=MAYA, channel=IDEAS))["messages"]
    thread = (await desk.look("replies", user=MAYA, channel=IDEAS, ts=parent))["messages"]
    astray = await post(desk, thread_ts=first)

    assert (top["reply_count"], top["reply_users"], top["latest_reply"]) == (2, [BOT], last)
    assert [one["ts"] for one in thread] == [parent, first, last]
    assert astray["error"] == "cannot_reply_to_message"


async def test_an_update_replaces_blocks_and_keeps_metadata(desk: Desk) -> None:
    about = {"event_type": "card", "event_payload": {"key": "k1"}}
    ts = (await post(desk, blocks=[buttons("go")], metadata=about))["ts"]

    answer = await desk.call("chat.update", channel=IDEAS, ts=ts, text="Done")

    (read,) = (await desk.look("messages", user=MAYA, channel=IDEAS))["messages"]
    assert answer["text"] == read["text"] == "Done"
    assert "blocks" not in read
    assert read["edited"]["user"] == BOT
    assert read["metadata"] == about


async def test_an_update_with_blocks_shows_no_edited_mark(desk: Desk) -> None:
    ts = (await post(desk))["ts"]

    await desk.call("chat.update", channel=IDEAS, ts=ts, text="Done", blocks=[section()])

    (read,) = (await desk.look("messages", user=MAYA, channel=IDEAS))["messages"]
    assert "edited" not in read


async def test_empty_metadata_takes_it_away(desk: Desk) -> None:
    about = {"event_type": "card", "event_payload": {"key": "k1"}}
    ts = (await post(desk, metadata=about))["ts"]

    await desk.call("chat.update", channel=IDEAS, ts=ts, text="Done", metadata={})

    assert "metadata" not in (await desk.state())["messages"][0]


async def test_an_update_has_its_own_limits(desk: Desk) -> None:
    ts = (await post(desk))["ts"]
    hers = (await desk.act(MAYA, "say", channel=IDEAS, text="mine"))["ts"]
    update = {"channel": IDEAS, "ts": ts}

    assert (await desk.call("chat.update", **update, text="x" * 4_001))["error"] == "msg_too_long"
    assert (await desk.call("chat.update", **update))["error"] == "no_text"
    unknown = await desk.call("chat.update", channel=IDEAS, ts="1.000001", text="x")
    assert unknown["error"] == "message_not_found"
    not_mine = await desk.call("chat.update", channel=IDEAS, ts=hers, text="x")
    assert not_mine["error"] == "cant_update_message"


async def test_a_whisper_is_for_one_person_and_in_no_history(desk: Desk) -> None:
    await post(desk)
    answer = await desk.call("chat.postEphemeral", channel=IDEAS, user=MAYA, text="Psst")

    hers = (await desk.look("messages", user=MAYA, channel=IDEAS))["messages"]
    his = (await desk.look("messages", user=PABLO, channel=IDEAS))["messages"]
    history = (await desk.call("conversations.history", channel=IDEAS))["messages"]
    changed = await desk.call("chat.update", channel=IDEAS, ts=answer["message_ts"], text="x")

    assert [one["text"] for one in hers] == ["Hi", "Psst"]
    assert hers[1]["ephemeral"] is True
    assert [one["text"] for one in his] == [one["text"] for one in history] == ["Hi"]
    assert changed["error"] == "message_not_found"


async def test_a_whisper_into_a_silent_thread_is_shown_to_nobody(desk: Desk) -> None:
    ts = (await post(desk))["ts"]
    whisper = {"channel": IDEAS, "user": MAYA, "text": "Psst", "thread_ts": ts}

    assert (await desk.call("chat.postEphemeral", **whisper))["ok"]
    await post(desk, thread_ts=ts, text="alive")
    assert (await desk.call("chat.postEphemeral", **whisper))["ok"]

    thread = (await desk.look("replies", user=MAYA, channel=IDEAS, ts=ts))["messages"]
    assert [one["text"] for one in thread] == ["Hi", "alive", "Psst"]
    assert (await desk.state())["refused"][-1]["error"] == "not_shown"


async def test_a_stranger_can_not_be_whispered_to(desk: Desk) -> None:
    answer = await desk.call("chat.postEphemeral", channel=IDEAS, user="U0NOBODY00", text="Psst")

    assert answer["error"] == "user_not_in_channel"


async def test_a_deleted_message_is_gone_and_a_parent_leaves_its_place(desk: Desk) -> None:
    lone, parent = (await post(desk))["ts"], (await post(desk))["ts"]
    await post(desk, thread_ts=parent)

    assert (await desk.call("chat.delete", channel=IDEAS, ts=lone))["ok"]
    assert (await desk.call("chat.delete", channel=IDEAS, ts=parent))["ok"]

    (left,) = (await desk.look("messages", user=MAYA, channel=IDEAS))["messages"]
    assert (left["subtype"], left["reply_count"]) == ("tombstone", 1)
    again = await desk.call("chat.delete", channel=IDEAS, ts=lone)
    assert again["error"] == "message_not_found"


async def test_a_permalink_leads_to_a_message(desk: Desk) -> None:
    ts = (await post(desk))["ts"]

    link = await desk.call("chat.getPermalink", channel=IDEAS, message_ts=ts)

    assert link["permalink"].endswith(f"/archives/{IDEAS}/p{ts.replace('.', '')}")


async def test_a_direct_message_may_be_sent_to_a_person(desk: Desk) -> None:
    answer = await post(desk, channel=MAYA)

    opened = await desk.call("conversations.open", users=MAYA)
    assert answer["channel"] == opened["channel"]["id"]
    hidden = await desk.look("messages", user=PABLO, channel=answer["channel"])
    assert hidden["error"] == "channel_not_found"


@pytest.mark.parametrize("manifest", [a_manifest(scopes=["chat:write", "chat:write.public"])])
async def test_a_public_channel_needs_no_invitation_with_the_right_scope(desk: Desk) -> None:
    assert (await post(desk, channel=RANDOM))["ok"]
