"""How long things took, by what they were: the history that estimates and polling are fitted to.

A key is a path from the wide to the narrow, `video_from_text/kling/5/tacos`. What ends is written
down under each step of it, and each step begins with what the wider one has taught: few sightings
change little, many are believed.
"""

from itertools import accumulate, pairwise
from sqlite3 import Connection

from genbot.domain.learned import Sighting, learned
from genbot.domain.pace import Lognormal, Seconds, Usual

KEPT = 200  # per step; older ones tell of another world
STANDS: Seconds = 15.0  # what was made of a history, before it is looked at again
MOST = 1000  # keys whose fits are remembered
Seen = list[Sighting]


class Durations:
    def __init__(self, db: Connection, pace: float) -> None:
        self._db, self._pace = db, pace
        self._known: dict[tuple[str, Lognormal], tuple[float, Usual]] = {}

    def add(self, key: str, seconds: Seconds, at: float) -> None:
        """Something has ended; only the newest of each step are kept."""
        for step in _steps(key):
            self._db.execute("INSERT INTO durations VALUES (?, ?, ?)", (step, seconds, at))
            self._db.execute(
                "DELETE FROM durations WHERE key = ? AND at < (SELECT at FROM durations "
                "WHERE key = ? ORDER BY at DESC LIMIT 1 OFFSET ?)",
                (step, step, KEPT - 1),
            )

    def usual(self, key: str, prior: Lognormal, now: float) -> Usual:
        """The prior (in real time), made as fast as this world, and what our own history makes of it."""
        made, usual = self._known.get((key, prior), (0.0, None))
        if usual is None or not 0 <= now - made < STANDS / self._pace:
            usual = self._taught(key, prior.faster(self._pace))
            if len(self._known) > MOST:
                self._known.clear()
            self._known[key, prior] = now, usual
        return usual

    def _taught(self, key: str, usual: Usual) -> Usual:
        every = [self._seen(step) for step in _steps(key)]
        for seen, narrower in pairwise(every):
            if seen != narrower:  # else there is nothing else in it
                usual = learned(usual, seen, mixed=True)
        return learned(usual, every[-1], mixed=self._is_wide(key))

    def _is_wide(self, key: str) -> bool:
        """Whether narrower ones are known below it."""
        sql = "SELECT 1 FROM durations WHERE key > ? || '/' AND key < ? || '0' LIMIT 1"
        return bool(self._db.execute(sql, (key, key)).fetchone())

    def _seen(self, step: str) -> Seen:
        sql = (
            "SELECT at - seconds, seconds, at FROM durations WHERE key = ? ORDER BY at DESC LIMIT ?"
        )
        rows = self._db.execute(sql, (step, KEPT)).fetchall()
        ended = [Sighting(began, seconds) for began, seconds, _ in rows]
        since = rows[-1][2] if len(rows) == KEPT else 0.0
        lately = [one for one in ended if one.began >= since]
        if 2 * len(lately) < len(ended):  # it is as short as the jobs are long: a fair sample alone
            return ended
        return [*lately, *self._under_way(step, since)]

    def _under_way(self, step: str, since: float) -> Seen:
        """What has begun since then and has not ended, as old as it was at the last look."""
        rows = self._db.execute(
            "SELECT asked, looked - asked FROM watches WHERE learns >= ? || '/' AND learns < ? || '0' "
            "AND learns != '' AND phase = 'waiting' AND asked >= ? AND looked > asked",
            (step, step, since),
        ).fetchall()
        return [Sighting(began, seconds, over=False) for began, seconds in rows]


def _steps(key: str) -> list[str]:
    return list(accumulate(key.split("/"), "{}/{}".format))
