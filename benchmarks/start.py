"""Cold start, size and idle use, beside a Bolt app that only acknowledges."""

import asyncio
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from statistics import median

from packaging.requirements import Requirement

from benchmarks.acks.bench import BARE, GENBOT, PATIENCE, command, ready, surroundings
from benchmarks.acks.world import World
from benchmarks.found import Found, Goal, Row, Size, Table
from benchmarks.process import environment, free_port, running

TOLD = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +(\S+)")
IMPORTS = {GENBOT: "import genbot.app", BARE: "import benchmarks.acks.bare"}
MOST = 12  # rows of packages


@dataclass(frozen=True, slots=True)
class Idle:
    """Seconds until it is connected, then megabytes and the share of a core while nothing happens."""

    ready: float
    memory: float
    cpu: float


def run(size: Size) -> Found:
    times, rest = size.of(1, 3, 9), size.of(0.5, 3.0, 20.0)
    for said in IMPORTS.values():
        _imports(said)  # now everything is compiled
    imports = {app: _imports(said) for app, said in IMPORTS.items()}
    found = {app: [asyncio.run(_idle(app, rest if last else 0.0)) for last in _last(times)] for app in (BARE, GENBOT)}  # fmt: skip
    ratio = _ready(found[GENBOT]) / _ready(found[BARE])
    goal = Goal("cold start to connected, against bare Bolt", "at most 1.5 times", f"{ratio:.2f} times", ratio <= 1.5)  # fmt: skip
    tables = [
        Table("From nothing to connected, and then idle", [_row(app, found[app], imports[app]) for app in found]),
        Table("Where the imports of genbot take their time", _packages(imports[GENBOT], imports[BARE]), NOTE),
    ]  # fmt: skip
    return Found("start", "Cold start and size", ABOUT, tables, [goal])


ABOUT = (
    "From the start of the process until its connection to Slack is open, median of several; then "
    "memory and processor while nothing happens. Installed: the package and all that it depends on."
)
NOTE = "Each module's own time, added up by package; bare Bolt beside it."


def _last(times: int) -> Iterator[bool]:
    yield from (nth == times - 1 for nth in range(times))


async def _idle(app: str, rest: float) -> Idle:
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        async with World() as world:
            began = time.perf_counter()
            port = free_port()
            async with running(command(app, "socket", port), surroundings(world, home, "socket", port), home) as process:  # fmt: skip
                await asyncio.wait_for(ready(world, ""), PATIENCE)
                took = time.perf_counter() - began
                before = process.cpu
                await asyncio.sleep(rest)
                return Idle(took, process.memory, (process.cpu - before) / (rest or 1.0))


def _ready(found: list[Idle]) -> float:
    return median(one.ready for one in found)


def _row(app: str, found: list[Idle], imports: dict[str, float]) -> Row:
    return {
        "app": app, "ready, s": round(_ready(found), 3),
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
