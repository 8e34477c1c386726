"""genbot's door for GEN's calls over real HTTP, and a pretend GEN that makes them."""

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from genbot.domain.channels import Channel
from genbot.flows import hints
from genbot.gen.client import Gen
from genbot.sandbox.gen import gen_app
from genbot.sandbox.gen.cast import SANTIAGO
from genbot.sandbox.world import World
from genbot.webhook.address import seal
from genbot.webhook.door import Door
from genbot.webhook.hand import Hand
from tests.conftest import plain_http

SECRET = SecretStr("canary-" + "s" * 32)


class Front:
    """The door, its address, and what the store heard through it."""

    def __init__(self, store, door, url, http):
        self.store, self.door, self.url, self.http = store, door, url, http

    def path(self, agent=SANTIAGO):
        return f"/gen/{agent}/{seal(SECRET, agent)}"

    async def knock(self, body=b"{}", path=None, verb="POST", **more):
        async with self.http.request(
            verb, f"{self.url}{path or self.path()}", data=body, **more
        ) as answer:
            return answer.status

    async def trust(self, agent=SANTIAGO):
        await self.door.round()
        return await self.store.read(hints.trust, agent)


@pytest.fixture
async def front(store):
    door = Door(store, SECRET, patience=0.3)
    app = web.Application()
    app.add_routes(door.routes())
    server = TestServer(app)
    await server.start_server(access_log=None)  # as the bot's own
    async with server, aiohttp.ClientSession() as http:
        yield Front(store, door, str(server.make_url("")).rstrip("/"), http)


@pytest.fixture
async def gen_url():
    async with TestServer(gen_app(World(seed=7, speed=1000))) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.fixture
async def gen(gen_url):
    async with plain_http() as http:
        yield Gen(http, key=SecretStr("sandbox-key"), api_url=f"{gen_url}/v1")


@pytest.fixture
def hand(gen, front, tmp_path):
    """An operator whose bot runs: each pause is a round of it."""

    async def pause(seconds):
        await front.door.round()

    return Hand(gen, SECRET, tmp_path / "genbot.db", (SANTIAGO,), pause)


@pytest.fixture
async def bound(store):
    """Channels with agents of their own."""

    def bind(tx):
        for id, agent in (("C1", "agent-b"), ("C2", "agent-a"), ("C3", "agent-b"), ("C4", "")):
            tx.channels.save(Channel(id, agent_id=agent))

    await store.unit(bind)
