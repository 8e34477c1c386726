"""Where the processor time of this process goes: the stacks of its threads, each with what it cost."""

import sys
import threading
import time
from collections import defaultdict
from itertools import groupby
from types import FrameType

EVERY = 0.001  # seconds
SWITCH = 0.0002  # until a thread lets another look: it is not to be seen only where it rests
DULL = ("threading", "contextlib", "_main__")
LOOP = "asyncio.events.Handle._run"  # what is below it is how the loop was begun


class Sampler(threading.Thread):
    """Looks at all other threads again and again. A stack costs what its thread has used of the
    processor since the last look, so a thread that waits costs nothing, and what C does counts."""

    def __init__(self) -> None:
        super().__init__(name="sampler", daemon=True)
        self._over = threading.Event()
        self._used: dict[int, float] = {}
        self.stacks: dict[str, float] = defaultdict(float)

    def run(self) -> None:
        sys.setswitchinterval(SWITCH)
        while not self._over.wait(EVERY):
            for thread, frame in sys._current_frames().items():  # noqa: SLF001  that is its name
                if thread != self.ident:
                    self._look(thread, frame)

    def stop(self) -> dict[str, float]:
        """Stacks, from the outermost frame inwards, with their seconds."""
        self._over.set()
        self.join()
        return dict(self.stacks)

    def _look(self, thread: int, frame: FrameType) -> None:
        used = time.clock_gettime(time.pthread_getcpuclockid(thread))
        spent = used - self._used.get(thread, used)
        self._used[thread] = used
        if spent > 0 and (stack := _stack(thread, frame)):
            self.stacks[stack] += spent


def _stack(thread: int, frame: FrameType | None) -> str:
    """Ours function by function, others package by package; empty before the loop runs."""
    inward: list[tuple[str, str]] = []
    while frame:
        inward.insert(0, (str(frame.f_globals.get("__name__", "?")), frame.f_code.co_qualname))
        frame = frame.f_back
    whole = [".".join(one) for one in inward]
    if thread == threading.main_thread().ident:
        if not any("run_forever" in one for one in whole):
            return ""
        start = whole.index(LOOP) + 1 if LOOP in whole else len(whole)
        return ";".join(["the loop", *_told(inward[start:])])
    name = next((one.name for one in threading.enumerate() if one.ident == thread), "?")
    return ";".join(
        [f"thread {name.removeprefix('genbot-').rstrip('_0123456789')}", *_told(inward)]
    )


def _told(inward: list[tuple[str, str]]) -> list[str]:
    names = [
        f"{module.removeprefix('genbot.')} {function}"
        if module.startswith("genbot.")
        else module.partition(".")[0].removeprefix("_")
        for module, function in inward
    ]
    return [name for name, _ in groupby(names) if name not in DULL]
