"""Runs that are followed while GEN pushes: looked at sooner, and without it no later than ever."""

import asyncio
from itertools import count

import httpx
import pytest
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from genbot.domain.hints import NEAR
from genbot.domain.settings import Settings
from genbot.domain.watches import Kind, Phase
from genbot.flows import ideas, research
from genbot.gen.client import Gen
from genbot.gen.live import follow
from genbot.gen.progress import Progress, read_progress
from genbot.sandbox.gen import gen_app
from genbot.sandbox.gen.cast import SANTIAGO
from genbot.sandbox.world import World
from genbot.watches import kinds
from genbot.watches.kind import Begun
from genbot.watches.live import MOST, REST, SOON, Live
from genbot.watches.watcher import Watcher
from tests.watches.conftest import CHANNEL, MAYA


class Told:
    """Streams that say what a test says, and end when it ends them."""

    def __init__(self):
        self.open, self.begun, self.closed, self.asked = {}, count(), 0, []

    async def follow(self, path):
        next(self.begun)
        self.open[path] = asyncio.Queue()
        try:
            while (now := await self.open[path].get()) is not None:
                yield now
        finally:
            self.closed += 1
            del self.open[path]

    async def read(self, path):
        self.asked.append(path)
        return Progress(status="asked")

    async def says(self, path, **now):
        self.open[path].put_nowait(Progress(**now) if now else None)
        await settled()


async def settled():
    """Everything that can go on without time has gone on."""
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture
def told():
    return Told()


@pytest.fixture
async def live(store, told, clock):
    live = Live(store, told.read, told.follow, clock, 1.0)
    yield live
    await live.stop()


@pytest.fixture
def waits(store):
    """A run that GEN is working on; returns its path."""
    numbers = count(1)

    async def wait(what="ideas", path=None):
        number = next(numbers)
        path = f"runs/{number}" if path is None else path

        def begin(tx):
            if what == "ideas":
                request = ideas.ask_for(tx, f"tacos {number}", 1, channel=CHANNEL, by=MAYA)
                run = tx.runs.find(request_id=request.id)[0]
                kind, subject = Kind.IDEA_RUN, run.id
                detail = ("c1", path)
            else:
                errand = research.start(tx, "tacos", "quick", channel=CHANNEL, by=MAYA)
                kind, subject = Kind.ERRAND, errand.id
                detail = {"conversation": "c1", "shown": path}
            watch = tx.watches.of(kind, subject)
            tx.watches.change(watch, phase=Phase.WAITING, looked=tx.now, due=tx.now + 1000)
            kinds()[kind].asked(tx, subject, Begun(f"j{number}", detail))

        await store.unit(begin)
        return path

    return wait


def waiting(tx):
    return [one for one in tx.watches.all() if one.phase is Phase.WAITING]


async def due(store):
    return await store.read(lambda tx: [one.due - tx.now for one in waiting(tx)])


async def round(live):
    await live.round()
    await settled()


@pytest.mark.parametrize(
    ("what", "news", "sooner"),
    [
        ("ideas", {"status": "running", "plan": ["Look"]}, 1000),
        ("ideas", {"status": "completed"}, NEAR),
        ("ideas", {"status": "running"}, 1000),
        ("research", {"status": "running", "plan": ["Look"]}, 1000),
        ("research", {"status": "awaiting_approval"}, NEAR),
    ],
)
async def test_what_moved_is_looked_at_sooner(live, told, waits, store, what, news, sooner):
    path = await waits(what)
    await round(live)

    await told.says(path, **news)
    await round(live)

    assert await due(store) == [sooner]


async def test_a_plan_is_shown_as_it_comes_and_never_faster_than_people_read(
    live, told, waits, store, clock
):
    path = await waits()
    await round(live)

    async def shown(*plan):
        await told.says(path, status="running", plan=list(plan))
        await round(live)
        [run] = await store.read(lambda tx: tx.runs.find())
        return run.plan

    assert await shown("Look") == ("Look",)
    assert await shown("Look", "Write") == ("Look",)
    clock.pass_(SOON)
    assert await shown("Look", "Write", "Check") == ("Look", "Write", "Check")
    assert told.asked == []


async def test_what_says_nothing_new_writes_nothing(live, told, waits, store, clock):
    path = await waits()
    await round(live)
    for _ in range(2):
        await told.says(path, status="running", plan=["Look"])
        await round(live)
        clock.pass_(SOON)
    store.said.clear()

    await told.says(path, status="running", plan=["Look"])
    await round(live)

    assert not store.said.is_set()


async def test_a_plan_of_what_nobody_waits_for_any_more_is_not_shown(live, told, waits, store):
    path = await waits()
    await round(live)
    await told.says(path, status="running", plan=["Look"])
    waits_for = live._store.read

    async def read(story):
        """The watch is dropped right after somebody has seen it."""
        found = await waits_for(story)
        await store.unit(lambda tx: [tx.watches.drop(one.kind, one.subject) for one in waiting(tx)])
        return found

    live._store.read = read
    await round(live)
    del live._store.read

    [run] = await store.read(lambda tx: tx.runs.find())
    assert run.plan == ()


async def test_what_is_followed_is_known_without_asking(live, told, waits):
    path = await waits()
    assert (await live.read(path)).status == "asked"
    assert not live.follows(path)

    await round(live)
    await told.says(path, status="running", thinking="Hm")

    assert (await live.read(path)).thinking == "Hm"
    assert live.follows(path)
    assert told.asked == [path]


async def test_news_during_a_look_are_kept_for_after_it(live, told, waits, store, clock):
    path = await waits()
    await round(live)
    clock.pass_(1000)
    await store.unit(lambda tx: tx.watches.claim(tx.now, 9, 300, "watcher"))
    [watch] = await store.read(waiting)

    await told.says(path, status="completed")
    await round(live)
    assert await due(store) == [300]
    await store.unit(lambda tx: tx.watches.change(watch, looked=tx.now, due=tx.now + 60))
    await round(live)

    assert await due(store) == [NEAR]


async def test_what_waits_after_an_error_keeps_its_time(live, told, waits, store):
    path = await waits()
    await round(live)
    [watch] = await store.read(waiting)
    await store.unit(lambda tx: tx.watches.change(watch, tries=2))

    await told.says(path, status="completed")
    await round(live)
    store.wished.clear()
    await round(live)

    assert await due(store) == [1000]
    assert not store.wished.is_set()


async def test_news_are_told_to_whoever_watches_now(live, told, waits, store):
    """A run that was lost sight of, and is looked at again, has another watch at the same path."""
    path = await waits()
    await round(live)

    def anew(tx):
        [watch] = waiting(tx)
        tx.watches.drop(watch.kind, watch.subject)
        tx.watch(watch.kind, watch.subject, tx.now + 500)
        found = tx.watches.of(watch.kind, watch.subject)
        tx.watches.change(found, phase=Phase.WAITING, looked=tx.now)

    await store.unit(anew)
    await told.says(path, status="completed")
    await round(live)

    assert await due(store) == [NEAR]


async def test_a_stream_that_breaks_is_begun_anew_after_a_rest(live, told, waits, store, clock):
    path = await waits()
    await round(live)
    await told.says(path, status="running")
    await told.says(path)
    await round(live)
    assert (told.open, live.follows(path)) == ({}, False)
    assert (await live.read(path)).status == "asked"
    assert await due(store) == [NEAR]

    clock.pass_(REST)
    await round(live)

    assert list(told.open) == [path]


async def test_what_nobody_waits_for_is_not_followed(live, told, waits, store):
    path = await waits()
    await waits(path="")
    await round(live)
    assert list(told.open) == [path]

    await store.unit(
        lambda tx: [tx.watches.drop(one.kind, one.subject) for one in tx.watches.all()]
    )
    await round(live)

    assert (told.open, told.closed) == ({}, 1)


async def test_there_are_never_more_than_so_many(live, told, waits, store):
    paths = [await waits() for _ in range(MOST + 3)]
    await round(live)
    first = set(told.open)
    assert len(first) == MOST

    gone = min(first)
    await store.unit(
        lambda tx: [
            tx.watches.drop(Kind.IDEA_RUN, run.id)
            for run in tx.runs.find()
            if run.progress_path == gone
        ]
    )
    await round(live)

    assert len(told.open) == MOST
    assert first - {gone} < set(told.open) <= set(paths)


async def test_at_the_end_every_stream_is_closed_and_none_begun(live, told, waits):
    for _ in range(3):
        await waits()
    await round(live)

    await live.stop()
    await round(live)

    assert (told.open, told.closed) == ({}, 3)


class Real:
    """The pretend GEN on the wire, and a bot's watcher that follows it."""

    def __init__(self, store, clock, http, url):
        db = f"{url}/progress"
        self.store, self.clock = store, clock
        self.reads = 0

        async def read(path):
            self.reads += 1
            return await read_progress(http, db, path)

        self.live = Live(store, read, lambda path: follow(http, db, path), clock, 1.0)
        api = f"{url}/v1"
        gen = Gen(http, key=SecretStr("sandbox-key"), api_url=api, agent_url=api)
        self.watcher = Watcher(gen, store, kinds(self.live.read), boot=clock, jitter=lambda: 1.0)

    async def round(self):
        await self.watcher.round()
        await self.watcher.drain()

    async def heard(self, until):
        """Rounds until what came over the wire was taken in; real time, so that sockets can speak."""
        async with asyncio.timeout(20):
            while True:
                await self.live.round()
                if await self.store.read(until):
                    return
                await asyncio.sleep(0.01)


@pytest.fixture
def settings():
    return Settings(agent=SANTIAGO)


async def test_on_the_wire_an_end_is_known_before_anybody_would_have_looked(store, clock):
    world = World(seed=7, speed=1, clock=clock)
    async with TestServer(gen_app(world)) as server, httpx.AsyncClient() as http:
        here = Real(store, clock, http, str(server.make_url("")).rstrip("/"))
        request = await store.unit(
            lambda tx: ideas.ask_for(tx, "tacos", 2, channel=CHANNEL, by=MAYA)
        )
        await here.round()
        await here.heard(lambda tx: tx.runs.find(request_id=request.id)[0].plan)
        [run] = await store.read(lambda tx: tx.runs.find(request_id=request.id))
        assert run.plan[0] == "1. Look at what is moving around tacos"

        clock.pass_(3600)
        await store.unit(
            lambda tx: [tx.watches.change(one, due=tx.now + 999) for one in waiting(tx)]
        )
        await here.heard(lambda tx: min(one.due for one in waiting(tx)) <= clock())
        await here.round()
        [run] = await store.read(lambda tx: tx.runs.find(request_id=request.id))
        await here.live.stop()

    assert run.state == "done"
    assert here.reads == 0
