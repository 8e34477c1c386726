"""files.*: the three steps of an upload, and where the file can be seen afterwards."""

from __future__ import annotations

import mimetypes
from typing import Any

from genbot.sandbox.slack.calls import Call, Method
from genbot.sandbox.slack.content import welcome_blocks
from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.messages import Message, linked
from genbot.sandbox.slack.people import BOT_USER, Channel
from genbot.sandbox.slack.workspace import Slack

Dict = dict[str, Any]
LARGEST = 1_000_000_000  # bytes, the commonly cited limit of one file
ALT_MOST = 1_000
CHANNELS_MOST = 100


def ask(call: Call) -> Dict:
    """Step one: a place to send the bytes to."""
    call.need("filename", "length")
    length = call.text("length")
    if not length.isdecimal() or int(length) < 1:
        raise Refused("invalid_arguments", "length must be a positive integer")
    if int(length) > LARGEST:
        raise Refused("file_upload_size_restricted")
    if len(call.text("alt_txt")) > ALT_MOST:
        raise Refused("alt_txt_too_large")
    file = begin(call.slack, call.text("filename"), int(length), BOT_USER)
    file["alt_txt"] = call.text("alt_txt") or None
    return {"upload_url": f"{call.slack.origin}/upload/{file['id']}", "file_id": file["id"]}


def begin(slack: Slack, name: str, size: int, user: str) -> Dict:
    """A file that is expected but not there yet."""
    id, now = slack.name("F"), int(slack.world.now())
    file: Dict = {"id": id, "created": now, "timestamp": now, "user": user, "size": size}
    file |= {"name": name, "title": name, **_kind(name)}
    file |= {"mode": "hosted", "is_external": False, "is_public": True}
    file |= {"shares": {}, "channels": [], "groups": [], "ims": []}
    slack.files[id] = file | _addresses(id, name, file["mimetype"])
    return slack.files[id]


def _kind(name: str) -> Dict:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    ending = name.rpartition(".")[2].lower() if "." in name else "binary"
    return {"mimetype": kind, "filetype": ending, "pretty_type": ending.upper()}


def _addresses(id: str, name: str, kind: str) -> Dict:
    """Where it can be seen; an image is its own thumbnail."""
    safe = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in name)
    path = f"/files/{id}/{safe}"
    links = {"url_private": path, "url_private_download": f"{path}?download=1", "permalink": path}
    thumbs = {"thumb_360": path, "thumb_url": path} if kind.startswith("image/") else {}
    return links | thumbs


def complete(call: Call) -> Dict:
    """Step three, once for each upload: the files are shared where they belong."""
    given = call.json("files", "invalid_arguments")
    if not isinstance(given, list) or not given:
        raise Refused("invalid_arguments", "missing required field: files")
    files = [_arrived(call, one) for one in given]
    places = _places(call)
    thread = call.text("thread_ts")
    if thread and len(places) != 1:
        raise Refused("invalid_arguments", "thread_ts needs exactly one channel")
    if thread and call.slack.board.find(places[0].id, thread) is None:
        raise Refused("invalid_arguments", "thread_ts is not a message of the channel")
    comment = call.text("initial_comment")
    blocks = None if comment else call.json("blocks", "invalid_blocks")
    blocks = welcome_blocks(call.slack, blocks) if blocks else []
    for file, one in zip(files, given, strict=True):
        file["title"] = str(one.get("title") or file["name"])
        call.slack.shared.add(file["id"])
    for channel in places:
        message = Message(channel.id, BOT_USER, comment, blocks=blocks, thread_ts=thread or None)
        share(call.slack, files, message)
    return {"files": [linked(file, call.slack.origin) for file in files]}


def _arrived(call: Call, one: Any) -> Dict:
    """A file whose bytes are here and which is not yet shared; anything else is not found."""
    file = call.slack.files.get(str(one.get("id")) if isinstance(one, dict) else "")
    if file is None or file["id"] not in call.slack.contents or file["id"] in call.slack.shared:
        raise Refused("file_not_found")
    return file


def _places(call: Call) -> list[Channel]:
    names = [call.text("channel_id"), *call.text("channels").split(",")]
    names = [name for name in names if name]
    if len(names) > CHANNELS_MOST:
        raise Refused("channels_limit_exceeded")
    found = [call.slack.people.known(name) for name in names]
    channels = [channel for channel in found if channel is not None]
    if len(channels) < len(names):
        raise Refused("channel_not_found")
    if any(BOT_USER not in channel.members for channel in channels):
        raise Refused("not_in_channel")
    if any(channel.archived for channel in channels):
        raise Refused("posting_to_channel_denied", "the channel is archived")
    return channels


def share(slack: Slack, files: list[Dict], message: Message) -> None:
    """Say it with these files, and note on each where it can be seen."""
    message.subtype, message.files = "file_share", files
    message.extra["upload"] = True
    message.ts = ""
    slack.post(message)
    channel = slack.people.channels[message.channel]
    hidden = channel.is_im or channel.private
    for file in files:
        file["ims" if channel.is_im else channel.right].append(message.channel)
        place = {"ts": message.ts, "channel_name": channel.name}
        if message.thread_ts:
            place["thread_ts"] = message.thread_ts
        shares = file["shares"].setdefault("private" if hidden else "public", {})
        shares.setdefault(message.channel, []).append(place)


def info(call: Call) -> Dict:
    call.need("file")
    file = call.slack.files.get(call.text("file"))
    if file is None or file["id"] not in call.slack.shared or not _seen(call.slack, file):
        raise Refused("file_not_found")
    return {"file": linked(file, call.slack.origin), "comments": []}


def _seen(slack: Slack, file: Dict) -> bool:
    """Whether the app is where the file was shown; what was put into a form of its own, it may see."""
    rooms = [
        slack.people.channels[name] for name in (*file["channels"], *file["groups"], *file["ims"])
    ]
    return not rooms or any(BOT_USER in room.members for room in rooms)


METHODS = {
    "files.getUploadURLExternal": Method(ask, 4, ("files:write",)),
    "files.completeUploadExternal": Method(complete, 4, ("files:write",)),
    "files.info": Method(info, 4, ("files:read",)),
}
