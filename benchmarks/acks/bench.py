"""The four apps under the same load, one after the other, in both modes."""

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from benchmarks import progress
from benchmarks.acks.deliveries import Deliveries
from benchmarks.acks.load import SECRET, Acks, Load
from benchmarks.acks.world import CHANNELS, World
from benchmarks.found import Found, Goal, Plot, Row, Size, Table
from benchmarks.process import Process, free_port, running
from benchmarks.shelves import AGENT, Shelves

GENBOT, BARE, SAMPLE = "genbot", "Bolt, only acknowledging", "Bolt, as in Slack's samples"
BEFORE = "Bolt, the same, process_before_response"
KEEP = "Bolt, the same, one durable commit first"
HOW = {BARE: "ack", BEFORE: "before", KEEP: "keep", SAMPLE: "sample"}
APPS = (*HOW, GENBOT)
WARM = 40.0  # deliveries per second, for half a second, before anything is measured
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured: in these modes, at each of these rates for so long."""

    modes: tuple[str, ...]
    rates: tuple[float, ...]
    seconds: float
    watches: int

    @property
    def ideas(self) -> int:
        return round((sum(self.rates) * self.seconds + WARM) / 3) + 50


def run(size: Size) -> Found:
    plan = size.of(
        Plan(("socket",), (20.0,), 0.5, 20),
        Plan(("socket",), (100.0,), 1.2, 2000),
        Plan(("socket", "http"), (10.0, 100.0, 300.0), 4.0, 2000),
    )
    with tempfile.TemporaryDirectory() as home:
        rows, took = asyncio.run(_measured(plan, Path(home)))
    table = Table("Milliseconds until the acknowledgement", rows, NOTE)
    return Found("acks", "Acknowledgement", ABOUT.format(plan=plan), [table], _goals(plan, took), [_plot(plan, took)])  # fmt: skip


ABOUT = (
    "What somebody did is acknowledged only when it is on disk. A load generator in its own process "
    "sends slash commands (/gen status), buttons (an idea's details) and forms (an idea is rejected) "
    "in turn, at a fixed rate whatever becomes of them; behind genbot {plan.watches} live watches "
    "are looked at, each about once a minute."
)
NOTE = (
    "CPU: of the app's process, per delivery, with all that follows from it: genbot also writes its "
    "journal, updates messages, tells GEN and looks at its watches; the others forget. Out of the box "
    "Bolt looks every 10 ms whether its listener has acknowledged (listener/asyncio_runner.py), which is "
    "most of what its rows show; with process_before_response, as genbot has it, it does not wait. "
    "One durable commit: a row with the delivery in a database set up like genbot's, written by a "
    "thread of its own, and then the acknowledgement: what it costs to lose nothing, on this disk."
)
NOTHING = (
    "It keeps nothing. An fsync and the way to the writing thread and back are the price of a click that "
    "outlives a crash; the next row is the same with that."
)
KEEPS = (
    "A click of genbot's is checked, decided, journaled and told to its card in that commit, not only kept. "
    "Clicks of one moment share a commit, on a thread of its own, and the disk is waited for once."
)
Took = dict[tuple[str, str, float], Acks]


async def _measured(plan: Plan, home: Path) -> tuple[list[Row], Took]:
    rows: list[Row] = []
    took: Took = {}
    for mode in plan.modes:
        for app in APPS:
            progress.now(f"acks: {app}, {mode} mode")
            place = home / f"{mode}-{APPS.index(app)}"
            place.mkdir()
            if app is GENBOT:
                await Shelves(CHANNELS, plan.watches, plan.ideas).fill(place / "genbot.db")
            async with World() as world:
                await _loaded(plan, mode, app, place, world, rows, took)
    return rows, took


async def _loaded(
    plan: Plan, mode: str, app: str, home: Path, world: World, rows: list[Row], took: Took
) -> None:
    port = free_port()
    async with running(
        command(app, mode, port), surroundings(world, home, mode, port), home
    ) as process:
        http = f"http://127.0.0.1:{port}" if mode == "http" else ""
        await asyncio.wait_for(ready(world, http), PATIENCE)
        load = Load(world, Deliveries(), http)
        await load.run(WARM, 0.5)
        for rate in plan.rates:
            before = process.cpu
            acks = took[mode, app, rate] = await load.run(rate, plan.seconds)
            rows.append(_row(mode, app, rate, acks, process, process.cpu - before))


def command(app: str, mode: str, port: int) -> tuple[str, ...]:
    """How Python is told to start it."""
    if app is GENBOT:
        return ("-m", "genbot", "run")
    way = "socket" if mode == "socket" else str(port)
    return ("-m", "benchmarks.acks.bare", HOW[app], way)


def surroundings(world: World, home: Path, mode: str, port: int) -> Mapping[str, str]:
    """What all of them are told."""
    return {
        "SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_APP_TOKEN": "xapp-bench",
        "SLACK_API_URL": f"{world.url}/api/", "SLACK_SIGNING_SECRET": SECRET,
        "GEN_API_KEY": "bench-key", "GEN_AGENT_ID": AGENT,
        "GEN_API_URL": f"{world.url}/v1", "GEN_AGENT_URL": f"{world.url}/v1",
        "GENBOT_DATABASE": str(home / "genbot.db"), "GENBOT_SLACK_MODE": mode,
        "GENBOT_HTTP": f"127.0.0.1:{port}", "GENBOT_LOG_LEVEL": "WARNING",
    }  # fmt: skip


async def ready(world: World, http: str) -> None:
    """Return when it can be reached."""
    if not http:
        await world.connected.wait()
        return
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{http}/readyz"):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


def _row(mode: str, app: str, rate: float, acks: Acks, process: Process, cpu: float) -> Row:
    return {
        "mode": mode, "per second": rate, "app": app,
        "median": round(acks.at(0.5), 2), "p99": round(acks.at(0.99), 2),
        "p99.9": round(acks.at(0.999), 2), "lost": acks.lost, "of": acks.sent,
        "CPU, ms": round(1000 * cpu / acks.sent, 2), "MB": round(process.memory, 1),
    }  # fmt: skip


def _goals(plan: Plan, took: Took) -> list[Goal]:
    """At a hundred per second over the socket, as the design asks for it, or what comes nearest."""
    rate = min(plan.rates, key=lambda one: abs(one - 100.0))
    ours, slow = took["socket", GENBOT, rate], took["socket", GENBOT, rate].at(0.99)
    bare, before, keep = (
        ours.at(0.5) / took["socket", app, rate].at(0.5) for app in (BARE, BEFORE, KEEP)
    )
    return [
        Goal(f"median at {rate:g}/s against an app that only acknowledges", "at most 1.5 times", f"{bare:.2f} times", bare <= 1.5),
        Goal("and against the same with process_before_response", "at most 1.5 times", f"{before:.2f} times", before <= 1.5, NOTHING),
        Goal("and against one that keeps a row on disk first, and nothing else", "at most 1.5 times", f"{keep:.2f} times", keep <= 1.5, KEEPS),
        Goal(f"p99 at {rate:g}/s", "under 100 ms", f"{slow:.1f} ms", slow < 100),
        Goal("lost", "0", str(sum(one.lost for (_, app, _), one in took.items() if app is GENBOT)), all(one.lost == 0 for (_, app, _), one in took.items() if app is GENBOT)),
    ]  # fmt: skip


def _plot(plan: Plan, took: Took) -> Plot:
    """Every app's acknowledgements, from the fastest to the slowest."""
    shares = (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999)
    rate = min(plan.rates, key=lambda one: abs(one - 100.0))
    lines = {
        app: [(100 * share, round(took["socket", app, rate].at(share), 3)) for share in shares]
        for app in APPS
    }
    return Plot("acks", f"Acknowledgement at {rate:g} per second, Socket Mode", "% of deliveries", "ms", lines, "y")  # fmt: skip
