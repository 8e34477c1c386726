"""Runs are looked at as soon as GEN shows that something happened; without that, at their usual pace."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass

from genbot.domain.hints import NEAR
from genbot.domain.watches import Kind, Watch
from genbot.gen.progress import Progress
from genbot.store import Store, Transaction
from genbot.watches import errand, idea_run

MOST = 16  # streams at a time; who comes later is looked at as ever
CONSIDERED = 4 * MOST
SOON = 5.0  # seconds between looks for the sake of a plan (NOTES: poll a run every 5 s)
REST = 30.0  # seconds until a stream that broke is begun anew
SHOWN = {Kind.IDEA_RUN: idea_run.shown, Kind.ERRAND: errand.shown}

Read = Callable[[str], Awaitable[Progress | None]]
Follow = Callable[[str], AsyncGenerator[Progress, None]]


@dataclass(slots=True)
class Stream:
    """What is known of one run, and how long after the last look the next one is worth it."""

    watch: Watch
    task: asyncio.Task[None] | None = None
    now: Progress | None = None
    worth: float | None = None  # None: nothing happened
    broke: float | None = None

    def hear(self, now: Progress) -> None:
        before, self.now = self.now or Progress(), now
        moved = (now.status or "running") != (before.status or "running")
        if moved or (self.watch.kind is Kind.IDEA_RUN and now != before):  # its plan is shown
            gap = NEAR if moved else SOON
            self.worth = gap if self.worth is None else min(gap, self.worth)


class Live:
    """Follows the runs that are waited for. All it knows may be lost at any moment: a stream makes
    us look sooner, and spares a question on the way; what it says is believed by nobody."""

    def __init__(
        self, store: Store, read: Read, follow: Follow, clock: Callable[[], float], pace: float
    ) -> None:
        self._store, self._read, self._follow = store, read, follow
        self._clock, self._pace = clock, pace
        self._streams: dict[str, Stream] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._most = MOST

    async def read(self, path: str) -> Progress | None:
        """What a run shows of itself: known already while it is followed, else asked for."""
        stream = self._streams.get(path)
        return stream.now if stream and stream.now else await self._read(path)

    async def round(self) -> None:
        """Begin what is waited for, end what is not, have looked at what told news."""
        waiting = await self._store.read(_waiting)
        for path in self._streams.keys() - waiting.keys():
            self._end(path)
        for path, watch in waiting.items():
            if path in self._streams or len(self._streams) < self._most:
                self._begin(path, watch)
        heard = [one for one in self._streams.values() if one.worth is not None]
        if free := [one for one in heard if not one.watch.tries]:
            await self._tell(free)

    async def stop(self) -> None:
        """Close every stream; none is begun any more."""
        self._most = 0
        for path in list(self._streams):
            self._end(path)
        if self._ending:
            await asyncio.wait(self._ending)

    def _begin(self, path: str, watch: Watch) -> None:
        stream = self._streams.setdefault(path, Stream(watch))
        stream.watch = watch
        rested = stream.broke is None or self._clock() - stream.broke >= REST / self._pace
        if rested and (stream.task is None or stream.task.done()):
            stream.task = asyncio.create_task(self._listen(path, stream), name=f"live:{path}")

    def _end(self, path: str) -> None:
        task = self._streams.pop(path).task
        if task and not task.done():
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)
            task.cancel()

    async def _listen(self, path: str, stream: Stream) -> None:
        async with aclosing(self._follow(path)) as told:
            async for now in told:
                stream.hear(now)
        stream.now, stream.broke = None, self._clock()

    async def _tell(self, heard: list[Stream]) -> None:
        """What is in hand keeps its news: the look under way may have missed them."""
        gaps = {one.watch.id: one.worth / self._pace for one in heard if one.worth is not None}
        for one in heard:
            one.worth = None
        missed = await self._store.unit(_nudge, gaps)
        for one in heard:
            if one.watch.id in missed and one.worth is None:
                one.worth = gaps[one.watch.id] * self._pace


def _waiting(tx: Transaction) -> dict[str, Watch]:
    """What GEN is working on, by the path at which it shows that."""
    found = {
        SHOWN[watch.kind](tx, watch.subject): watch
        for watch in tx.watches.waiting(SHOWN, CONSIDERED)
    }
    return {path: watch for path, watch in found.items() if path}


def _nudge(tx: Transaction, gaps: dict[int, float]) -> set[int]:
    """Have these looked at so long after their last look; returns those that cannot be told now."""
    tx.wished = True
    return {id for id, gap in gaps.items() if not tx.watches.nudge(id, tx.now, gap)}
