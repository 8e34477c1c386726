"""Walks of the machine on all cores, until so many steps are done or the time is over."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from typing import Any, Self

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.chaos.figures import WORKERS, gathered
from tests.chaos.machine import Machine
from tests.chaos.saved import reviewed

STEPS = 40
WALKS = 20  # with one seed


@dataclass
class Walked:
    """What was counted, and the story of each walk in which a law broke."""

    counts: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[int, str, list[str]]] = field(default_factory=list)  # seed, law, notes
    seconds: float = 0.0

    def __iadd__(self, other: "Walked") -> Self:
        self.counts += other.counts
        self.broken += other.broken
        self.seconds = max(self.seconds, other.seconds)
        return self


def quietly(walks: int) -> settings:
    return settings(
        max_examples=walks, stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
        report_multiple_bugs=False,
    )  # fmt: skip


def seeded(nth: int) -> type[Machine]:
    machine: type[Machine] = seed(nth)(type("Walk", (Machine,), {}))
    return machine


def walk(first: int, steps: float, seconds: float) -> Walked:
    """Rounds of walks, each with its own seed, from `first` on; the processes take turns."""
    reviewed()  # once, before they part
    spawn = get_context("fork")
    queue, done = spawn.SimpleQueue(), spawn.Value("q", 0)
    until = time.monotonic() + seconds
    crew = [
        spawn.Process(target=_part, args=(first + nth, steps, until, done, queue))
        for nth in range(WORKERS)
    ]
    return gathered(crew, queue, Walked())


def _part(first: int, steps: float, until: float, done: Any, queue: Any) -> None:
    walked, began = Walked(), time.monotonic()
    for nth in count(first, WORKERS):
        if time.monotonic() >= until or done.value >= steps:
            break
        before = Machine.counts["steps"]
        try:
            run_state_machine_as_test(seeded(nth), settings=quietly(WALKS))
        except Exception as broken:  # noqa: BLE001  whatever it was, it is told at the end
            what = f"{type(broken).__name__}: {broken}"
            walked.broken.append((nth, what, getattr(broken, "__notes__", [])))
        with done.get_lock():
            done.value += Machine.counts["steps"] - before
    walked.counts, walked.seconds = Machine.counts, time.monotonic() - began
    queue.put(walked)


def table(walked: Walked) -> Iterator[str]:
    """Readable lines: how much was walked, how fast, and the whole story of the first broken law."""
    yield "people at random"
    for what in ("walks", "steps", "crashes", "upgrades"):
        yield f"  {what:<26}{walked.counts[what]:,}"
    speed = walked.counts["steps"] / walked.seconds if walked.seconds else 0.0
    yield f"  {'speed':<26}{speed:.0f} steps/s with {WORKERS} processes"
    yield f"  {'BROKEN LAWS':<26}{len(walked.broken):,}"
    for nth, what, notes in sorted(walked.broken):
        yield from notes if (nth, what, notes) == min(walked.broken) else ()
        yield f"    {what}\n      python -m tests.chaos model --seed {nth} --steps 1"
