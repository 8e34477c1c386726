"""Walks of the machine, as many as there is time for."""

import time
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.chaos.machine import Machine

STEPS = 40
WALKS = 20  # between two looks at the clock


def quietly(walks: int) -> settings:
    return settings(
        max_examples=walks, stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip


def walk(first: int, seconds: float, say: Callable[..., None]) -> int:
    """Walk until the time is over, each round with its own seed; returns 1 when a law was broken."""
    until, nth, began = time.monotonic() + seconds, first, Machine.steps
    while time.monotonic() < until:
        try:
            run_state_machine_as_test(seeded(nth), settings=quietly(WALKS))
        except AssertionError as broken:
            say(f"  seed {nth}: {broken}", *getattr(broken, "__notes__", ()))
            return 1
        nth += 1
    say("people at random")
    say(f"  walks                     {(nth - first) * WALKS:,}")
    say(f"  steps                     {Machine.steps - began:,}")
    say(f"  speed                     {(Machine.steps - began) / seconds:.0f} steps/s, one process")
    return 0


def seeded(nth: int) -> type[Machine]:
    machine: type[Machine] = seed(nth)(type("Walk", (Machine,), {}))
    return machine
