"""Three people at the pretend Slack, who do many things at once and never do twice what was taken."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from genbot.sandbox import reading
from genbot.sandbox.person import Declined, NeverSaw, Person
from genbot.sandbox.reading import Button, NotThere

Payload = dict[str, Any]
FORM_COMES = 4.0  # seconds; the right to open one lives three
LOOKS = 1.0  # seconds between two looks when nothing happens


@dataclass
class Deed:
    """Something a person did, and whether Slack saw it acknowledged."""

    at: float
    who: str
    act: str
    value: str
    on: str  # the slot it was done on, or a topic
    acked: bool = False

    def __str__(self) -> str:
        taken = "acknowledged" if self.acked else "NOT ACKNOWLEDGED"
        return f"{self.at:8.3f} s  {self.who} {self.act} {self.value} on {self.on}: {taken}"


@dataclass
class Crew:
    """Everybody, what they did, and what they see."""

    maya: Person
    pablo: Person
    bea: Person
    slack: str
    gen: str
    database: Path
    began: float = field(default_factory=time.monotonic)
    deeds: list[Deed] = field(default_factory=list)
    swallowed: int = 0

    def __post_init__(self) -> None:
        self.hands = {who.user: asyncio.Lock() for who in (self.maya, self.pablo, self.bea)}

    def now(self) -> float:
        return time.monotonic() - self.began

    # --- looking

    def slots(self, kind: str, thread: str = "", channel: str = "") -> list[Payload]:
        """The messages of this kind, oldest first."""
        found = [
            message
            for (where, _), message in self.maya._messages.items()
            if channel in ("", where) and (not thread or message.get("thread_ts") == thread)
        ]
        ours = (one for one in found if slot_of(one).startswith(f"{kind}:"))
        return sorted(ours, key=lambda one: str(one["ts"]))

    def slot(self, slot: str) -> Payload | None:
        found = (one for one in self.maya._messages.values() if slot_of(one) == slot)
        return next(found, None)

    def freezes(self) -> list[str]:
        """A channel freezes by itself after three failed posts in a row: somebody has to thaw it."""
        slots = map(slot_of, self.maya._messages.values())
        return [one for one in slots if one.startswith("freeze:")]

    def button(self, slot: str, act: str) -> Button | None:
        message = self.slot(slot)
        drawn = reading.buttons(message) if message else []
        return next((one for one in drawn if one.action_id == act), None)

    def production_of(self, idea: str) -> str:
        """Which video an idea became: the cards do not say it, so the database is asked the way."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as db:
            row = db.execute("SELECT id FROM productions WHERE idea_id = ?", (idea,)).fetchone()
        return f"production:{row[0]}" if row else ""

    async def until(self, look: Callable[[], Any]) -> Any:
        """What it finds, however long that takes."""
        while not (found := look()):
            self.maya._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.maya._news.wait(), LOOKS)
        return found

    # --- doing

    async def press(self, who: Person, slot: str, act: str, value: str = "") -> Deed | None:
        """Press it until that is acknowledged; None when it is not there any more, or with another
        value than was asked for: then it is another question."""
        while (found := self.button(slot, act)) and value in ("", found.value):
            message = self.slot(slot) or {}
            deed = self._deed(who, act, found.value, slot)
            place = {"channel": message["channel"], "ts": message["ts"]}
            if await self._done(deed, who.act("press", **place, **found.press)):
                return deed
            await self._until_online(who)
        return None

    async def types(self, who: Person, line: str, channel: str, there: Callable[[], Any]) -> None:
        """Type it until that is acknowledged, or until what it is for is there."""
        while not there():
            deed = self._deed(who, "command", line, channel)
            if await self._done(deed, who.act("command", channel=channel, text=line)):
                return
            await self._until_online(who)

    async def says(self, who: Person, text: str, message: Payload) -> None:
        """Write it in a thread; Slack repeats it until it is acknowledged."""
        deed = self._deed(who, "say", text, str(message["thread_ts"]))
        where = {"channel": message["channel"], "thread_ts": message["thread_ts"]}
        deed.acked = await self._done(deed, who.act("say", text=text, **where))

    async def fill(
        self, who: Person, slot: str, act: str, answers: Callable[[Payload], Payload],
        done: Callable[[], Any],
    ) -> bool:  # fmt: skip
        """Open the form of this button, fill it in and send it until that is acknowledged; False
        when the button is gone, or what it is for has happened."""
        async with self.hands[who.user]:
            while not done() and self.button(slot, act) is not None:
                pressed = await self.press(who, slot, act)
                if pressed is None:
                    break
                view = await self._form(who, pressed.value)
                if view is None:
                    self.swallowed += 1
                elif await self._submits(who, view, answers(view), slot):
                    return True
        return False

    async def _form(self, who: Person, about: str) -> Payload | None:
        def look() -> Payload | None:
            view = who.view or {}
            ours = about.partition(":")[0] in str(view.get("private_metadata"))
            return view if ours and reading.fields(view) else None

        with suppress(NeverSaw):
            return await who.until("the form", look, within=FORM_COMES)
        return None

    async def _submits(self, who: Person, view: Payload, answers: Payload, slot: str) -> bool:
        values = {
            one.block_id: {one.action_id: reading.before(one.element)}
            for one in reading.fields(view)
        }
        for name, answer in answers.items():
            one = reading.field(view, name)
            values[one.block_id] = {one.action_id: reading.filled(one.element, answer)}
        for one in _asked(view):  # who is asked is sure
            ticked = {"type": "checkboxes", "selected_options": one.element["options"]}
            values[one.block_id] = {one.action_id: ticked}
        deed = self._deed(who, "submit " + str(view.get("callback_id")), str(answers), slot)
        if await self._done(deed, who.act("submit", view_id=view["id"], values=values)):
            again = await self._asks_once_more(who, view)
            if again is None:
                return True
            deed.acked, deed.value = False, f"{deed.value} (asked once more)"
            return await self._submits(who, again, answers, slot)
        with suppress(Declined):
            await who.act("close", view_id=view["id"])
        who.view = None
        await self._until_online(who)
        return False

    async def _asks_once_more(self, who: Person, sent: Payload) -> Payload | None:
        """The form as it came back with a question that was not in it; None when it has closed."""

        def asking() -> bool | None:
            view = who.view
            if view is None or view["id"] != sent["id"]:
                return False
            return True if len(_asked(view)) > len(_asked(sent)) else None

        with suppress(NeverSaw):
            asks = await who.until("what becomes of the form", asking, within=2.0)
            return who.view if asks else None
        return None

    async def _done(self, deed: Deed, doing: Any) -> bool:
        try:
            told = await doing
        except (Declined, NotThere) as no:
            deed.value += f" ({no})"
            return False
        if told.get("errors"):
            deed.value += f" (refused: {told['errors']})"
            return False
        deed.acked = True
        return True

    async def _until_online(self, who: Person) -> None:
        await a_moment(0.1)  # in which what was taken all the same may show
        await self.until(lambda: who.bot_online)

    def _deed(self, who: Person, act: str, value: str, on: str) -> Deed:
        self.deeds.append(Deed(self.now(), who.name, act, value, on))
        return self.deeds[-1]

    # --- what GEN's books say

    async def books(self, where: str = "") -> Payload:
        async with self.maya._http.get(f"{where or self.gen}/_sandbox/state") as answer:
            told: Payload = await answer.json()
            return told

    async def credits(self, generic: float) -> None:
        async with self.maya._http.post(
            f"{self.gen}/_sandbox/credits", json={"generic": generic}
        ) as answer:
            assert answer.status == 200, await answer.text()

    async def order(self, **what: Any) -> None:
        """Tell the pretend GEN what goes wrong next."""
        async with self.maya._http.post(f"{self.gen}/_sandbox/next", json=what) as answer:
            assert answer.status == 200, await answer.text()


def _asked(view: Payload) -> list[reading.Field]:
    """The boxes that ask whether somebody is sure."""
    return [one for one in reading.fields(view) if one.block_id.startswith("sure ")]


def slot_of(message: Payload) -> str:
    """Which message this is: its key, as it was posted."""
    about = (message.get("metadata") or {}).get("event_payload") or {}
    return str(about.get("slot") or "")


async def a_moment(seconds: float) -> None:
    """Real time passes, as it does for people."""
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), seconds)
