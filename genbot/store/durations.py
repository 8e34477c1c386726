"""How long things took, by kind: the history that estimates and polling are fitted to."""

from sqlite_utils import Database

from genbot.domain.pace import Lognormal, Seconds, fitted

KEPT = 200  # per key; older ones tell of another world


class Durations:
    def __init__(self, db: Database, pace: float) -> None:
        self._db, self._pace = db, pace

    def add(self, key: str, seconds: Seconds, at: float) -> None:
        self._db.execute("INSERT INTO durations VALUES (?, ?, ?)", (key, seconds, at))

    def usual(self, key: str, prior: Lognormal) -> Lognormal:
        """The prior (in real time), made as fast as this world, pulled towards our own history."""
        sql = "SELECT seconds FROM durations WHERE key = ? ORDER BY at DESC LIMIT ?"
        seen = [seconds for (seconds,) in self._db.execute(sql, (key, KEPT)).fetchall()]
        return fitted(prior.faster(self._pace), seen)
