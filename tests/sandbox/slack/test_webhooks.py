"""HTTP mode: the real Bolt behind a signed request URL."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from genbot.sandbox.slack import slack_app
from genbot.sandbox.world import World
from tests.sandbox.slack.conftest import IDEAS, MAYA, Clock, Desk, a_manifest

SECRET = "a signing secret"


@dataclass
class Behind:
    """A request URL that can be told how to answer next."""

    app: AsyncApp | None = None
    statuses: list[int] = field(default_factory=list)
    heard: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)

    async def take(self, request: web.Request) -> web.StreamResponse:
        retry = (
            request.headers.get("X-Slack-Retry-Num"),
            request.headers.get("X-Slack-Retry-Reason"),
        )
        if self.statuses and (status := self.statuses.pop(0)) != 200:
            return web.Response(status=status)
        self.heard.put_nowait(retry)
        assert self.app is not None
        return await self.app.server(path="/slack/events").handle_post_requests(request)


@pytest.fixture
async def behind() -> Behind:
    return Behind()


@pytest.fixture
async def desk(behind: Behind, patience: float) -> AsyncIterator[Desk]:
    door = web.Application()
    door.router.add_post("/slack/events", behind.take)
    bot = TestServer(door)
    await bot.start_server()
    url, world = str(bot.make_url("/slack/events")), World(seed=3, speed=6_000)
    app = slack_app(world, a_manifest(), patience=patience, request_url=url, signing_secret=SECRET)
    server = TestServer(app)
    await server.start_server()
    client = AsyncWebClient("xoxb-sandbox", base_url=str(server.make_url("/api/")))
    behind.app = AsyncApp(client=client, signing_secret=SECRET)
    async with aiohttp.ClientSession() as http:
        yield Desk(http, str(server.make_url("")).rstrip("/"), Clock())
    await server.close()
    await bot.close()


async def test_the_url_proves_itself(desk: Desk) -> None:
    assert (await desk.control("verify")) == {"ok": True}


async def test_a_command_is_posted_and_answered(desk: Desk, behind: Behind) -> None:
    assert behind.app is not None

    @behind.app.command("/gen")
    async def gen(ack: Any, command: Any) -> None:
        await ack(f"You said {command['text']}")

    done = await desk.act(MAYA, "command", channel=IDEAS, text="/gen tacos & salsa")

    assert done == {"ok": True, "response": "You said tacos & salsa"}


async def test_an_event_is_posted_again_until_it_is_taken(desk: Desk, behind: Behind) -> None:
    assert behind.app is not None
    said: asyncio.Queue[str] = asyncio.Queue()
    behind.statuses = [500, 200]

    @behind.app.event("message")
    async def message(event: Any) -> None:
        said.put_nowait(event["text"])

    await desk.act(MAYA, "say", channel=IDEAS, text="hello")

    assert await asyncio.wait_for(said.get(), 5) == "hello"
    assert behind.heard.get_nowait() == ("1", "http_error")


async def test_a_click_that_fails_says_so(desk: Desk, behind: Behind) -> None:
    behind.statuses = [500]

    done = await desk.act(MAYA, "shortcut", callback_id="new")

    assert done["error"] == "dispatch_failed"


async def test_there_are_no_sockets(desk: Desk) -> None:
    assert (await desk.call("apps.connections.open", "xapp-sandbox"))["ok"] is False
    assert (await desk.control("disconnect"))["error"] == "no_sockets"
