"""What people did, as frozen values: Slack's raw payloads are read here and nowhere else."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Any, Self, TypeVar

from genbot.domain.posts import Block, Place
from genbot.domain.value import value
from genbot.slack import filled
from genbot.slack.filled import File
from genbot.slack.written import plain, rooms, unnamed, whole

Payload = Mapping[str, Any]
A = TypeVar("A")
PEOPLE = (None, "file_share", "thread_broadcast")  # subtypes that a person's message may have
JOINED, REOPENED = ("channel_join", "group_join"), ("channel_unarchive", "group_unarchive")
UNREADABLE = (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError)
ABOUT = re.compile(r"(?P<id>[^:|]*)(?::(?P<version>\d{1,9}))?")


class Unreadable(Exception):
    """A payload that has not the shape it should have; its text holds nothing of what it said."""


@value
class Ask:
    """Something a person did: once (`key`), who, where, and with which right to open a form.

    `window` is the form it was done in: a form that answers it takes that one's place.
    """

    key: str
    user: str
    place: Place
    trigger: str = ""
    window: str = field(default="", kw_only=True)


@value
class Command(Ask):
    """Typed after `/gen`, or said to us in the message `ts` with its `files`; `text` is what follows
    the verb once that is known, `rooms` the ids of the channels that are named in it."""

    text: str = ""
    ts: str = ""
    files: tuple[File, ...] = ()
    rooms: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, body: Payload) -> Self:
        trigger, raw = str(body["trigger_id"]), str(body.get("text") or "")
        user, place = str(body["user_id"]), Place(str(body["channel_id"]))
        return cls(f"command:{trigger}", user, place, trigger, plain(raw), rooms=rooms(raw))

    def after(self, text: str) -> "Command":
        return replace(self, text=text)


@value
class Press(Ask):
    """A button with its `label`. `value` is `id:version` of the thing it is about; a missing version
    is 0. In a form, `about` is what that is about, and `filled` what its inputs hold."""

    act: str = ""
    value: str = ""
    at_home: bool = False
    label: str = ""
    about: str = ""
    filled: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, body: Payload) -> Self:
        action = body["actions"][0]
        user, act = str(body["user"]["id"]), str(action.get("action_id", ""))
        view = body.get("view") or {}
        where = str((body.get("message") or {}).get("ts") or view.get("id") or "")
        kept, place = _sealed(str(view.get("private_metadata") or ""))
        return cls(
            f"press:{action['action_ts']}:{act}:{user}:{where}", user, place if view else _under(body),
            str(body.get("trigger_id") or ""), act, _value(action), view.get("type") == "home",
            str((action.get("text") or {}).get("text") or ""), kept,
            {block: filled.held(state) for block, state in _states(view).items()},
            window=str(view["id"]) if view.get("type") == "modal" else "",
        )  # fmt: skip

    @property
    def id(self) -> str:
        return about(self.value)[0]

    @property
    def version(self) -> int:
        return about(self.value)[1]


@value
class Submission(Ask):
    """A form that was filled in; `value` is what it is about, `filled` what each input holds, `shown`
    what it held when it was opened and `named` how it is called."""

    form: str = ""
    value: str = ""
    filled: dict[str, tuple[str, ...]] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    shown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    attached: dict[str, tuple[File, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, body: Payload) -> Self:
        view = body["view"]
        value, place = _sealed(str(view.get("private_metadata") or ""))
        states = _states(view)
        return cls(
            f"submit:{view['id']}:{view.get('hash', '')}", str(body["user"]["id"]), place,
            str(body.get("trigger_id") or ""), str(view.get("callback_id") or ""), value,
            {block: filled.held(state) for block, state in states.items()},
            {block: filled.labels(state) for block, state in states.items()},
            {one["block_id"]: filled.shown(one["element"]) for one in _inputs(view)},
            {one["block_id"]: _called(one) for one in _inputs(view)},
            {block: files for block, state in states.items() if (files := filled.files(state))},
            window=str(view["id"]),
        )  # fmt: skip

    @property
    def id(self) -> str:
        return about(self.value)[0]

    @property
    def version(self) -> int:
        return about(self.value)[1]

    def text(self, block: str) -> str:
        """What was typed or chosen; empty when nothing was."""
        return next(iter(self.many(block)), "")

    def label(self, block: str, value: str = "") -> str:
        """What people read of a choice; without `value`, of the first one."""
        return self.labels.get(block, {}).get(value or self.text(block), "")

    def many(self, block: str) -> tuple[str, ...]:
        return self.filled.get(block, ())

    def changed(self, block: str) -> bool:
        """Whether a person changed what the form showed; not when it did not have this input."""
        return block in self.filled and self.filled[block] != self.shown.get(block, ())

    def moment(self, block: str) -> float:
        """A date and time in epoch seconds; 0 when none was chosen."""
        chosen = self.text(block)
        return float(chosen) if chosen.isdecimal() else 0.0


@value
class Shortcut(Ask):
    """A shortcut from the menu of a message (with its `text` and `files`), or from anywhere."""

    name: str = ""
    text: str = ""
    files: tuple[File, ...] = ()

    @classmethod
    def read(cls, body: Payload) -> Self:
        name, user = str(body["callback_id"]), str(body["user"]["id"])
        key = f"shortcut:{body.get('action_ts', '')}:{name}:{user}"
        place = Place(str((body.get("channel") or {}).get("id") or ""))
        message = body.get("message") or {}
        text, files = plain(str(message.get("text") or "")), filled.files(message)
        return cls(key, user, place, str(body["trigger_id"]), name, text, files)


@value
class Outsider(Ask):
    """Whatever somebody of another organisation did, in a channel that is shared with theirs."""

    @classmethod
    def read(cls, body: Payload) -> Self:
        user = str((body.get("user") or {}).get("id") or body.get("user_id") or "")
        trigger = str(body.get("trigger_id") or "")
        channel = str(body.get("channel_id") or _under(body).channel)
        return cls(f"outsider:{trigger}:{user}", user, Place(channel), trigger)


@value
class Visit(Ask):
    """Somebody opened our Home."""

    tab: str = ""

    @classmethod
    def read(cls, body: Payload) -> Self:
        event = body["event"]
        place = Place(str(event.get("channel") or ""))
        tab = str(event.get("tab") or "")
        return cls(f"event:{body['event_id']}", str(event["user"]), place, tab=tab)


@value
class Said(Ask):
    """A message: to us (`direct`: by mention, or in private), or in a thread where we may be."""

    text: str = ""
    ts: str = ""
    direct: bool = False
    mentions: bool = False
    person: bool = True
    files: tuple[File, ...] = ()
    rooms: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, body: Payload, me: str) -> Self:
        """`me` is our own user id: a message that names us arrives as `app_mention` as well."""
        event = body["event"]
        raw, private = str(event.get("text") or ""), event.get("channel_type") == "im"
        named = bool(me and f"<@{me}>" in raw) and not private  # in private only `message` comes
        mentions = event["type"] == "app_mention" or named
        person = event.get("subtype") in PEOPLE and not event.get("bot_id")
        person = person and event.get("user") not in {None, "", me}
        return cls(
            f"event:{body['event_id']}", str(event.get("user") or ""),
            Place(str(event.get("channel") or ""), str(event.get("thread_ts") or "")),
            text=plain(unnamed(raw, me)), ts=str(event.get("ts") or ""),
            direct=mentions or private,
            mentions=mentions, person=bool(person), files=filled.files(event), rooms=rooms(raw),
        )  # fmt: skip

    @property
    def command(self) -> Command:
        """The same words as if they had been typed after `/gen`."""
        typed = Command(self.key, self.user, self.place, text=self.text, rooms=self.rooms)
        return replace(typed, ts=self.ts, files=self.files)


def read(ask: Callable[..., A], body: Payload, *more: str) -> A:
    """The value in a payload; raises Unreadable."""
    try:
        return ask(whole(body), *more)
    except UNREADABLE as error:
        raise Unreadable(f"{type(error).__name__} in {body.get('type') or 'a command'}") from None


def about(value: str) -> tuple[str, int]:
    """The id and the version in `id:version`."""
    found = ABOUT.match(value)
    return (found["id"], int(found["version"] or 0)) if found else ("", 0)


def seal(view: Block, place: Place) -> Block:
    """The view, remembering where it was opened, so that its answer can be said there."""
    kept = [view.get("private_metadata", ""), place.channel, place.thread]
    return {**view, "private_metadata": json.dumps(kept, ensure_ascii=False)}


def event_kind(body: Payload) -> str:
    return str((body.get("event") or {}).get("type") or "")


def returned(body: Payload, me: str) -> str:
    """The channel we can speak in again: we were invited into it, or it is no longer archived."""
    event = body.get("event") or {}
    kind, subtype = event.get("type"), event.get("subtype")
    ours = event.get("user") == me and (subtype in JOINED or kind == "member_joined_channel")
    return str(event.get("channel") or "") if ours or subtype in REOPENED else ""


def _sealed(metadata: str) -> tuple[str, Place]:
    if not metadata.startswith("["):
        return metadata, Place("")
    value, channel, thread = json.loads(metadata)
    return str(value), Place(str(channel), str(thread))


def _states(view: Payload) -> dict[str, Payload]:
    """What Slack says of each input, by its block."""
    values = (view.get("state") or {}).get("values") or {}
    return {block: next(iter(elements.values()), {}) for block, elements in values.items()}


def _inputs(view: Payload) -> list[Payload]:
    return [one for one in view.get("blocks") or () if one.get("type") == "input"]


def _called(block: Payload) -> str:
    return str((block.get("label") or {}).get("text") or "")


def _under(body: Payload) -> Place:
    """Where the message with the button is. A thread is one only for its replies: a private answer
    in a thread without replies is accepted by Slack and shown to nobody."""
    message, container = body.get("message") or {}, body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    thread = str(message.get("thread_ts") or container.get("thread_ts") or "")
    own = str(message.get("ts") or container.get("message_ts") or "")
    return Place(str(channel), thread if thread != own else "")


def _value(action: Payload) -> str:
    chosen = action.get("selected_option") or {}
    return str(action.get("value") or chosen.get("value") or "")
