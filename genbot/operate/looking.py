"""What an operator types to look: nothing is changed, and the bot may be running."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from genbot import config

if TYPE_CHECKING:  # read when they are needed: a command line should answer at once
    from genbot.operate.records import Look

F = TypeVar("F", bound=Callable[..., Any])
PAUSE = 0.5  # seconds between two looks at whether something was committed


def followed(command: F) -> F:
    """The options of everything that can be read once or followed."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="One JSON object per row and line."),
        click.option("--follow", is_flag=True, help="Go on telling what changes, until Ctrl-C."),
    ):
        command = option(command)
    return command


@click.command()
@followed
def watches(follow: bool, as_json: bool) -> None:
    """Show what is unfinished at GEN, and when it is seen to again (empty: now).

    With --follow a terminal shows the table anew when it changes; a pipe gets a line for each row
    that is new or changed, and `gone` with its id when one is over.
    """
    from genbot.operate import records

    _tell(records.watches, follow=follow, as_json=as_json)


@click.command()
@followed
def outbox(follow: bool, as_json: bool) -> None:
    """Show what is still to be said in Slack, and why it was not said yet.

    With --follow a terminal shows the table anew when it changes; a pipe gets a line for each row
    that is new or changed, and `gone` with its id when it was said.
    """
    from genbot.operate import records

    _tell(records.outbox, follow=follow, as_json=as_json)


@click.command()
@click.argument("subject", required=False)
@click.option(
    "--count",
    default=30,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="So many of the newest.",
)
@followed
def journal(subject: str | None, count: int, follow: bool, as_json: bool) -> None:
    """Show who decided what: the newest entries, or all about one SUBJECT.

    With --follow each new entry is a line, as it is written.
    """
    from genbot.operate import records

    look = partial(records.journal, subject=subject, count=count)
    _tell(
        records.growing(subject, count) if follow else look,
        follow=follow,
        as_json=as_json,
        grows=True,
    )


@click.command()
@click.argument("what", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Of a list: one JSON object per row.")
def why(what: tuple[str, ...], as_json: bool) -> None:
    """Say why a post, video or idea has not gone on; without WHAT list all that is not out.

    WHAT is an id, the link of its message in Slack, or words of its title. How it stands, which rule
    holds and who has decided, what waits at GEN and in the outbox with the last error, what
    happened, and the references under which the log has the rest.
    """
    from genbot.operate import reasons, records, tables

    path = config.read().genbot_database
    _warn(path)
    with records.reading(path) as tx:
        told = reasons.answer(tx, " ".join(what))
    if isinstance(told, tables.Sheet):
        tables.show(told, as_json=as_json)
    else:
        tables.lines(told)


@click.command()
@click.argument("known", required=False, default="")
def verify(known: str) -> None:
    """Check that nobody changed the journal: every entry holds the hash of the one before.

    The first broken entry is named. KNOWN is a hash that an earlier run printed, kept elsewhere:
    it must still be there.
    """
    from genbot.operate import records, tables

    with tables.patience("Reading the journal") as far:
        said = records.verify(config.read().genbot_database, known, far)
    click.echo(said)


def _tell(look: "Look", *, follow: bool, as_json: bool, grows: bool = False) -> None:
    from genbot.operate import records, tables

    path = config.read().genbot_database
    sheet = None if follow else records.looked(path, look)
    if not grows:
        _warn(path)
    if sheet:
        tables.show(sheet, as_json=as_json)
        return
    sheets = records.followed(path, look, lambda: time.sleep(PAUSE))
    tables.follow(sheets, as_json=as_json, grows=grows)


def _warn(path: Path) -> None:
    """Say that nothing goes on at all; beside what was asked for, so that a pipe reads that alone."""
    from genbot.operate import records

    with records.reading(path) as tx:
        if ails := records.ails(path, tx, time.time()):
            click.echo(ails, err=True)


COMMANDS = (watches, outbox, journal, why, verify)
