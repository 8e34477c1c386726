"""conversations.* and reactions: what a bot can read back."""

from typing import Any

import pytest

from tests.sandbox.slack.conftest import IDEAS, MAYA, RANDOM, Desk, a_manifest

ABOUT = {"event_type": "card", "event_payload": {"key": "k1"}}


async def five(desk: Desk) -> list[str]:
    return [
        (await desk.call("chat.postMessage", channel=IDEAS, text=str(n), metadata=ABOUT))["ts"]
        for n in range(5)
    ]


def texts(answer: Any) -> list[str]:
    return [one["text"] for one in answer["messages"]]


async def test_history_comes_newest_first_page_by_page(desk: Desk) -> None:
    await five(desk)

    first = await desk.call("conversations.history", channel=IDEAS, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await desk.call("conversations.history", channel=IDEAS, limit=3, cursor=cursor)

    assert (texts(first), first["has_more"]) == (["4", "3", "2"], True)
    assert (texts(rest), rest["has_more"]) == (["1", "0"], False)


async def test_history_can_be_cut_at_both_ends(desk: Desk) -> None:
    ts = await five(desk)
    between = {"channel": IDEAS, "oldest": ts[1], "latest": ts[3]}

    assert texts(await desk.call("conversations.history", **between)) == ["2"]
    inclusive = await desk.call("conversations.history", **between, inclusive=True)
    assert texts(inclusive) == ["3", "2", "1"]


async def test_metadata_is_whole_only_when_asked_for(desk: Desk) -> None:
    ts = (await five(desk))[0]

    brief = await desk.call("conversations.history", channel=IDEAS)
    full = await desk.call("conversations.replies", channel=IDEAS, ts=ts, include_all_metadata=True)

    assert brief["messages"][0]["metadata"] == {"event_type": "card"}
    assert full["messages"][0]["metadata"] == ABOUT


async def test_replies_come_oldest_first_after_their_parent(desk: Desk) -> None:
    parent = (await five(desk))[0]
    for text in ("a", "b"):
        await desk.call("chat.postMessage", channel=IDEAS, text=text, thread_ts=parent)

    thread = await desk.call("conversations.replies", channel=IDEAS, ts=parent)
    history = await desk.call("conversations.history", channel=IDEAS)

    assert texts(thread) == ["0", "a", "b"]
    assert thread["messages"][1]["parent_user_id"] == "U0GENBOT00"
    assert "a" not in texts(history)


@pytest.mark.parametrize(
    ("method", "told", "error"),
    [
        ("conversations.history", {"channel": RANDOM}, "not_in_channel"),
        ("conversations.history", {"channel": "C0NOWHERE00"}, "channel_not_found"),
        ("conversations.history", {"channel": IDEAS, "cursor": "?"}, "invalid_cursor"),
        ("conversations.history", {"channel": IDEAS, "oldest": "noon"}, "invalid_ts_oldest"),
        ("conversations.history", {"channel": IDEAS, "limit": 5_000}, "invalid_limit"),
        ("conversations.replies", {"channel": IDEAS, "ts": "1.000001"}, "thread_not_found"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"users": "U0NOBODY00"}, "user_not_found"),
        ("reactions.add", {"channel": IDEAS, "timestamp": "1.1", "name": "x"}, "message_not_found"),
    ],
)
async def test_what_can_not_be_read_is_refused(
    desk: Desk, method: str, told: dict[str, Any], error: str
) -> None:
    assert (await desk.call(method, **told))["error"] == error


@pytest.mark.parametrize("manifest", [a_manifest(scopes=["im:history"])])
async def test_a_channels_history_needs_the_channels_scope(desk: Desk) -> None:
    answer = await desk.call("conversations.history", channel=IDEAS)

    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")


async def test_channels_can_be_listed_with_their_members(desk: Desk) -> None:
    listed = await desk.call("conversations.list", types="public_channel")
    about = await desk.call("conversations.info", channel=RANDOM)
    members = await desk.call("conversations.members", channel=IDEAS)

    assert [one["name"] for one in listed["channels"]] == ["video-ideas", "launches", "random"]
    assert about["channel"]["is_member"] is False
    assert MAYA in members["members"]


async def test_a_reaction_is_left_once(desk: Desk) -> None:
    link = await desk.connect()
    ts = (await desk.call("chat.postMessage", channel=IDEAS, text="Hi"))["ts"]
    tada = {"channel": IDEAS, "timestamp": ts, "name": "tada"}

    first, second = [await desk.call("reactions.add", **tada) for _ in range(2)]
    bad = await desk.call("reactions.add", **tada | {"name": "no such!"})

    assert first == {"ok": True}
    assert second["error"] == "already_reacted"
    assert bad["error"] == "invalid_name"
    assert (await link.event("reaction_added"))["reaction"] == "tada"
