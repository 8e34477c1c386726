"""What genbot holds in memory: everything it can reach, and nothing of the pretended world."""

import asyncio
import gc
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import fmean, stdev
from types import (
    AsyncGeneratorType,
    CodeType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    ModuleType,
)
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.chaos.world import World

TESTS = str(Path(__file__).parents[1])
OURS = (
    "genbot", "slack_sdk", "slack_bolt", "sqlite_utils", "httpx", "httpcore", "aiohttp",
    "apscheduler", "pydantic", "asyncio", "contextvars", "functools", "json", "logging", "re",
    "sqlite3", "weakref",
)  # fmt: skip


DAY = 24  # hours
T = 2.069  # Student's, for 24 differences, 95 %


@dataclass(frozen=True)
class Trend:
    """The mean difference to the same hour of the day before, in bytes, and its 95 % confidence."""

    mean: float
    half: float

    @property
    def grows(self) -> bool:
        """Surely, and by more than a kilobyte a day."""
        return self.mean - self.half > 0 and self.mean > 1000

    def __str__(self) -> str:
        low, high = self.mean - self.half, self.mean + self.half
        return f"{self.mean / 1e3:+.1f} kB (95 %: {low / 1e3:+.1f} to {high / 1e3:+.1f} kB)"


def trend(hourly: list[float]) -> Trend | None:
    """Days compared hour by hour, because work comes and goes with the hour; None for less than two."""
    if len(hourly) < 2 * DAY:
        return None
    more = [late - early for early, late in zip(hourly, hourly[DAY:], strict=False)]
    return Trend(fmean(more), T * stdev(more) / sqrt(len(more)))


def held(world: "World") -> Counter[str]:
    """Bytes by type of object. The walk begins at the bot's parts, at what waits in the loop, and at
    the modules whose code it runs; where it meets the pretended world it goes no further."""
    gc.collect()
    seen: set[int] = set()
    found: Counter[str] = Counter()
    todo = list(_roots(world))
    while todo:
        one = todo.pop()
        if id(one) in seen or _theirs(one):
            continue
        seen.add(id(one))
        found[type(one).__qualname__] += sys.getsizeof(one)
        todo += gc.get_referents(one)
    return found


def _roots(world: "World") -> Iterator[Any]:
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in OURS:
            yield vars(module)
    assert world.life
    yield from vars(world.life).values()
    yield from vars(world.life.store).values()
    loop: Any = world.loop
    yield from (*loop._scheduled, *loop._ready, *asyncio.all_tasks(loop))


def _theirs(one: Any) -> bool:
    """Of the pretended world, or of no interest: code, and modules that are not ours."""
    if isinstance(one, ModuleType | CodeType):
        return True
    if isinstance(one, type | FunctionType):
        return (one.__module__ or "").startswith("tests.")
    if isinstance(one, CoroutineType | GeneratorType | AsyncGeneratorType | FrameType):
        return _code(one).co_filename.startswith(TESTS)
    return type(one).__module__.startswith("tests.")


def _code(one: Any) -> CodeType:
    names = ("cr_code", "gi_code", "ag_code", "f_code")
    code: CodeType = next(getattr(one, name) for name in names if hasattr(one, name))
    return code
