"""What the command line can start: the whole sandbox, one pretend service alone, or the demo."""

import asyncio
import contextlib
import os
import signal
import sys
import webbrowser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aiohttp import web
from rich.console import Console
from rich.text import Text

from genbot.sandbox import story
from genbot.sandbox.bot import Note
from genbot.sandbox.faults import Faults
from genbot.sandbox.gates import Gates
from genbot.sandbox.gen import gen_app
from genbot.sandbox.narrator import Lines, Story
from genbot.sandbox.person import PATIENCE
from genbot.sandbox.pretend import Manifest, Plan, Pretend, hosted, listening, pretend
from genbot.sandbox.slack import slack_app
from genbot.sandbox.tour import Tour
from genbot.sandbox.world import World

STORIES: dict[str, type[story.Story]] = {"journey": story.Story, "gates": Gates, "all": Tour}
USUAL = 20.0  # the speed at which people have their usual patience
TO_UNDO = 15.0  # seconds for whoever wants to see the countdown and press Undo
PEOPLE = "Maya Marks (marketer), Pablo Ruiz (producer), Bea Brandt (brand owner)"


async def sandbox(
    port: int,
    speed: float,
    seed: int,
    faults: str,
    manifest: Manifest,
    bot_command: Sequence[str],
    open_page: bool,
    database: Path | None = None,
) -> None:
    """The whole world until somebody says stop: the page on `port`, GEN on the one after it.

    Raises OSError, with a sentence for people, when a port is taken.
    """
    console = Console()
    Faults.parse(faults)  # a mistake in it should be told before anything starts
    ports = (port, port + 1 if port else 0)
    plan = Plan(manifest, bot_command, speed, seed, faults, ports, database, unhurried(speed))
    plan = replace(plan, tell=_printer(console, "yellow"), echo=_printer(console, "dim", "bot │ "))
    async with pretend(plan) as here:
        here.bot.keep()
        _welcome(console, here, speed)
        if open_page and _has_screen():
            await asyncio.to_thread(webbrowser.open, here.slack)
        await _told_to_stop()
        console.print("\nStopping.")


def unhurried(speed: float) -> dict[str, str]:
    """What the bot is told where people are: however fast the world is, they can press Undo."""
    return {"GENBOT_UNDO": f"{max(TO_UNDO, 30.0 / speed):g}"}


def _printer(console: Console, style: str, before: str = "") -> Note:
    return lambda line: console.print(Text(before + line, style=style), soft_wrap=True)


async def serve_gen(port: int, speed: float, seed: int, faults: str) -> None:
    """The pretend GEN alone, until somebody says stop."""
    app = gen_app(World(seed, speed, Faults.parse(faults, seed)))
    await _serve(
        app,
        port,
        "The pretend GEN is at {url}/v1 (key: sandbox-key).",
        "What happened there: {url}/_sandbox/state",
    )


async def serve_slack(port: int, speed: float, seed: int, faults: str, manifest: Manifest) -> None:
    """The pretend Slack alone, with its page, until somebody says stop."""
    app = slack_app(World(seed, speed, Faults.parse(faults, seed)), manifest)
    await _serve(
        app,
        port,
        "The pretend Slack is at {url}/api/ (tokens: xoxb-sandbox, xapp-sandbox).",
        "Its page: {url}/",
    )


async def demo(
    speed: float | None,
    seed: int,
    as_json: bool,
    manifest: Manifest,
    bot_command: Sequence[str],
    which: str = "journey",
) -> int:
    """One of the stories, played unattended and told, at its own speed if nobody says another;
    answers the exit status."""
    played = STORIES[which]
    speed = speed or played.speed
    narrator = Lines() if as_json else Story(Console(), speed, played.title)
    async with pretend(Plan(manifest, bot_command, speed=speed, seed=seed)) as here:
        here.bot.keep()
        wait = patience(speed)
        good = await story.play(here.slack, here.gen, narrator, here.bot.log, wait, played)
    return 0 if good else 1


def patience(speed: float) -> float:
    """How long people wait for what they expect: in a slow world longer."""
    return PATIENCE * max(1.0, USUAL / speed)


async def _serve(app: web.Application, port: int, *lines: str) -> None:
    with listening(port) as door:
        async with hosted(app, door) as url:
            for line in lines:
                Console().print(Text(line.format(url=url)), soft_wrap=True)
            await _told_to_stop()


async def _told_to_stop() -> None:
    """Waits for Ctrl-C, or for a polite request to end."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # then Ctrl-C cancels us instead
            loop.add_signal_handler(name, told.set)
    await told.wait()


def _has_screen() -> bool:
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def _welcome(console: Console, here: Pretend, speed: float) -> None:
    told = Text.assemble(
        ("\ngenbot's sandbox\n", "bold"),
        ("  The page   "), (f"{here.slack}/\n", "bold underline"),
        (f"  People     {PEOPLE}\n"),
        ("  Try        /gen ideas 5 late-night tacos, under 12 seconds\n"),
        (f"  The world  {speed:g} times faster than life; GEN at {here.gen}/v1\n"),
        ("  Stop       Ctrl-C\n", "dim"),
    )  # fmt: skip
    console.print(told, soft_wrap=True)
