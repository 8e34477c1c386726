"""The operator's hand: run the bot, look after it, rehearse with it."""

import asyncio
import gc
import os
import secrets
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from genbot import __version__, config, logs
from genbot.api.group import EXITS as API_EXITS
from genbot.api.group import Operations
from genbot.exits import EXITS, Door, Trouble
from genbot.operate import looking
from genbot.operate.menu import Menu, first
from genbot.webhook.commands import webhook
from genbot.workspaces import commands as workspaces

if TYPE_CHECKING:
    from genbot.app import Way
    from genbot.operate.mending import Hand

F = TypeVar("F", bound=Callable[..., Any])
BOT = [sys.executable, "-m", "genbot", "run"]
# httpx can do without its command line, which would load all of rich.
SPARED = "httpx._main"
# httpcore imports it several times a request; where it is not, the whole path is searched each time.
ASKED_FOR = "sniffio"


SECTIONS = {
    "Begin": ("run", "doctor", "sandbox", "demo"),
    "See what is going on": ("why", "watches", "outbox", "journal", "verify"),
    "See to it": ("retry", "drop", "backup", "prune", "webhook", "workspace"),
    "More": ("api", "docs"),
}


class Front(Door):
    """The commands by what they are for, each with its whole first sentence."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, first(self.commands[name])) for name in names])


@click.group(cls=Front, epilog=EXITS)
@click.version_option(__version__, message="genbot %(version)s")
@click.option("--workspace", metavar="ID", help="Of several workspaces, the one that is meant.")
def main(workspace: str | None) -> None:
    """From a Slack command to a confirmed post: GEN's video journey with a person at each gate.

    Everything is configured by environment variables or a `.env` file; `genbot doctor` says what
    is missing. docs/operate.md says more; `genbot COMMAND --help` says all of a command.
    """
    if workspace:
        os.environ["GENBOT_WORKSPACE"] = workspace
        click.get_current_context().call_on_close(partial(os.environ.pop, "GENBOT_WORKSPACE"))


main.add_command(webhook)
main.add_command(workspaces.workspace)
for looks in looking.COMMANDS:
    main.add_command(looks)


@main.command(epilog=EXITS)
def run() -> None:
    """Run the bot until it is told to stop (Ctrl-C or SIGTERM)."""
    settings = config.read().complete()
    if settings.genbot_workspace:
        raise config.BadConfig("`genbot run` serves all workspaces: leave --workspace out.")
    veil = logs.set_up(settings)
    for name in (SPARED, *(() if find_spec(ASKED_FOR) else (ASKED_FOR,))):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # as Python has it
    gc.disable()  # what is read now stays: to look for waste in it takes a tenth of the start
    from genbot import app

    way = _several(veil) if settings.genbot_workspaces else None
    gc.freeze()
    gc.enable()
    asyncio.run(app.run(settings, way))


def _several(veil: logs.Veil) -> "Way":
    from genbot.workspaces import house

    return partial(
        house.running, now=time.time, fresh=partial(secrets.token_hex, 16), hide=veil.hide
    )


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding and line.")
def doctor(as_json: bool) -> None:
    """Check everything genbot needs, and say how to mend what is wrong.

    Exit status 0 when the bot can run, 1 when something must be mended first.
    """
    from genbot import doctor as surgery

    if not asyncio.run(surgery.visit(json_lines=as_json)):
        raise click.exceptions.Exit(1)


@main.command()
@click.argument("id")
def retry(id: str) -> None:
    """Look, or say it, again now: ID is of `genbot watches`, `genbot outbox` or `genbot why`.

    The bot may be running and goes on with it within a second; otherwise it does when it starts.
    What may have been published already is never sent again from here: its card asks a person.
    """
    click.echo(_hand().retry(config.read().genbot_database, id))


@main.command()
@click.argument("id")
@click.option("--because", default="", help="Why; people read it, and the journal keeps it.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def drop(id: str, because: str, yes: bool) -> None:
    """Give up on it: ID is of `genbot watches`, `genbot outbox` or `genbot why`.

    What it belongs to says so in Slack, with its own buttons to go on; of a message that cannot be
    said, the person it concerns is told.
    """
    if not yes:
        click.confirm(f"Give up on {id}?", abort=True)
    click.echo(_hand().drop(config.read().genbot_database, id, because))


def _hand() -> "Hand":
    from genbot.operate.mending import Hand

    who = os.environ.get("SUDO_USER") or os.environ.get("USER") or f"uid {os.getuid()}"
    ref, settings = secrets.token_hex(3), config.read().settings
    return Hand(who, ref, time.time, lambda: secrets.token_hex(8), settings)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE, consistently, while the bot runs."""
    from genbot.operate import tables, upkeep

    with tables.patience("Copying") as far:
        size = upkeep.backup(config.read().genbot_database, file, far)
    click.echo(f"{file}: {size:,} bytes, checked.")


@main.command()
@click.option(
    "--days",
    default=365,
    show_default=True,
    type=click.IntRange(1, 36_500),
    help="For how long nothing happened.",
)
def prune(days: int) -> None:
    """Let go of requests to which nothing happened for so many days, and what was said about them.

    Nothing that is under way goes, and no post that waits. The journal stays whole: it begins later.
    """
    from genbot.operate import tables, upkeep

    with tables.patience("Looking for what is over") as far:
        gone = upkeep.prune(config.read().genbot_database, time.time() - days * 86_400, far)
    click.echo(
        f"Let go: {gone.requests:,} requests, {gone.messages:,} messages, "
        f"{gone.errands:,} errands, {gone.talks:,} talks, {gone.entries:,} journal entries."
    )


@main.group(cls=Operations, epilog=API_EXITS)
def api() -> None:
    """Do any operation of GEN from the shell; the answer is JSON.

    `genbot api NAME --help` shows its fields with their types and limits. Keys and other secrets
    are read from the environment or standard input, never from the command line. No gate stands
    here: what is published here is published.
    """


@main.command()
@click.option("--check", is_flag=True, help="Write nothing; exit status 1 when a page is stale.")
def docs(check: bool) -> None:
    """Write the pages of docs/ that are generated from the code (in a source tree)."""
    from genbot import documents

    stale = documents.stale()
    for path in stale:
        click.echo(f"{path.name} {'is stale' if check else 'written'}")
    if check and stale:
        raise Trouble("Run `genbot docs` and commit the result.")
    documents.write()


def world(port: int) -> Callable[[F], F]:
    """The options of everything that starts a pretend world."""

    def decorate(command: F) -> F:
        for option in (
            click.option("--faults", default="", help="Misbehave: 0.25, or 500:0.1,slow:0.2"),
            click.option("--seed", default=1, show_default=True, help="Chance, made repeatable."),
            click.option(
                "--speed",
                default=20.0,
                show_default=True,
                type=click.FloatRange(0.1, 10_000),
                help="How many times faster than the real world.",
            ),
            click.option(
                "--port",
                default=port,
                show_default=True,
                type=click.IntRange(0, 65535),
                help="On 127.0.0.1; 0 takes any that is free.",
            ),
        ):
            command = option(command)
        return command

    return decorate


@main.group(cls=Menu, invoke_without_command=True)
@world(8765)
@click.option("--open/--no-open", "open_page", default=True, help="Open the page in a browser.")
@click.option(
    "--database", type=click.Path(path_type=Path), help="Keep the bot's database in this file."
)
@click.pass_context
def sandbox(ctx: click.Context, /, **options: Any) -> None:
    """Start a pretend GEN, a pretend Slack and the real bot between them; open the page."""
    from genbot.manifest import manifest
    from genbot.sandbox import serve

    if ctx.invoked_subcommand is None:
        asyncio.run(serve.sandbox(**options, manifest=manifest(), bot_command=BOT))


@sandbox.command("gen")
@world(8766)
def sandbox_gen(**options: Any) -> None:
    """Start the pretend GEN alone: http://127.0.0.1:PORT/v1, with the key `sandbox-key`."""
    from genbot.sandbox import serve

    asyncio.run(serve.serve_gen(**options))


@sandbox.command("slack")
@world(8765)
def sandbox_slack(**options: Any) -> None:
    """Start the pretend Slack alone: http://127.0.0.1:PORT/api/, the page at /.

    Its tokens are `xoxb-sandbox` and `xapp-sandbox`.
    """
    from genbot.manifest import manifest
    from genbot.sandbox import serve

    asyncio.run(serve.serve_slack(**options, manifest=manifest()))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per step, then a summary.")
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 10_000),
    show_default="20, and 200 for the gates",
    help="How many times faster than life.",
)
@click.option("--seed", default=1, show_default=True, help="Chance, made repeatable.")
@click.option(
    "--story",
    "which",
    default="journey",
    show_default=True,
    type=click.Choice(["journey", "gates", "all"]),
    help="The journey of two videos, every gate on it, or every phase of GEN.",
)
def demo(as_json: bool, speed: float | None, seed: int, which: str) -> None:
    """Play a whole story unattended in a sandbox, and tell it.

    Exit status 0 only if everything that was approved was published exactly once (with `--story gates`
    one post waits for its time, and Slack shows what GEN counts), and, with `--story all`, every phase
    of GEN was touched from Slack, by GEN's own record.
    """
    from genbot.manifest import manifest
    from genbot.sandbox import serve

    story = serve.demo(speed, seed, as_json, manifest(), BOT, which)
    raise click.exceptions.Exit(asyncio.run(story))
