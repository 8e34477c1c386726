"""Every fact that was told, in order and chained by hash: the audit trail."""

import json
from collections.abc import Callable, Iterable
from sqlite3 import Connection
from typing import Any

from genbot.domain.events import Event, actor, subject
from genbot.domain.facts import fact
from genbot.domain.history import Entry
from genbot.store.chain import Link, Verdict, judged, link
from genbot.store.marks import Marks

Rows = Iterable[tuple[Any, ...]]
Seen = Callable[[Rows, int], Rows]


class Journal:
    """`start` is the link before the oldest entry that is kept, `head` the newest one."""

    def __init__(self, db: Connection, marks: Marks) -> None:
        self._db, self._marks = db, marks

    def add(self, event: Event, at: float, ref: str = "") -> None:
        before = self.head()
        told = (at, type(event).__name__, subject(event), actor(event), json.dumps(fact(event)))
        own = Link(before.id + 1, link(before.hash, *told))
        self._db.execute(
            "INSERT INTO journal (id, at, event, subject, by, fact, before, hash, ref) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (own.id, *told, before.hash, own.hash, ref),
        )
        self._marks.put("head", own)

    def of(self, *subjects: str) -> list[Entry]:
        """What happened to these things, oldest first."""
        named = ", ".join("?" * len(subjects))
        return self._entries(f"WHERE subject IN ({named}) ORDER BY id", subjects)

    def latest(self, count: int) -> list[Entry]:
        """The newest entries, oldest of them first."""
        return self._entries("WHERE id > ? ORDER BY id", (self.head().id - count,))

    def after(self, id: int) -> list[Entry]:
        """What was written after this entry, oldest first."""
        return self._entries("WHERE id > ? ORDER BY id", (id,))

    def head(self) -> Link:
        return self._marks.link("head")

    def start(self) -> Link:
        return self._marks.link("start")

    def hash_at(self, id: int) -> str | None:
        """The hash of one entry; None when it was never written, or is not kept any more."""
        if id == self.start().id:
            return self.start().hash
        row = self._db.execute("SELECT hash FROM journal WHERE id = ?", (id,)).fetchone()
        return str(row[0]) if row else None

    def has(self, hash: str) -> bool:
        """Whether an entry with this hash is kept."""
        if hash == self.start().hash:
            return True
        sql = "SELECT 1 FROM journal WHERE hash = ?"
        return self._db.execute(sql, (hash,)).fetchone() is not None

    def verified(self, seen: Seen = lambda rows, _: rows) -> Verdict:
        """Read it all, and say whether it is as it was written; `seen` is shown each row of how many
        there should be."""
        rows = self._db.execute(
            "SELECT id, before, hash, at, event, subject, by, fact FROM journal "
            "WHERE id > ? ORDER BY id",
            (-(2**63),),
        )
        start, head = self.start(), self.head()
        return judged(seen(rows, head.id - start.id), start, head)

    def last_at(self, subject: str) -> float:
        """When something last happened to it; 0 when nothing is remembered."""
        sql = "SELECT max(at) FROM journal WHERE subject = ?"
        return float(self._db.execute(sql, (subject,)).fetchone()[0] or 0.0)

    def forget(self, before: float, most: int) -> int:
        """Let the oldest entries go, up to the first that is younger; the chain begins after them."""
        start = self.start()
        rows = self._db.execute(
            "SELECT id, at, hash FROM journal WHERE id > ? ORDER BY id LIMIT ?", (start.id, most)
        ).fetchall()
        gone = 0
        for id, at, own in rows:
            if at >= before:
                break
            start, gone = Link(id, own), gone + 1
        self._db.execute("DELETE FROM journal WHERE id <= ?", (start.id,))
        self._marks.put("start", start)
        return gone

    def _entries(self, where: str, values: tuple[Any, ...]) -> list[Entry]:
        sql = f"SELECT id, at, event, subject, by, fact, before, hash, ref FROM journal {where}"
        return [Entry(*row) for row in self._db.execute(sql, values).fetchall()]


class Inbox:
    """What Slack delivered, by its key: a second delivery of the same thing does nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def first(self, key: str, at: float) -> bool:
        sql = "INSERT INTO inbox VALUES (?, ?) ON CONFLICT (key) DO NOTHING"
        return bool(self._db.execute(sql, (key, at)).rowcount)

    def forget(self, before: float) -> None:
        self._db.execute("DELETE FROM inbox WHERE at < ?", (before,))
