"""Progress is pushed as Firebase pushes it: a redirect first, then everything, then what changes."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from genbot.sandbox.gen import pushed
from genbot.sandbox.gen.cast import SANTIAGO
from tests.sandbox.gen.conftest import Visitor

STREAM = {"Accept": "text/event-stream"}


class Heard:
    """The events of one stream, in order."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._lines = answer.content

    async def next(self) -> tuple[str, Any]:
        async with asyncio.timeout(20):
            kind, data, blank = [(await self._lines.readline()).decode() for _ in range(3)]
        assert (kind[:7], data[:6], kind[-1:], blank) == ("event: ", "data: ", "\n", "\n")
        return kind[7:].strip(), json.loads(data[6:])


@asynccontextmanager
async def followed(visitor: Visitor, path: str) -> AsyncIterator[Heard]:
    url = f"{visitor.origin}/progress/{path}.json"
    async with visitor.client.session.get(url, headers=STREAM) as answer:
        assert answer.headers["Content-Type"] == "text/event-stream"
        yield Heard(answer)


async def begun(visitor: Visitor) -> str:
    body = {"message": "5 ideas about tacos", "agent_id": SANTIAGO}
    return str((await visitor.ask("POST", "/agent/run", body, expect=202))["firebase_path"])


async def test_who_asks_for_a_stream_is_sent_to_the_machine_that_has_it(visitor: Visitor) -> None:
    url = f"{visitor.origin}/progress/{await begun(visitor)}.json"

    async with visitor.client.session.get(url, headers=STREAM, allow_redirects=False) as answer:
        assert answer.status == 307
        assert answer.headers["Location"].endswith(".json?ns=pretend")


async def test_a_run_is_told_to_its_end(visitor: Visitor) -> None:
    async with followed(visitor, await begun(visitor)) as heard:
        first = await heard.next()
        visitor.time_passes(20)
        second = await heard.next()
        visitor.time_passes()
        end = await heard.next()

    assert (first[0], first[1]["path"], first[1]["data"]["status"]) == ("put", "/", "running")
    assert second[0] in {"put", "patch"}
    assert (end[0], end[1]["path"], end[1]["data"]["status"]) == ("patch", "/", "completed")


async def test_what_nobody_knows_is_null_until_it_is_there(visitor: Visitor) -> None:
    async with followed(visitor, "agent_runs/x/nobody") as heard:
        assert await heard.next() == ("put", {"path": "/", "data": None})
        visitor.time_passes(pushed._BREATH)
        assert await heard.next() == ("keep-alive", None)


async def test_a_stream_can_be_ended_on_order(visitor: Visitor) -> None:
    async with followed(visitor, await begun(visitor)) as heard:
        await heard.next()
        await visitor.control("next", end_stream="auth_revoked")

        assert await heard.next() == ("auth_revoked", None)
