"""The watch list on disk: what is unfinished at GEN, and when to see to it."""

import json
from collections.abc import Collection, Iterable
from sqlite3 import Connection
from typing import Any

from genbot.domain.watches import Kind, Phase, Watch

COLUMNS = (
    "id, kind, subject, phase, due, job, tries, asked, doubtful, agent, looked, hinted, ref, owner, "
    "learns, error"
)
LOOKED_OVER = 1000  # of those that are due: the worthiest of the oldest


class Watches:
    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(
        self, kind: Kind, subject: str, due: float, *, doubtful: bool = False, ref: str = ""
    ) -> None:
        """Begin to watch; when it is watched already, only an earlier `due` counts."""
        self._db.execute(
            "INSERT INTO watches (kind, subject, phase, due, doubtful, ref) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (kind, subject) DO UPDATE SET due = min(due, excluded.due), "
            "ref = excluded.ref WHERE owner = '' AND tries = 0 AND phase = 'ready'",
            (kind, subject, Phase.READY, due, doubtful, ref),
        )

    def claim(
        self, now: float, limit: int, lease: float, owner: str, but: Collection[int] = ()
    ) -> list[Watch]:
        """Due rows, leased to `owner`: nobody else gets them for `lease` seconds. What is to be asked
        comes first, the oldest before the others; then looks. Those in `but` are left as they are.

        A look that comes at its time is worth what a request costs, and the square of how many times
        its wait it has waited, when it is late: h(t) age²/2, as the chance h of an end hardly changes.
        """
        here = json.dumps(list(but))
        asks = self._db.execute(
            "SELECT id FROM watches WHERE due <= ? AND phase != 'waiting' "
            "AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY due LIMIT ?",
            (now, here, limit),
        ).fetchall()
        looks = self._db.execute(
            "SELECT id, due - looked, ? - looked FROM watches WHERE due <= ? AND phase = 'waiting' "
            "AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY due LIMIT ?",
            (now, now, here, LOOKED_OVER),
        ).fetchall()
        looks.sort(key=lambda row: row[1] / max(row[2], 1e-3))
        wanted = [row[0] for row in (*asks, *looks)][:limit]
        if not wanted:
            return []
        rows = self._db.execute(
            "UPDATE watches SET due = ?, owner = ? "
            f"WHERE id IN (SELECT value FROM json_each(?)) RETURNING {COLUMNS}",
            (now + lease, owner, json.dumps(wanted)),
        ).fetchall()
        return sorted((_watch(row) for row in rows), key=lambda watch: watch.id)

    def late(self, before: float, but: Collection[int] = ()) -> bool:
        """Whether anything has been due since then and nobody has it in hand."""
        sql = "SELECT 1 FROM watches WHERE due < ? AND id NOT IN (SELECT value FROM json_each(?)) LIMIT 1"
        return bool(self._db.execute(sql, (before, json.dumps(list(but)))).fetchone())

    def get(self, id: int) -> Watch | None:
        row = self._db.execute(f"SELECT {COLUMNS} FROM watches WHERE id = ?", (id,)).fetchone()
        return _watch(row) if row else None

    def of(self, kind: Kind, subject: str) -> Watch | None:
        sql = f"SELECT {COLUMNS} FROM watches WHERE kind = ? AND subject = ?"
        row = self._db.execute(sql, (kind, subject)).fetchone()
        return _watch(row) if row else None

    def change(self, watch: Watch, **columns: Any) -> None:
        """Write columns of a watch; giving it a new `due` ends the lease."""
        if "due" in columns:
            columns["owner"] = ""
        names = ", ".join(f"{name} = ?" for name in columns)
        self._db.execute(f"UPDATE watches SET {names} WHERE id = ?", (*columns.values(), watch.id))

    def drop(self, kind: Kind, subject: str) -> bool:
        """Stop watching; False when nothing was watched (somebody else ended it before)."""
        sql = "DELETE FROM watches WHERE kind = ? AND subject = ?"
        return bool(self._db.execute(sql, (kind, subject)).rowcount)

    def wake(self, now: float) -> None:
        """After a start: what the last process had in hand is due at once."""
        self._db.execute("UPDATE watches SET due = ?, owner = '' WHERE owner != ''", (now,))

    def hint(self, agent: str, now: float, gap: float, jobs: Collection[str] | None = None) -> int:
        """GEN called: what is waited for there is due sooner; returns how many watches that are.

        With `jobs` only those. Never sooner than `gap` seconds after the last look; and what is in
        hand, or waits after an error because GEN asked for it, keeps its time.
        """
        named = "AND job IN (SELECT value FROM json_each(?))" if jobs is not None else ""
        sql = (
            "UPDATE watches SET hinted = ?, due = "
            "CASE WHEN owner = '' AND tries = 0 THEN min(due, max(?, looked + ?)) ELSE due END "
            f"WHERE agent = ? AND agent != '' AND phase = 'waiting' {named}"
        )
        about = [json.dumps(list(jobs))] if jobs is not None else []
        return self._db.execute(sql, (now, now, gap, agent, *about)).rowcount

    def waiting(self, kinds: Collection[Kind], most: int) -> list[Watch]:
        """Some of what GEN is working on, of these kinds."""
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM watches "
            "WHERE kind IN (SELECT value FROM json_each(?)) AND phase = 'waiting' LIMIT ?",
            (json.dumps(list(kinds)), most),
        ).fetchall()
        return [_watch(row) for row in rows]

    def nudge(self, id: int, now: float, gap: float) -> bool:
        """Make it due sooner, `gap` seconds after the last look; False while somebody has it in
        hand, or it waits after an error."""
        sql = (
            "UPDATE watches SET due = min(due, max(?, looked + ?)) "
            "WHERE id = ? AND owner = '' AND tries = 0 AND phase = 'waiting'"
        )
        return bool(self._db.execute(sql, (now, gap, id)).rowcount)

    def next_due(self) -> float | None:
        due: float | None = self._db.execute("SELECT min(due) FROM watches").fetchone()[0]
        return due

    def counts(self, late: float) -> list[tuple[str, str, int, int]]:
        """By kind and phase: how many there are, and how many of them were due before `late`."""
        return self._db.execute(
            "SELECT kind, phase, count(*), sum(due < ?) FROM watches GROUP BY kind, phase", (late,)
        ).fetchall()

    def all(self) -> Iterable[Watch]:
        rows = self._db.execute(f"SELECT {COLUMNS} FROM watches ORDER BY due").fetchall()
        return [_watch(row) for row in rows]


def _watch(row: tuple[Any, ...]) -> Watch:
    id, kind, subject, phase, due, job, tries, asked, doubtful, *about = row
    return Watch(
        id, Kind(kind), subject, Phase(phase), due, job, tries, asked, bool(doubtful), *about
    )
