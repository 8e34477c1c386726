"""What has been said: messages by channel, their threads, and how Slack shows them to whom."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from genbot.sandbox.slack.people import APP_ID, BOT_ID, BOT_USER, TEAM

Dict = dict[str, Any]


@dataclass(slots=True)
class Message:
    """One message as Slack keeps it; `only_for` makes it private to one person."""

    channel: str
    user: str
    text: str
    ts: str = ""
    blocks: list[Dict] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    metadata: Dict | None = None
    files: list[Dict] = field(default_factory=list)
    reactions: list[Dict] = field(default_factory=list)
    edited: Dict | None = None
    only_for: str | None = None
    broadcast: bool = False
    extra: Dict = field(default_factory=dict)  # username, icon, unfurl flags, client_msg_id

    @property
    def from_bot(self) -> bool:
        return self.user == BOT_USER

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


class Board:
    """All messages, in order; no two share a timestamp."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last = 0
        self._rooms: dict[str, dict[str, Message]] = {}
        self._threads: dict[tuple[str, str], list[Message]] = {}

    def stamp(self) -> str:
        """The next timestamp: microseconds since 1970, never twice, always rising."""
        self._last = max(int(self._now() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def add(self, message: Message) -> Message:
        message.ts = self.stamp()
        self._rooms.setdefault(message.channel, {})[message.ts] = message
        if message.is_reply:
            self._threads.setdefault((message.channel, message.thread_ts or ""), []).append(message)
        return message

    def every(self) -> list[Message]:
        """All that was ever said and not deleted, private messages too, oldest first."""
        said = [one for room in self._rooms.values() for one in room.values()]
        return sorted(said, key=lambda one: one.ts)

    def find(self, channel: str, ts: str) -> Message | None:
        """A message everybody may know of; private ones are nobody's to find."""
        found = self._rooms.get(channel, {}).get(ts)
        return None if found is None or found.only_for else found

    def shown_to(self, user: str, channel: str, ts: str) -> Message | None:
        """A message as this person can point at it."""
        found = self._rooms.get(channel, {}).get(ts)
        return found if found is not None and found.only_for in (None, user) else None

    def drop(self, message: Message) -> None:
        self._rooms.get(message.channel, {}).pop(message.ts, None)
        if message.is_reply:
            self._threads[message.channel, message.thread_ts or ""].remove(message)

    def history(self, channel: str) -> list[Message]:
        """Top level and broadcast replies, oldest first."""
        return [one for one in self.read_by("", channel) if not one.only_for]

    def replies(self, channel: str, ts: str) -> list[Message]:
        """What everybody can read beneath a message, oldest first."""
        return [one for one in self._threads.get((channel, ts), []) if not one.only_for]

    def read_by(self, user: str, channel: str) -> list[Message]:
        """What this person sees at the top level, private messages included."""
        return [
            one
            for one in self._rooms.get(channel, {}).values()
            if one.only_for in (None, user) and (not one.is_reply or one.broadcast)
        ]

    def thread_read_by(self, user: str, channel: str, ts: str) -> list[Message]:
        """The parent and its replies as this person sees them."""
        parent = self.shown_to(user, channel, ts)
        beneath = self._threads.get((channel, ts), []) if parent else []
        return [*([parent] if parent else []), *(m for m in beneath if m.only_for in (None, user))]

    def _of_thread(self, message: Message) -> Dict:
        replies = self.replies(message.channel, message.ts)
        if not replies:
            return {}
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": list(dict.fromkeys(one.user for one in replies)),
            "reply_users_count": len({one.user for one in replies}),
            "latest_reply": replies[-1].ts,
        }

    def as_read(self, message: Message, *, metadata: bool, origin: str = "") -> Dict:
        """The message as the Web API and events show it."""
        shown: Dict = {
            "type": "message",
            "user": message.user,
            "text": message.text,
            "ts": message.ts,
            "team": TEAM["id"],
        }
        if message.from_bot:
            shown |= {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": bot_profile()}
        shown |= {name: value for name, value in message.extra.items() if value is not None}
        for name in ("subtype", "blocks", "thread_ts", "edited", "reactions"):
            if value := getattr(message, name):
                shown[name] = copy.deepcopy(value)
        if message.files:
            shown["files"] = [linked(file, origin) for file in message.files]
        if parent := message.is_reply and self.find(message.channel, message.thread_ts or ""):
            shown["parent_user_id"] = parent.user
        if message.metadata:
            full, brief = message.metadata, {"event_type": message.metadata.get("event_type")}
            shown["metadata"] = copy.deepcopy(full if metadata else brief)
        return shown | self._of_thread(message)

    def as_seen(self, message: Message) -> Dict:
        """The message as the page draws it, with links of the page's own host."""
        shown = self.as_read(message, metadata=True)
        shown["username"] = message.extra.get("username") or ("genbot" if message.from_bot else "")
        return shown | ({"ephemeral": True} if message.only_for else {})


def linked(file: Dict, origin: str) -> Dict:
    """A file with absolute addresses, as seen from this origin."""
    return {
        name: origin + value if isinstance(value, str) and value.startswith("/files/") else value
        for name, value in file.items()
    }


def bot_profile() -> Dict:
    return {
        "id": BOT_ID,
        "app_id": APP_ID,
        "user_id": BOT_USER,
        "name": "genbot",
        "deleted": False,
        "team_id": TEAM["id"],
    }
