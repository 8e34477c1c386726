"""Faults on a real wire: what the client makes of bytes from a socket, and of a socket without any."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing

import httpx
import pytest
from pydantic import SecretStr

from genbot.gen.client import LARGEST_ANSWER, Gen
from genbot.gen.errors import GenError, NotSent, Unclear
from genbot.gen.export import Publish, PublishData
from genbot.gen.jobs import GetUserJob, UserJob

POST = Publish(
    agent_id="a1", data=PublishData(description="Tacos", media_url="https://cdn.gen.pro/1.mp4")
)
Writer = asyncio.StreamWriter
Wrong = Callable[[Writer], Awaitable[None]]
PATIENCE = 1.0


def told(body: bytes, length: int | None = None, kind: str = "application/json") -> bytes:
    size = len(body) if length is None else length
    return (
        f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\n\r\n".encode() + body
    )


def sends(answer: bytes) -> Wrong:
    async def send(writer: Writer) -> None:
        writer.write(answer)
        await writer.drain()

    return send


async def hangs_up(writer: Writer) -> None:
    """Nothing is said, and the connection ends in order."""


async def resets(writer: Writer) -> None:
    """RST instead of FIN."""
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


async def never(writer: Writer) -> None:
    await asyncio.Event().wait()


async def trickles(writer: Writer) -> None:
    """A byte now and then, for as long as anybody listens: each resets the patience with silence."""
    writer.write(told(b"", 1_000_000))
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(PATIENCE / 10)


WRONG: dict[str, Wrong] = {
    "hangs up": hangs_up,
    "resets": resets,
    "never answers": never,
    "trickles": trickles,
    "truncated": sends(told(b'{"user_job_id": "1', 400)),
    "no HTTP at all": sends(b"220 mail.example ESMTP\r\n"),
    "half a head": sends(b"HTTP/1.1 200 OK\r\nContent-Ty"),
    "an HTML page": sends(told(b"<!doctype html><p>One moment", kind="text/html")),
    "empty": sends(told(b"")),
    "a list": sends(told(b"[1, 2]")),
    "a number": sends(told(b"NaN")),
    "NaN inside": sends(told(b'{"user_job_id": NaN, "status": NaN}')),
    "more than 10 MB": sends(told(b'"' + b"x" * (LARGEST_ANSWER + 1) + b'"')),
    "half a character": sends(told(b'{"user_job_id": "\xff')),
}


@asynccontextmanager
async def a_place(wrong: Wrong) -> AsyncIterator[tuple[Gen, list[str]]]:
    """A GEN that answers so, and the first line of each request it read."""
    heard: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: Writer) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            heard.append(head.partition(b"\r\n")[0].decode())
            await wrong(writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    async with httpx.AsyncClient(trust_env=False) as http:
        yield a_gen(http, url), heard
    server.close()


async def at_once(seconds: float) -> None:
    """A pause that is none."""


def a_gen(http: httpx.AsyncClient, url: str) -> Gen:
    return Gen(http, key=SecretStr("k"), api_url=url, patience=PATIENCE, sleep=at_once)


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_post_whose_answer_is_none_is_unclear_and_sent_once(wrong):
    async with a_place(WRONG[wrong]) as (gen, heard):
        with pytest.raises(Unclear):
            await gen(POST)

    assert len(heard) == 1


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_look_whose_answer_is_none_is_asked_again_and_then_unclear(wrong):
    async with a_place(WRONG[wrong]) as (gen, heard):
        with pytest.raises(Unclear):
            await gen(GetUserJob(id="7", agent_id="a1"))

    assert 1 <= len(heard) <= 4


async def test_nobody_at_that_address_is_known_not_to_have_heard():
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        port = door.getsockname()[1]
    async with httpx.AsyncClient(trust_env=False) as http:
        with pytest.raises(NotSent):
            await a_gen(http, f"http://127.0.0.1:{port}/v1")(POST)


@pytest.mark.parametrize(
    "grown",
    [
        {"id": 7, "status": "reticulating", "brand_new": {"since": "today"}},
        {"id": "7", "status": "completed", "result": {"post_id": 12, "extra": [1]}},
        {"id": 7, "status": "processing", "result": None, "progress": "NaN"},
    ],
)
async def test_what_gen_adds_is_taken_as_it_is_over_the_wire(grown):
    async with a_place(sends(told(json.dumps(grown).encode()))) as (gen, _):
        job = await gen(GetUserJob(id="7", agent_id="a1"))

    assert isinstance(job, UserJob)
    assert job.status == grown["status"]


async def test_every_trouble_is_one_of_ours():
    for wrong in (hangs_up, resets):
        async with a_place(wrong) as (gen, _):
            with pytest.raises(GenError) as raised:
                await gen(POST)
        assert "k" not in str(raised.value).split()
