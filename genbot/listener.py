"""How a bot is reached: by people through a socket or an HTTP address, and by machines that ask how it is."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from aiohttp import web

from genbot.config import Config
from genbot.domain.value import value
from genbot.flows import figures
from genbot.heartbeat import Heartbeat
from genbot.slack.echoes import Echoes
from genbot.slack.http import routes
from genbot.slack.leaving import Leaving, Removed
from genbot.slack.router import Router, build_app
from genbot.slack.socket import Bolt, Socket
from genbot.slack.tokens import Renewal
from genbot.slack.tools import Tools
from genbot.store import Store
from genbot.webhook.door import Door

if TYPE_CHECKING:  # who does not listen does not load it
    from genbot.metrics import Metrics

Ill = Callable[[], Awaitable[list[str]]]
Counts: TypeAlias = "Metrics | None"
STANDS = 180.0  # seconds that a message may be due and not be taken up: longer than a lease


@value
class Bot:
    """One workspace's bot, at work: everything but the way on which Slack reaches it."""

    tools: Tools
    heart: Heartbeat
    door: Door  # for GEN's calls
    counts: Counts
    renewal: Renewal | None  # where its token is exchanged now and then

    def taking(self, router: Router) -> Bolt:
        """Where Slack's deliveries go."""
        bolt = Leaving(Echoes(build_app(router, self.tools.client)), self.tools)
        return self.counts.bolt(bolt) if self.counts else bolt


async def unwell(store: Store, renewal: Renewal | None = None) -> list[str]:
    """What else keeps us from doing our work: a disk that takes nothing, a token that is coming to its
    end, an outbox that stands."""
    wrong = [] if store.writable else ["database"]
    wrong += ["token"] if renewal and renewal.refused else []
    return wrong if await store.read(figures.moving, STANDS) else [*wrong, "outbox"]


@asynccontextmanager
async def listening(
    config: Config, bot: Bot, patience: float, now: Callable[[], float]
) -> AsyncIterator[asyncio.Task[None]]:
    """The door for people, a socket or an HTTP address; and what tells machines that we are well."""
    tools, heart, router = bot.tools, bot.heart, Router(bot.tools)
    bolt, socket = bot.taking(router), None
    if config.genbot_slack_mode == "socket":
        token = config.slack_app_token.get_secret_value()
        socket = Socket(tools.client, token, bolt, ways=tools.ways)
    over = asyncio.create_task(_while_here(socket, tools.left))
    secret = config.slack_signing_secret.get_secret_value()
    ill = partial(unwell, tools.store, bot.renewal)
    pages = routes(bolt, secret, socket, heart.failing, now, heart.stuck, ill)
    if bot.counts:
        told = partial(bot.counts.page, ill=partial(_wrong, ill, socket))
        pages.append(web.get("/metrics", told))
    listener = await served(config.listen, [*pages, *bot.door.routes()])
    try:
        yield over
    finally:
        if socket:
            await socket.drain(patience)
        await listener.cleanup()
        over.cancel()
        await asyncio.wait([over])
        await router.rest()


async def _wrong(ill: Ill, socket: Socket | None) -> list[str]:
    return [*await ill(), *(["slack"] if socket and not socket.alive else [])]


async def served(listen: tuple[str, int] | None, pages: list[web.RouteDef]) -> web.AppRunner:
    """These pages at this address; at none, when there is none."""
    listener = web.Application()
    listener.add_routes(pages)
    runner = web.AppRunner(listener, access_log=None)
    await runner.setup()
    if listen:
        await web.TCPSite(runner, *listen).start()
    return runner


async def _while_here(socket: Socket | None, left: asyncio.Event) -> None:
    """Raises Removed when the workspace removes us, and what the socket gives up with."""
    ends: list[asyncio.Task[Any]] = [asyncio.create_task(left.wait())]
    ends += [asyncio.create_task(socket.run())] if socket else []
    try:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        if left.is_set():
            raise Removed
        ends[-1].result()
    finally:
        for task in ends:
            task.cancel()
        await asyncio.gather(*ends, return_exceptions=True)
