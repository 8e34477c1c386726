"""A few words about the database: where its journal begins, where it came from, what pauses."""

from sqlite3 import Connection

from genbot.store.chain import ROOT, Link


class Marks:
    """Names and values. A link is written as `7 3fa9…`; one that was never set is the root."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set(self, name: str, value: str) -> None:
        sql = "INSERT INTO marks VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
        self._db.execute(sql, (name, value))

    def drop(self, name: str) -> None:
        """Let go of it, if it is there."""
        self._db.execute("DELETE FROM marks WHERE name = ?", (name,))

    def begin_with(self, start: str) -> list[tuple[str, str]]:
        """All whose names begin like this, with their values."""
        sql = "SELECT name, value FROM marks WHERE name >= ? AND name < ? ORDER BY name"
        return self._db.execute(sql, (start, f"{start}\U0010ffff")).fetchall()

    def link(self, name: str) -> Link:
        id, _, own = self.get(name).partition(" ")
        return Link(int(id), own) if id else Link(0, ROOT)

    def put(self, name: str, link: Link) -> None:
        self.set(name, f"{link.id} {link.hash}")
