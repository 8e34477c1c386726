"""News for those who do not want to ask."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genbot.sandbox.gen.cast import SANTIAGO
from genbot.sandbox.gen.news import tell
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.world import World
from tests.conftest import Clock
from tests.sandbox.gen.conftest import Visitor

CONFIG = f"/agents/{SANTIAGO}/automation_config"


class Listener:
    """Somebody else's server."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.url = ""

    async def hear(self, request: web.Request) -> web.Response:
        await self.heard.put(await request.json())
        return web.Response()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    listener = Listener()
    app = web.Application()
    app.router.add_post("/hook", listener.hear)
    async with TestServer(app) as server:
        listener.url = str(server.make_url("/hook"))
        yield listener


async def test_an_agent_begins_without_any_hooks(visitor: Visitor) -> None:
    assert await visitor.ask("GET", CONFIG) == {
        "webhook_url": None,
        "callback_url": None,
        "polling_enabled": False,
    }
    told = await visitor.ask("POST", f"{CONFIG}/test_webhook")
    assert told == {"success": False, "error": "webhook_url is not configured"}


async def test_a_hook_can_be_tried_out(visitor: Visitor, listener: Listener) -> None:
    await visitor.ask("PATCH", CONFIG, {"automation_config": {"callback_url": listener.url}})

    assert await visitor.ask("POST", f"{CONFIG}/test_callback") == {"success": True}
    assert (await listener.heard.get())["event"] == "test"
    await visitor.ask("PATCH", CONFIG, {"automation_config": {"callback_url": listener.url + "x"}})
    told = await visitor.ask("POST", f"{CONFIG}/test_callback")
    assert told == {"success": False, "error": "answered 404"}


async def test_generations_report_by_themselves(visitor: Visitor, listener: Listener) -> None:
    await visitor.ask("PATCH", CONFIG, {"automation_config": {"webhook_url": listener.url}})
    sheet = await visitor.clone()

    made = await sheet.generate(
        f"/cells/{sheet.cell('TEXT 1')['id']}", "text", model="gpt_4o", prompt="Tacos"
    )

    heard = [await asyncio.wait_for(listener.heard.get(), 5) for _ in range(2)]
    assert {news["event"] for news in heard} == {"generation.processing", "generation.completed"}
    assert heard[0]["generation_id"] == made["id"]


async def test_runs_and_posts_report_too(visitor: Visitor, listener: Listener) -> None:
    await visitor.ask("PATCH", CONFIG, {"automation_config": {"webhook_url": listener.url}})

    run = await visitor.talk("1 idea about tacos")
    body = {"message": "1 idea about salsa", "agent_id": SANTIAGO}
    await visitor.control("next", fail_run=True)
    failed = await visitor.ask("POST", "/agent/run", body, expect=202)
    visitor.time_passes()

    heard = [await asyncio.wait_for(listener.heard.get(), 5) for _ in range(2)]
    told = {(news["event"], news["run_id"]) for news in heard}
    assert told == {("run.completed", run["run_id"]), ("run.failed", failed["run_id"])}


@pytest.fixture
def gen(clock: Clock) -> Gen:
    """A pretend GEN whose agent has a webhook; nobody carries its news."""
    gen = Gen(World(seed=7, speed=1, clock=clock))
    gen.agents[SANTIAGO].automation["webhook_url"] = "http://a.example"
    return gen


def happened(gen: Gen, *statuses: str) -> list[str]:
    for status in statuses:
        tell(gen, SANTIAGO, "run", status, run_id="r1")
    return [body["status"] for _, body in gen.news]


def test_news_can_come_twice_or_never(gen: Gen) -> None:
    gen.world.faults.change("news_never:1")
    assert happened(gen, "completed") == []
    gen.world.faults.change("news_twice:1")
    assert happened(gen, "failed") == ["failed", "failed"]
    assert gen.world.faults.seen == {"news_never": 1, "news_twice": 1}


@pytest.mark.parametrize("fault", ["news_late:1", "news_overtaken:1"])
def test_news_can_come_late_and_after_newer_news(gen: Gen, clock: Clock, fault: str) -> None:
    gen.world.faults.change(fault)
    happened(gen, "running")
    gen.world.faults.change("")

    assert happened(gen, "completed") == ["completed"]
    clock.pass_(3600)
    gen.catch_up()
    assert happened(gen) == ["completed", "running"]


def test_a_share_of_all_faults_spoils_news_as_well(gen: Gen) -> None:
    gen.world.faults.change("0.5")

    assert len(happened(gen, *["failed"] * 100)) < 100
    with pytest.raises(ValueError, match="between 0 and 1"):
        gen.world.faults.change("news_late:0.6,news_never:0.6")


async def test_a_hook_must_be_a_web_address(visitor: Visitor) -> None:
    for wrong in ({"webhook_url": "ftp://a"}, {"polling_enabled": "yes"}):
        refusal = await visitor.refused("PATCH", CONFIG, {"automation_config": wrong})
        assert refusal == (422, "validation_error")
