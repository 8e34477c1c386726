"""Where several workspaces live: the hall, its one address, and the door for new ones."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

from genbot.config import Config
from genbot.heartbeat import Heartbeat
from genbot.listener import served
from genbot.slack.http import Events, health
from genbot.webhook.address import PATH
from genbot.workspaces import figures
from genbot.workspaces.door import Door
from genbot.workspaces.hall import EACH, Hall


@asynccontextmanager
async def running(
    config: Config,
    *,
    now: Callable[[], float],
    fresh: Callable[[], str],
    hide: Callable[[Iterable[str]], None],
) -> AsyncIterator[asyncio.Task[Any]]:
    """Every workspace's bot, and one address for all; the task ends only when it cannot go on.

    `fresh` makes words that nobody can guess; `hide` takes the secrets that no log may show.
    """
    hall, heart = Hall(config, hide), Heartbeat(now)
    async with aiohttp.ClientSession() as session:
        door = Door(config, hall, session, now, fresh)
        pages = [*_pages(config, hall, now), *door.routes()]
        listener, over = await served(config.listen, pages), asyncio.Event()
        heart.every(EACH, "workspaces", hall.round, soon=True)
        heart.start()
        waiting = asyncio.create_task(over.wait(), name="hall")
        try:
            yield waiting
        finally:
            over.set()
            await asyncio.wait([waiting])
            await listener.cleanup()
            await heart.stop()
            await hall.close()


def _pages(config: Config, hall: Hall, now: Callable[[], float]) -> list[web.RouteDef]:
    """What Slack, GEN and machines ask for."""
    events = Events(hall, config.slack_signing_secret.get_secret_value(), now)
    return [
        web.post("/slack/events", events.take), web.post(PATH, hall.hint),
        web.get("/healthz", health(hall.stuck)), web.get("/readyz", hall.ready),
        web.get("/metrics", figures.page(hall.at_work)),
    ]  # fmt: skip
