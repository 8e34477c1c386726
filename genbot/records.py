"""What an operator can read from the database while the bot runs: watches, outbox, journal, proof."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text
from sqlite_utils import Database

from genbot.cards.text import several
from genbot.domain.settings import Settings
from genbot.logs import CONTROL
from genbot.store import Transaction
from genbot.store.chain import Verdict
from genbot.store.seal import Seal

Rows = Sequence[Sequence[object]]


class Unreadable(Exception):
    """The database is not there or cannot be read; the text says which and what to do."""


class Broken(Unreadable):
    """The journal or the database is not as it was written; the text says where."""


@contextmanager
def reading(path: Path) -> Iterator[Transaction]:
    """The database as it is now, read-only; needs no lock, so the bot may be running."""
    if not path.is_file():
        raise Unreadable(
            f"There is no database at {path}. `genbot run` makes it; GENBOT_DATABASE says where."
        )
    try:
        conn = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
        with closing(conn):
            yield told_nobody(conn)
    except sqlite3.DatabaseError as error:
        raise Unreadable(f"{path} cannot be read: {error}. `genbot doctor` looks closer.") from None


def told_nobody(conn: sqlite3.Connection) -> Transaction:
    """The database through our eyes, saying nothing to anybody."""
    return Transaction(Database(conn, execute_plugins=False), lambda _: (), Settings(), lambda: "")


def watches(path: Path) -> Table | Text:
    """Everything unfinished at GEN, what is due first above."""
    with reading(path) as tx:
        rows = [
            (at(one.due), one.kind, one.subject, one.phase, one.job, one.tries or "", at(one.asked))
            for one in tx.watches.all()
        ]
    return _table("Unfinished at GEN", "due kind subject phase job errors asked", rows)


def outbox(path: Path) -> Table | Text:
    """Everything still to be said in Slack, what is due first above."""
    with reading(path) as tx:
        rows = [
            (at(due), slot, channel, tries or "", error)
            for slot, channel, due, tries, error in tx.outbox.waiting()
        ]
    return _table("Still to be said", "due message channel tries error", rows)


def journal(path: Path, subject: str | None, count: int) -> Table | Text:
    """What happened: the newest entries, or everything about one subject; oldest first."""
    with reading(path) as tx:
        entries = tx.journal.of(subject) if subject else tx.journal.latest(count)
    rows = [
        (at(one.at, "%Y-%m-%d %H:%M:%S"), one.event, one.subject, one.by, _fact(one.fact))
        for one in entries
    ]
    return _table("What happened", "at event subject by fact", rows)


def verify(path: Path, known: str = "") -> str:
    """What the whole journal and the whole file look like; raises Broken, naming the first bad entry.

    `known` is the hash of an entry that was noted earlier, for example on paper: it must be there.
    """
    with reading(path) as tx:
        verdict = tx.journal.verified()
        fits = not Path(f"{path}.seal").is_file() or _sealed(path, tx)
        there = not known or tx.journal.has(known)
        damage = tx.damage()
    if verdict.broken is not None:
        raise Broken(
            f"Entry {verdict.broken} of the journal is broken: {verdict.why}. "
            f"The {verdict.entries:,} entries before it are as they were written."
        )
    if not fits:
        raise Broken(
            f"{path}.seal knows a newer entry than the journal: entries were taken off its end, or "
            "this is an older copy. `genbot run` would ask a person about every open post."
        )
    if not there:
        raise Broken(f"No entry has the hash {known}: the journal was written anew, or pruned.")
    if damage:
        raise Broken(f"{path} is damaged: {damage}. Restore a backup.")
    return _whole(verdict)


def _sealed(path: Path, tx: Transaction) -> bool:
    with closing(Seal(path, reading=True)) as seal:
        return seal.fits(tx.journal)


def _whole(verdict: Verdict) -> str:
    return (
        "The journal is whole: "
        f"{several(verdict.entries, 'entry', 'entries')}, each as it was written.\n"
        f"The newest is {verdict.last.id}, {verdict.last.hash}\n"
        "The database is whole as well."
    )


def at(when: float, form: str = "%m-%d %H:%M:%S") -> str:
    """An instant in the time zone of this machine."""
    return datetime.fromtimestamp(when, UTC).astimezone().strftime(form) if when else ""


def _fact(fact: dict[str, object]) -> str:
    said = {name: value for name, value in fact.items() if value not in ("", None, [], 0)}
    return json.dumps(said, ensure_ascii=False)


def _table(title: str, columns: str, rows: Rows) -> Table | Text:
    if not rows:
        return Text(f"{title}: nothing")
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for column in columns.split():
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(CONTROL.sub("�", str(cell))) for cell in row))
    return table
