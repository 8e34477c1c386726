"""Each bot gets the same clicks, polls for a while, and is killed; what does it still know after that?"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp import web

from benchmarks import progress
from benchmarks.acks.bench import GENBOT, PATIENCE, ready, surroundings
from benchmarks.acks.world import CHANNELS, TEAM, World
from benchmarks.found import Found, Row, Size, Table
from benchmarks.peers import flowing
from benchmarks.process import Process, environment, free_port, running
from benchmarks.scale.years import Years

PYTHON = os.environ.get("BENCH_PEERS", sys.executable)
MEMORY, STORE, DBOS = "APScheduler, memory", "APScheduler, SQLAlchemy store", "DBOS on SQLite"
FLOWS = "n8n on SQLite"
COMMANDS: Mapping[str, Sequence[str]] = {
    GENBOT: ("-m", "genbot", "run"),
    MEMORY: ("-m", "benchmarks.peers.scheduled", "memory"),
    STORE: ("-m", "benchmarks.peers.scheduled", "sqlalchemy"),
    DBOS: ("-m", "benchmarks.peers.workflows"),
    FLOWS: (flowing.N8N, "start"),
}
NEEDS = {MEMORY: "apscheduler", STORE: "sqlalchemy", DBOS: "dbos"}
RATE, PING = 50.0, 0.1  # clicks per second; seconds between the clicks that tell of stalls
PACE = (
    "10"  # genbot chooses when to look: with waits a tenth as long it comes to about as many looks
)


class Jobs(World):
    """Renders that go on for ever: who began which, and who asks about which."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: Counter[str] = Counter()
        self.polled: Counter[str] = Counter()
        self.seen: set[str] = set()  # begun or asked about, since somebody emptied it

    async def _gen(self, request: web.Request) -> web.Response:
        path, last = request.path, request.path.rpartition("/")[2]
        if request.method == "POST" and last in {"jobs", "run"}:
            told = await request.json()
            id = _job(told.get("name") or told["message"])
            self.begun[id] += 1
            self.seen.add(id)
            return web.json_response({"id": id, "run_id": id, "conversation_id": f"c-{id}"})
        if request.method == "GET" and ("/jobs/" in path or "/agent/runs/" in path):
            self.polled[last] += 1
            self.seen.add(last)
            run = {"run_id": last, "status": "running", "messages": []}
            return web.json_response({"status": "running", "run": run})
        return await super()._gen(request)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many renders, for how long they are watched, and at the most how long after the kill."""

    renders: int
    watched: float
    after: float


@dataclass
class Clicks:
    """Sends commands and hears when each is acknowledged."""

    world: World
    url: str = ""  # of a webhook, where Slack would send them there instead of through its socket

    def __post_init__(self) -> None:
        self.sent: dict[str, float] = {}
        self.took: list[float] = []
        self.kept: set[str] = set()  # the renders whose clicks were acknowledged
        self.world.heard = self._heard
        self._posting: set[asyncio.Task[None]] = set()

    async def click(self, text: str) -> None:
        name = f"{text}|{time.monotonic()}"
        self.sent[name] = time.monotonic()
        payload = {
            "command": "/gen", "text": text, "channel_id": CHANNELS[len(self.sent) % len(CHANNELS)],
            "channel_name": "bench", "user_id": "U0PERSON", "user_name": "maya", "team_id": TEAM,
            "team_domain": "bench", "api_app_id": "A0BENCH", "token": "t", "trigger_id": name,
            "is_enterprise_install": "false", "response_url": "",
        }  # fmt: skip
        if self.url:
            self._posting.add(asyncio.create_task(self._post(name, payload)))
        else:
            await self.world.send(name, "slash_commands", payload)

    async def _post(self, name: str, payload: Mapping[str, str]) -> None:
        with suppress(aiohttp.ClientError):
            async with aiohttp.request("POST", self.url, data=payload) as answer:
                if answer.ok:
                    self._heard(name)

    def _heard(self, envelope: str) -> None:
        if (at := self.sent.pop(envelope, None)) is not None:
            self.took.append(time.monotonic() - at)
            self.kept.add(_job(envelope.partition("|")[0]))


def _job(said: str) -> str:
    """What a render is called that these words ask for."""
    return f"job-{said.rpartition(' ')[2]}"


def run(size: Size) -> Found:
    plan = size.of(Plan(5, 0.5, 1.0), Plan(20, 2.2, 2.0), Plan(1_000, 8.0, 15.0))
    rows: list[Row] = []
    skipped: list[str] = []
    for app in COMMANDS:
        if why := _missing(app, size):
            skipped.append(f"{app}: {why}")
            continue
        progress.now(f"peers: {app}")
        with tempfile.TemporaryDirectory() as home:
            rows.append(asyncio.run(_measured(plan, app, Path(home))))
    table = Table(f"{plan.renders:,} renders at once", rows, NOTE.format(plan.after))
    return Found("peers", "What people would use instead", ABOUT, [table], left_out=skipped)


ABOUT = (
    "One story on each: a command is acknowledged once its wish is kept, a render is begun at GEN, looked "
    "at every two seconds, and its end would be told. genbot does what it always does (a request's run, "
    "with its messages, journal and own times of looking, ten times as fast as in life); the others do "
    "only this, with the configuration shown in `benchmarks/peers`: APScheduler's jobs are kept before "
    "the acknowledgement and never dropped for being late, DBOS keeps every step in SQLite. n8n runs "
    "`n8n.json`, one execution for each render, whose progress is not saved, since it does not go on with what "
    "a kill has ended; it is clicked by its webhook, for it does not speak Socket Mode. Tried was 1.123.0 from npm, with `xlsx` 0.18.5 for the one that npm does not "
    "have, and `sqlite3` compiled."
)
NOTE = (
    "Slowest click: the longest acknowledgement while it polls, which is the longest stall of its loop. "
    "Not seen again: of the acknowledged renders, those that were neither begun nor looked at within {0:g} "
    "seconds of kill -9 and a new start; twice: those begun a second time at GEN."
)


def _missing(app: str, size: Size) -> str:
    """Why it cannot be measured; empty when it can."""
    if app is GENBOT:
        return ""
    if app is FLOWS:
        small = "only at full size" if size is not Size.FULL else ""
        return small or ("" if flowing.N8N else "BENCH_N8N is not set")
    tried = subprocess.run([PYTHON, "-c", f"import {NEEDS[app]}, slack_bolt"], capture_output=True, check=False, env=environment())  # fmt: skip
    return "" if tried.returncode == 0 else f"{NEEDS[app]} is not installed"


async def _measured(plan: Plan, app: str, home: Path) -> Row:
    if app is GENBOT:
        await Years(CHANNELS).fill(home / "genbot.db")
    async with Jobs() as world:
        port = free_port()
        env = {**surroundings(world, home, "socket", port), "GENBOT_PACE": PACE}
        clicks = Clicks(world)
        if app is FLOWS:
            env = flowing.surroundings(env, home, port)
            await flowing.prepared(home, env)
            clicks.url = f"http://127.0.0.1:{port}/webhook/gen"
        program = {GENBOT: sys.executable, FLOWS: "node"}.get(app, PYTHON)
        async with running(COMMANDS[app], env, home, program) as process:
            await _ready(clicks)
            await _clicked(plan, clicks, world)
            row = await _polled(plan, app, clicks, world, process)
            os.kill(process.pid, 9)
        kept = clicks.kept - {_job("status")}
        world.connected.clear()
        world.seen.clear()
        async with running(COMMANDS[app], env, home, program):
            await _ready(clicks)
            await _until(lambda: kept <= world.seen, plan.after)
        twice = sum(times > 1 for times in world.begun.values())
        lost = len(kept - world.seen)
        return {**row, "acknowledged": len(kept), "not seen again": lost, "twice": twice}


async def _ready(clicks: Clicks) -> None:
    async with asyncio.timeout(PATIENCE):
        await (flowing.ready(clicks.url) if clicks.url else ready(clicks.world, ""))


async def _clicked(plan: Plan, clicks: Clicks, world: Jobs) -> None:
    """All of them, and time to begin."""
    for nth in range(plan.renders):
        await clicks.click(f"ideas 1 n{nth}")
        await asyncio.sleep(1 / RATE)
    await _until(lambda: len(world.begun) == plan.renders, plan.watched)


async def _until(done: Callable[[], bool], most: float) -> None:
    for _ in range(round(most / PING)):
        if done():
            return
        await asyncio.sleep(PING)


async def _polled(plan: Plan, app: str, clicks: Clicks, world: Jobs, process: Process) -> Row:
    clicks.took, before, polls, began = [], process.cpu, world.polled.total(), time.monotonic()
    while time.monotonic() - began < plan.watched:
        await clicks.click("status")
        await asyncio.sleep(PING)
    spent, made = process.cpu - before, world.polled.total() - polls
    waiting = [time.monotonic() - at for at in clicks.sent.values()]
    return {
        "bot": app, "polls/s": round(made / plan.watched, 1),
        "% of a core": round(100 * spent / plan.watched, 1),
        "CPU ms a poll": round(1000 * spent / max(made, 1), 2),
        "slowest click, ms": round(1000 * max([*clicks.took, *waiting], default=0.0)),
        "MB": round(process.memory, 1),
    }  # fmt: skip
