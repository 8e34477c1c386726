"""The way between genbot and the pretend Slack: calls, uploads, one socket, and what goes wrong there."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import aiohttp
import httpx
from aiohttp.client_reqrep import ConnectionKey

from tests.chaos.api import Api
from tests.chaos.board import Dict
from tests.chaos.faults import SLACK, Fault

if TYPE_CHECKING:
    from tests.chaos.life import Life
    from tests.chaos.world import World

LATENCY = 0.05
ACK_PATIENCE = 3.0
AGAIN_AFTER = (0.0, 60.0, 300.0)  # an event that was not acknowledged is repeated three times
SDK_PATIENCE = 30.0
NOBODY = ConnectionKey("slack.com", 443, True, True, None, None, None)  # type: ignore[call-arg]


class Slack:
    """The workspace; it survives genbot's crashes."""

    def __init__(self, world: "World") -> None:
        self.world, self.api = world, Api(world)
        self.board = self.api.board
        self.wire: Wire | None = None
        self.acks: dict[str, asyncio.Future[Dict]] = {}
        self.calls: list[tuple[float, int, str, str]] = []  # when sent, by which life, what, where
        self.holds: list[tuple[float, int, str, str, float]] = []  # told at, …, until
        self.got: Counter[str] = Counter()

    def session(self, life: "Life") -> "Session":
        return Session(self, life)

    def files(self, life: "Life") -> httpx.AsyncBaseTransport:
        return Files(self, life)

    def connect(self, life: "Life") -> "Wire":
        self.wire = Wire(self, life)
        return self.wire

    async def ask(self, kind: str, payload: Dict) -> Dict | None:
        """Deliver it once; what was acknowledged with, or None when nothing came in time."""
        if self.wire is None or not self.wire.life.alive:
            return None
        envelope = f"E{len(self.acks):06d}"
        ack: asyncio.Future[Dict] = asyncio.get_running_loop().create_future()
        self.acks[envelope] = ack
        self.wire.take({"type": kind, "envelope_id": envelope, "payload": payload})
        try:
            return await asyncio.wait_for(ack, ACK_PATIENCE)
        except TimeoutError:
            return None

    async def tell(self, payload: Dict) -> bool:
        """Deliver an event until it is acknowledged, four times at most; sometimes once too often."""
        for pause in (None, *AGAIN_AFTER):
            if pause is not None:
                await asyncio.sleep(pause)
            if await self.ask("events_api", payload) is not None:
                if self.world.faults.share and self.world.rng.random() < self.world.faults.share:
                    self.world.fault("an event twice")
                    await self.ask("events_api", payload)
                return True
        return False


class Session:
    """Stands where aiohttp's session stands: all of slack-sdk above it is real."""

    closed = False

    def __init__(self, slack: Slack, life: "Life") -> None:
        self.slack, self.life = slack, life

    def request(self, verb: str, url: str, **sent: Any) -> "Call":
        asked: Dict = {}
        for part in ("params", "data", "json"):
            asked |= {k: v for k, v in dict(sent.get(part) or {}).items() if v is not None}
        return Call(self.slack, self.life, url.rsplit("/", 1)[-1], asked)


class Call:
    """One request on its way; it arrives even if the sender dies meanwhile."""

    def __init__(self, slack: Slack, life: "Life", method: str, asked: Dict) -> None:
        self.slack, self.life, self.method, self.asked = slack, life, method, asked
        self.world = slack.world

    async def __aenter__(self) -> "Answer":
        await self.life.point(f"slack {self.method}: before")
        where = str(self.asked.get("channel") or "") if "post" in self.method else ""
        self.slack.calls.append((self.world.now(), self.life.number, self.method, where))
        self.fault = self.world.faults.draw(self.method, SLACK)
        self.answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.world.later(LATENCY, self._arrive)
        answer = await self.answered
        if answer.fault and answer.fault.status == 429:
            hold = answer.fault.wait or 1.0
            self.slack.holds.append(
                (self.world.now(), self.life.number, self.method, where, self.world.now() + hold)
            )
        await self.life.point(f"slack {self.method}: answered")
        return answer.opened()

    async def __aexit__(self, *error: object) -> None:
        return None

    def _arrive(self) -> None:
        fault = self.fault
        self.slack.got[self.method] += 1
        answer = Answer(200, "{}", fault)
        if fault is None or fault.effect:
            told = self.slack.api.call(self.method, self.asked)
            answer = Answer(200, json.dumps(told), fault)
        if fault:
            self.world.fault(f"Slack {fault.name}", self.method)
            if fault.status != 200 or fault.body:
                answer = Answer(fault.status, fault.body or '{"ok": false}', fault)
        if self.life.alive and self.life.cut(f"slack {self.method}: done"):
            return
        takes = min(fault.takes, SDK_PATIENCE) if fault else LATENCY
        self.world.later(takes, self._reply, answer)

    def _reply(self, answer: "Answer") -> None:
        if not self.answered.done():
            self.answered.set_result(answer)


class Answer:
    """What slack-sdk reads of a response."""

    def __init__(self, status: int, body: str, fault: Fault | None) -> None:
        self.status, self.body, self.fault = status, body, fault
        self.content_type = "text/html" if "<" in body[:1] else "application/json"
        self.headers = {"Retry-After": fault.header} if fault and fault.header else {}
        self.request_info: Any = None

    def opened(self) -> "Answer":
        """Raises what a connection raises when there is no response at all."""
        if self.fault is None or self.fault.status:
            return self
        if self.fault.name == "refused":
            raise aiohttp.ClientConnectorError(NOBODY, OSError(111, "refused"))
        if self.fault.takes > SDK_PATIENCE:
            raise TimeoutError
        raise aiohttp.ServerDisconnectedError

    async def json(self) -> Any:
        if self.content_type == "text/html":
            raise aiohttp.ContentTypeError(self.request_info, (), message="an HTML page")
        return json.loads(self.body)

    async def text(self) -> str:
        return self.body


class Files(httpx.AsyncBaseTransport):
    """GEN's CDN, and the address where Slack takes files."""

    def __init__(self, slack: Slack, life: "Life") -> None:
        self.slack, self.life, self.world = slack, life, slack.world

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        label = f"{request.method} {'upload' if 'upload' in request.url.path else 'cdn'}"
        await self.life.point(f"{label}: before")
        body = await request.aread()
        fault = self.world.faults.draw(label, FILES)
        arrived: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.world.later(LATENCY, self._arrive, request, body, fault, arrived, label)
        await arrived
        await self.life.point(f"{label}: answered")
        if fault and not fault.status:
            raise httpx.ReadError("cut", request=request)
        if fault:
            return httpx.Response(fault.status, request=request)
        if request.method == "POST":
            return httpx.Response(200, content=b"OK", request=request)
        film = self.world.gen.file(f"https://{request.headers['Host']}{request.url.path}")
        size = {"Content-Length": str(len(film))}
        return httpx.Response(200, headers=size, stream=Clip(film), request=request)

    def _arrive(
        self, request: httpx.Request, body: bytes, fault: Fault | None,
        arrived: "asyncio.Future[None]", label: str,
    ) -> None:  # fmt: skip
        if request.method == "POST" and (fault is None or fault.effect):
            self.slack.api.files[request.url.path.rsplit("/", 1)[-1]]["arrived"] = bool(body)
        if fault:
            self.world.fault(fault.name, label)
        if self.life.alive and self.life.cut(f"{label}: done"):
            return
        self.world.later(LATENCY, lambda: arrived.done() or arrived.set_result(None))


class Clip(httpx.AsyncByteStream):
    def __init__(self, film: bytes) -> None:
        self._film = film

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._film


FILES = [
    Fault("a file cut off"),
    Fault("a file cut off after", effect=True),
    Fault("a file answered 500", status=500),
    Fault("a file answered 503 after", effect=True, status=503),
    Fault("a file gone", status=410),
]


class Wire:
    """Stands where aiohttp's WebSocket stands, for one life."""

    closed = False

    def __init__(self, slack: Slack, life: "Life") -> None:
        self.slack, self.life = slack, life
        self._coming: asyncio.Queue[aiohttp.WSMessage] = asyncio.Queue()
        self.take({"type": "hello"})

    def take(self, frame: Dict) -> None:
        text = json.dumps(frame)
        self._coming.put_nowait(aiohttp.WSMessage(aiohttp.WSMsgType.TEXT, text, None))

    async def receive(self, timeout: float | None = None) -> aiohttp.WSMessage:  # noqa: ASYNC109
        return await self._coming.get()

    async def send_json(self, told: Dict) -> None:
        await self.life.point("ack: before")
        faults = self.slack.world.faults
        if faults.share and self.slack.world.rng.random() < faults.share / 4:
            self.slack.world.fault("an acknowledgement lost")
        else:
            self.slack.world.later(LATENCY, self._acknowledged, told)
        await self.life.point("ack: after")

    def _acknowledged(self, told: Dict) -> None:
        ack = self.slack.acks.get(told["envelope_id"])
        if ack and not ack.done():
            ack.set_result(told.get("payload") or {})

    async def ping(self) -> None:
        """Nothing but a crash ends this connection."""

    async def close(self) -> None:
        self.closed = True
