"""One workspace's bot beside others: started, reached and stopped for itself."""

import asyncio
import logging

from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from genbot import trace
from genbot.app import alive
from genbot.config import Config
from genbot.listener import Bot, unwell
from genbot.slack.leaving import Removed
from genbot.slack.router import Router
from genbot.slack.socket import Bolt
from genbot.slack.welcome import Unwelcome
from genbot.store import DatabaseInUse, ForeignDatabase, NewerDatabase
from genbot.store.token_file import TokenFile, Unreadable

log = logging.getLogger(__name__)
# whose text says what to do
KNOWN = (Unwelcome, DatabaseInUse, ForeignDatabase, NewerDatabase, Unreadable)


class Tenant:
    """`start`, wait until it is `ready`, hand deliveries to `take`, `stop`. What goes wrong in it is
    its own `trouble` and nobody else's."""

    def __init__(self, config: Config) -> None:
        self.team, self.config = config.genbot_workspace, config
        self.bot: Bot | None = None
        self.trouble = ""
        self._taking: Bolt | None = None
        self._in_hand: set[asyncio.Future[None]] = set()
        self._stop, self._settled = asyncio.Event(), asyncio.Event()
        self._living: asyncio.Task[None] | None = None

    @property
    def over(self) -> bool:
        return self._living is not None and self._living.done()

    def start(self) -> None:
        self._living = asyncio.create_task(self._live(), name=f"workspace:{self.team}")

    async def ready(self, patience: float) -> bool:
        """Whether it is at work, at the latest after so many seconds."""
        try:
            await asyncio.wait_for(self._settled.wait(), patience)
        except TimeoutError:
            return False
        return self._taking is not None

    async def take(self, req: AsyncBoltRequest) -> BoltResponse | None:
        """Its answer; None while it can take nothing."""
        if self._taking is None:
            return None
        trace.within(self.team)
        done = asyncio.get_running_loop().create_future()
        self._in_hand.add(done)
        try:
            return await self._taking.async_dispatch(req)
        finally:
            self._in_hand.discard(done)
            done.set_result(None)
            trace.within("")  # one connection brings deliveries of many

    async def stop(self) -> None:
        """Take nothing more in, finish what was taken, close."""
        self._stop.set()
        if self._living:
            await asyncio.wait([self._living])

    async def ails(self) -> list[str]:
        """What keeps it from doing its work."""
        if self.bot is None:
            return ["stopped"]
        store = self.bot.tools.store
        return [*sorted(self.bot.heart.failing), *await unwell(store, self.bot.renewal)]

    async def _live(self) -> None:
        trace.within(self.team)
        try:
            await self._work()
        except Removed:
            await asyncio.to_thread(TokenFile(self.config.genbot_database).empty)
            log.warning("it was removed from the workspace; its database is kept")
        except KNOWN as error:
            self.trouble = str(error)
        except Exception as error:  # its neighbours go on
            self.trouble = f"An error of ours ({type(error).__name__}); the log has more."
            log.exception("it is not at work")
        finally:
            self.bot = self._taking = None
            self._settled.set()

    async def _work(self) -> None:
        """Raises Removed when the workspace removes it, and what keeps it from starting."""
        async with alive(self.config) as bot:
            router = Router(bot.tools)
            self.bot, self._taking = bot, bot.taking(router)
            self._settled.set()
            log.info("at work")
            await _first(self._stop, bot.tools.left)
            self._taking = None
            while self._in_hand:
                await asyncio.wait(self._in_hand)
            await router.rest()
        if bot.tools.left.is_set():
            raise Removed


async def _first(*events: asyncio.Event) -> None:
    waiting = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
