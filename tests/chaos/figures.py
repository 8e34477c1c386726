"""Sweeps in as many processes as there are cores, and what they counted, as a table."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from tests.chaos.sweep import Figures, Plan, over

WORKERS = os.cpu_count() or 2
T = TypeVar("T")
Plans = Callable[[], Iterable[Plan]]


def swept(plans: Plans, seconds: float = float("inf"), workers: int = WORKERS) -> Figures:
    """All plans, divided among the workers; those that there is no time for are left out."""
    until = time.monotonic() + seconds
    if workers == 1:
        return over(plans(), until)
    spawn = get_context("fork")
    queue = spawn.SimpleQueue()
    crew = [
        spawn.Process(target=_part, args=(plans, nth, workers, until, queue))
        for nth in range(workers)
    ]
    return gathered(crew, queue, Figures())


def gathered(crew: Sequence[Any], queue: Any, figures: T) -> T:
    """What all these processes put into the queue, added up; each puts one."""
    for one in crew:
        one.start()
    for _ in crew:
        figures += queue.get()
    for one in crew:
        one.join()
    return figures


def _part(plans: Plans, nth: int, workers: int, until: float, queue: object) -> None:
    queue.put(over(islice(plans(), nth, None, workers), until))  # type: ignore[attr-defined]


def table(name: str, figures: Figures) -> Iterator[str]:
    """Readable lines: what was done, how often, how fast, and what was found."""
    yield f"{name}"
    speed = figures.runs / figures.seconds if figures.seconds else 0.0
    share = figures.asked / figures.published if figures.published else 0.0
    rows = {
        "runs": f"{figures.runs:,}",
        "crashes": f"{figures.crashes:,}",
        "faults": f"{sum(figures.faults.values()):,} of {len(figures.faults)} kinds",
        "published": f"{figures.published:,}",
        "put to a person": f"{figures.asked:,} ({share:.1%} of what was published)",
        "forms excused": f"{figures.excused:,} (did not open, and were said so)",
        "virtual time": f"{figures.virtual / 3600:,.0f} hours",
        "speed": f"{speed:.1f} runs/s with {WORKERS} processes",
        "BROKEN LAWS": f"{len(figures.broken):,}",
    }
    yield from (f"  {label:<26}{value}" for label, value in rows.items())
    for plan, what in figures.broken[:20]:
        yield f"    {what}\n      python -m tests.chaos replay {plan}"


def kinds(figures: Figures) -> Iterator[str]:
    for kind, count in sorted(figures.faults.items(), key=lambda one: -one[1]):
        yield f"    {kind:<40}{count:>9,}"
