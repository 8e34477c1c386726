"""The ledger: what was paid, for which channel and person, and what videos of a template cost."""

from statistics import median

from sqlite_utils import Database

KEPT = 40 * 86_400.0  # seconds: longer than the longest budget
LOOKED_AT = 20  # videos from which a usual price is read


class Ledger:
    def __init__(self, db: Database) -> None:
        self._db = db

    def paid(self, channel: str, person: str, credits: float, at: float) -> None:
        """One step was charged; what no budget can count any more is let go."""
        self._db.execute("DELETE FROM charges WHERE at < ?", (at - KEPT,))
        self._db.execute("INSERT INTO charges VALUES (?, ?, ?, ?)", (at, channel, person, credits))

    def spent(self, channel: str, since: float, person: str = "") -> float:
        """By one person, or (empty) by everybody in this channel."""
        sql = "SELECT total(credits) FROM charges WHERE channel = ? AND at > ?"
        whose = " AND person = ?" if person else ""
        values = (channel, since, person) if person else (channel, since)
        total: float = self._db.execute(sql + whose, values).fetchone()[0]
        return total

    def by_channel(self, since: float) -> list[tuple[str, float]]:
        """What was paid in each channel, the most first."""
        return self._by("channel", since)

    def by_person(self, since: float) -> list[tuple[str, float]]:
        return self._by("person", since)

    def _by(self, column: str, since: float) -> list[tuple[str, float]]:
        sql = (
            f"SELECT {column}, total(credits) FROM charges WHERE at > ? GROUP BY 1 ORDER BY 2 DESC"
        )
        return self._db.execute(sql, (since,)).fetchall()

    def cost(self, template: str, credits: float, at: float) -> None:
        """A whole video was made for the first time."""
        self._db.execute("INSERT INTO prices VALUES (?, ?, ?)", (at, template, credits))

    def usual(self, template: str = "") -> float | None:
        """What a video of this template (empty: of any) usually costs; None before we know one."""
        which = "WHERE template = ? " if template else ""
        sql = f"SELECT credits FROM prices {which}ORDER BY at DESC LIMIT ?"
        values = (template, LOOKED_AT) if template else (LOOKED_AT,)
        found = [credits for (credits,) in self._db.execute(sql, values).fetchall()]
        return median(found) if found else None
