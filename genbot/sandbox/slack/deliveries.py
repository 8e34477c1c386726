"""Everything on its way to the app: asked once, or told again until it is taken."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol

from genbot.sandbox.slack.errors import NoAnswer
from genbot.sandbox.world import World

Dict = dict[str, Any]
AGAIN_AFTER = (0.0, 60.0, 300.0)  # seconds to the three repeats of an event
REMEMBERED = 200
# How an envelope names what it carries, by the type of the payload.
ENVELOPES = {"event_callback": "events_api", "slash_command": "slash_commands"}
ANSWERABLE = ("slash_command", "view_submission", "block_suggestion")


@dataclass(eq=False, slots=True)
class Delivery:
    """One payload for the app, and the answer once it comes."""

    kind: str  # event_callback, slash_command, block_actions, view_submission, ...
    payload: Dict
    answer: asyncio.Future[Dict] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    tries: int = 0
    reason: str = ""

    @property
    def answerable(self) -> bool:
        return self.kind in ANSWERABLE

    def take(self, answer: Dict) -> None:
        """The app has it."""
        if not self.answer.done():
            self.answer.set_result(answer)

    def fail(self, reason: str) -> None:
        """This try came to nothing, and is known to have."""
        self.reason = reason
        self.answer.cancel()

    @property
    def taken(self) -> bool:
        return self.answer.done() and not self.answer.cancelled()


class Road(Protocol):
    """A way to the app: WebSockets or signed HTTP."""

    @property
    def open(self) -> bool:
        """Whether the app can be reached right now."""

    def ticket(self) -> str:
        """What opens a new connection, where there are connections."""

    async def opened(self) -> None:
        """Return once the app can be reached."""

    async def send(self, delivery: Delivery) -> bool:
        """Hand it over; False when nobody was there to take it.

        The answer comes to the delivery itself, now or later.
        """

    async def close(self) -> None: ...


class Deliveries:
    """Asks and tells over one road, with Slack's patience."""

    def __init__(self, world: World, road: Road, patience: float) -> None:
        self._world = world
        self.road = road
        self.patience = patience
        self.waiting: set[Delivery] = set()
        self.recent: deque[Delivery] = deque(maxlen=REMEMBERED)
        self.lost: list[Dict] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside everything else, held on to until it is over."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def ask(self, kind: str, payload: Dict) -> Dict:
        """Deliver a command or a click once; its acknowledgement, or NoAnswer."""
        delivery = Delivery(kind, payload)
        if not await self._send(delivery):
            raise NoAnswer("dispatch_failed")
        if not await self._taken(delivery):
            raise NoAnswer(
                "dispatch_failed" if delivery.answer.cancelled() else "operation_timeout"
            )
        return delivery.answer.result()

    def tell(self, payload: Dict) -> None:
        """Deliver an event; it is repeated until it is acknowledged, three times at most."""
        self.run(self._persist(Delivery("event_callback", payload)))

    def repeat(self, many: int, wanted: Callable[[Delivery], bool]) -> int:
        """Send the latest deliveries of a kind a second time, as Slack sometimes does."""
        again = [one for one in self.recent if wanted(one)][-many:]
        for one in again:
            twin = Delivery(one.kind, one.payload, tries=1, reason="timeout")
            self.run(self._once(twin))
        return len(again)

    async def _once(self, delivery: Delivery) -> None:
        if await self._send(delivery):
            await self._taken(delivery)

    async def _persist(self, delivery: Delivery) -> None:
        self.waiting.add(delivery)
        for pause in (None, *AGAIN_AFTER):
            if pause is not None and await self._taken_within(delivery, pause):
                return
            await self._reach(delivery)
            if await self._taken(delivery):
                return
            self.waiting.add(delivery)
            delivery.tries += 1
            delivery.reason = delivery.reason if delivery.answer.cancelled() else "timeout"
        self.waiting.discard(delivery)
        self.lost.append(delivery.payload)

    async def _taken_within(self, delivery: Delivery, pause: float) -> bool:
        """Wait before the next try, unless a late acknowledgement makes it needless."""
        if delivery.answer.cancelled():
            delivery.answer = asyncio.get_running_loop().create_future()
        await asyncio.wait({delivery.answer}, timeout=pause / self._world.speed)
        if delivery.taken:
            self.waiting.discard(delivery)
        return delivery.taken

    async def _reach(self, delivery: Delivery) -> None:
        """Send as soon as somebody is there; what had to wait for that is a repeat."""
        while not delivery.taken and not await self._send(delivery):
            self.waiting.add(delivery)
            delivery.tries, delivery.reason = max(1, delivery.tries), "connection_failed"
            await self.road.opened()

    async def _send(self, delivery: Delivery) -> bool:
        self.waiting.add(delivery)
        sent = await self.road.send(delivery)
        if not sent:
            self.waiting.discard(delivery)
        elif delivery not in self.recent:
            self.recent.append(delivery)
        return sent

    async def _taken(self, delivery: Delivery) -> bool:
        await asyncio.wait({delivery.answer}, timeout=self.patience)
        self.waiting.discard(delivery)
        return delivery.taken

    async def close(self) -> None:
        await self.road.close()
        for task in list(self._tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
