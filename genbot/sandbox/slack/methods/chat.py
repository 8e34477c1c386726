"""chat.*: say something, change it, take it back."""

from __future__ import annotations

from typing import Any

from genbot.sandbox.slack.calls import Call, Method
from genbot.sandbox.slack.content import POST_MOST, UPDATE_MOST, body, metadata
from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.messages import Message
from genbot.sandbox.slack.people import BOT_USER, TEAM, Channel

Dict = dict[str, Any]
CUSTOM = ("username", "icon_emoji", "icon_url")
FLAGS = ("unfurl_links", "unfurl_media", "link_names", "mrkdwn", "parse")


def _open_to_bot(call: Call) -> Channel:
    channel = call.channel()
    if channel.archived:
        raise Refused("is_archived")
    public = not channel.is_im and call.slack.app.may("chat:write.public")
    if BOT_USER not in channel.members and not public:
        raise Refused("not_in_channel")
    if channel.is_im and not call.slack.app.messages_tab:
        raise Refused("messages_tab_disabled")
    return channel


def _thread(call: Call, channel: Channel) -> str | None:
    """The parent a message answers; a reply cannot be a parent."""
    ts = call.text("thread_ts")
    if not ts:
        return None
    parent = call.slack.board.find(channel.id, ts)
    if parent is None:
        raise Refused("thread_not_found")
    if parent.is_reply or parent.subtype == "tombstone":
        raise Refused("cannot_reply_to_message")
    return ts


def _looks(call: Call) -> Dict:
    """What the caller wants the message to look like, kept as it was said."""
    if any(call.text(name) for name in CUSTOM):
        call.allow("chat:write.customize")
    given = {name: call.args[name] for name in (*CUSTOM, *FLAGS) if name in call.args}
    attachments = call.json("attachments", "invalid_attachments")
    return given | ({"attachments": attachments} if attachments else {})


def post(call: Call) -> Dict:
    channel = _open_to_bot(call)
    text, blocks = body(call, POST_MOST)
    message = Message(
        channel.id,
        BOT_USER,
        text,
        blocks=blocks or [],
        thread_ts=_thread(call, channel),
        metadata=metadata(call) or None,
        broadcast=call.flag("reply_broadcast"),
        extra=_looks(call),
    )
    call.slack.post(message)
    shown = call.slack.board.as_read(message, metadata=True, origin=call.slack.origin)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def update(call: Call) -> Dict:
    call.need("ts")
    channel = call.channel()
    if call.text("channel")[:1] in "UW":  # a private talk is meant by its own id here
        raise Refused("channel_not_found")
    message = call.slack.board.find(channel.id, call.text("ts"))
    if message is None:
        raise Refused("message_not_found")
    if not message.from_bot or message.subtype == "tombstone":
        raise Refused("cant_update_message")
    if channel.archived:
        raise Refused("is_inactive")
    text, blocks = _changed(call, message)
    about = metadata(call)
    before = call.slack.snapshot(message)
    message.text, message.blocks = text, blocks
    message.metadata = message.metadata if about is None else about or None
    if not blocks:
        message.edited = {"user": BOT_USER, "ts": call.slack.board.stamp()}
    call.slack.edited(message, before)
    shown = call.slack.board.as_read(message, metadata=True, origin=call.slack.origin)
    return {"channel": channel.id, "ts": message.ts, "text": text, "message": shown}


def _changed(call: Call, message: Message) -> tuple[str, list[Dict]]:
    """The new text and blocks: blocks survive only an update that brings no text either."""
    keeps = not call.text("text") and call.args.get("blocks") is None
    if keeps and not call.text("markdown_text") and call.args.get("metadata") is not None:
        return message.text, message.blocks
    text, blocks = body(call, UPDATE_MOST)
    return text, blocks or []


def delete(call: Call) -> Dict:
    call.need("ts")
    channel = call.channel()
    message = call.slack.board.find(channel.id, call.text("ts"))
    if message is None or message.subtype == "tombstone":
        raise Refused("message_not_found")
    if not message.from_bot:
        raise Refused("cant_delete_message")
    call.slack.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def whisper(call: Call) -> Dict:
    """A message for one person's eyes; it is in no history and cannot be changed."""
    call.need("user")
    channel = _open_to_bot(call)
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    user = call.text("user")
    if user not in channel.members or user == BOT_USER:
        raise Refused("user_not_in_channel")
    text, blocks = body(call, POST_MOST)
    thread_ts = _thread(call, channel)
    message = Message(
        channel.id,
        BOT_USER,
        text,
        blocks=blocks or [],
        thread_ts=thread_ts,
        only_for=user,
        extra=_looks(call),
    )
    if thread_ts and not call.slack.board.replies(channel.id, thread_ts):
        reason = "accepted but shown to nobody: the thread has no replies yet"
        call.slack.refuse(call.method, "not_shown", reason)
        return {"message_ts": call.slack.board.stamp()}
    return {"message_ts": call.slack.post(message).ts}


def permalink(call: Call) -> Dict:
    call.need("message_ts")
    channel = call.channel()
    message = call.slack.board.find(channel.id, call.text("message_ts"))
    if message is None:
        raise Refused("message_not_found")
    link = (
        f"https://{TEAM['domain']}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    )
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


METHODS = {
    "chat.postMessage": Method(post, 0, ("chat:write",)),
    "chat.update": Method(update, 3, ("chat:write",)),
    "chat.delete": Method(delete, 3, ("chat:write",)),
    "chat.postEphemeral": Method(whisper, 4, ("chat:write",)),
    "chat.getPermalink": Method(permalink, 0),
}
