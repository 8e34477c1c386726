"""Socket Mode: tickets, hello, envelopes and acknowledgements over real WebSockets."""

from __future__ import annotations

import asyncio
import json
import random
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from genbot.sandbox.slack.deliveries import ENVELOPES, Delivery
from genbot.sandbox.slack.people import APP_ID
from genbot.sandbox.world import World

Dict = dict[str, Any]
TICKET_LIFE = 60.0
MOST = 10  # connections of one app
WARNED = 10.0  # seconds between the warning and the end of a connection
LIVES = 18_060  # seconds, as hello announces them
REMEMBERED = 2_000
FAREWELL = 1.0  # seconds an app has to close its side


class Sockets:
    """The open connections of the app; each payload goes to one of them."""

    def __init__(
        self, world: World, changed: Callable[[], None], refuse: Callable[[str, str, str], None]
    ) -> None:
        self._world = world
        self._changed = changed
        self._refuse = refuse
        self._rng: random.Random = world.stream("slack sockets")
        self._tickets: dict[str, float] = {}
        self._envelopes: OrderedDict[str, Delivery] = OrderedDict()
        self._someone = asyncio.Event()
        self.live: list[web.WebSocketResponse] = []
        self.refusing = 0
        self.dropping = 0
        self.silent_until = 0.0

    @property
    def open(self) -> bool:
        return bool(self.live)

    async def opened(self) -> None:
        await self._someone.wait()

    @property
    def silent(self) -> bool:
        return self._world.now() < self.silent_until

    def ticket(self) -> str:
        """A ticket for one connection, good for a minute."""
        name = f"{self._rng.getrandbits(128):032x}"
        self._tickets[name] = self._world.now()
        return name

    async def send(self, delivery: Delivery) -> bool:
        """Put it in an envelope for any one connection; False when all are gone."""
        name = self._uuid()
        self._envelopes[name] = delivery
        while len(self._envelopes) > REMEMBERED:
            self._envelopes.popitem(last=False)
        envelope = self._envelope(name, delivery)
        for socket in self._rng.sample(self.live, len(self.live)):
            if await self._write(socket, envelope):
                return True
        return False

    def _envelope(self, name: str, delivery: Delivery) -> Dict:
        envelope: Dict = {
            "envelope_id": name,
            "type": ENVELOPES.get(delivery.kind, "interactive"),
            "payload": delivery.payload,
            "accepts_response_payload": delivery.answerable,
        }
        if delivery.kind == "event_callback":
            envelope |= {"retry_attempt": delivery.tries, "retry_reason": delivery.reason}
        return envelope

    async def _write(self, socket: web.WebSocketResponse, message: Dict) -> bool:
        if self.silent:
            return True  # Slack believes it was sent
        try:
            await socket.send_json(message)
        except (ConnectionError, RuntimeError):
            self._forget(socket)  # or whoever waits for a connection would find this one for ever
            return False
        return True

    async def link(self, request: web.Request) -> web.StreamResponse:
        """GET /link/?ticket=…&app_id=… : one connection, from hello to the end."""
        if self.refusing > 0:
            self.refusing -= 1
            self._refuse("link", "handshake_refused", "handshakes are refused on request")
            raise web.HTTPForbidden(text="handshake refused")
        made = self._tickets.pop(request.query.get("ticket", ""), None)
        if made is None or self._world.now() - made > TICKET_LIFE:
            self._refuse("link", "ticket_refused", "the ticket is unknown, used or too old")
            raise web.HTTPForbidden(text="ticket refused")
        socket = web.WebSocketResponse(autoping=False, timeout=FAREWELL)
        await socket.prepare(request)
        if len(self.live) >= MOST:
            await self._write(socket, {"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await self._serve(socket, request.host)
        return socket

    async def _serve(self, socket: web.WebSocketResponse, host: str) -> None:
        hello = {
            "type": "hello",
            "num_connections": len(self.live) + 1,
            "connection_info": {"app_id": APP_ID},
            "debug_info": {
                "host": host,
                "build_number": 118,
                "approximate_connection_time": LIVES,
            },
        }
        await self._write(socket, hello)
        self.live.append(socket)
        self._someone.set()
        self._changed()
        try:
            async for message in socket:
                await self._read(socket, message.type, message.data)
        except ConnectionError:
            pass  # the app went away without a word
        finally:
            self._forget(socket)

    def _forget(self, socket: web.WebSocketResponse) -> None:
        """Whoever notices first that it is gone tells everybody; the others have nothing to add."""
        if socket not in self.live:
            return
        self.live.remove(socket)
        if not self.live:
            self._someone.clear()
        self._changed()

    async def _read(self, socket: web.WebSocketResponse, kind: WSMsgType, data: Any) -> None:
        if self.silent:
            return
        if kind == WSMsgType.PING:
            await socket.pong(data)
        elif kind == WSMsgType.TEXT:
            self._take(data)

    def _take(self, data: str) -> None:
        """An acknowledgement: `{"envelope_id": …}`, with a payload where one is accepted."""
        answer = _object(data)
        delivery = self._envelopes.get(str(answer.get("envelope_id")))
        payload = answer.get("payload")
        if delivery is None:
            self._refuse("ack", "unknown_envelope", "no such envelope_id")
        elif self.dropping > 0:
            self.dropping -= 1
        elif payload and not delivery.answerable:
            reason = f"{delivery.kind} does not accept a response payload"
            self._refuse("ack", "payload_not_accepted", reason)
            delivery.take({})
        else:
            delivery.take(payload if isinstance(payload, dict) else {})

    async def ping(self) -> None:
        """A sign of life to every connection."""
        for socket in [] if self.silent else list(self.live):
            try:
                await socket.ping(b"sandbox")
            except ConnectionError:
                self._forget(socket)

    async def warn(self, reason: str = "") -> None:
        """Announce the end of every connection, then end it; a given reason ends it at once."""
        leaving = list(self.live)
        info = {"debug_info": {"host": "sandbox"}}
        if not reason:
            for socket in leaving:
                await self._write(socket, {"type": "disconnect", "reason": "warning", **info})
            await asyncio.sleep(WARNED / self._world.speed)
        for socket in leaving:
            last = {"type": "disconnect", "reason": reason or "refresh_requested", **info}
            if not socket.closed and await self._write(socket, last):
                await socket.close()
            self._forget(socket)

    async def close(self) -> None:
        await asyncio.gather(*(socket.close() for socket in self.live))

    def _uuid(self) -> str:
        digits = f"{self._rng.getrandbits(128):032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _object(data: str) -> Dict:
    try:
        read = json.loads(data)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
