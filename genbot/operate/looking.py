"""What an operator types to look: nothing is changed, and the bot may be running."""

import time
from collections.abc import Callable
from functools import partial
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
    """Show what is unfinished at GEN.

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
@click.argument("id", required=False)
@click.option("--json", "as_json", is_flag=True, help="Of the list: one JSON object per post.")
def why(id: str | None, as_json: bool) -> None:
    """Say why a post, video or idea has not gone on; without an ID list the posts that are not out.

    How it stands, which rule holds and who has decided, what waits at GEN and in the outbox with
    the last error, what happened, and the references under which the log has the rest.
    """
    from genbot.operate import reasons, records

    if id is None:
        _tell(reasons.posts, follow=False, as_json=as_json)
        return
    path = config.read().genbot_database
    with records.reading(path) as tx:
        lines = list(reasons.of(tx, id))
    if not records.running(path):
        click.echo("No genbot runs on this database: nothing goes on until `genbot run`.")
    for line in lines:
        click.echo(line)


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
    if follow:
        sheets = records.followed(path, look, lambda: time.sleep(PAUSE))
        tables.follow(sheets, as_json=as_json, grows=grows)
    else:
        tables.show(records.looked(path, look), as_json=as_json)


COMMANDS = (watches, outbox, journal, why, verify)
