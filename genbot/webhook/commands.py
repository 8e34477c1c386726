"""`genbot webhook`: its words on the command line."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

import click

from genbot import config
from genbot.config import Config
from genbot.operate.menu import Menu

if TYPE_CHECKING:  # read when they are needed: a command line should answer at once
    from genbot.webhook.hand import Hand

Tells = Callable[["Hand"], AsyncIterator[tuple[bool, str]]]


@click.group(cls=Menu)
def webhook() -> None:
    """Let GEN call when something changes, so that genbot asks less and knows sooner.

    The address holds a secret and is never shown whole. A call is only a hint to look sooner: who
    knows the address can do no more than that, and without calls genbot asks at its usual pace.
    """


@webhook.command()
@click.argument("url")
@click.option("--replace", is_flag=True, help="Also where GEN calls another address now.")
def on(url: str, replace: bool) -> None:
    """Have GEN call URL, the https:// address at which the world reaches GENBOT_HTTP.

    For the default agent and every agent that a channel uses; run it again for new ones.
    """
    from genbot.webhook.hand import ready

    known = config.read().complete()
    ready(known, url)
    _tell(known, lambda hand: hand.on(url, replace=replace))


@webhook.command()
def test() -> None:
    """Have GEN make a trial call, and wait until the running bot has noted it."""
    _tell(config.read().complete(), lambda hand: hand.test())


@webhook.command()
def off() -> None:
    """Have GEN call no more; an address that genbot did not set is left alone."""
    _tell(config.read().complete(), lambda hand: hand.off())


@webhook.command()
def status() -> None:
    """Show whether GEN calls, and when it did last. Exit status 1 when it is off for some agent."""
    _tell(config.read().complete(), lambda hand: hand.status())


def _tell(known: Config, tells: Tells) -> None:
    if not asyncio.run(_told(known, tells)):
        raise click.exceptions.Exit(1)


async def _told(known: Config, tells: Tells) -> bool:
    import httpx

    from genbot.gen.client import Gen
    from genbot.webhook.hand import Hand, agents

    good = True
    async with httpx.AsyncClient(timeout=30.0, trust_env=False) as http:
        gen = Gen(http, key=known.gen_api_key, api_url=known.gen_api_url)
        hand = Hand(gen, known.webhook_secret, known.genbot_database, agents(known))
        async for right, says in tells(hand):
            click.echo(says)
            good = good and right
    return good
