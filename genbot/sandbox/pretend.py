"""A running pretend world: GEN and Slack behind two local doors, and a bot that fits between them."""

import errno
import socket
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.typedefs import Middleware

from genbot.sandbox.bot import Bot, Note, Surroundings
from genbot.sandbox.faults import Faults
from genbot.sandbox.gen import gen_app
from genbot.sandbox.slack import PATIENCE, slack_app
from genbot.sandbox.world import World

HERE = "127.0.0.1"
KEY = {"X-API-Key": "sandbox-key"}

Manifest = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What kind of world is wanted."""

    manifest: Manifest
    bot_command: Sequence[str]
    speed: float = 20.0
    seed: int = 1
    faults: str = ""
    ports: tuple[int, int] = (0, 0)  # of Slack and of GEN; 0: any that is free
    database: Path | None = None  # none: kept for as long as the world lasts
    settings: Mapping[str, str] = field(default_factory=dict)  # more of the bot's environment
    limits: bool = True  # whether Slack's rate limits hold
    patience: float = PATIENCE  # seconds Slack waits for an acknowledgement
    witness: Middleware | None = None  # sees every call to either service, and may spoil it
    echo: Note | None = None  # hears every line of the bot's log
    tell: Note | None = None  # hears what becomes of its process


@dataclass(frozen=True, slots=True)
class Pretend:
    """A running pretend world; its bot is not started yet."""

    slack: str
    gen: str
    bot: Bot


@asynccontextmanager
async def pretend(plan: Plan) -> AsyncIterator[Pretend]:
    """The world of this plan, until the block ends.

    Raises OSError, with a sentence for people, when a port is taken.
    """
    trouble = [Faults(seed=plan.seed), Faults(seed=plan.seed + 1)]
    worlds = [World(plan.seed, plan.speed, each) for each in trouble]
    with (
        tempfile.TemporaryDirectory(prefix="genbot-sandbox-") as home,
        listening(plan.ports[0]) as front,
        listening(plan.ports[1]) as back,
    ):
        async with hosted(_witnessed(gen_app(worlds[0]), plan), back) as gen:
            bot = Bot(plan.bot_command, await _around(plan, Path(home), address(front), gen))
            bot.tell, bot.echo = plan.tell or bot.tell, plan.echo or bot.echo
            app = _witnessed(
                slack_app(worlds[1], plan.manifest, limits=plan.limits, patience=plan.patience),
                plan,
            )
            _let_the_page_kill(app, bot)
            async with hosted(app, front) as slack:
                for each in trouble:
                    each.change(plan.faults)
                try:
                    yield Pretend(slack, gen, bot)
                finally:
                    await bot.stop()


async def _around(plan: Plan, home: Path, slack: str, gen: str) -> Surroundings:
    return Surroundings(
        slack=slack,
        gen=gen,
        agent=await _first_agent(gen),
        home=home,
        database=(plan.database or home / "genbot.db").absolute(),
        speed=plan.speed,
        settings=plan.settings,
    )


async def _first_agent(gen: str) -> str:
    async with (
        aiohttp.ClientSession(headers=KEY) as http,
        http.get(f"{gen}/v1/agents") as answer,
    ):
        return str((await answer.json())[0]["id"])


def _witnessed(app: web.Application, plan: Plan) -> web.Application:
    if (witness := plan.witness) is not None:
        app.middlewares.insert(0, web.middleware(witness))
    return app


def _let_the_page_kill(app: web.Application, bot: Bot) -> None:
    """GET and POST /_sandbox/bot: how the bot is, and {"do": "kill"} to see what survives that."""

    async def look(request: web.Request) -> web.Response:
        return web.json_response({"pid": bot.pid, "starts": bot.starts, "log": list(bot.log)})

    async def act(request: web.Request) -> web.Response:
        verbs = {"kill": bot.kill, "restart": bot.ask_to_end}
        verb = verbs.get((await request.json()).get("do"))
        if verb is None:
            return web.json_response({"ok": False, "error": "do is kill or restart"}, status=400)
        verb()
        return web.json_response({"ok": True})

    app.router.add_get("/_sandbox/bot", look)
    app.router.add_post("/_sandbox/bot", act)


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A door on this port of this machine (0: any); taken ones are told in words."""
    try:
        door = socket.create_server((HERE, port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        why = f"Port {port} is taken; try --port {port + 10}"
        raise OSError(errno.EADDRINUSE, why) from None
    with door:
        yield door


@asynccontextmanager
async def hosted(app: web.Application, door: socket.socket) -> AsyncIterator[str]:
    """The application behind that door; gives its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.SockSite(runner, door).start()
        yield address(door)
    finally:
        await runner.cleanup()


def address(door: socket.socket) -> str:
    return f"http://{HERE}:{door.getsockname()[1]}"
