"""One life of genbot's process: everything app.py puts together, over a pretend GEN and Slack."""

import asyncio
import contextvars
import itertools
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from genbot.app import PATIENCE
from genbot.flows import restored
from genbot.heartbeat import Heartbeat, Round
from genbot.slack.files import Files
from genbot.slack.letters import Letters
from genbot.slack.media import Media
from genbot.slack.outage import Ways
from genbot.slack.pacer import Pacer
from genbot.slack.postman import Postman
from genbot.slack.router import Router, build_app
from genbot.slack.socket import Link, Patience
from genbot.slack.tools import Tools
from genbot.slack.uploads import Uploads
from genbot.watches import kinds
from genbot.watches.watcher import Watcher
from genbot.webhook.door import Door
from tests.chaos.calls import SECRET
from tests.chaos.disk import Disk, Unplugged
from tests.chaos.seldom import Seldom
from tests.chaos.versions import known
from tests.fuzz.door import Body

if TYPE_CHECKING:
    from tests.chaos.world import World

BEAT = 0.5
LIVING: contextvars.ContextVar["Life | None"] = contextvars.ContextVar("living", default=None)
STILL = Patience(ping=1e9, silence=1e9)  # a connection that nothing but a crash ends


class Life:
    """From a start to a crash. All its steps run in a context of its own, so that a crash can end
    them all at once, wherever they are."""

    def __init__(self, world: "World", number: int) -> None:
        self.world, self.number, self.alive = world, number, True
        self.context = contextvars.copy_context()
        self.context.run(LIVING.set, self)
        self.tasks: list[asyncio.Task[Any]] = []  # all, or they would be collected half-way
        self._beat: asyncio.TimerHandle | None = None
        self._rounds: list[Round] = []
        self.ways = Ways()
        self.stopping = False

    def start(self) -> None:
        """As app.py does it: the store, a look back, then both doors."""
        try:
            self.context.run(self._open)
        except Unplugged:
            return  # while it brought the database up to date
        self.run(self._start())

    def _open(self) -> None:
        world = self.world
        self.store = Disk(cut=self.cut, alive=lambda: self.alive, committed=self.rearm)
        self.store.open(
            world.database, known(world.version), changes=world.version != world.written,
            settings=world.settings, now=world.now, new_id=world.new_id,
        )  # fmt: skip
        if world.version != world.written:
            world.note("bot", "upgraded", of=world.written, to=world.version)
            world.written = world.version

    async def _start(self) -> None:
        await self.store.unit(restored.see_to)
        world = self.world
        names = itertools.count(1)
        session: Any = world.slack.session(self)
        client = AsyncWebClient("xoxb-canary-bot", session=session, **world.client_options)
        gen = world.gen.door(self)
        self.router = Router(Tools(self.store, gen, client, lambda: f"ref{next(names)}"))
        pacer = Pacer(asyncio.get_running_loop().time)
        http = httpx.AsyncClient(transport=world.slack.files(self), trust_env=False)
        cdn = Media(http, ["cdn.gen.pro"], _public)
        uploads = Uploads(client, http, cdn, 200_000_000)
        files = Files(client, http, Media(http, []), cdn, _unheard, world.now)
        chance = lambda: world.rng.uniform(0.9, 1.1)  # noqa: E731
        self.watcher = Watcher(gen, self.store, kinds(files=files), boot=world.now, jitter=chance)
        self.calls = Door(self.store, SECRET)
        letters = Letters(client, pacer)
        self.postman = Postman(self.store, letters, pacer, uploads, world.now, self.ways)
        self._heart = Heartbeat(world.now)
        self._heart.whenever(self.store.wished, "watcher", self.watcher.round)
        self._heart.whenever(self.store.said, "postman", self.postman.round)
        self._rounds = [
            self._heart._guarded("watcher", self.watcher.round),
            self._heart._guarded("postman", self.postman.round),
        ]
        Seldom(self, client, gen, self._heart._guarded)
        self._listen(client, build_app(self.router, client))
        self.rearm()

    async def hears(self, agent: str, told: str, body: bytes) -> None:
        """A call of GEN arrives; at the next beat it is taken in."""
        about = {"agent": agent, "seal": told}
        request: Any = SimpleNamespace(content=Body(body), match_info=about)
        await self.calls.take(request)
        await asyncio.sleep(BEAT)
        await self.calls.round()

    def _listen(self, client: AsyncWebClient, app: AsyncApp) -> None:
        self.socket = self.world.slack.connect(self)
        self.link = Link(self.socket, app, STILL)  # type: ignore[arg-type]

    # --- time

    def rearm(self) -> None:
        """The next beat at which there is something to do; all others would find nothing."""
        due = self.store.next_due() if self._rounds else None
        if due is None or not self.alive:
            return
        loop = asyncio.get_running_loop()
        beats = max(1.0, -(-(due - self.world.now()) // BEAT))
        at = loop.time() + beats * BEAT
        if self._beat and not self._beat.cancelled():
            if self._beat.when() <= at:
                return
            self._beat.cancel()
        self._beat = loop.call_at(at, self._on_beat, context=self.context)

    def _on_beat(self) -> None:
        self._beat = None
        self.run(self._all_rounds())

    async def _all_rounds(self) -> None:
        for round in self._rounds:
            await round()
        self.rearm()

    def run(self, work: Any) -> "asyncio.Task[Any]":
        """Something the process does from now on."""
        return asyncio.get_running_loop().create_task(work, context=self.context)

    # --- the end

    async def stop(self) -> None:
        """As app.py ends: take nothing more in, finish what was begun."""
        await self.link.close(PATIENCE)
        await self.router.rest()
        self._rounds, self.stopping = [], True
        await self._heart.stop()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.watcher.drain(), PATIENCE)
        await self.postman.drain(PATIENCE)

    def cut(self, label: str) -> bool:
        """A numbered point; True when the process died here."""
        if not self.alive or self.world.fate.here(label):
            self.world.crash(self, label)
            return True
        return False

    async def point(self, label: str) -> None:
        """The same, for what can wait: a dead process waits for ever."""
        if self.cut(label):
            await asyncio.get_running_loop().create_future()

    def bury(self, database: Path | None = None) -> None:
        """End what is left of it, so that nothing is collected later, in the middle of another run.
        After a clean end its database stays, there."""
        self.alive = False
        self.context.run(self._close)
        self.store.let_go(database)

    def _close(self) -> None:
        """In the order they began, so that the same plan is the same run."""
        for task in list(self.tasks):
            task._log_destroy_pending = False  # type: ignore[attr-defined]
            with suppress(BaseException):
                task.get_coro().close()  # type: ignore[union-attr]


def tracked(
    loop: asyncio.AbstractEventLoop, work: Any, context: contextvars.Context | None = None
) -> "asyncio.Task[Any]":
    """A task factory: each life knows its tasks."""
    context = context or contextvars.copy_context()
    task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, context=context)
    if life := context.get(LIVING):
        life.tasks.append(task)
    return task


async def _unheard(*told: Any) -> None:
    """No errand here brings a file along."""


async def _public(host: str, port: int) -> list[str]:
    return ["93.184.216.34"]
