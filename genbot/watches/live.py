"""Runs while GEN shows them: plans are shown as they come, an end is looked at as soon as it shows."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from math import inf

from genbot.domain.hints import NEAR
from genbot.domain.watches import Kind, Watch
from genbot.flows import runs
from genbot.gen.progress import Progress
from genbot.store import Store, Transaction
from genbot.watches import errand, idea_run

MOST = 16  # streams at a time; who comes later is looked at as ever
CONSIDERED = 4 * MOST
SOON = 5.0  # seconds between plans of one run: agents think faster than people read
REST = 30.0  # seconds until a stream that broke is begun anew
SHOWN = {Kind.IDEA_RUN: idea_run.shown, Kind.ERRAND: errand.shown}

Read = Callable[[str], Awaitable[Progress | None]]
Follow = Callable[[str], AsyncGenerator[Progress, None]]


@dataclass(slots=True)
class Stream:
    """What is known of one run, and what is still to be told of it."""

    watch: Watch
    task: asyncio.Task[None] | None = None
    now: Progress | None = None
    moved: bool = False  # it is worth a look
    fresh: bool = False  # its plan is worth showing
    shown: float = -inf
    broke: float | None = None

    def hear(self, now: Progress) -> None:
        before, self.now = self.now or Progress(), now
        self.moved |= (now.status or "running") != (before.status or "running")
        new = (now.plan, now.thinking) != (before.plan, before.thinking)
        self.fresh |= new and self.watch.kind is Kind.IDEA_RUN  # others show no plan


class Live:
    """Follows the runs that are waited for. All it knows may be lost at any moment, and nothing is
    decided by it: what a run plans and thinks is shown, how it ends is asked of GEN."""

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

    def follows(self, path: str) -> bool:
        """Whether what happens there is known at once."""
        stream = self._streams.get(path)
        return stream is not None and stream.now is not None

    async def round(self) -> None:
        """Begin what is waited for, end what is not, tell what is new."""
        waiting = await self._store.read(_waiting)
        for path in self._streams.keys() - waiting.keys():
            self._end(path)
        for path, watch in waiting.items():
            if path in self._streams or len(self._streams) < self._most:
                self._begin(path, watch)
        moved = [one for one in self._streams.values() if one.moved and not one.watch.tries]
        fresh = [one for one in self._streams.values() if one.fresh and self._may_show(one)]
        if moved or fresh:
            await self._tell(moved, fresh)

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
        stream.moved |= stream.now is not None  # nobody tells of it now
        stream.now, stream.broke = None, self._clock()

    def _may_show(self, one: Stream) -> bool:
        return one.now is not None and self._clock() - one.shown >= SOON / self._pace

    async def _tell(self, moved: list[Stream], fresh: list[Stream]) -> None:
        """What is in hand keeps its news: the look under way may have missed them."""
        plans = {one.watch.id: one.now for one in fresh if one.now}
        for one in moved:
            one.moved = False
        for one in fresh:
            one.fresh, one.shown = False, self._clock()
        ids = [one.watch.id for one in moved]
        missed = await self._store.unit(_tell, ids, plans, NEAR / self._pace)
        for one in moved:
            one.moved |= one.watch.id in missed


def _waiting(tx: Transaction) -> dict[str, Watch]:
    """What GEN is working on, by the path at which it shows that."""
    found = {
        SHOWN[watch.kind](tx, watch.subject): watch
        for watch in tx.watches.waiting(SHOWN, CONSIDERED)
    }
    return {path: watch for path, watch in found.items() if path}


def _tell(
    tx: Transaction, moved: Collection[int], plans: Mapping[int, Progress], gap: float
) -> set[int]:
    """Show these plans, and have those looked at so long after their last look; returns the ones
    that cannot be told now."""
    for id, now in plans.items():
        if watch := tx.watches.get(id):
            runs.progressed(tx, watch.subject, now.plan, now.thinking)
    tx.wished |= bool(moved)
    return {id for id in moved if not tx.watches.nudge(id, tx.now, gap)}
