"""What can be seen in the pretend Slack: messages, forms, and when each of them changed."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

Dict = dict[str, Any]
BOT = "U0GENBOT00"
TRIGGER_LIVES = 3.0


@dataclass(eq=False)
class Message:
    """One message; `only_for` names the one person who sees it."""

    ts: str
    channel: str
    text: str
    blocks: list[Dict] = field(default_factory=list)
    thread: str = ""
    metadata: Dict = field(default_factory=dict)
    files: list[Dict] = field(default_factory=list)
    only_for: str = ""
    by: str = BOT
    changed: float = 0.0
    versions: int = 1
    was: list[str] = field(default_factory=list)  # what it said before each change

    @property
    def slot(self) -> str:
        return str((self.metadata.get("event_payload") or {}).get("slot") or "")

    def buttons(self) -> list[Dict]:
        return [
            element
            for block in self.blocks
            for element in [*(block.get("elements") or ()), block.get("accessory") or {}]
            if element.get("type") == "button"
        ]

    def says(self) -> str:
        return f"{self.text} {self.blocks}"


@dataclass(eq=False)
class Window:
    """A form somebody has open."""

    id: str
    view: Dict
    user: str
    changed: float
    open: bool = True

    def buttons(self) -> list[Dict]:
        """Every button in it, in order."""
        blocks = self.view.get("blocks") or []
        every = [
            e for one in blocks for e in (*one.get("elements", []), one.get("accessory") or {})
        ]
        return [one for one in every if one.get("type") == "button"]


class Board:
    """All that is visible. `changed` is a condition people wait at."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.windows: list[Window] = []
        self.homes: dict[str, Dict] = {}
        self.triggers: dict[str, tuple[float, str]] = {}
        self._last = 0
        self._watchers: list[asyncio.Future[None]] = []

    def ts(self, now: float) -> str:
        """Unique and growing, as Slack's are."""
        self._last = max(round(now * 1e6), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def add(self, message: Message) -> Message:
        self.messages.append(message)
        self.stir()
        return message

    def find(self, channel: str, ts: str) -> Message | None:
        for message in reversed(self.messages):
            if message.ts == ts and message.channel == channel and not message.only_for:
                return message
        return None

    def in_slot(self, slot: str) -> list[Message]:
        return [one for one in self.messages if one.slot == slot]

    def seen_by(self, user: str) -> list[Message]:
        """Newest first."""
        mine = ("", user)
        every = reversed(self.messages)
        own = f"D{user[1:]}"
        return [
            one for one in every if one.only_for in mine and one.channel[0] != "U"
            and (one.channel[0] != "D" or one.channel == own)
        ]  # fmt: skip

    def window(self, user: str, callback: str = "") -> Window | None:
        """The newest open form of a person, of this name."""
        for window in reversed(self.windows):
            named = not callback or window.view.get("callback_id") == callback
            if window.user == user and window.open and named:
                return window
        return None

    def stir(self) -> None:
        waiting, self._watchers = self._watchers, []
        for one in waiting:
            if not one.done():
                one.set_result(None)

    async def change(self, patience: float) -> bool:
        """Wait until something can be seen that could not be seen before."""
        loop = asyncio.get_running_loop()
        one = loop.create_future()
        self._watchers.append(one)
        timer = loop.call_later(patience, lambda: one.done() or one.set_result(None))
        before = len(self.messages)
        await one
        timer.cancel()
        return len(self.messages) != before
