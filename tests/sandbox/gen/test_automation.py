"""News for those who do not want to ask."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genbot.sandbox.gen.cast import SANTIAGO
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


async def test_a_hook_must_be_a_web_address(visitor: Visitor) -> None:
    for wrong in ({"webhook_url": "ftp://a"}, {"polling_enabled": "yes"}):
        refusal = await visitor.refused("PATCH", CONFIG, {"automation_config": wrong})
        assert refusal == (422, "validation_error")
