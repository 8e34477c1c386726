"""Where the bot is put together; the only file that knows every part."""

import asyncio
import logging
import random
import secrets
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import httpx

from genbot import trace
from genbot.cards.announce import announce
from genbot.config import Config
from genbot.flows import countdown, errands, installation, reminders, restored
from genbot.gen.client import LONGEST_PAUSE, Gen
from genbot.gen.endpoint import Ask
from genbot.gen.late import Late
from genbot.gen.live import follow
from genbot.gen.progress import read_progress
from genbot.heartbeat import Heartbeat
from genbot.listener import Bot, Counts, listening
from genbot.slack.files import Files
from genbot.slack.homes import Homes
from genbot.slack.leaving import Removed, Unheard
from genbot.slack.letters import Letters
from genbot.slack.media import Media
from genbot.slack.pacer import Pacer
from genbot.slack.postman import Postman
from genbot.slack.roster import Roster
from genbot.slack.tokens import LOOK, OUT, Client, Renewal, first
from genbot.slack.tokens import App as SlackApp
from genbot.slack.tools import Tools
from genbot.slack.uploads import Uploads
from genbot.slack.welcome import Unwelcome, introduce
from genbot.store import Store
from genbot.store.token_file import TokenFile
from genbot.watches import kinds
from genbot.watches.account import Account
from genbot.watches.live import Live
from genbot.watches.watcher import Watcher
from genbot.webhook.door import Door

if TYPE_CHECKING:  # who does not listen does not load it
    from genbot.metrics import Metrics

Way = Callable[[Config], AbstractAsyncContextManager[asyncio.Task[Any]]]
log = logging.getLogger(__name__)

# A clock that counts a machine's sleep, and that nobody sets.
BOOT = partial(time.clock_gettime, getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
DICE = random.Random()  # noqa: S311  for names that are no secret
BEAT = 0.5  # seconds between rounds; what people do is seen to at once
HOUSEKEEPING = 3600.0
ACCOUNT = 900.0  # seconds between looks at credits and keys
REMINDERS = 60.0  # seconds between looks at what waits for people
COUNT = 2.0  # seconds between looks at what can still be taken back
ROSTER = 10.0  # seconds until somebody new is looked at; nearly always there is nobody
NEWS = 20.0  # seconds until a Home tab that somebody looks at shows what is new
REMEMBERED = 25 * 3600.0  # how long a delivery is recognised: Slack repeats for 24 h at most
PATIENCE = 20.0  # seconds at the end, for what has been begun


async def run(config: Config, way: Way | None = None) -> None:
    """Run until SIGTERM or SIGINT; then stop the intake, finish what is acknowledged, and close.
    `way` is another one than that of a single workspace.

    Raises DatabaseInUse, ForeignDatabase, NewerDatabase, and what the socket gives up with.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with (way or running)(config) as over:
        ends = [asyncio.create_task(stop.wait()), over]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        log.info("stopping: nothing new is taken in, what was acknowledged is finished")
        ends[0].cancel()
    if over.done() and not over.cancelled():
        over.result()


@asynccontextmanager
async def running(config: Config) -> AsyncIterator[asyncio.Task[None]]:
    """The whole bot, connected; the task ends only when it cannot go on."""
    async with alive(config) as bot, listening(config, bot, PATIENCE, time.time) as it:
        log.info("started")
        yield it


@asynccontextmanager
async def alive(config: Config) -> AsyncIterator[Bot]:
    """The bot of one workspace, doing its work; nothing reaches it yet but time."""
    store = Store(
        config.genbot_database, announce=announce, settings=config.settings,
        now=time.time, new_id=lambda: secrets.token_hex(8), boot=BOOT,
    )  # fmt: skip
    with closing(store):
        await _look_back(store)
        async with _http() as http, aiohttp.ClientSession() as session:
            heart, door = Heartbeat(time.monotonic), Door(store, config.webhook_secret)
            counts = _metrics(store, heart) if config.listen else None
            client = _client(config, session, counts)
            renewal = await _renewed(config, client, heart)
            here = await _greet(config, store, client)
            told: Ask = counts.gen(_gen(config, http)) if counts else _gen(config, http)
            tools = Tools(store, told, client, partial(trace.fresh, DICE.getrandbits))
            heart.every(BEAT, "webhook", door.round)
            heart.every(COUNT, "installation", Unheard(tools, client, here).round)
            async with _beating(config, heart, tools, http, counts):
                yield Bot(tools, heart, door, counts, renewal)


async def _greet(config: Config, store: Store, client: Client) -> str:
    """Whose we are. A workspace that has removed us has to have us again before anything goes on."""
    try:
        workspace = await introduce(client, config.token_from)
    except Unwelcome as no:
        if config.genbot_workspace and no.code in OUT:  # while we were not there to hear of it
            await store.unit(installation.removed, config.genbot_workspace, no.code)
            raise Removed from None
        raise
    if workspace:
        await store.unit(installation.found, workspace)
    elif await store.read(installation.gone):
        raise Removed
    return workspace or config.genbot_workspace


async def _renewed(config: Config, client: Client, heart: Heartbeat) -> Renewal | None:
    """Where Slack lets the token end, or gave it to us itself, it is kept on disk."""
    if config.token_from == "SLACK_BOT_TOKEN":  # noqa: S105  its variable's name
        return None
    app = SlackApp(config.slack_client_id, config.slack_client_secret.get_secret_value())
    renewal = Renewal(client, TokenFile(config.genbot_database), app, time.time)
    written = (config.slack_bot_token, config.slack_refresh_token)
    given = None if config.genbot_workspace else first(*(one.get_secret_value() for one in written))
    await renewal.begin(given)
    heart.every(LOOK, "token", renewal.round)
    return renewal


async def _look_back(store: Store) -> None:
    """Before anything is sent: is this an older copy of the database?"""
    doubted = await store.unit(restored.see_to)
    if doubted is not None:
        log.warning(
            "this database is an older copy: %d posts are put to a person, none goes out by itself",
            doubted,
        )


@asynccontextmanager
async def _beating(
    config: Config, heart: Heartbeat, tools: Tools, http: httpx.AsyncClient, counts: Counts
) -> AsyncIterator[None]:
    """The two rounds that time drives: GEN is watched, the outbox is emptied."""
    store = tools.store
    live = _live(config, store, http, heart) if config.genbot_progress_url else None
    watcher = _watcher(config, tools, http, live, counts)
    postman = _postman(config, tools, http)
    heart.every(BEAT, "watcher", watcher.round)
    heart.every(BEAT, "postman", postman.round)
    _seldom(heart, tools, config.genbot_pace)
    heart.whenever(store.wished, "watcher", watcher.round)
    heart.whenever(store.said, "postman", postman.round)
    heart.start()
    store.wished.set()  # what the last process left behind is seen to at once
    store.said.set()
    try:
        yield
    finally:
        await heart.stop()
        if live:
            await live.stop()
        with suppress(TimeoutError):
            await asyncio.wait_for(watcher.drain(), PATIENCE)
        await postman.drain(PATIENCE)


def _seldom(heart: Heartbeat, tools: Tools, pace: float) -> None:
    """What is seen to now and then: old deliveries are forgotten, the account at GEN is looked at,
    who belongs to the workspace, and what waits too long for a decision."""
    store = tools.store

    async def forget() -> None:
        await store.unit(lambda tx: tx.inbox.forget(tx.now - REMEMBERED))

    async def count() -> None:
        if await store.read(countdown.look):
            await store.unit(countdown.tick)

    async def remind() -> None:
        if found := await store.read(reminders.look):
            await store.unit(reminders.see_to, found)

    heart.every(COUNT, "countdown", count)
    heart.every(max(BEAT, REMINDERS / pace), "reminders", remind)
    heart.every(HOUSEKEEPING, "housekeeping", forget)
    account = Account(tools.gen, store)
    heart.every(ACCOUNT, "account", account.round)
    heart.every(NEWS, "balance", account.soon)
    heart.every(NEWS, "home", Homes(tools).round)
    roster = Roster(tools.client, store, time.time)
    heart.every(ROSTER, "roster", roster.round, soon=True)  # a form may offer groups any moment
    heart.whenever(store.wondered, "roster", roster.round)


def _live(config: Config, store: Store, http: httpx.AsyncClient, heart: Heartbeat) -> Live:
    """The runs that GEN shows while it works on them."""
    url = config.genbot_progress_url
    ways = partial(read_progress, http, url), partial(follow, http, url)
    live = Live(store, *ways, time.monotonic, config.genbot_pace)
    heart.every(BEAT, "live", live.round)
    return live


def _watcher(
    config: Config, tools: Tools, http: httpx.AsyncClient, live: Live | None, counts: Counts
) -> Watcher:
    chance, files = random.SystemRandom(), _files(config, tools, http)
    gen = _gen(config, http, pause=0.0)  # the watch list keeps every wait over a restart
    known = partial(kinds, live.read, files, live.follows) if live else partial(kinds, None, files)
    return Watcher(
        counts.gen(gen) if counts else gen,
        tools.store,
        known(theirs=gen.theirs),
        boot=BOOT,
        jitter=lambda: chance.uniform(0.95, 1.05),
        pace=config.genbot_pace,
    )


def _files(config: Config, tools: Tools, http: httpx.AsyncClient) -> Files:
    slack = Media(http, config.slack_files, token=lambda: tools.client.token)

    async def heard(errand: str, step: str, done: int, size: int) -> None:
        way = {"step": step, "done": done, "size": size}
        await tools.store.unit(errands.progressed, errand, {"way": way})

    cdn = Media(http, config.genbot_media_hosts)
    return Files(tools.client, http, slack, cdn, heard, time.monotonic)


def _postman(config: Config, tools: Tools, http: httpx.AsyncClient) -> Postman:
    pacer = Pacer(time.monotonic)
    media = Media(http, config.genbot_media_hosts)
    uploads = Uploads(tools.client, http, media, config.settings.preview)
    return Postman(tools.store, Letters(tools.client, pacer), pacer, uploads, time.time, tools.ways)


def _http() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=httpx.Timeout(30.0), transport=Late(), trust_env=False)


def _metrics(store: Store, heart: Heartbeat) -> "Metrics":
    """Only who listens pays for what counts."""
    from prometheus_client import CollectorRegistry

    from genbot.metrics import Metrics

    return Metrics(CollectorRegistry(), store, heart.failing)


def _client(config: Config, session: aiohttp.ClientSession, counts: Counts) -> Client:
    made = counts.client if counts else Client
    return made(
        token=config.slack_bot_token.get_secret_value(), base_url=config.slack_api_url,
        session=session, retry_handlers=[],
    )  # fmt: skip


def _gen(config: Config, http: httpx.AsyncClient, pause: float = LONGEST_PAUSE) -> Gen:
    return Gen(
        http,
        key=config.gen_api_key,
        api_url=config.gen_api_url,
        agent_url=config.gen_agent_url,
        engine=config.gen_engine,
        longest_pause=pause,
        boot=BOOT,
    )
