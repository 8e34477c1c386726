"""The ledger: what was paid, for which channel, person and template, and what videos and parts cost."""

from sqlite3 import Connection
from statistics import median

KEPT = 40 * 86_400.0  # seconds: longer than the longest budget
LOOKED_AT = 20  # videos from which a usual price is read


class Ledger:
    def __init__(self, db: Connection) -> None:
        self._db = db

    def paid(
        self,
        channel: str,
        person: str,
        credits: float,
        at: float,
        template: str = "",
        video: str = "",
    ) -> None:
        """One step of a video was charged; what no budget can count any more is let go."""
        self._db.execute("DELETE FROM charges WHERE at < ?", (at - KEPT,))
        row = (at, channel, person, credits, template, video)
        self._db.execute("INSERT INTO charges VALUES (?, ?, ?, ?, ?, ?)", row)

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

    def by_video(self, since: float) -> list[tuple[str, float]]:
        return self._by("video", since)

    def by_template(self, since: float) -> list[tuple[str, float, int]]:
        """What was paid for videos of each, the most first, and for how many. What was paid before
        templates were kept is under the empty one."""
        sql = (
            "SELECT template, total(credits), count(DISTINCT video) FROM charges WHERE at > ? "
            "GROUP BY 1 ORDER BY 2 DESC"
        )
        return self._db.execute(sql, (since,)).fetchall()

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
        found = self.history(template)
        return median(found) if found else None

    def history(self, template: str = "") -> list[float]:
        """What the last videos of this template (empty: of any) cost, the newest first."""
        which = "WHERE template = ? " if template else ""
        sql = f"SELECT credits FROM prices {which}ORDER BY at DESC LIMIT ?"
        values = (template, LOOKED_AT) if template else (LOOKED_AT,)
        return [credits for (credits,) in self._db.execute(sql, values).fetchall()]

    def part_cost(self, part: str, credits: float, at: float) -> None:
        """A part of this type, model and length was made; only the last ones are kept."""
        self._db.execute("INSERT INTO part_costs VALUES (?, ?, ?)", (part, at, credits))
        self._db.execute(
            "DELETE FROM part_costs WHERE part = ? AND rowid IN (SELECT rowid FROM part_costs "
            "WHERE part = ? ORDER BY at DESC LIMIT -1 OFFSET ?)",
            (part, part, LOOKED_AT),
        )

    def part(self, part: str) -> float | None:
        """What such a part usually costs; None before we know one."""
        sql = "SELECT credits FROM part_costs WHERE part = ?"
        found = [credits for (credits,) in self._db.execute(sql, (part,)).fetchall()]
        return median(found) if found else None
