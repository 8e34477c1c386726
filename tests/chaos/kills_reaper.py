"""Who kills the real process: at instants drawn by seed, and exactly at calls, before or after them."""

import asyncio
import json
import os
import random
import re
import signal
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from genbot.sandbox.bot import Bot

CALLS = {
    "POST /v1/user_jobs": 0.4,  # the publish call itself, most of all
    r"GET /v1/user_jobs/\d+": 0.15,
    "POST /v1/agent/run": 0.3,
    "GET /v1/agent/runs/": 0.05,
    "PUT /v1/agent/ideas/": 0.15,
    r"POST /v1/templates/.*/clone": 0.3,
    "PATCH /v1/autocontentengine/": 0.1,
    r"POST /v1/autocontentengine/\d+/cells/\d+/(layers/\d+/)?generate": 0.15,
    r"POST /v1/autocontentengine/\d+/cells/\d+/render": 0.2,
    "GET /v1/generations/": 0.05,
    "POST /api/chat.postMessage": 0.1,
    "POST /api/chat.update": 0.05,
    "POST /api/views.open": 0.2,
    "POST /api/files.getUploadURLExternal": 0.2,
    "POST /upload/": 0.2,
    "POST /api/files.completeUploadExternal": 0.3,
    "POST /api/auth.test": 0.02,
    "POST /api/apps.connections.open": 0.02,
}
"""At which calls it dies, and how likely at each, in a life that is to end at a call."""

EFFECT = 0.6  # the share of calls whose effect comes before the kill
AT_CALLS = 0.5  # the share of lives that end at a call
REBIRTH = 60.0  # seconds for the supervisor to start it again
PATIENCE = 3.0  # seconds until such a life ends all the same


@dataclass(frozen=True, slots=True)
class Kill:
    """One SIGKILL: when, how old the process was, and what it was doing."""

    at: float
    age: float
    where: str
    plain: bool

    def __str__(self) -> str:
        plain = ", a plain start" if self.plain else ""
        return f"{self.at:8.3f} s  killed {self.where}, {self.age:.3f} s old{plain}"


class Reaper:
    """Sees every call to either service. `aim` is the one way to kill; everything is written down."""

    def __init__(self, seed: int, mean: float, at: str = "") -> None:
        self.chance, self.mean = random.Random(seed), mean
        self.at = {at: 1.0} if at else CALLS
        self.at_calls, self.patience = (1.0, 1e9) if at else (AT_CALLS, PATIENCE)
        self.bot: Bot | None = None
        self.kills: list[Kill] = []
        self.calls: Counter[str] = Counter()
        self.published: list[tuple[float, str]] = []  # when GEN was asked, for which file
        self.began = time.monotonic()
        self._lurks = False
        self._sprung = asyncio.Event()

    def now(self) -> float:
        return time.monotonic() - self.began

    async def __call__(self, request: web.Request, handler: Any) -> web.StreamResponse:
        try:
            return await self._sees(request, handler)
        except ConnectionResetError:  # it died while it was speaking
            return web.Response(status=400)

    async def _sees(self, request: web.Request, handler: Any) -> web.StreamResponse:
        call = f"{request.method} {request.path}"
        self.calls[call.rstrip("0123456789")] += 1
        share = next((p for meant, p in self.at.items() if re.match(meant, call)), 0.0)
        if not (self._lurks and share and self.chance.random() < share):
            return await self._let(call, request, handler)
        self._lurks, effect = False, self.chance.random() < EFFECT
        answer = await self._let(call, request, handler) if effect else None
        self._kill(f"{'after' if effect else 'before'} {_named(call)}")
        self._sprung.set()
        return answer or web.Response(status=503)

    async def _let(self, call: str, request: web.Request, handler: Any) -> web.StreamResponse:
        if call == "POST /v1/user_jobs":
            told = await request.json()
            data = told.get("data") or {}
            data = json.loads(data) if isinstance(data, str) else data
            self.published.append((self.now(), str(data.get("media_url"))))
        answer: web.StreamResponse = await handler(request)
        return answer

    async def hunt(self, kills: int, until: float) -> None:
        """So many kills, or as many as there is time for: one life after the other."""
        assert self.bot is not None
        while len(self.kills) < kills and self.now() < until:
            lives = self.bot.starts
            self._sprung.clear()
            if self.chance.random() < self.at_calls:
                await self._at_a_call()
            else:
                await self._within(self.chance.expovariate(1 / self.mean))
                self._kill("at a chance instant")
            self._sprung.clear()
            await self._reborn(lives)

    async def _reborn(self, lives: int) -> None:
        """Until the next life has begun."""
        assert self.bot is not None
        until = self.now() + REBIRTH
        while self.bot.starts == lives:
            if self.now() > until:
                raise TimeoutError(f"it does not come back: {list(self.bot.log)[-5:]}")
            await self._within(0.002)

    async def _at_a_call(self) -> None:
        self._lurks = True
        await self._within(self.patience)
        if self._lurks:  # none came
            self._lurks = False
            self._kill("at a chance instant")

    async def _within(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._sprung.wait(), seconds)

    def _kill(self, where: str) -> None:
        bot = self.bot
        if bot is None or not bot.pid:
            return
        born = getattr(bot, "born", self.began)
        with suppress(ProcessLookupError):
            os.kill(bot.pid, signal.SIGKILL)
            plain = getattr(bot, "is_plain", True)
            self.kills.append(Kill(self.now(), time.monotonic() - born, where, plain))


def _named(call: str) -> str:
    """Without ids."""
    return re.sub(r"/(\d+|[0-9a-f-]{36}|[a-z]+(-[a-z]+)+|F[0-9A-Z]{10})(?=/|$)", "/*", call)
