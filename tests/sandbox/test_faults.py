"""Misbehaviour on request: drawn from a seed, and visible to a client exactly as intended."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from genbot.sandbox.faults import KINDS, Faults, misbehave
from genbot.sandbox.pretend import hosted, listening

Call = Callable[..., Awaitable[tuple[aiohttp.ClientResponse, bytes]]]


class Place:
    """A small service that counts what really happened in it."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.happened = 0
        self.told: asyncio.Queue[str] = asyncio.Queue()

    async def work(self, request: web.Request) -> web.Response:
        self.happened += 1
        self.told.put_nowait(await request.text())
        return web.json_response({"ok": True, "long": "x" * 5000})

    async def talk(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str("hello")
        await socket.close()
        return socket


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
async def client(place: Place) -> AsyncIterator[TestClient[Any, Any]]:
    app = web.Application(middlewares=[misbehave(place.faults)])
    app.router.add_route("*", "/work", place.work)
    app.router.add_get("/_sandbox/state", place.work)
    app.router.add_get("/page/app.js", place.work)
    app.router.add_get("/", place.work)
    app.router.add_get("/link/", place.talk)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.fixture
def call(client: TestClient[Any, Any]) -> Call:
    async def call(path: str = "/work") -> tuple[aiohttp.ClientResponse, bytes]:
        answer = await client.get(path)
        return answer, await answer.read()

    return call


async def test_without_faults_all_is_well(call: Call, place: Place) -> None:
    answer, _ = await call()

    assert (answer.status, place.happened) == (200, 1)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_a_refusal_happens_before_the_work(call: Call, place: Place, status: int) -> None:
    place.faults.change(f"{status}:1")

    answer, body = await call()

    assert (answer.status, place.happened) == (status, 0)
    assert b"error" in body
    assert answer.headers.get("Retry-After") == ("1" if status in {429, 503} else None)


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_lost_answer_comes_after_the_work(call: Call, place: Place, status: int) -> None:
    place.faults.change(f"{status}_after:1")

    answer, _ = await call()

    assert (answer.status, place.happened) == (status, 1)


@pytest.mark.parametrize(("kind", "happened"), [("reset_before", 0), ("reset_after", 1)])
async def test_a_reset_leaves_no_answer(
    client: TestClient[Any, Any], place: Place, kind: str, happened: int
) -> None:
    place.faults.change(f"{kind}:1")

    with pytest.raises(aiohttp.ClientError):
        await client.post("/work")

    assert place.happened == happened


async def test_a_truncated_answer_ends_in_the_middle(
    client: TestClient[Any, Any], place: Place
) -> None:
    place.faults.change("truncated:1")

    answer = await client.post("/work")

    with pytest.raises(aiohttp.ClientPayloadError):
        await answer.read()
    assert place.happened == 1


@pytest.mark.parametrize(
    ("kind", "content_type", "begins"),
    [
        ("html", "text/html", b"<!doctype"),
        ("wrong_type", "text/plain", b'{"ok"'),
        ("wrong_shape", "application/json", b"["),
        ("empty", "application/json", b""),
        ("grown", "application/json", b'{"ok"'),
        ("slow", "application/json", b'{"ok"'),
        ("slow_after", "application/json", b'{"ok"'),
    ],
)
async def test_an_answer_can_be_strange(
    call: Call, place: Place, kind: str, content_type: str, begins: bytes
) -> None:
    place.faults.change(f"{kind}:1,pause:0.01")

    answer, body = await call()

    assert (answer.status, answer.content_type, place.happened) == (200, content_type, 1)
    assert body.startswith(begins)
    assert (b"brand_new_field" in body) == (kind == "grown")


async def test_who_gives_up_on_a_slow_call_has_made_it(place: Place) -> None:
    """On a server like the sandbox's: aiohttp's own for tests would end the call with its caller."""
    place.faults.change("slow:1,pause:0.2")
    app = web.Application(middlewares=[misbehave(place.faults)])
    app.router.add_post("/work", place.work)
    impatient = aiohttp.ClientTimeout(total=0.05)
    with listening(0) as door:
        async with hosted(app, door) as url, aiohttp.ClientSession(timeout=impatient) as http:
            with pytest.raises(TimeoutError):
                await http.post(f"{url}/work", data="taco")

            assert await asyncio.wait_for(place.told.get(), 10) == "taco"


async def test_a_wait_can_be_told_as_a_date_or_not_at_all(call: Call, place: Place) -> None:
    place.faults.change("429_date:1")
    dated, _ = await call()
    place.faults.change("429_bare:1")
    bare, _ = await call()

    assert dated.headers["Retry-After"].endswith("GMT")
    assert (bare.status, bare.headers.get("Retry-After")) == (429, None)


@pytest.mark.parametrize("path", ["/_sandbox/state", "/page/app.js", "/"])
async def test_the_controls_and_the_page_are_spared(call: Call, place: Place, path: str) -> None:
    place.faults.change("500:1")

    assert (await call(path))[0].status == 200


async def test_a_web_socket_is_refused_or_left_alone(
    client: TestClient[Any, Any], place: Place
) -> None:
    place.faults.change("truncated:1")
    async with client.ws_connect("/link/") as socket:
        assert (await socket.receive_str()) == "hello"

    place.faults.change("503:1")
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await client.ws_connect("/link/")


def test_one_number_is_spread_over_all_kinds() -> None:
    faults = Faults.parse("0.5", seed=1)

    drawn = [faults.draw() for _ in range(20_000)]

    assert set(drawn) == {None, *KINDS}
    assert 0.48 < sum(kind is not None for kind in drawn) / len(drawn) < 0.52
    assert faults.seen.total() == sum(kind is not None for kind in drawn)


def test_the_same_seed_draws_the_same_troubles() -> None:
    first, second = Faults.parse("0.3", seed=5), Faults.parse("0.3", seed=5)

    assert [first.draw() for _ in range(200)] == [second.draw() for _ in range(200)]


@pytest.mark.parametrize("spec", ["", "0", "500:0", "pause:2"])
def test_nothing_asked_is_nothing_drawn(spec: str) -> None:
    faults = Faults.parse(spec)

    assert {faults.draw() for _ in range(100)} == {None}


@pytest.mark.parametrize(
    "spec", ["2", "500:0.6,503:0.6", "500:-1", "lightning:0.1", "500:often", "x"]
)
def test_a_wrong_wish_is_refused_in_words(spec: str) -> None:
    with pytest.raises(ValueError, match="fault"):
        Faults.parse(spec)
