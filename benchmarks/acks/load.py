"""The load generator: so many deliveries per second whatever becomes of them, and when each was acknowledged."""

import asyncio
import hmac
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from urllib.parse import urlencode

import aiohttp

from benchmarks.acks.deliveries import Deliveries, Payload
from benchmarks.acks.world import World

LIMIT = 3.0  # seconds Slack waits for an acknowledgement
SECRET = "bench-signing-secret"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Acks:
    """What came of so many deliveries: milliseconds until their acknowledgement, and those without."""

    sent: int
    took: Sequence[float]

    @property
    def lost(self) -> int:
        return self.sent - len(self.took)

    def at(self, share: float) -> float:
        """This share of them took at most so many milliseconds."""
        ordered = sorted(self.took) or [float("nan")]
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Load:
    """Sends over the world's socket, or (with an address) over HTTP."""

    def __init__(self, world: World, deliveries: Deliveries, http: str = "") -> None:
        self._world, self._deliveries, self._http = world, deliveries, http
        self._sent: dict[str, float] = {}
        self._took: list[float] = []
        self._names = count()
        world.heard = self._heard

    async def run(self, rate: float, seconds: float) -> Acks:
        """Open loop: a late acknowledgement does not hold the next delivery back."""
        self._took, self._sent = [], {}
        total, began = round(rate * seconds), time.perf_counter()
        async with aiohttp.ClientSession() as session:
            posts = []
            for nth in range(total):
                await asyncio.sleep(max(0.0, began + nth / rate - time.perf_counter()))
                kind, payload = self._deliveries.next()
                if self._http:
                    posts.append(asyncio.create_task(self._post(session, kind, payload)))
                else:
                    await self._send(kind, payload)
            await self._rest(total)
            for post in posts:
                post.cancel()
        return Acks(total, list(self._took))

    async def _rest(self, total: int) -> None:
        """Wait for what is still on its way, as long as Slack would."""
        for _ in range(round(LIMIT / 0.01)):
            if len(self._took) == total:
                return
            await asyncio.sleep(0.01)

    async def _send(self, kind: str, payload: Payload) -> None:
        envelope = f"e{next(self._names)}"
        self._sent[envelope] = time.perf_counter()
        await self._world.send(envelope, kind, payload)

    def _heard(self, envelope: str) -> None:
        if (sent := self._sent.pop(envelope, None)) is not None:
            self._took.append((time.perf_counter() - sent) * 1000)

    async def _post(self, session: aiohttp.ClientSession, kind: str, payload: Payload) -> None:
        plain = kind == "slash_commands"
        body = urlencode(payload if plain else {"payload": json.dumps(payload)}).encode()
        stamp = str(int(time.time()))
        told = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={told}",
        }  # fmt: skip
        began = time.perf_counter()
        async with session.post(f"{self._http}/slack/events", data=body, headers=headers) as answer:
            await answer.read()
            if answer.status == 200:
                self._took.append((time.perf_counter() - began) * 1000)
