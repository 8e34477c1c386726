"""Once on real time: genbot's own watcher, store and client before a pretend GEN over HTTP."""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from math import ceil, log
from pathlib import Path
from random import Random
from typing import Any

import httpx
from aiohttp import web
from pydantic import SecretStr

from benchmarks.found import Row, Table
from benchmarks.polling.durations import Part, World
from benchmarks.polling.schedules import Cost, cost, jittered
from genbot.app import BEAT, BOOT
from genbot.domain.pace import Lognormal, Usual
from genbot.domain.settings import Settings
from genbot.domain.watches import Kind
from genbot.gen.client import Gen
from genbot.gen.edit import GetGeneration
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError
from genbot.gen.export import Render
from genbot.store import Store, Transaction
from genbot.watches.kind import Begun, Done, Failed, WatchKind, said
from genbot.watches.watcher import Watcher

USUAL = Lognormal(8.0, 0.4)  # a small world: all of it fits in half a minute
JOBS, BEGIN, LASTS = 60, 12.0, 60.0  # how many, within how many seconds; and the end at the latest


class Pretend:
    """GEN, as far as it makes videos: it knows when each will be done, and counts who asks."""

    def __init__(self) -> None:
        self._chance = Random(5)
        self.ends: dict[str, float] = {}
        self.asked: Counter[str] = Counter()

    async def begin(self, request: web.Request) -> web.Response:
        name = request.match_info["cell"]
        lasts = self._chance.lognormvariate(log(USUAL.median), USUAL.sigma)
        self.ends[name] = time.time() + lasts
        return web.json_response({"generation_id": name, "status": "pending"})

    async def look(self, request: web.Request) -> web.Response:
        name = request.match_info["id"]
        self.asked[name] += 1
        over = time.time() >= self.ends[name]
        return web.json_response({"id": name, "status": "completed" if over else "processing"})


class Video(WatchKind[str, str]):
    """A render that is only watched; notes when its end was seen."""

    kind = Kind.GENERATION

    def __init__(self) -> None:
        self.seen: dict[str, float] = {}

    def begin(self, tx: Transaction, subject: str, /) -> str:
        return subject

    def usual(self, tx: Transaction, thing: str, /) -> tuple[str, Usual]:
        return "", USUAL

    async def ask(self, gen: Ask, thing: str, /) -> Begun:
        call = Render(sheet_id="1", cell_id=thing, agent_id="a")
        return Begun((await gen(call, key=thing)).generation_id)

    async def look(self, gen: Ask, thing: str, job: str, /) -> Done[str] | None:
        found = await gen(GetGeneration(generation_id=job))
        return Done(job) if found.status == "completed" else None

    def finish(self, tx: Transaction, subject: str, result: str, /) -> None:
        self.seen[subject] = time.time()

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        raise RuntimeError(said(why))


def measured() -> Table:
    return Table("On real time", asyncio.run(_rows()), NOTE)


NOTE = (
    f"{JOBS} jobs of around {USUAL.median:g} s (sigma {USUAL.sigma:g}) begin within {BEGIN:g} s, and genbot's "
    "watcher looks at them over HTTP, its rows on disk. What virtual time says for the same rule, as in "
    f"the tables above; and with the heartbeat of {BEAT:g} s, at which all real looks begin."
)


async def _rows() -> list[Row]:
    gen, video = Pretend(), Video()
    await _lived(gen, video)
    late = sorted(at - gen.ends[name] for name, at in video.seen.items())
    count = len(late)
    real = Cost(
        sum(gen.asked[name] for name in video.seen) / count,
        sum(late) / count, late[count * 95 // 100], late[count * 99 // 100],
    )  # fmt: skip
    looks = jittered(USUAL, 100.0)
    ends = World("", (Part(USUAL.median, USUAL.sigma),)).ends(5000)
    ways = {
        "genbot, on real time": real,
        "on virtual time": cost(looks, ends),
        "on virtual time, at a heartbeat": cost([_at_beats(one) for one in looks], ends),
    }
    return [_row(way, one) for way, one in ways.items()]


def _row(way: str, one: Cost) -> Row:
    return {
        "way": way, "requests": round(one.requests, 2), "delay": round(one.delay, 2),
        "p95": round(one.p95, 1), "p99": round(one.p99, 1),
    }  # fmt: skip


def _at_beats(looks: list[float]) -> list[float]:
    """As they are begun: at the next beat, from which the next wait counts."""
    begun, late = [], 0.0
    for look in looks:
        at = ceil((look + late) / BEAT) * BEAT
        late = at - look
        begun.append(at)
    return begun


async def _lived(gen: Pretend, video: Video) -> None:
    async with _served(gen) as url, httpx.AsyncClient(trust_env=False) as http:
        with tempfile.TemporaryDirectory() as home, closing(_store(Path(home))) as store:
            client = Gen(http, key=SecretStr("k"), api_url=url, longest_pause=0.0, boot=BOOT)
            chance = Random(11)
            kinds: dict[Kind, WatchKind[Any, Any]] = {Kind.GENERATION: video}
            watcher = Watcher(
                client, store, kinds, boot=BOOT, jitter=lambda: chance.uniform(0.95, 1.05)
            )
            await store.unit(_wishes, chance)
            until = time.monotonic() + LASTS
            while len(video.seen) < JOBS and time.monotonic() < until:
                await asyncio.gather(watcher.round(), asyncio.sleep(BEAT))
            await watcher.drain()


def _wishes(tx: Transaction, chance: Random) -> None:
    for nth in range(JOBS):
        tx.watch(Kind.GENERATION, f"v{nth}", tx.now + chance.uniform(0.0, BEGIN))


def _store(home: Path) -> Store:
    return Store(
        home / "genbot.db", announce=lambda event: (), settings=Settings(), now=time.time,
        new_id=lambda: "x",
    )  # fmt: skip


@asynccontextmanager
async def _served(gen: Pretend) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/v1/autocontentengine/{sheet}/cells/{cell}/render", gen.begin)
    app.router.add_get("/v1/generations/{id}", gen.look)
    app.router.add_route("*", "/{path:.*}", _nowhere)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}/v1"
    finally:
        await runner.cleanup()


async def _nowhere(request: web.Request) -> web.Response:
    raise RuntimeError(f"nobody answers {request.path}")
