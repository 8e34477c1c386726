"""The real process is suspended longer than its leases and its send window, at the worst moments: nothing twice."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from aiohttp import web

from genbot.manifest import manifest
from genbot.sandbox.person import at_slack
from genbot.sandbox.pretend import Plan, Pretend, pretend
from tests.journeys.town import BEA, IDEAS, MAYA, PABLO, SPEED, Reaper, Town

pytestmark = [pytest.mark.chaos, pytest.mark.processes]

# The real program, only with leases and a send window that a test can outwait.
SHORT = """
from genbot.slack import postman
from genbot.watches import turn, watcher
from genbot.cli import main
postman.LEASE = turn.LEASE = 0.4
watcher.SEND_WINDOW = 0.4
main(["run"])
"""
ASLEEP = 1.2


class Lid:
    """Closes the lid at the first call that looks like this, before or after its effect."""

    def __init__(self, call: str, *, effect: bool) -> None:
        self.call, self.effect = call, effect
        self.closed = asyncio.Event()
        self.world: Pretend | None = None

    async def __call__(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if self.closed.is_set() or not re.match(self.call, f"{request.method} {request.path}"):
            return await handler(request)
        self.closed.set()
        answer = await handler(request) if self.effect else None
        await self.suspend()
        return answer or await handler(request)

    async def suspend(self) -> None:
        """SIGSTOP, long enough; then SIGCONT."""
        assert self.world
        assert self.world.bot.pid
        os.kill(self.world.bot.pid, signal.SIGSTOP)
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), ASLEEP)
        os.kill(self.world.bot.pid, signal.SIGCONT)


@asynccontextmanager
async def a_laptop(lid: Lid) -> AsyncIterator[Town]:
    """A town whose bot has short leases, and a lid."""
    command = [sys.executable, "-c", SHORT]
    settings = {"GENBOT_UNDO": "1"}
    plan = Plan(manifest(), command, speed=SPEED, witness=lid, settings=settings)
    async with pretend(plan) as world, at_slack(world.slack, MAYA, PABLO, BEA, patience=60) as all_:
        lid.world = world
        world.bot.keep()
        try:
            yield Town(world, all_[0]._http, *all_, Reaper())
        except BaseException:
            print("The bot's log:", *world.bot.log, sep="\n")  # noqa: T201  pytest shows it
            raise
        assert world.bot.starts == 1
        assert [line for line in world.bot.log if "Traceback" in line] == []


async def test_while_ideas_are_asked_for():
    lid = Lid("POST /v1/agent/run", effect=True)
    async with a_laptop(lid) as town:
        request = await town.asks("late-night tacos")
        await town.cards(request)

        assert lid.closed.is_set()
        assert [run["purpose"] for run in (await town.gen())["runs"]] == ["ideas"]
        assert await town.repeated() == []


@pytest.mark.parametrize("effect", [False, True])
async def test_while_a_message_is_posted(effect):
    lid = Lid(r"POST /api/chat\.postMessage", effect=effect)
    async with a_laptop(lid) as town:
        request = await town.asks("late-night tacos")
        await town.cards(request)

        assert lid.closed.is_set()
        assert await town.repeated() == []


@pytest.mark.parametrize("effect", [False, True])
async def test_while_a_post_is_sent(effect):
    """It may be put to a person (its answer came when nobody waited for it), but it is there once."""
    lid = Lid("POST /v1/user_jobs", effect=effect)
    async with a_laptop(lid) as town:
        production, review = await town.to_review("late-night tacos")
        await town.presses(town.bea, "Publish now", review)
        await lid.closed.wait()
        place = {"channel": production["channel"], "thread": production["ts"]}

        def ended() -> str | None:
            ends = ("Live on TikTok", "I may have published it")
            return next((words for words in ends if town.bea.find(words, **place)), None)

        await town.bea.until("an end", ended)
        books = await town.gen()
        assert books["publish_calls"] == len(books["published"]) == 1
        assert await town.repeated() == []


async def test_between_the_undo_window_and_its_end():
    lid = Lid("nothing", effect=False)
    async with a_laptop(lid) as town:
        production, review = await town.to_review("late-night tacos")
        await town.presses(town.bea, "Publish now", review)
        await town.beneath(production, "Goes out", button="Undo")
        await lid.suspend()

        await town.is_live(production)
        assert (await town.gen())["publish_calls"] == 1
        assert town.maya.find("is live on TikTok", channel=IDEAS)
