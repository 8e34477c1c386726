"""conversations.* and reactions.*: read a channel, its threads and its members."""

from __future__ import annotations

import base64
import re
from typing import Any

from genbot.sandbox.slack.calls import Call, Method
from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.messages import Message
from genbot.sandbox.slack.people import BOT_USER, Channel

Dict = dict[str, Any]
READING = ("channels:read", "groups:read", "im:read", "mpim:read")
A_PAGE = 100
MOST = 999
KINDS = {"im": "im", "group": "private_channel", "channel": "public_channel"}
FEWER = 40  # people of a channel on one page: Slack may give fewer than were asked for


def _shown(call: Call, channel: Channel) -> Dict:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.is_im,
        "is_group": False,
        "is_im": channel.is_im,
        "is_mpim": False,
        "is_private": channel.is_im or channel.private,
        "is_archived": channel.archived,
        "is_member": BOT_USER in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "num_members": len(channel.members),
        **({"user": channel.user} if channel.is_im else {}),
    }


def page(
    call: Call, things: list[Any], otherwise: int = A_PAGE, most: int = MOST
) -> tuple[list[Any], Dict]:
    """One page of a list, with `most` things, and the answer's part that says how to get the next."""
    start = 0
    if cursor := call.text("cursor"):
        try:
            start = int(base64.b64decode(cursor, validate=True).removeprefix(b"next:"))
        except ValueError:
            raise Refused("invalid_cursor") from None
    limit = min(most, call.whole("limit", otherwise, MOST))
    more = start + limit < len(things)
    following = base64.b64encode(b"next:%d" % (start + limit)).decode() if more else ""
    about: Dict = {"has_more": more, "response_metadata": {"next_cursor": following}}
    return things[start : start + limit], about


def _stamp(call: Call, name: str) -> str:
    value = call.text(name)
    if value and value != "now" and not re.fullmatch(r"\d+(\.\d+)?", value):
        raise Refused(f"invalid_ts_{name}")
    return "" if value == "now" else value


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = float(_stamp(call, "oldest") or 0), _stamp(call, "latest")
    newest = float(latest) if latest else float("inf")
    inclusive = call.flag("inclusive")

    def wanted(message: Message) -> bool:
        at = float(message.ts)
        return oldest < at < newest or (inclusive and at in (oldest, newest))

    return [message for message in messages if wanted(message)]


def _read(call: Call, messages: list[Message]) -> list[Dict]:
    full, origin = call.flag("include_all_metadata"), call.slack.origin
    board = call.slack.board
    return [board.as_read(one, metadata=full, origin=origin) for one in messages]


def _may_read(call: Call) -> Channel:
    channel = call.joined()
    call.allow(f"{channel.right}:history")
    return channel


def history(call: Call) -> Dict:
    channel = _may_read(call)
    newest_first = _between(call, call.slack.board.history(channel.id))[::-1]
    shown, about = page(call, newest_first)
    return {"messages": _read(call, shown), "pin_count": 0, **about}


def replies(call: Call) -> Dict:
    call.need("ts")
    channel = _may_read(call)
    board = call.slack.board
    found = board.find(channel.id, call.text("ts"))
    if found is None:
        raise Refused("thread_not_found")
    parent = board.find(channel.id, found.thread_ts or found.ts) or found
    beneath = _between(call, board.replies(channel.id, parent.ts))
    shown, about = page(call, beneath, MOST)
    return {"messages": _read(call, [parent, *shown]), **about}


def open_(call: Call) -> Dict:
    if given := call.text("channel"):
        channel = call.slack.people.channel(given)
        if channel is None:
            raise Refused("channel_not_found")
        return {"channel": {"id": channel.id}}
    users = [name for name in call.text("users").split(",") if name]
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        raise Refused("invalid_user_combination", "the sandbox has no group messages")
    found = call.slack.people.direct(users[0])
    if found is None:
        raise Refused("user_not_found")
    brief = {"id": found.id}
    return {"channel": _shown(call, found) if call.flag("return_im") else brief}


def about(call: Call) -> Dict:
    return {"channel": _shown(call, call.channel())}


def members(call: Call) -> Dict:
    """Everybody in it, apps too. A right for one kind of conversation is none for another."""
    channel = call.channel()
    call.allow(f"{channel.right}:read")
    names, more = page(call, sorted(channel.members), most=FEWER)
    return {"members": names, "response_metadata": more["response_metadata"]}


def every(call: Call) -> Dict:
    kinds = (call.text("types") or "public_channel").split(",")
    people = call.slack.people
    found = [
        channel
        for channel in people.channels.values()
        if KINDS[channel.kind] in kinds
        and people.known(channel.id)
        and not (channel.archived and call.flag("exclude_archived"))
    ]
    shown, more = page(call, found)
    told = [_shown(call, one) for one in shown]
    return {"channels": told, "response_metadata": more["response_metadata"]}


def react(call: Call) -> Dict:
    call.need("name", "timestamp")
    channel = call.joined()
    message = call.slack.board.find(channel.id, call.text("timestamp"))
    if message is None:
        raise Refused("message_not_found")
    name = call.text("name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise Refused("invalid_name")
    found = next((one for one in message.reactions if one["name"] == name), None)
    if found and BOT_USER in found["users"]:
        raise Refused("already_reacted")
    if found is None:
        found = {"name": name, "users": [], "count": 0}
        message.reactions.append(found)
    found["users"].append(BOT_USER)
    found["count"] += 1
    call.slack.reacted(message, BOT_USER, name)
    return {}


METHODS = {
    "conversations.history": Method(history, 3),
    "conversations.replies": Method(replies, 3),
    "conversations.open": Method(open_, 3, ("im:write", "channels:manage", "groups:write")),
    "conversations.info": Method(about, 3, READING),
    "conversations.members": Method(members, 4),
    "conversations.list": Method(every, 2, READING),
    "reactions.add": Method(react, 3, ("reactions:write",)),
}
