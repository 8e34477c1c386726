"""Cold start, size and idle use, beside a Bolt app that only acknowledges."""

import asyncio
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from statistics import median

from packaging.requirements import Requirement

from benchmarks import progress
from benchmarks.acks.bench import BARE, GENBOT, PATIENCE, command, ready, surroundings
from benchmarks.acks.deliveries import Deliveries
from benchmarks.acks.world import World
from benchmarks.found import Found, Goal, Row, Size, Table
from benchmarks.process import environment, free_port, running

TOLD = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +(\S+)")
IMPORTS = {  # as `genbot run` does it: without what it spares itself
    GENBOT: "import sys, genbot.cli as cli; sys.modules[cli.SPARED] = None; import genbot.app",
    BARE: "import benchmarks.acks.bare",
}
MOST = 12  # rows of packages


@dataclass(frozen=True, slots=True)
class Idle:
    """Seconds until it is connected, and until a click that is sent at once is acknowledged; then
    megabytes and the share of a core while nothing happens."""

    ready: float
    acked: float
    memory: float
    cpu: float


def run(size: Size) -> Found:
    times, rest = size.of(1, 2, 5), size.of(0.5, 1.0, 10.0)
    for said in IMPORTS.values():
        _imports(said)  # now everything is compiled
    imports = {app: _imports(said) for app, said in IMPORTS.items()}
    found = _found(times, rest)
    goals = [
        _goal("cold start to connected, against bare Bolt", found, lambda one: one.ready),
        _goal("and to the first acknowledgement", found, lambda one: one.acked),
    ]
    tables = [
        Table("From nothing to connected, and then idle", [_row(app, found[app], imports[app]) for app in found]),
        Table("Where the imports of genbot take their time", _packages(imports[GENBOT], imports[BARE]), NOTE),
    ]  # fmt: skip
    return Found("start", "Cold start and size", ABOUT, tables, goals)


ABOUT = (
    "From the start of the process until its connection to Slack is open, and until a command that is "
    "typed at that moment is acknowledged: medians of several starts in turn, genbot's on the "
    "database that the start before has left, with nothing configured that need not be. Then memory "
    "and processor while nothing happens. Installed: the package and all that it depends on. "
    "The container image is not built here, for want of a Docker daemon: it is python:3.13-slim, which others "
    "tell is about 150 MB, with what is installed here and 14 MB of pip."
)
IMPORTS_MORE = (
    "It is modules that take the time: beside Bolt's and aiohttp's a client for GEN, shapes that are checked, and "
    "the database (by package in the table below). Tried: what a start does not need is loaded when it is used; values "
    "share their methods instead of having them compiled (a sixth of the time); no scheduler (a tenth; a well-kept one is "
    "worth that). What remains is mostly GEN's answers, some 180 shapes, and reading 400 files."
)
NOTE = "Each module's own time, added up by package; bare Bolt beside it."


def _found(times: int, rest: float) -> dict[str, list[Idle]]:
    """In turn, so that whatever else the machine does meets both; the last of each may rest."""
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(_idle(GENBOT, Path(place), 0.0))  # the database is made
        found: dict[str, list[Idle]] = {BARE: [], GENBOT: []}
        for nth in range(times):
            progress.now(f"start: {nth + 1} of {times}")
            for app, starts in found.items():
                after = rest if nth == times - 1 else 0.0
                starts.append(asyncio.run(_idle(app, Path(place), after)))
        return found


async def _idle(app: str, home: Path, rest: float) -> Idle:
    async with World() as world:
        env = {**surroundings(world, home, "socket", free_port()), "GENBOT_HTTP": ""}
        began = time.perf_counter()
        async with running(command(app, "socket", 0), env, home) as process:
            await asyncio.wait_for(ready(world, ""), PATIENCE)
            took = time.perf_counter() - began
            await _typed(world)
            acked = time.perf_counter() - began
            before = process.cpu
            await asyncio.sleep(rest)
            return Idle(took, acked, process.memory, (process.cpu - before) / (rest or 1.0))


async def _typed(world: World) -> None:
    """Return when a command that is typed now is acknowledged."""
    heard = asyncio.Event()
    world.heard = lambda envelope: heard.set()
    kind, typed = Deliveries().next()
    await world.send(
        "e1", kind, {**typed, "trigger_id": str(time.time())}
    )  # nobody has seen it yet
    await asyncio.wait_for(heard.wait(), PATIENCE)


def _goal(what: str, found: dict[str, list[Idle]], of: Callable[[Idle], float]) -> Goal:
    ratio = _median(found[GENBOT], of) / _median(found[BARE], of)
    return Goal(what, "at most 1.5 times", f"{ratio:.2f} times", ratio <= 1.5, IMPORTS_MORE)


def _median(found: list[Idle], of: Callable[[Idle], float]) -> float:
    return median(map(of, found))


def _row(app: str, found: list[Idle], imports: dict[str, float]) -> Row:
    return {
        "app": app, "connected, s": round(_median(found, lambda one: one.ready), 3),
        "acknowledges, s": round(_median(found, lambda one: one.acked), 3),
        "imports, s": round(sum(imports.values()) / 1e6, 3),
        "MB idle": round(found[-1].memory, 1), "% of a core idle": round(100 * found[-1].cpu, 1),
        "MB installed": round(_installed("genbot" if app is GENBOT else "slack-bolt"), 1),
    }  # fmt: skip


def _imports(said: str) -> dict[str, float]:
    """Microseconds by package, in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", said],
        capture_output=True, text=True, check=True, env=environment(),
    )  # fmt: skip
    spent: dict[str, float] = defaultdict(float)
    for own, module in TOLD.findall(told.stderr):
        spent[module.partition(".")[0]] += float(own)
    return dict(spent)


def _packages(ours: dict[str, float], bare: dict[str, float]) -> list[Row]:
    longest = sorted(ours, key=lambda name: -ours[name])[:MOST]
    return [
        {"package": name, "genbot, ms": round(ours[name] / 1000, 1), "bare Bolt, ms": round(bare.get(name, 0.0) / 1000, 1)}
        for name in longest
    ]  # fmt: skip


def _installed(name: str) -> float:
    """Megabytes on disk, with everything that it needs."""
    needed, size = [name, *(["aiohttp"] if name == "slack-bolt" else [])], 0
    seen: set[str] = set()
    while needed:
        one = needed.pop()
        if one in seen:
            continue
        seen.add(one)
        try:
            found = distribution(one)
        except ModuleNotFoundError:
            continue
        size += sum(_size(Path(str(file.locate()))) for file in found.files or ())
        needed += [
            wish.name
            for wish in map(Requirement, found.requires or ())
            if wish.marker is None or wish.marker.evaluate({"extra": ""})
        ]
    return (size + (_size(Path(__file__).parents[1] / "genbot") if name == "genbot" else 0)) / 1e6


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(_size(one) for one in path.iterdir() if one.name != "__pycache__")
    return path.stat().st_size if path.exists() else 0
