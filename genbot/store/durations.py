"""How long things took, by kind: the history that estimates and polling are fitted to."""

from sqlite3 import Connection

from genbot.domain.pace import Lognormal, Seconds, Usual, fitted

KEPT = 200  # per key; older ones tell of another world
Known = tuple[Lognormal, float, Usual]  # the prior, when the newest ended, and what follows from it


class Durations:
    def __init__(self, db: Connection, pace: float) -> None:
        self._db, self._pace = db, pace
        self._known: dict[str, Known] = {}

    def add(self, key: str, seconds: Seconds, at: float) -> None:
        self._db.execute("INSERT INTO durations VALUES (?, ?, ?)", (key, seconds, at))

    def usual(self, key: str, prior: Lognormal) -> Usual:
        """The prior (in real time), made as fast as this world, beside our own history."""
        newest = self._newest(key)
        known = self._known.get(key)
        if known is None or known[:2] != (prior, newest):
            known = prior, newest, fitted(prior.faster(self._pace), self._seen(key))
            self._known[key] = known
        return known[2]

    def _newest(self, key: str) -> float:
        sql = "SELECT max(at) FROM durations WHERE key = ?"
        return self._db.execute(sql, (key,)).fetchone()[0] or 0.0

    def _seen(self, key: str) -> list[Seconds]:
        sql = "SELECT seconds FROM durations WHERE key = ? ORDER BY at DESC LIMIT ?"
        return [seconds for (seconds,) in self._db.execute(sql, (key, KEPT)).fetchall()]
