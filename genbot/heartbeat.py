"""What happens without being asked, and how often: few jobs, in memory, never late enough to drop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from genbot.store import CannotWrite

log = logging.getLogger(__name__)

PATIENCE = 60.0  # seconds for one round, before it counts as stuck; a commit waits 10 at most
STILL = 10.0  # seconds without any beat that are worth a line: nobody was answered meanwhile
Round = Callable[[], Awaitable[object]]


class Heartbeat:
    """Runs rounds at an interval, and at once when their event is set.

    A round that raises is logged and comes again; `failing` names the rounds that did so last time.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._scheduler = AsyncIOScheduler()
        self._waiting: list[asyncio.Task[None]] = []
        self._clock = clock
        self._expected: dict[str, float] = {}  # when each round should have ended again, at last
        self._least, self._last = PATIENCE, clock()  # the shortest interval, and the last beat
        self.failing: set[str] = set()
        self._quiet: set[str] = set()
        self._stopped = False

    def every(self, seconds: float, name: str, round: Round, *, soon: bool = False) -> None:
        """Each so many seconds; `soon`: for the first time at once."""
        guarded = self._guarded(name, round)
        self._least = min(self._least, seconds)

        async def beat() -> None:
            self._beaten()
            try:
                await guarded()
            except asyncio.CancelledError:
                if not self._stopped:
                    raise
                return  # the scheduler would tell of it as an error
            self._expected[name] = self._clock() + seconds + PATIENCE

        self._expected[name] = self._clock() + seconds + PATIENCE
        self._scheduler.add_job(
            beat, "interval", seconds=seconds, id=name,
            max_instances=1, coalesce=True, misfire_grace_time=None,
        )  # fmt: skip
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

        self._waiting.append(asyncio.create_task(wait(), name=f"whenever:{name}"))

    def _beaten(self) -> None:
        """Nothing does while this process is paused, or something in it does not let go."""
        now, last = self._clock(), self._last
        self._last = now
        if (still := now - last - self._least) > STILL:
            log.warning("nothing moved in this process for %.0f s: paused, or kept busy", still)

    def stuck(self) -> list[str]:
        """The rounds that should have ended long ago: a restart would help."""
        now = self._clock()
        return sorted(name for name, at in self._expected.items() if at < now)

    def start(self) -> None:
        self._last = self._clock()
        self._scheduler.start()

    async def stop(self) -> None:
        """No further round begins, and those under way are cancelled: what one had taken in hand is
        waited for by whoever drains it, what it had only claimed is found again."""
        self._stopped = True
        for task in self._waiting:
            task.cancel()
        await asyncio.gather(*self._waiting, return_exceptions=True)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

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
