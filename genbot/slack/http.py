"""What is answered over HTTP: health, readiness, and in HTTP mode what Slack signed and delivers."""

import hmac
import logging
import re
from collections.abc import Awaitable, Callable, Collection, Sequence
from hashlib import sha256

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncBoltRequest

from genbot.slack import asks
from genbot.slack.socket import Bolt, Socket

log = logging.getLogger(__name__)
LARGEST = 1_000_000
WINDOW, REMEMBERED = 300.0, 600.0  # seconds
STAMP = re.compile(r"\d{10}", re.ASCII)
SIGNED = re.compile(r"v0=[0-9a-f]{64}")


def routes(
    app: Bolt,
    signing_secret: str,
    socket: Socket | None,
    failing: Collection[str],
    now: Callable[[], float],
    stuck: Callable[[], Collection[str]] = tuple,
    unwell: Callable[[], Awaitable[Collection[str]]] | None = None,
) -> list[web.RouteDef]:
    """`/healthz`, `/readyz` (503 and what is wrong), and without a socket `/slack/events`."""

    async def readyz(request: web.Request) -> web.Response:
        wrong = [*sorted(failing), *(await unwell() if unwell else ())]
        if socket is not None and not socket.alive:
            wrong.append("slack")
        return web.json_response({"not_ready": wrong}, status=503 if wrong else 200)

    found = [web.get("/healthz", health(stuck)), web.get("/readyz", readyz)]
    if socket is None and signing_secret:
        found.append(web.post("/slack/events", Events(app, signing_secret, now).take))
    return found


def health(
    stuck: Callable[[], Collection[str]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """`/healthz`: 503 when a restart would help."""

    async def healthz(request: web.Request) -> web.Response:
        if late := stuck():
            return web.json_response({"stuck": sorted(late)}, status=503)
        return web.Response(text="ok\n")

    return healthz


class Events:
    """Slack's deliveries in HTTP mode. Nothing is read as JSON before its signature is checked."""

    def __init__(self, app: Bolt, secret: str, now: Callable[[], float]) -> None:
        self._app, self._secret, self._now = app, secret.encode(), now
        self._seen: dict[str, float] = {}

    async def take(self, request: web.Request) -> web.Response:
        body = await _body(request)
        if body is None:
            return web.Response(status=413)
        signature = request.headers.get("X-Slack-Signature", "")
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        if not self._signed(signature, stamp, body) or not self._first(signature):
            return web.Response(status=401)
        try:
            asked = AsyncBoltRequest(
                body=body.decode(), query=request.query_string, headers=_headers(request)
            )
        except Exception:  # noqa: BLE001  Bolt reads the body here, and raises whatever that raises
            return web.Response(status=400)
        try:
            answer = await self._app.async_dispatch(asked)
        except asks.UNREADABLE as error:  # Bolt stumbles over odd shapes even while telling of them
            log.error("a delivery could not be routed: %s", type(error).__name__)  # noqa: TRY400
            return web.Response(status=400)
        response: web.Response = await to_aiohttp_response(answer)
        return response

    def _signed(self, signature: str, stamp: str, body: bytes) -> bool:
        if not SIGNED.fullmatch(signature) or not STAMP.fullmatch(stamp):
            return False
        if abs(self._now() - int(stamp)) > WINDOW:
            return False
        wanted = hmac.new(self._secret, b"v0:" + stamp.encode() + b":" + body, sha256).hexdigest()
        return hmac.compare_digest(f"v0={wanted}", signature)

    def _first(self, signature: str) -> bool:
        """Slack signs each attempt anew, so the same signature twice is not Slack's. After a restart
        nothing is remembered here; then the key of what was done, on disk, stops a replay."""
        now = self._now()
        while self._seen and next(iter(self._seen.values())) < now - REMEMBERED:
            del self._seen[next(iter(self._seen))]
        if signature in self._seen:
            return False
        self._seen[signature] = now
        return True


async def _body(request: web.Request) -> bytes | None:
    """The whole body, unless it is larger than anything Slack sends."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(65_536):
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _headers(request: web.Request) -> dict[str, str | Sequence[str]]:
    return {name: request.headers.getall(name) for name in request.headers}
