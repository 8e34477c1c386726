"""The stage of these tests: a real store, the real Bolt app, and a pretend Slack they are connected to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from slack_bolt.async_app import AsyncApp

from genbot import manifest
from genbot.cards.announce import announce as cards
from genbot.domain.events import IdeaDecided
from genbot.domain.ideas import Idea
from genbot.flows import ideas, lifecycle
from genbot.gen.convert import ListTemplates, Template
from genbot.gen.setup import Agent, AgentCore, GetAgentCore, ListAgents
from genbot.sandbox.slack import slack_app
from genbot.sandbox.slack.workspace import SLACK
from genbot.sandbox.world import World
from genbot.slack.letters import Letters
from genbot.slack.media import Media
from genbot.slack.pacer import Pacer
from genbot.slack.postman import Postman
from genbot.slack.router import Router, build_app
from genbot.slack.socket import Patience, Socket
from genbot.slack.tokens import Client
from genbot.slack.tools import Tools
from genbot.slack.uploads import Uploads
from genbot.store import Store
from tests.conftest import Clock, plain_http
from tests.gen.answers import CORE
from tests.gen.fake import FakeGen

MAYA, PABLO, BEA = "U0MARKETER", "U0PRODUCER", "U0BRANDOWN"
IDEAS, RANDOM = "C0VIDEOIDEAS", "C0RANDOM000"
QUICK = Patience(ping=0.05, silence=20.0, handshake=20.0, soonest=0.01, latest=0.05)
EAR = Patience(ping=0.05, silence=0.5, handshake=1.0, soonest=0.01, latest=0.05)
PATIENT = 20.0  # seconds, for machines that have much else to do


async def until(true: Callable[[], bool] | Callable[[], Awaitable[bool]]) -> None:
    """Wait, without guessing how long, for what happens on the other side of a socket."""
    async with asyncio.timeout(PATIENT):
        while True:
            found = true()
            if await found if isinstance(found, Awaitable) else found:
                return
            await asyncio.sleep(0.005)


@dataclass
class Workspace:
    """The pretend Slack, used by a person and watched by the test."""

    http: aiohttp.ClientSession
    url: str
    slack: Any
    clock: Clock

    async def act(self, user: str, do: str, **more: Any) -> Any:
        told = {"user": user, "do": do, **more}
        async with self.http.post(f"{self.url}/_sandbox/act", json=told) as answer:
            return await answer.json()

    async def control(self, do: str, **more: Any) -> Any:
        async with self.http.post(f"{self.url}/_sandbox/control", json={"do": do, **more}) as told:
            return await told.json()

    async def command(self, text: str, user: str = MAYA, channel: str = IDEAS) -> Any:
        return await self.act(user, "command", channel=channel, text=f"/gen {text}".strip())

    def said(self, channel: str = IDEAS, to: str = "") -> list[str]:
        """The texts in a channel, in order; with `to` the private ones for that person only."""
        every = [one for one in self.slack.board.every() if one.channel == channel]
        return [one.text for one in every if (one.only_for or "") == to]

    def private(self, user: str) -> list[str]:
        """What genbot said to a person in their direct messages."""
        direct = self.slack.people.direct(user).id
        every = [one for one in self.slack.board.every() if one.channel == direct]
        return [one.text for one in every if one.from_bot]

    def message(self, text: str) -> Any:
        """The newest message whose text holds these words."""
        return [one for one in self.slack.board.every() if text in one.text][-1]

    def form(self, user: str = MAYA) -> dict[str, Any] | None:
        top = self.slack.windows.top(user)
        return top.as_told() if top else None

    async def press(self, message: Any, act: str, user: str = MAYA) -> Any:
        block, element = next(
            (block["block_id"], one)
            for block in message.blocks
            for one in [*block.get("elements", []), block.get("accessory") or {}]
            if one.get("action_id") == act
        )
        return await self.act(
            user, "press", channel=message.channel, ts=message.ts, block_id=block,
            action_id=act, value=element.get("value"),
        )  # fmt: skip

    async def submit(self, user: str = MAYA, **filled: Any) -> Any:
        """Fill in the form that is open, each input by its block, and send it."""
        form = self.form(user)
        values = {
            block: {_named(form, block): {"type": _type(form, block), **_state(value)}}
            for block, value in filled.items()
        }
        return await self.act(user, "submit", view_id=form["id"], values=values)


def _type(form: dict[str, Any], block: str) -> str:
    return next(one["element"]["type"] for one in form["blocks"] if one["block_id"] == block)


def _named(form: dict[str, Any], block: str) -> str:
    return next(one["element"]["action_id"] for one in form["blocks"] if one["block_id"] == block)


def _state(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"value": value}


def option(value: str) -> dict[str, Any]:
    return {"selected_option": {"value": value}}


@dataclass
class Stage:
    """genbot's side of the conversation, put together as the program does it."""

    store: Store
    gen: FakeGen
    client: Client
    router: Router
    app: AsyncApp
    socket: Socket
    postman: Postman
    pacer: Pacer
    clock: Clock
    running: list[asyncio.Task[None]] = field(default_factory=list)

    async def connect(self) -> None:
        self.running.append(asyncio.create_task(self.socket.run()))
        await until(lambda: self.socket.alive)

    async def deliver(self) -> None:
        """Empty the outbox as far as it goes at this moment."""
        for _ in range(5):
            await self.postman.round()
            await self.postman.rest()

    async def answered(self) -> None:
        await self.router.rest()
        await self.deliver()

    async def close(self) -> None:
        await self.socket.drain(1.0)
        for task in self.running:
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
        await self.router.rest()
        await self.postman.drain(1.0)


@pytest.fixture
def announce() -> Any:
    return cards


@pytest.fixture
def gen() -> FakeGen:
    fake = FakeGen()
    santiago = Agent(id="agent-santiago", name="Santiago")
    fake.will(ListAgents, [santiago, Agent(id="agent-sofia", name="Sofia")])
    fake.will(ListTemplates, [Template(slug="narrated", title="Narrated story")])
    fake.will(GetAgentCore, AgentCore.model_validate(CORE))
    return fake


@pytest.fixture
async def workspace(clock: Clock) -> AsyncIterator[Workspace]:
    app = slack_app(World(seed=3, clock=clock), manifest.manifest(), limits=False, patience=PATIENT)
    async with serving(app) as url, aiohttp.ClientSession() as http:
        yield Workspace(http, url, app[SLACK], clock)


@asynccontextmanager
async def serving(app: Any) -> AsyncIterator[str]:
    server = TestServer(app)
    await server.start_server()
    try:
        yield str(server.make_url("")).rstrip("/")
    finally:
        await server.close()


@pytest.fixture
async def stage(
    workspace: Workspace, store: Store, gen: FakeGen, clock: Clock
) -> AsyncIterator[Stage]:
    numbers = count(1)
    async with aiohttp.ClientSession() as session, plain_http() as http:
        client = Client(
            "xoxb-sandbox", base_url=f"{workspace.url}/api/", session=session, retry_handlers=[]
        )
        tools = Tools(store, gen, client, lambda: f"ref{next(numbers)}")
        router = Router(tools)
        app = build_app(router, client)
        pacer = Pacer(clock)
        uploads = Uploads(client, http, Media(http, ["127.0.0.1:1"]), 1_000)
        postman = Postman(store, Letters(client, pacer), pacer, uploads, clock)
        socket = Socket(client, "xapp-sandbox", app, QUICK)
        made = Stage(store, gen, client, router, app, socket, postman, pacer, clock)
        yield made
        await made.close()


@pytest.fixture
async def here(stage: Stage) -> Stage:
    """The stage, connected."""
    await stage.connect()
    return stage


async def with_an_idea(stage: Stage, title: str = "The 2 a.m. verdict") -> Idea:
    """A request with one idea card, both in the channel."""

    def given(tx: Any) -> Idea:
        asked = ideas.ask_for(tx, "tacos", 1, channel=IDEAS, by=MAYA)
        idea = Idea("idea1", "9031", asked.id, IDEAS, asked.agent_id, 1, title, script="Sizzle.")
        tx.ideas.save(idea)
        tx.show(IdeaDecided(lifecycle.board(tx, asked.id), idea, "arrived"))
        return idea

    idea = await stage.store.unit(given)
    await stage.deliver()
    return idea
