"""What every story of the demo needs: three people, and somebody who tells what they do."""

import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from genbot.sandbox import reading
from genbot.sandbox.narrator import Narrator
from genbot.sandbox.person import Declined, Person
from genbot.sandbox.reading import Button, Payload

CHANNEL = "#video-ideas"
CHANGED = "element_not_found"  # what Slack says of a button that was drawn anew

Control = Callable[..., Awaitable[Payload]]


async def nobody(what: str, **orders: Any) -> Any:
    raise LookupError("nobody said where GEN and Slack are")


class Untrue(AssertionError):
    """Something was seen that should not be."""


class Stage:
    """Maya wants videos, Pablo makes them, Bea answers for the brand."""

    def __init__(self, maya: Person, pablo: Person, bea: Person, narrator: Narrator) -> None:
        self.maya, self.pablo, self.bea = maya, pablo, bea
        self.step = "the bot comes online"
        self.began = self.ended = time.monotonic()
        self.narrator = narrator
        # Whoever plays it says how both services are told what comes next, and files are read.
        self.gen: Control = nobody
        self.slack: Control = nobody
        self.read: Callable[[str], Awaitable[str]] = nobody

    def chapters(self) -> Sequence[Callable[[], Any]]:
        """What happens, in order."""
        return (self.meet,)

    async def meet(self) -> None:
        self.narrator.chapter("The bot connects")
        await self.maya.until("genbot to come online", lambda: self.maya.bot_online or None)
        self.tell("genbot", "is online in Slack, over a WebSocket")
        self.began = time.monotonic()

    def now(self, step: str) -> None:
        """What is waited for, should it not come."""
        self.step = step

    def tell(
        self, who: str, what: str, message: Payload | None = None, lines: Sequence[str] = ()
    ) -> None:
        shown = [reading.as_read(str(message.get("text", "")))] if message else []
        self.narrator.step(who, what, [self._named(line) for line in (*shown, *lines)])

    async def accepted(self, who: Person, **answers: Any) -> None:
        """Fill the form that is open, and send it; raises Untrue when it comes back."""
        if not await who.fills(**answers):
            raise Untrue(f"the form was not accepted: {who.errors}")

    async def press(self, who: Person, label: str, on: Payload) -> Button:
        """Press a button of a message; when that has just changed, the one on its new version."""
        while True:
            try:
                return await who.presses(label, on=on)
            except Declined as no:
                if CHANGED not in str(no) or "ts" not in on:
                    raise
                on = await who.until("the new version of a card", partial(_newer, who, on))

    def _named(self, line: str) -> str:
        for one in (self.maya, self.pablo, self.bea):
            line = line.replace(one.user, one.name)
        return line


def _newer(who: Person, on: Payload) -> Payload | None:
    """The message as it is now, once that is another one than was looked at."""
    parent = str(on.get("thread_ts") or "")
    thread = "" if parent == on["ts"] else parent
    now = next((one for one in who.messages(on["channel"], thread) if one["ts"] == on["ts"]), on)
    return None if now == on else now
