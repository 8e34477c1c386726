"""How the pretend services misbehave when asked to: seeded, reproducible, changeable while running."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Complaint = Callable[[int], dict[str, Any]]

_NEVER = ("/_sandbox/", "/page/")


class Faults:
    """How often each kind of trouble happens; a share of all calls, drawn from its own seed."""

    def __init__(self, spec: str = "", seed: int = 0) -> None:
        self.seen: Counter[str] = Counter()
        self._rng = random.Random(f"{seed}:faults")
        self.change(spec)

    @classmethod
    def parse(cls, spec: str, seed: int = 0) -> "Faults":
        """Read "0.25" (spread over all kinds) or "500:0.1,slow:0.1,pause:2" (pause: seconds)."""
        return cls(spec, seed)

    def change(self, spec: str) -> None:
        """From now on misbehave like this; an empty text means never."""
        rates = _read(spec.strip())
        self.pause = rates.pop("pause", 3.0)
        self.news = {kind: rates.pop(kind) for kind in NEWS if kind in rates}
        if unknown := sorted(set(rates) - set(KINDS)):
            raise ValueError(
                f"no such fault: {', '.join(unknown)}; there are {', '.join((*KINDS, *NEWS))}"
            )
        for shares in (rates.values(), self.news.values()):
            if any(rate < 0 for rate in shares) or sum(shares) > 1:
                raise ValueError("the shares of all faults must lie between 0 and 1 together")
        self.rates = rates

    def draw(self) -> str | None:
        """The trouble of this call, or none."""
        return self._draw(self.rates)

    def draw_news(self) -> str | None:
        """The trouble of a call that GEN makes, or none."""
        return self._draw(self.news)

    def _draw(self, rates: dict[str, float]) -> str | None:
        if not rates:
            return None
        dice = self._rng.random()
        for kind, rate in rates.items():
            dice -= rate
            if dice < 0:
                self.seen[kind] += 1
                return kind
        return None


def misbehave(faults: Faults, complaint: Complaint | None = None) -> Any:
    """Middleware that lets the drawn trouble happen; the controls and the page are spared.

    `complaint` writes the body of an error status in the words of the service it stands in for.
    """

    @web.middleware
    async def trouble(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path == "/" or request.path.startswith(_NEVER):
            return await handler(request)
        kind = faults.draw()
        if kind is None or (_goes_on(request) and kind not in _BEFORE):
            return await handler(request)
        moment = Moment(request, handler, faults.pause, complaint or _plain)
        return await KINDS[kind](moment)

    return trouble


@dataclass(frozen=True, slots=True)
class Moment:
    """One call that is about to go wrong."""

    request: web.Request
    handler: Handler
    pause: float
    complaint: Complaint

    async def answer(self) -> web.StreamResponse:
        return await self.handler(self.request)

    def refuse(self, status: int, **headers: str) -> web.Response:
        return web.json_response(self.complaint(status), status=status, headers=headers)

    def reset(self) -> web.Response:
        if self.request.transport is not None:
            self.request.transport.abort()
        return web.Response()


Kind = Callable[[Moment], Awaitable[web.StreamResponse]]


def _refusing(status: int, **headers: str) -> Kind:
    async def refuse(at: Moment) -> web.StreamResponse:
        return at.refuse(status, **{name.replace("_", "-"): text for name, text in headers.items()})

    return refuse


def _losing(status: int) -> Kind:
    async def lose(at: Moment) -> web.StreamResponse:
        await at.answer()
        return at.refuse(status)

    return lose


async def _dated(at: Moment) -> web.StreamResponse:
    soon = datetime.now(UTC) + timedelta(seconds=2)
    return at.refuse(429, **{"Retry-After": format_datetime(soon, usegmt=True)})


async def _reset_before(at: Moment) -> web.StreamResponse:
    return at.reset()


async def _reset_after(at: Moment) -> web.StreamResponse:
    await at.answer()
    return at.reset()


async def _slow(at: Moment) -> web.StreamResponse:
    await at.request.read()  # it has arrived: whoever gives up on it has made it all the same
    await asyncio.sleep(at.pause)
    return await at.answer()


async def _slow_after(at: Moment) -> web.StreamResponse:
    answer = await at.answer()
    await asyncio.sleep(at.pause)
    return answer


async def _truncated(at: Moment) -> web.StreamResponse:
    answer = await at.answer()
    body = _bytes(answer)
    if len(body) < 2:
        return at.reset()
    half = web.StreamResponse(status=answer.status, headers={"Content-Type": answer.content_type})
    half.content_length = len(body)
    await half.prepare(at.request)
    await half.write(body[: len(body) // 2])
    half.force_close()
    if at.request.transport is not None:
        at.request.transport.close()
    return half


async def _html(at: Moment) -> web.StreamResponse:
    await at.answer()
    page = "<!doctype html><title>Just a moment</title><p>Checking your browser."
    return web.Response(text=page, content_type="text/html")


async def _wrong_type(at: Moment) -> web.StreamResponse:
    return web.Response(body=_bytes(await at.answer()), content_type="text/plain")


async def _wrong_shape(at: Moment) -> web.StreamResponse:
    await at.answer()
    return web.json_response(["this", "is", "not", "the", "answer"])


async def _empty(at: Moment) -> web.StreamResponse:
    answer = await at.answer()
    return web.Response(status=answer.status, content_type="application/json")


async def _grown(at: Moment) -> web.StreamResponse:
    answer = await at.answer()
    try:
        body = json.loads(_bytes(answer))
    except ValueError:
        return answer
    if not isinstance(body, dict):
        return answer
    return web.json_response({**body, "brand_new_field": {"since": "today"}}, status=answer.status)


KINDS: dict[str, Kind] = {
    "429": _refusing(429, Retry_After="1"),
    "429_bare": _refusing(429),
    "429_date": _dated,
    "500": _refusing(500),
    "502": _refusing(502),
    "503": _refusing(503, Retry_After="1"),
    "504": _refusing(504),
    "500_after": _losing(500),
    "502_after": _losing(502),
    "504_after": _losing(504),
    "reset_before": _reset_before,
    "reset_after": _reset_after,
    "slow": _slow,
    "slow_after": _slow_after,
    "truncated": _truncated,
    "html": _html,
    "wrong_type": _wrong_type,
    "wrong_shape": _wrong_shape,
    "empty": _empty,
    "grown": _grown,
}

NEWS = ("news_late", "news_twice", "news_overtaken", "news_never")  # what GEN tells a webhook

_BEFORE = {"429", "429_bare", "429_date", "500", "502", "503", "504", "reset_before", "slow"}


def _read(spec: str) -> dict[str, float]:
    if not spec:
        return {}
    try:
        if ":" not in spec:
            share = float(spec)
            kinds = [dict.fromkeys(each, share / len(each)) for each in (KINDS, NEWS)]
            return kinds[0] | kinds[1] if share else {}
        pairs = (part.rsplit(":", 1) for part in spec.split(","))
        return {kind.strip(): float(rate) for kind, rate in pairs}
    except ValueError:
        raise ValueError(f'faults read like "0.25" or "500:0.1,slow:0.05", not "{spec}"') from None


def _plain(status: int) -> dict[str, Any]:
    return {"error": f"Something went wrong ({status})", "error_code": f"status_{status}"}


def _bytes(answer: web.StreamResponse) -> bytes:
    body = answer.body if isinstance(answer, web.Response) else None
    return bytes(body) if isinstance(body, bytes | bytearray) else b""


def _goes_on(request: web.Request) -> bool:
    """A socket or a stream: it has no end that something could go wrong at."""
    socket = request.headers.get("Upgrade", "").lower() == "websocket"
    return socket or "event-stream" in request.headers.get("Accept", "")
