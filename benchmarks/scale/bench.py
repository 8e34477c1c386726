"""Databases of several sizes: the bot waits, looks and answers on each of them."""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from benchmarks import progress
from benchmarks.acks.bench import GENBOT, PATIENCE, command, ready, surroundings
from benchmarks.acks.world import CHANNELS, World
from benchmarks.found import Found, Goal, Plot, Row, Size, Table
from benchmarks.process import Process, free_port, running
from benchmarks.scale.looks import LOOKS, ROUNDS, timed
from benchmarks.scale.years import Years

MINUTE, SETTLE = 60.0, 1.5  # seconds: until each watch is due; until what was begun goes on evenly
GENTLE = 26.0  # seconds after a start in which it looks at less than it could
WAITING = 200  # ideas that wait for somebody, in any size


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured: with so many watches, and with so many things that are over."""

    watches: Sequence[int]
    over: Sequence[int]
    least: int  # of the other, while one of them grows
    idle: float
    gentle: float
    looks: float
    times: int


@dataclass(frozen=True, slots=True)
class Measured:
    """How one database did."""

    watches: int
    over: int
    megabytes: float
    ready: float
    memory: float
    idle: float  # of a core, while nothing is due
    looking: float  # of a core, while each is looked at once a minute, as far as it comes to that
    looks: float  # per second
    took: dict[str, float] = field(default_factory=dict)


class Busy(World):
    """The same little world, in which generations go on as well."""

    async def _gen(self, request: web.Request) -> web.Response:
        if request.method == "GET" and "/generations/" in request.path:
            self._counted("GEN GET")
            id = request.path.rpartition("/")[2]
            return web.json_response({"id": id, "status": "processing"})
        return await super()._gen(request)


def run(size: Size) -> Found:
    plan = size.of(
        Plan((20,), (), 20, 0.5, 0.0, 0.5, 1),
        Plan((2_000,), (), 1_000, 1.0, 0.0, 1.5, 3),
        Plan((100, 1_000, 10_000, 100_000), (100_000, 1_000_000), 1_000, 3.0, GENTLE, 5.0, 5),
    )
    with tempfile.TemporaryDirectory() as home:
        found = asyncio.run(_all(plan, Path(home)))
    sizes = (found[: len(plan.watches)], found[len(plan.watches) :])
    tables = [
        Table("The bot in its own process", [_process(one) for one in found], NOTE),
        Table("Milliseconds of processor time for one look", [_took(one) for one in found], READ),
    ]
    names = ("watches", "live watches"), ("over", "finished objects")
    both = zip(names, sizes, strict=True)
    plots = [_plot(*name, found) for name, found in both if len(found) > 1]
    return Found("scale", "Scale", ABOUT, tables, _goals(found), plots)


ABOUT = (
    "What grows with the work under way and what with the years. Half of the watches are runs of the "
    "agent, half parts of videos; finished objects are requests, runs, ideas, videos and posts, made by "
    "the bot's own stories and copied, with the messages and the journal of the newest 5,000 requests. "
    f"{WAITING} ideas wait for a decision in each database, everything is spread over 50 channels, and "
    "the person who asks belongs to all of them: the worst case."
)
NOTE = (
    "Ready: from the start of the process until it is connected. Idle: nothing is due. Looking: every "
    "watch is due once a minute, as far as that is at most 64 looks a second: the watcher begins 32 each "
    "half second, by which one process stays below a quarter of a core whatever there is to watch, and GEN "
    "is not flooded; what is more waits its turn, what is worth most first. In the first 25 seconds after a "
    "start it begins fewer."
)
LOOK = (
    "A look is a request over HTTP, an answer that is checked, and a transaction: three to four ms. Begun "
    "fewer at a time they would cost less, and people would wait longer for what has ended."
)
WORD = (
    "The usual word stands in every title there is, and the index of words reads them all for it."
)
READ = (
    "The middle of several, in this process; watcher and postman: their rounds when nothing is due."
)


async def _all(plan: Plan, home: Path) -> list[Measured]:
    sizes = [(watches, plan.least * 9) for watches in plan.watches]
    sizes += [(plan.least, over) for over in plan.over]
    found = []
    for size in sizes:
        progress.now(f"scale: {size[0]:,} watches, {size[1]:,} finished objects")
        with tempfile.TemporaryDirectory(dir=home) as place:
            found.append(await _measured(plan, *size, Path(place)))
    return found


async def _measured(plan: Plan, watches: int, over: int, home: Path) -> Measured:
    path = home / "genbot.db"
    years = Years(CHANNELS, watches, WAITING, over)
    await years.fill(path)
    took = await timed(path, plan.times)
    megabytes = path.stat().st_size / 1e6
    port = free_port()
    async with Busy() as world:
        began = time.perf_counter()
        async with running(command(GENBOT, "socket", port), surroundings(world, home, "socket", port), home) as process:  # fmt: skip
            await asyncio.wait_for(ready(world, ""), PATIENCE)
            waited = time.perf_counter() - began
            await asyncio.sleep(SETTLE)
            idle, _ = await _during(process, world, plan.idle)
            if watches > 1_000:
                await asyncio.sleep(max(0.0, plan.gentle - (time.perf_counter() - began)))
            years.due(path, time.time(), MINUTE)  # as another program may, in a transaction
            await asyncio.sleep(SETTLE)
            looking, looks = await _during(process, world, plan.looks)
            memory = process.memory
    return Measured(watches, over, megabytes, waited, memory, idle, looking, looks, took)


async def _during(process: Process, world: World, seconds: float) -> tuple[float, float]:
    """The share of a core it took, and the looks per second there were."""
    cpu, looks = process.cpu, world.calls.get("GEN GET", 0)
    await asyncio.sleep(seconds)
    return (process.cpu - cpu) / seconds, (world.calls.get("GEN GET", 0) - looks) / seconds


def _size(one: Measured) -> Row:
    return {"watches": one.watches, "finished": one.over}


def _process(one: Measured) -> Row:
    per = 1000 * (one.looking - one.idle) / one.looks if one.looks else 0.0
    return {
        **_size(one), "MB on disk": round(one.megabytes, 1), "ready, s": round(one.ready, 2),
        "MB": round(one.memory, 1), "% of a core idle": round(100 * one.idle, 1),
        "% looking": round(100 * one.looking, 1), "looks/s": round(one.looks, 1),
        "ms a look": round(per, 2),
    }  # fmt: skip


def _took(one: Measured) -> Row:
    return {**_size(one), **one.took}


def _goals(found: Sequence[Measured]) -> list[Goal]:
    """Of ten thousand watches, or of what comes nearest."""
    many = min(found, key=lambda one: abs(one.watches - 10_000))
    worst = max((name for name in (*LOOKS, *ROUNDS)), key=lambda name: found[-1].took[name])
    slow = found[-1].took[worst]
    return [
        Goal(f"{many.watches:,} live watches, idle", "under 25 % of a core", f"{100 * many.idle:.1f} %", many.idle < 0.25),
        Goal("each looked at once a minute, or 64 a second", "under 25 % of a core", f"{100 * many.looking:.1f} % at {many.looks:.0f} looks a second", many.looking < 0.25, LOOK),
        Goal("memory with them", "under 200 MB", f"{many.memory:.0f} MB", many.memory < 200),
        Goal(f"slowest look with {found[-1].over:,} finished objects", "under 100 ms", f"{slow:g} ms ({worst})", slow < 100, WORD),
    ]  # fmt: skip


def _plot(name: str, x: str, found: Sequence[Measured]) -> Plot:
    every = ("/gen status", "Home", "find, usual word", "watcher")
    lines = {
        look: [(float(getattr(one, name)), max(one.took[look], 0.01)) for one in found]
        for look in every
    }
    return Plot(f"scale-{name}", f"One look, by {x}", x, "ms of processor time", lines, "xy")
