"""An event loop on virtual time: its clock jumps to the next timer, and chance orders what is ready."""

import asyncio
import heapq
from collections.abc import Callable
from random import Random
from typing import Any

Allowed = Callable[[asyncio.Handle], bool]


MOST_STEPS = 1_000_000  # a run takes a few thousand


class Stuck(Exception):
    """Nothing is ready, nothing is timed, and still somebody waits; or it runs in circles."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """`allowed` is asked before each step; what it forbids never runs. Nothing here really waits.

    Without `rng` steps run in the order asyncio promises; with it, in any order that timers and
    networks could have produced.
    """

    def __init__(self, start: float, allowed: Allowed, rng: Random | None = None) -> None:
        self._virtual = start
        self._allowed, self._rng = allowed, rng
        self.steps = 0
        super().__init__()

    def time(self) -> float:
        return self._virtual

    def call_soon_threadsafe(
        self, callback: Callable[..., Any], *args: Any, context: Any = None
    ) -> asyncio.Handle:
        return self.call_soon(callback, *args, context=context)

    def _run_once(self) -> None:
        ready, timed = self._ready, self._scheduled  # type: ignore[attr-defined]
        self._due(timed)
        if self.steps > MOST_STEPS:
            raise Stuck("it runs in circles")
        if not ready and not timed:
            raise Stuck("everybody waits and nothing will ever happen")
        if not ready:
            self._virtual = max(self._virtual, timed[0].when())
        while timed and timed[0].when() <= self._virtual:
            handle = heapq.heappop(timed)
            handle._scheduled = False
            ready.append(handle)
        batch = list(ready)
        ready.clear()
        if self._rng and len(batch) > 1:
            self._rng.shuffle(batch)
        for handle in batch:
            if not handle.cancelled() and self._allowed(handle):
                self.steps += 1
                handle._run()

    def _asyncgen_finalizer_hook(self, agen: Any) -> None:
        """What a dead process left half-read is not tidied up by anybody."""

    def _due(self, timed: list[asyncio.TimerHandle]) -> None:
        """Forget cancelled timers at the front, so that time never stops for them."""
        while timed and timed[0].cancelled():
            handle = heapq.heappop(timed)
            handle._scheduled = False
            self._timer_cancelled_count = max(0, self._timer_cancelled_count - 1)
