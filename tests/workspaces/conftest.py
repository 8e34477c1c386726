"""Two workspaces and one genbot for both, with real HTTP between them; and an admin with a browser."""

import re
import socket
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from html import unescape
from itertools import count

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from genbot import config, manifest
from genbot.sandbox.gen import gen_app
from genbot.sandbox.gen.cast import SANTIAGO
from genbot.sandbox.slack.people import TEAM
from genbot.sandbox.slack.registry import CLIENT_ID, CLIENT_SECRET
from genbot.sandbox.slack.town import SECOND, TOWN, town_app
from genbot.sandbox.world import World
from genbot.workspaces import house
from tests.slack.conftest import PATIENT, Workspace, until

TACO, SALSA = TEAM["id"], SECOND["id"]
SIGNING = "canary-signing-secret"
STATE = "slack-app-oauth-state"


@dataclass
class Browser:
    """An admin's: it keeps the cookie that it was given, and follows no link by itself."""

    http: aiohttp.ClientSession
    cookie: str = ""

    async def get(self, url, **more):
        headers = {"Cookie": self.cookie} if self.cookie else {}
        async with self.http.get(url, headers=headers, allow_redirects=False, **more) as answer:
            if STATE in answer.cookies:
                self.cookie = f"{STATE}={answer.cookies[STATE].value}"
            return answer, await answer.text()


@dataclass
class Estate:
    """genbot at one address, two workspaces and a GEN for each of them."""

    slack: str
    genbot: str
    town: object
    gens: dict
    folder: object
    settings: dict
    http: aiohttp.ClientSession
    running: AsyncExitStack = field(default_factory=AsyncExitStack)
    hidden: set = field(default_factory=set)

    def __getitem__(self, team) -> Workspace:
        return Workspace(self.http, f"{self.slack}/{team}", self.town.slacks[team], None)

    def agree(self, *teams):
        """The operator gives these workspaces their own keys."""
        self.folder.mkdir(exist_ok=True)
        for team in teams:
            lines = ["GEN_API_KEY=sandbox-key", f"GEN_AGENT_ID={SANTIAGO}"]
            lines += [f"GEN_API_URL={self.gens[team]}", f"GEN_AGENT_URL={self.gens[team]}"]
            (self.folder / f"{team}.env").write_text("\n".join(lines))

    async def start(self):
        known, numbers = config.valid(self.settings).complete(), count(1)
        await self.running.enter_async_context(
            house.running(
                known, now=self.now, fresh=lambda: f"fresh{next(numbers)}", hide=self.hidden.update
            )
        )

    def now(self):
        return self.town.slacks[TACO].world.now()

    async def stop(self):
        await self.running.aclose()

    async def asks(self, browser, team=TACO, do="allow"):
        """An admin begins, and says yes or no at Slack; answers where Slack sends them."""
        _, page = await browser.get(f"{self.genbot}/slack/install")
        link = unescape(re.search(r'href="([^"]+)"', page)[1])
        _, page = await browser.get(link)
        kept = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
        form = {name: unescape(value) for name, value in kept} | {"team": team, "do": do}
        async with self.http.post(link.partition("?")[0], data=form, allow_redirects=False) as to:
            return to.headers["Location"]

    async def install(self, team=TACO):
        """The whole dance; answers the last page."""
        browser = Browser(self.http)
        answer, page = await browser.get(await self.asks(browser, team))
        return answer.status, page

    async def metrics(self):
        async with self.http.get(f"{self.genbot}/metrics") as answer:
            return await answer.text()

    async def ready(self):
        async with self.http.get(f"{self.genbot}/readyz") as answer:
            return answer.status, (await answer.json())["not_ready"]

    async def gen_calls(self, team):
        """What this workspace's GEN was asked, by anybody."""
        async with self.http.get(f"{self.gens[team].removesuffix('/v1')}/_sandbox/state") as told:
            return await told.json()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
async def estate(tmp_path):
    port = free_port()
    genbot = f"http://127.0.0.1:{port}"
    worlds = [World(seed=3), World(seed=4)]
    app = town_app(
        worlds, manifest.manifest(), f"{genbot}/slack/events", SIGNING,
        [f"{genbot}/slack/oauth_redirect"], PATIENT,
    )  # fmt: skip
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(TestServer(app))
        gens = {}
        for team in (TACO, SALSA):
            server = await stack.enter_async_context(TestServer(gen_app(World(seed=7, speed=1000))))
            gens[team] = str(server.make_url("/v1"))
        http = await stack.enter_async_context(aiohttp.ClientSession())
        url = str(slack.make_url("")).rstrip("/")
        settings = {
            "slack_client_id": CLIENT_ID, "slack_client_secret": CLIENT_SECRET,
            "slack_signing_secret": SIGNING, "slack_api_url": f"{url}/api/",
            "genbot_http": f"127.0.0.1:{port}", "genbot_address": genbot,
            "genbot_workspaces": str(tmp_path / "workspaces"), "genbot_pace": "1000",
        }  # fmt: skip
        made = Estate(url, genbot, app[TOWN], gens, tmp_path / "workspaces", settings, http)
        stack.push_async_callback(made.stop)
        yield made


__all__ = ["SALSA", "TACO", "Browser", "Estate", "estate", "until"]
