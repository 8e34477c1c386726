"""A world in which GEN, Slack or the machine itself is away for a while; its socket is the real one."""

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from genbot.slack.socket import Patience, Socket
from tests.chaos.board import Dict
from tests.chaos.faults import Fault, Faults
from tests.chaos.life import Life
from tests.chaos.slack import FILES, NOBODY, Session, Slack, Wire
from tests.chaos.world import World

DAY = 24 * 3600.0
HOW = {  # how GEN and Slack are away: nobody listens, nobody answers, or a proxy answers instead
    "refused": (Fault("GEN refused"), Fault("refused")),
    "silent": (
        Fault("GEN never answers", takes=30.0, status=1),
        Fault("never answers", takes=3600.0),
    ),
    "a proxy": (
        Fault("GEN 503 before", takes=0.2, status=1),
        Fault("503 before", status=503, body="<html>down</html>"),
    ),
}


class Outages(Faults):
    """Everything works, until it is said what of it does not."""

    gen: Fault | None = None
    slack: Fault | None = None

    def draw(self, call: str, kinds: Sequence[Fault]) -> Fault | None:
        if kinds is FILES:
            return FILES[0] if self.slack and "upload" in call else None
        return self.gen if kinds[0].name.startswith("GEN") else self.slack


class AwayWorld(World):
    """`gen_away`, `slack_away` and `asleep` begin it, `back` ends it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.outages = self.faults = Outages(self.rng)
        self.slack = AwaySlack(self)
        self.slack.api._methods["apps.connections.open"] = lambda asked: {
            "ok": True, "url": "wss://wss.slack.com/link"
        }  # fmt: skip

    def begin(self, what: str, how: str) -> None:
        """From now on GEN, Slack or both are away, in one of the ways of HOW."""
        gen, slack = HOW[how]
        if what in {"GEN", "both"}:
            self.outages.gen = gen
        if what in {"Slack", "both"}:
            self.outages.slack = slack
            if self.slack.wire and how != "silent":
                self.slack.wire.hang_up()
        self.fault(f"{what} away: {how}")

    def back(self) -> None:
        self.outages.gen = self.outages.slack = None

    def sleep(self, seconds: float) -> None:
        """The machine sleeps: the wall clock goes on, nothing else does, and no connection lasts."""
        self.slept += seconds
        self.fault("the machine asleep")
        if self.slack.wire:
            self.slack.wire.hang_up()
        if self.life:
            self.life.rearm()

    def pull_the_plug(self) -> None:
        """The process is gone until `_restart`."""
        life = self.life
        if life is None:
            return
        life.alive = False
        self.note("bot", "CRASH", at="killed")
        self.database = self._new_file()
        life.store.as_after_a_power_cut(self.database)
        life.bury()


class AwayLife(Life):
    """With the real Socket, which connects again by itself."""

    def _listen(self, client: AsyncWebClient, app: AsyncApp) -> None:
        self.door = Socket(client, "xapp-canary-app", app, Patience(), self.ways)
        self.run(self.door.run())


AwayWorld.living = AwayLife


class AwaySlack(Slack):
    """Deliveries come only while there is a connection."""

    world: AwayWorld
    wire: "AwayWire | None" = None  # type: ignore[assignment]
    acked: ClassVar[int] = 0

    def session(self, life: Life) -> "AwaySession":
        return AwaySession(self, life)

    async def ask(self, kind: str, payload: Dict) -> Dict | None:
        if self.wire is None or self.wire.closed or self.world.outages.slack:
            return None
        return await super().ask(kind, payload)


class AwaySession(Session):
    """Opens connections too."""

    slack: AwaySlack

    async def ws_connect(self, url: str, **options: Any) -> "AwayWire":
        if self.slack.world.outages.slack:
            raise aiohttp.ClientConnectorError(NOBODY, OSError(111, "refused"))
        self.slack.wire = AwayWire(self.slack, self.life)
        return self.slack.wire


class AwayWire(Wire):
    """One connection; pings are answered as long as Slack is there."""

    closed = False

    async def receive(self, timeout: float | None = None) -> aiohttp.WSMessage:  # noqa: ASYNC109
        return await asyncio.wait_for(self._coming.get(), timeout)

    async def ping(self) -> None:
        if not (self.slack.world.outages.slack or self.closed):  # type: ignore[attr-defined]
            self._coming.put_nowait(aiohttp.WSMessage(aiohttp.WSMsgType.PONG, b"", None))

    def hang_up(self) -> None:
        self.closed = True
        self._coming.put_nowait(aiohttp.WSMessage(aiohttp.WSMsgType.CLOSED, None, None))
