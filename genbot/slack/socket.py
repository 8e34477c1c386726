"""Our own Socket Mode connection, which outlives refusals, restarts and silence.

The SDK's client closes the old connection before it opens the next, tries one address for ever, and
takes a switched-off Socket Mode for a refresh. Here the successor is open first, every attempt asks
for a fresh address, silence is noticed, and `link_disabled` ends it with a plain message.
"""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Protocol

import aiohttp
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from genbot.domain.value import value
from genbot.slack.outage import Ways
from genbot.slack.welcome import check

log = logging.getLogger(__name__)
GRACE = 10.0  # seconds for what an old connection has begun
ENDED = {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR}  # fmt: skip


class Bolt(Protocol):
    """Where deliveries go: an app of Bolt's, or who counts on the way to it."""

    async def async_dispatch(self, req: AsyncBoltRequest, /) -> BoltResponse: ...


class LinkDisabled(Exception):
    """Somebody switched Socket Mode off; connecting again would be of no use."""

    def __init__(self) -> None:
        super().__init__(
            "Socket Mode is switched off for this app. Switch it on under Settings, Socket Mode "
            "(api.slack.com/apps), or run with GENBOT_SLACK_MODE=http; then start again."
        )


@value
class Patience:
    """In seconds: between two pings, until silence means the end, for one handshake, between two
    attempts (doubling from `soonest` to `latest`)."""

    ping: float = 10.0
    silence: float = 30.0
    handshake: float = 15.0
    soonest: float = 0.5
    latest: float = 30.0


class Link:
    """One connection, from its handshake to its end."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse, app: Bolt, patience: Patience) -> None:
        self._ws, self._app, self._patience = ws, app, patience
        self._answering: set[asyncio.Task[None]] = set()
        self.hello = asyncio.Event()
        self.leaving = asyncio.Event()  # a successor is needed
        self._over = asyncio.Event()
        self.disabled = False
        self._reading = asyncio.create_task(self._read())
        self._pinging = asyncio.create_task(self._ping())

    @property
    def alive(self) -> bool:
        return self.hello.is_set() and not self._reading.done()

    @property
    def busy(self) -> bool:
        """Something was taken in and is not acknowledged yet."""
        return bool(self._answering)

    async def close(self, patience: float) -> None:
        """Take nothing more in, finish what was taken, hang up."""
        self._reading.cancel()
        self._pinging.cancel()
        await asyncio.wait((self._reading, self._pinging))
        if self._answering:
            await asyncio.wait(self._answering, timeout=patience)
        with suppress(Exception):
            await self._ws.close()

    async def _read(self) -> None:
        try:
            while True:
                message = await self._ws.receive(timeout=self._patience.silence)
                if message.type in ENDED:
                    return
                await self._take(message)
        except TimeoutError:
            log.debug("nothing was heard for too long")
        finally:
            self._over.set()
            self.leaving.set()

    async def _take(self, message: aiohttp.WSMessage) -> None:
        if message.type is aiohttp.WSMsgType.PING:
            with suppress(ConnectionError):
                await self._ws.pong(message.data)
        if message.type is not aiohttp.WSMsgType.TEXT:
            return
        frame = _object(message.data)
        kind = frame.get("type")
        if kind == "hello":
            self.hello.set()
        elif kind == "disconnect":
            self.disabled = frame.get("reason") == "link_disabled"
            self.leaving.set()
        elif frame.get("envelope_id"):
            task = asyncio.create_task(self._answer(frame))
            self._answering.add(task)  # asyncio itself would not keep it alive
            task.add_done_callback(self._answering.discard)

    async def _answer(self, frame: Mapping[str, Any]) -> None:
        """Let Bolt do it, then acknowledge. What was not done is left for Slack to send again."""
        try:
            request = AsyncBoltRequest(
                mode="socket_mode", body=frame.get("payload") or {}, headers=_retry(frame)
            )
            response = await self._app.async_dispatch(request)
        except Exception:
            log.exception("a delivery could not be taken in")
            return
        if response.status != HTTPStatus.OK:
            log.warning(
                "a delivery was not acknowledged (%s); Slack may repeat it", response.status
            )
            return
        with suppress(ConnectionError):
            await self._ws.send_json(_acknowledgement(frame, response))

    async def _ping(self) -> None:
        with suppress(ConnectionError):
            while not (self._over.is_set() or self._ws.closed):
                await self._ws.ping()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._over.wait(), self._patience.ping)


class Socket:
    """Stays connected: `run` until `drain`. The client must have a session of its own."""

    def __init__(
        self,
        client: AsyncWebClient,
        app_token: str,
        app: Bolt,
        patience: Patience | None = None,
        ways: Ways | None = None,
    ) -> None:
        if client.session is None:
            raise ValueError("the client needs a session, which the connection uses too")
        self._client, self._token, self._session = client, app_token, client.session
        self._app, self._patience = app, patience or Patience()
        self._link: Link | None = None
        self._retiring: set[asyncio.Task[None]] = set()
        self._ways = ways or Ways()
        self._stop = asyncio.Event()

    @property
    def alive(self) -> bool:
        """Slack can reach us at this moment."""
        return self._link is not None and self._link.alive

    async def run(self) -> None:
        """Connect, and again before each connection ends; raises LinkDisabled, and Unwelcome when
        Slack refuses the token from the start."""
        failures = 0
        while not self._stop.is_set():
            try:
                fresh = await self._open()
            except Exception as error:  # noqa: BLE001  whatever it was, it is tried again
                if self._link is None:
                    check(error, "SLACK_APP_TOKEN")
                failures += 1
                self._say_lost(error)
                await self._pause(failures)
                continue
            self._say_back()
            self._retire(self._link)
            self._link = fresh
            failures = 0 if await self._lasts(fresh) else failures + 1
            if fresh.disabled:
                await fresh.close(GRACE)
                raise LinkDisabled
            if failures:
                await self._pause(failures)
        self._retire(self._link)

    async def drain(self, patience: float) -> None:
        """Take nothing more in, finish what was taken in, hang up."""
        self._stop.set()
        self._retire(self._link, patience)
        while self._retiring:
            await asyncio.wait(self._retiring)

    async def _open(self) -> Link:
        """A new connection at a new address; addresses are good for one attempt."""
        async with asyncio.timeout(self._patience.handshake):
            told = await self._client.apps_connections_open(app_token=self._token)
            ws = await self._session.ws_connect(
                str(told["url"]), autoping=False, timeout=aiohttp.ClientWSTimeout(ws_close=2.0)
            )
            link = Link(ws, self._app, self._patience)
            try:
                await _first(link.hello, link.leaving)
            except BaseException:
                await link.close(GRACE)
                raise
        if not link.hello.is_set() and not link.disabled:
            await link.close(GRACE)
            raise ConnectionError("it was closed before hello")
        return link

    def _retire(self, link: Link | None, patience: float = GRACE) -> None:
        """The old connection ends what it has begun, beside its successor."""
        if link is not None:
            task = asyncio.create_task(link.close(patience))
            self._retiring.add(task)
            task.add_done_callback(self._retiring.discard)

    async def _pause(self, failures: int) -> None:
        longest = min(self._patience.soonest * 2.0 ** min(failures - 1, 16), self._patience.latest)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), longest)

    async def _lasts(self, link: Link) -> bool:
        """Wait until a successor is needed; False when that was suspiciously soon."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        await _first(link.leaving, self._stop)
        return loop.time() - began >= self._patience.soonest

    def _say_lost(self, error: Exception) -> None:
        self._ways.broke("socket", "no connection to Slack (%s); I keep trying", _why(error))

    def _say_back(self) -> None:
        was = self._ways.mended("socket", "connected to Slack again")
        if self._link is None and not was:
            log.info("connected to Slack")


async def _first(*events: asyncio.Event) -> None:
    """Return when one of them is set."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()


def _acknowledgement(frame: Mapping[str, Any], response: BoltResponse) -> dict[str, Any]:
    """As Bolt's own adapter does it: JSON goes back as it is, words as a text."""
    told: dict[str, Any] = {"envelope_id": frame["envelope_id"]}
    if not response.body or frame.get("accepts_response_payload") is False:
        return told
    kind = (response.headers.get("content-type") or [""])[0]
    if kind.startswith("application/json"):
        return {**told, "payload": json.loads(response.body)}
    return {**told, "payload": {"text": response.body}}


def _retry(frame: Mapping[str, Any]) -> dict[str, str | Sequence[str]]:
    """The headers that HTTP mode would have."""
    found = {"x-slack-retry-num": "retry_attempt", "x-slack-retry-reason": "retry_reason"}
    return {
        header: str(frame[name]) for header, name in found.items() if frame.get(name) is not None
    }


def _object(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _why(error: Exception) -> str:
    data = getattr(getattr(error, "response", None), "data", None)
    word = data.get("error") if isinstance(data, dict) else None
    return str(word or type(error).__name__)
