"""The one function that speaks to GEN: it sends a call, reads the answer, and repeats reads."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, SecretStr

from genbot.gen.answers import OK, clock, read, ready, trouble
from genbot.gen.endpoint import Endpoint, Wire
from genbot.gen.errors import GenError, NotSent, SlowDown, Unclear

T = TypeVar("T")

API_URL = "https://api.gen.pro/v1"
AGENT_URL = "https://agent.gen.pro/v1"
ENGINE = "autocontentengine"

TRIES = 4
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
LONGEST_CONNECT, LONGEST_SILENCE = 10.0, 15.0
LARGE_ANSWER = 128 * 1024  # read beside everything else
LARGEST_ANSWER = 10 * 1024 * 1024
LONGEST_MESSAGE = 500
NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.InvalidURL,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)


class Gen:
    """GEN over HTTP; an `Ask`.

    Reads are repeated a few times when the answer is unclear, was never asked for, or is only a
    short wait away. Writes are sent once: whether to send one again is for the caller to know.
    A call takes at most `patience` seconds, its repetitions included. What GEN asks to wait beyond
    `longest_pause` is handed back: a wait in here would be forgotten at a restart. `read` makes the
    answer of a body: a shape, or with `answers.unread` what GEN said, word for word.
    """

    _ahead: float | None = None  # of `boot`: GEN's clock, by its last answer

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        key: SecretStr,
        api_url: str = API_URL,
        agent_url: str = AGENT_URL,
        engine: str = ENGINE,
        patience: float = 60.0,
        longest_pause: float = LONGEST_PAUSE,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        rng: random.Random | None = None,
        now: Callable[[], float] = time.time,
        boot: Callable[[], float] | None = None,
        read: Callable[[Endpoint[Any], bytes], Any] = read,
    ) -> None:
        if not _printable(key.get_secret_value()):
            raise ValueError("GEN's key is empty or has characters no header can carry")
        self._http, self._key = http, key
        self._urls = {"api": api_url.rstrip("/"), "agent": agent_url.rstrip("/")}
        self._engine = engine.strip("/")
        self._patience, self._longest_pause = patience, longest_pause
        self._rng = rng or random.SystemRandom()
        self._now, self._sleep, self._boot = now, sleep, boot or now
        self._answer = read

    def now(self) -> float:
        return self._now()

    def theirs(self) -> float | None:
        """What time it is at GEN: its last answer's, carried on by a clock that nobody can set; None
        until it has told."""
        return None if self._ahead is None else self._boot() + self._ahead

    async def __call__(self, call: Endpoint[T], /, *, key: str | None = None) -> T:
        try:
            async with asyncio.timeout(self._patience):
                return await (self._read(call) if call.reads else self._send(call, key))
        except TimeoutError:
            said = f"no answer within {self._patience:g} seconds"
            raise Unclear(said, call=call) from None

    async def _read(self, call: Endpoint[T]) -> T:
        for nth in range(TRIES - 1):
            try:
                return await self._send(call, None)
            except (Unclear, NotSent, SlowDown) as passing:
                if (pause := self._pause(passing, nth)) is None:
                    raise
            await self._sleep(pause)
        return await self._send(call, None)

    def _pause(self, passing: GenError, nth: int) -> float | None:
        """How long to wait before asking again; None when that is for the caller to decide."""
        told = passing.wait if isinstance(passing, SlowDown) else None
        if told is not None and told > self._longest_pause:
            return None
        grown = min(FIRST_PAUSE * 2.0**nth, LONGEST_PAUSE)
        return (told or 0.0) + grown * self._rng.uniform(0.5, 1.0)

    async def _send(self, call: Endpoint[T], key: str | None) -> T:
        status, headers, body = await self._exchange(call, key)
        if status in OK:
            return await self._made(call, body)
        raise self._clean(trouble(call, status, headers, body, self._now()))

    async def _made(self, call: Endpoint[T], body: bytes) -> T:
        """A vidsheet of thousands of rows takes seconds to read, and clicks must not wait for it."""
        answer: T
        if len(body) < LARGE_ANSWER:
            answer = self._answer(call, body)
        else:
            ready(call)
            answer = await asyncio.to_thread(self._answer, call, body)
        return answer

    def _request(self, call: Endpoint[Any], key: str | None) -> httpx.Request:
        wire = call.wire()
        headers = {"X-API-Key": self._key.get_secret_value(), "Accept": "application/json"}
        if key and call.charged:
            headers["Idempotency-Key"] = key
        return self._http.build_request(
            wire.method.upper(),
            self._urls[call.host] + self._placed(wire),
            params=wire.query or None,
            json=wire.body,
            files=wire.form or None,
            headers=headers,
            timeout=self._step_limits(call),
        )

    def _step_limits(self, call: Endpoint[Any]) -> httpx.Timeout:
        # A hanging read leaves time to ask again; a write is given all the time there is.
        silence = min(LONGEST_SILENCE, self._patience) if call.reads else self._patience
        return httpx.Timeout(silence, connect=LONGEST_CONNECT, pool=LONGEST_CONNECT)

    def _placed(self, wire: Wire) -> str:
        first, slash, rest = wire.path.lstrip("/").partition("/")
        return f"/{self._engine if first == ENGINE else first}{slash}{rest}"

    async def _exchange(
        self, call: Endpoint[Any], key: str | None
    ) -> tuple[int, httpx.Headers, bytes]:
        try:
            request = self._request(call, key)
            # A redirect is not followed: it would carry the key to an address nobody configured.
            answer = await self._http.send(request, stream=True, follow_redirects=False)
            if (told := clock(answer.headers)) is not None:
                self._ahead = told - self._boot()
            try:
                return answer.status_code, answer.headers, await _body(call, answer)
            finally:
                await answer.aclose()
        except NEVER_LEFT as never:
            raise NotSent(f"could not reach GEN ({type(never).__name__})", call=call) from never
        except (httpx.HTTPError, httpx.StreamError) as cut:
            raise Unclear(f"the answer was lost ({type(cut).__name__})", call=call) from cut

    def _clean(self, error: GenError) -> GenError:
        """GEN may quote what it was sent; a secret must not come back in an error."""
        sent = _secrets(error.call) if error.call else iter(())
        for secret in (self._key.get_secret_value(), *sent):
            error.message = error.message.replace(secret, "…") if secret else error.message
        error.message = error.message[:LONGEST_MESSAGE]
        error.args = (error.message,)
        return error


async def _body(call: Endpoint[Any], answer: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise Unclear("an answer of more than 10 MB", call=call)
    return bytes(body)


def _printable(key: str) -> bool:
    return bool(key) and key.isascii() and key.isprintable() and " " not in key


def _secrets(sent: BaseModel) -> Iterator[str]:
    for _, value in sent:
        if isinstance(value, SecretStr):
            yield value.get_secret_value()
        elif isinstance(value, BaseModel):
            yield from _secrets(value)
