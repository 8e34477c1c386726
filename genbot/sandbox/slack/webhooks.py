"""HTTP mode: signed POSTs to the app's request URL instead of WebSockets."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import aiohttp

from genbot.sandbox.slack.deliveries import Delivery
from genbot.sandbox.slack.errors import NoAnswer, Refused
from genbot.sandbox.slack.payloads import TOKEN
from genbot.sandbox.world import World

Dict = dict[str, Any]
AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
FORM = "application/x-www-form-urlencoded"


class Webhooks:
    """One request URL for everything; the answer to the POST is the acknowledgement."""

    open = True

    def __init__(self, world: World, url: str, secret: str) -> None:
        self._world = world
        self._url = url
        self._secret = secret.encode()
        self._http: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.verified = False
        self.own: Callable[[str], str] = str  # puts the workspace's own id into what is sent

    def ticket(self) -> str:
        raise Refused("forbidden_team", "Socket Mode is off in this workspace")

    async def opened(self) -> None:
        """There is nothing to wait for: each try stands for itself."""

    async def send(self, delivery: Delivery) -> bool:
        task = asyncio.create_task(self._deliver(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _deliver(self, delivery: Delivery) -> None:
        kind, body = _encoded(delivery)
        body = self.own(body.decode()).encode()
        headers = {"Content-Type": kind}
        if delivery.tries:
            headers["X-Slack-Retry-Num"] = str(delivery.tries)
            headers["X-Slack-Retry-Reason"] = delivery.reason
        try:
            status, text = await self._post(body, headers)
        except (aiohttp.ClientError, OSError, TimeoutError):
            delivery.fail("connection_failed")
            return
        if status == 200:
            delivery.take(_read(delivery, text))
        else:
            delivery.fail("http_error")

    async def verify(self) -> None:
        """Ask the URL to prove itself, as Slack does when it is entered; NoAnswer if it cannot."""
        challenge = f"{self._world.stream('challenge').getrandbits(128):032x}"
        asked = {"token": TOKEN, "challenge": challenge, "type": "url_verification"}
        try:
            status, text = await self._post(
                json.dumps(asked).encode(), {"Content-Type": "application/json"}
            )
        except (aiohttp.ClientError, OSError):
            raise NoAnswer("connection_failed") from None
        self.verified = status == 200 and challenge in text
        if not self.verified:
            raise NoAnswer("challenge_failed")

    async def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        if self._http is None:
            self._http = aiohttp.ClientSession()
        signed = headers | self._signature(body) | {"User-Agent": AGENT}
        async with self._http.post(self._url, data=body, headers=signed) as answer:
            return answer.status, await answer.text()

    def _signature(self, body: bytes) -> dict[str, str]:
        """`v0:{timestamp}:{body}`, keyed with the signing secret."""
        moment = str(int(self._world.now()))
        base = b"v0:" + moment.encode() + b":" + body
        digest = hmac.new(self._secret, base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={digest}"}

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.close()


def _encoded(delivery: Delivery) -> tuple[str, bytes]:
    """Events as JSON, commands as a form, clicks and forms as a form with one field."""
    if delivery.kind == "event_callback":
        return "application/json", json.dumps(delivery.payload).encode()
    if delivery.kind == "slash_command":
        fields = {name: value for name, value in delivery.payload.items() if value is not None}
        return FORM, urlencode(fields).encode()
    return FORM, urlencode({"payload": json.dumps(delivery.payload)}).encode()


def _read(delivery: Delivery, text: str) -> Dict:
    if not text.strip():
        return {}
    try:
        read = json.loads(text)
    except ValueError:
        return {"text": text} if delivery.kind == "slash_command" else {}
    return read if isinstance(read, dict) else {}
