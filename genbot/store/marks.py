"""A few words about the database itself: where its journal begins and ends, and where it came from."""

from sqlite_utils import Database

from genbot.store.chain import ROOT, Link


class Marks:
    """Names and values. A link is written as `7 3fa9…`; one that was never set is the root."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set(self, name: str, value: str) -> None:
        sql = "INSERT INTO marks VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
        self._db.execute(sql, (name, value))

    def link(self, name: str) -> Link:
        id, _, own = self.get(name).partition(" ")
        return Link(int(id), own) if id else Link(0, ROOT)

    def put(self, name: str, link: Link) -> None:
        self.set(name, f"{link.id} {link.hash}")
