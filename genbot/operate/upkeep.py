"""What an operator does to the database while the bot runs: copy it, and let go of what is over."""

import os
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

from genbot.operate.far import Far, counted, unseen
from genbot.operate.records import Unreadable, reading, told_nobody
from genbot.store import Transaction
from genbot.store.retention import Gone
from genbot.store.transaction import commit

PATIENCE = 30.0  # seconds to wait for the bot's own commits


class NotKept(Unreadable):
    """The copy was not made; the text says why."""


def backup(database: Path, copy: Path, far: Far = unseen) -> int:
    """A consistent copy, readable by its owner only; returns its size. Never overwrites a file.

    The copy is whole or not there: it is written under another name, checked, then renamed.
    """
    if copy.exists():
        raise NotKept(f"{copy} is there already. Nothing was copied; choose another name.")
    part = copy.with_name(f"{copy.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        _copied(database, part, far)
        os.link(part, copy)  # unlike a rename, this cannot overwrite what appeared meanwhile
    except (OSError, sqlite3.Error) as error:
        raise NotKept(f"{database} could not be copied to {copy}: {error}.") from None
    finally:
        part.unlink(missing_ok=True)
    return copy.stat().st_size


def prune(database: Path, before: float, far: Far = unseen) -> Gone:
    """Let go of what has been over since `before` (epoch seconds), in commits so short that the bot
    can go on working. The journal's chain stays whole: it begins later."""
    with reading(database) as tx:
        requests = list(tx.retention.candidates(before))
    with closing(opened(database)) as conn:
        tx = told_nobody(conn)
        gone = Gone()
        for request in counted(far, "Letting go of requests", requests, len(requests)):
            with commit(conn):
                gone += tx.retention.let_go(request, before)
        far("Letting go of what else is over", 0, 0)
        for pages in (tx.retention.errands, tx.retention.talks, tx.retention.messages):
            after: int | None = -1
            while after is not None:
                with commit(conn):
                    step, after = pages(before, after)
                    gone += step
        return gone + _entries(conn, tx, before)


def _entries(conn: sqlite3.Connection, tx: Transaction, before: float) -> Gone:
    with commit(conn):
        gone = step = tx.retention.durations(before) + tx.retention.entries(before)
    while step.entries:
        with commit(conn):
            step = tx.retention.entries(before)
        gone += step
    return gone


def _copied(database: Path, part: Path, far: Far) -> None:
    """SQLite's own online copy of one moment: the bot may commit meanwhile, the copy does not see it."""
    with reading(database) as tx, closing(sqlite3.connect(part)) as target:
        try:
            tx.copy(target, partial(far, "Copying"))
            far("Checking the copy", 0, 0)
            target.execute("PRAGMA journal_mode = DELETE")  # one file is the whole copy
            if (found := target.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(f"the copy is damaged ({found})")
        except sqlite3.Error as error:  # else `reading` would blame what is copied
            raise OSError(str(error)) from None
    with part.open("rb") as kept:
        os.fsync(kept.fileno())


def opened(database: Path) -> sqlite3.Connection:
    conn = sqlite3.connect(
        f"{database.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=PATIENCE
    )
    conn.execute("PRAGMA synchronous = FULL")
    return conn
