"""What happens without being asked, and how often: few rounds, in memory, never late enough to drop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

from genbot.store import CannotWrite

log = logging.getLogger(__name__)

PATIENCE = 60.0  # seconds for one round, before it counts as stuck; a commit waits 10 at most
Round = Callable[[], Awaitable[object]]


class Heartbeat:
    """Runs rounds at an interval, and at once when their event is set.

    A round that raises is logged and comes again; `failing` names the rounds that did so last time.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._beating, self._over = asyncio.Event(), asyncio.Event()
        self._waiting: list[asyncio.Task[None]] = []
        self._clock = clock
        self._expected: dict[str, float] = {}  # when each round should have ended again, at last
        self.failing: set[str] = set()
        self._quiet: set[str] = set()

    def every(self, seconds: float, name: str, round: Round, *, soon: bool = False) -> None:
        """Each so many seconds, once `start` was called; a beat that is missed is not made up for.
        `soon`: for the first time at once."""
        guarded = self._guarded(name, round)

        async def beat() -> None:
            await self._beating.wait()
            time = asyncio.get_running_loop().time
            due = time() + seconds
            while not await self._ends_before(due):
                await guarded()
                self._expected[name] = self._clock() + seconds + PATIENCE
                due = max(due + seconds, time())

        self._expected[name] = self._clock() + seconds + PATIENCE
        self._begin(beat(), f"every:{name}")
        if soon:
            first = asyncio.Event()
            first.set()
            self.whenever(first, name, round)

    def whenever(self, event: asyncio.Event, name: str, round: Round) -> None:
        """Also when this happens: people should not wait for the next beat."""
        guarded = self._guarded(name, round)

        async def wait() -> None:
            while True:
                await event.wait()
                event.clear()
                await guarded()

        self._begin(wait(), f"whenever:{name}")

    def stuck(self) -> list[str]:
        """The rounds that should have ended long ago: a restart would help."""
        now = self._clock()
        return sorted(name for name, at in self._expected.items() if at < now)

    def start(self) -> None:
        self._beating.set()

    async def stop(self) -> None:
        """No further round begins; what one has begun is waited for by whoever drains it."""
        self._over.set()
        for task in self._waiting:
            task.cancel()
        await asyncio.gather(*self._waiting, return_exceptions=True)

    async def _ends_before(self, due: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout_at(due):
                return await self._over.wait()
        return False

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._waiting.append(asyncio.create_task(work, name=name))

    def _guarded(self, name: str, round: Round) -> Callable[[], Awaitable[None]]:
        async def guarded() -> None:
            try:
                await round()
            except CannotWrite:  # the store has said so
                self.failing.add(name)
                self._quiet.add(name)
            except Exception:
                if name not in self.failing:
                    log.exception("%s: a round failed; it comes again", name)
                self.failing.add(name)
            else:
                if name in self.failing - self._quiet:
                    log.warning("%s: works again", name)
                self.failing.discard(name)
                self._quiet.discard(name)

        return guarded
