"""Letting go: what has been over for long enough leaves the database, a little at a time."""

from collections.abc import Iterator
from dataclasses import fields
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any, Self

from genbot.domain.publications import OVER
from genbot.domain.value import value
from genbot.store.shelf import Shelf

if TYPE_CHECKING:
    from genbot.store.transaction import Transaction

STEP = 500  # rows looked at per commit: the bot waits for us meanwhile
THINGS = ("requests", "runs", "ideas", "productions", "publications", "errands", "talks")


@value
class Gone:
    """How much was let go."""

    requests: int = 0
    messages: int = 0
    entries: int = 0
    durations: int = 0
    errands: int = 0
    talks: int = 0

    def __add__(self, more: Self) -> "Gone":
        return Gone(*(getattr(self, one.name) + getattr(more, one.name) for one in fields(self)))


class Retention:
    """A request goes with everything that came of it, when nothing happened to any of it since
    `before`, nothing of it is under way, and no post of it waits. What nobody decided counts as over."""

    def __init__(self, db: Connection, tx: "Transaction") -> None:
        self._db, self._tx = db, tx

    def candidates(self, before: float) -> Iterator[str]:
        """Requests that were made before; oldest first, read in pages."""
        after = -1
        while rows := self._page("requests", "rowid, id, json_extract(body, '$.at')", after):
            for rowid, id, at in rows:
                if at >= before:
                    return
                after = rowid
                yield id

    def let_go(self, request: str, before: float) -> Gone:
        """This request, if it is over; all of it or nothing."""
        asked = self._tx.requests.look(request)
        if asked is None or asked.at >= before or not self._over(request, before):
            return Gone()
        for table, id in self._family(request):
            self._shelf(table).drop(id)
        return Gone(requests=1)

    def _shelf(self, table: str) -> Shelf[Any]:
        found: Shelf[Any] = getattr(self._tx, table)
        return found

    def errands(self, before: float, after: int) -> tuple[Gone, int | None]:
        """What was done at GEN for a person and was over before; and where to go on."""
        rows = self._page("errands", "rowid, id, json_extract(body, '$.at')", after)
        gone = [id for _, id, at in rows if at < before and self._done(id, before)]
        for id in gone:
            self._tx.errands.drop(id)
        last = rows[-1] if rows else None
        return Gone(errands=len(gone)), last[0] if last and last[2] < before else None

    def _done(self, errand: str, before: float) -> bool:
        over = self._tx.errands.get(errand).state.over
        return over and self._tx.journal.last_at(errand) < before

    def talks(self, before: float, after: int) -> tuple[Gone, int | None]:
        """Threads in which nobody has said anything to the agent since; and where to go on."""
        rows = self._page("talks", "rowid, id, json_extract(body, '$.last')", after)
        gone = [id for _, id, last in rows if last < before]
        for id in gone:
            self._db.execute("DELETE FROM talks WHERE id = ?", (id,))
        return Gone(talks=len(gone)), rows[-1][0] if rows else None

    def messages(self, before: float, after: int) -> tuple[Gone, int | None]:
        """Messages that were said, or never will be, about what is gone; and where to go on."""
        rows = self._page("outbox", "seq, slot, made, rev > sent_rev AND phase != 'dead'", after)
        gone = [
            seq
            for seq, slot, made, waits in rows
            if made < before and not waits and not self._lives(slot)
        ]
        for seq in gone:
            self._db.execute("DELETE FROM outbox WHERE seq = ?", (seq,))
        last = rows[-1] if rows else None
        return Gone(messages=len(gone)), last[0] if last and last[2] < before else None

    def entries(self, before: float) -> Gone:
        return Gone(entries=self._tx.journal.forget(before, STEP))

    def durations(self, before: float) -> Gone:
        """What a template or a model taught that nobody has used since; the kind has learned it, too."""
        gone, key = 0, ""
        following = "SELECT min(key) FROM durations WHERE key > ?"
        while key := self._db.execute(following, (key,)).fetchone()[0] or "":
            if "/" in key:
                gone += self._db.execute(
                    "DELETE FROM durations WHERE key = ? AND "
                    "(SELECT max(at) FROM durations WHERE key = ?) < ?",
                    (key, key, before),
                ).rowcount
        return Gone(durations=gone)

    def _over(self, request: str, before: float) -> bool:
        tx, ids = self._tx, {id: table for table, id in self._family(request)}
        made = [tx.productions.get(id) for id, table in ids.items() if table == "productions"]
        posts = [tx.publications.get(id) for id, table in ids.items() if table == "publications"]
        under_way = (
            any(not run.state.over for run in tx.runs.find(request_id=request))
            or any(one.stage.working for one in made)
            or any(one.state not in OVER for one in posts)
        )
        return not under_way and all(tx.journal.last_at(id) < before for id in ids)

    def _family(self, request: str) -> list[tuple[str, str]]:
        """Everything that came of a request, with the table it is in."""
        tx, found = self._tx, [("requests", request)]
        found += [("runs", run.id) for run in tx.runs.find(request_id=request)]
        for idea in tx.ideas.find(request_id=request):
            found.append(("ideas", idea.id))
            for made in tx.productions.find(idea_id=idea.id):
                found.append(("productions", made.id))
                posts = tx.publications.find(production_id=made.id)
                found += [("publications", post.id) for post in posts]
        return found

    def _lives(self, slot: str) -> bool:
        """Whether this message shows something that is still here."""
        id = f"{slot}:".split(":")[1]
        found = (f"SELECT 1 FROM {table} WHERE id = ?" for table in THINGS)
        return any(self._db.execute(sql, (id,)).fetchone() for sql in found)

    def _page(self, table: str, columns: str, after: int) -> list[tuple[Any, ...]]:
        sql = f"SELECT {columns} FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?"
        return self._db.execute(sql, (after, STEP)).fetchall()
