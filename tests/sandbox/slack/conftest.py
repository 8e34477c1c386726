"""A pretend Slack over real HTTP, somebody who uses it, and an app that is connected to it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from genbot.sandbox.slack import slack_app
from genbot.sandbox.world import World

MAYA, PABLO, BEA = "U0MARKETER", "U0PRODUCER", "U0BRANDOWN"
BOT = "U0GENBOT00"
PAGE = {"Sec-Fetch-Site": "same-origin"}  # what the page's browser says when it shows a file
IDEAS, LAUNCHES, RANDOM = "C0VIDEOIDEAS", "C0LAUNCHES0", "C0RANDOM000"
BOT_TOKEN = "xoxb-sandbox"
SCOPES = [
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "im:history",
    "im:write",
    "reactions:read",
    "reactions:write",
    "users:read",
]


def a_manifest(**changes: Any) -> dict[str, Any]:
    scopes = changes.get("scopes", SCOPES)
    events = changes.get(
        "events",
        [
            "app_home_opened",
            "app_mention",
            "member_joined_channel",
            "message.channels",
            "message.im",
            "reaction_added",
        ],
    )
    return {
        "display_information": {"name": "genbot"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "genbot"},
            "slash_commands": [
                {
                    "command": "/gen",
                    "description": "Make videos",
                    "usage_hint": "[ideas]",
                    "should_escape": changes.get("should_escape", True),
                }
            ],
            "shortcuts": [
                {"type": "global", "callback_id": "new", "name": "New", "description": "New idea"},
                {"type": "message", "callback_id": "from", "name": "From", "description": "Brief"},
            ],
        },
        "oauth_config": {"scopes": {"bot": scopes}},
        "settings": {
            "event_subscriptions": {"bot_events": events},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }


class Clock:
    """Time that stands still until it is told to pass."""

    def __init__(self) -> None:
        self.time = 1_790_000_000.0

    def __call__(self) -> float:
        return self.time

    def passes(self, seconds: float) -> None:
        self.time += seconds


@dataclass
class Link:
    """One WebSocket connection of an app that acknowledges by hand."""

    socket: aiohttp.ClientWebSocketResponse
    hello: dict[str, Any]

    async def next(self) -> dict[str, Any]:
        return json.loads((await self.socket.receive(timeout=20)).data)

    async def event(self, kind: str) -> dict[str, Any]:
        """The next event of this type, all others acknowledged and passed over."""
        while True:
            envelope = await self.taken()
            if envelope["payload"].get("event", {}).get("type") == kind:
                return envelope["payload"]["event"]

    async def taken(self, answer: dict[str, Any] | None = None) -> dict[str, Any]:
        envelope = await self.next()
        await self.ack(envelope, answer)
        return envelope

    async def ack(self, envelope: dict[str, Any], answer: dict[str, Any] | None = None) -> None:
        told = {"envelope_id": envelope["envelope_id"]}
        await self.socket.send_json(told | ({"payload": answer} if answer else {}))


@dataclass
class Page:
    """The stream of what a page is told."""

    stream: aiohttp.StreamReader

    async def next(self, kind: str) -> dict[str, Any]:
        """The next thing of this kind, others passed over."""
        async with asyncio.timeout(20):
            while True:
                line = await self.stream.readuntil(b"\n\n")
                told = json.loads(line.removeprefix(b"data: ")) if line[:1] == b"d" else {}
                if told.get("type") == kind:
                    return told


@dataclass
class Desk:
    """Everything a test does to the pretend Slack, by HTTP only."""

    http: aiohttp.ClientSession
    url: str
    clock: Clock
    links: list[Link] = field(default_factory=list)

    async def call(self, method: str, token: str | None = BOT_TOKEN, **args: Any) -> Any:
        async with self.ask(method, token, **args) as answer:
            return await answer.json()

    def ask(self, method: str, token: str | None = BOT_TOKEN, **args: Any) -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.http.post(f"{self.url}/api/{method}", json=args, headers=headers)

    async def look(self, what: str, **query: str) -> Any:
        async with self.http.get(f"{self.url}/_sandbox/{what}", params=query) as answer:
            return await answer.json()

    async def act(self, user: str, do: str, **more: Any) -> Any:
        told = {"user": user, "do": do, **more}
        async with self.http.post(f"{self.url}/_sandbox/act", json=told) as answer:
            return await answer.json()

    async def control(self, do: str, **more: Any) -> Any:
        told = {"do": do, **more}
        async with self.http.post(f"{self.url}/_sandbox/control", json=told) as answer:
            return await answer.json()

    async def state(self) -> Any:
        return await self.look("state")

    async def ticket(self) -> str:
        return str((await self.call("apps.connections.open", "xapp-sandbox"))["url"])

    async def connect(self) -> Link:
        socket = await self.http.ws_connect(await self.ticket())
        hello = json.loads((await socket.receive(timeout=20)).data)
        self.links.append(Link(socket, hello))
        return self.links[-1]

    @asynccontextmanager
    async def watching(self, user: str) -> AsyncIterator["Page"]:
        """A page that is open while this person is acted as."""
        where = f"{self.url}/_sandbox/events"
        async with self.http.get(where, params={"user": user}) as answer:
            await answer.content.readuntil(b"\n\n")
            yield Page(answer.content)

    async def while_(self, doing: Any, link: Link, answer: Any = None) -> tuple[Any, Any]:
        """Do something as a person while the app takes what comes of it."""
        acting = asyncio.create_task(doing)
        envelope = await link.taken(answer)
        while envelope["type"] == "events_api":
            envelope = await link.taken(answer)
        return await acting, envelope


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def manifest() -> dict[str, Any]:
    return a_manifest()


@pytest.fixture
async def desk(clock: Clock, manifest: dict[str, Any], patience: float) -> AsyncIterator[Desk]:
    world = World(seed=3, speed=6_000, clock=clock)
    server = TestServer(slack_app(world, manifest, patience=patience))
    await server.start_server()
    async with aiohttp.ClientSession() as http:
        made = Desk(http, str(server.make_url("")).rstrip("/"), clock)
        yield made
        for link in made.links:
            await link.socket.close()
    await server.close()


def section(text: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def buttons(*names: str, block_id: str = "gate") -> dict[str, Any]:
    elements = [
        {
            "type": "button",
            "action_id": name,
            "text": {"type": "plain_text", "text": name.title()},
            "value": f"{name}-7",
        }
        for name in names
    ]
    return {"type": "actions", "block_id": block_id, "elements": elements}


def a_form(title: str = "Reject", **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "reject",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "block_id": "why",
                "label": {"type": "plain_text", "text": "Why?"},
                "element": {"type": "plain_text_input", "action_id": "text", "max_length": 40},
            }
        ],
        **more,
    }
