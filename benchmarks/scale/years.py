"""Databases as they are after years, made fast: one family by the stories, the rest copied by SQL."""

import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scale import family
from benchmarks.scale.family import AGENT, AT, NTH, PERSON, WHERE, Names
from genbot.cards.announce import announce
from genbot.domain.channels import Channel
from genbot.domain.settings import Settings
from genbot.store import Store, Transaction
from genbot.store.chain import Link, link
from genbot.store.seal import Seal

YEARS, HOUR, DAY = 2 * 365 * 86_400.0, 3600.0, 86_400.0
OBJECTS = 9  # of a family that is over: a request, a run, five ideas, a video, a post
TOLD = 5_000  # families whose messages and journal are kept as well: the newest of them
KEYS = {  # where the number of a copy stands in a row of it
    "requests": "id", "runs": "id", "ideas": "id", "productions": "id", "publications": "id",
    "outbox": "slot", "watches": "subject", "charges": "video", "words": "id",
}  # fmt: skip
NUMBERS = """
CREATE TEMP TABLE numbers AS WITH RECURSIVE counted (n) AS (
    SELECT ?1 WHERE ?1 < ?2 UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < ?2)
SELECT printf('%07d', n) AS n, CAST(?3 + (n - ?1) * ?4 AS INTEGER) AS at,
    json_extract(?5, '$[' || (n % json_array_length(?5)) || ']') AS place FROM counted"""
Mould = Callable[[Transaction], object]


@dataclass(frozen=True, slots=True)
class Years:
    """How much of everything, dealt out to these channels."""

    channels: Sequence[str]
    watches: int = 0
    waiting: int = 0
    over: int = 0

    async def fill(self, path: Path) -> None:
        """Make the database."""
        now, first, over = time.time(), 0, self.over // OBJECTS
        for mould, many, since, until in (
            (family.over, max(0, over - TOLD), now - YEARS, now - YEARS / 10),
            (family.over, min(over, TOLD), now - YEARS / 10, now - HOUR),
            (family.waiting, self.waiting, now - DAY, now),
            (family.running, self.watches - self.watches // 2, now - HOUR, now),
            (family.making, self.watches // 2, now - HOUR, now),
        ):
            numbers = range(first, first + many)
            await self._copied(path, mould, numbers, since, until, told=first > 0 or many <= TOLD)
            first += many
        with closing(sqlite3.connect(path)) as conn, conn:
            conn.execute("DELETE FROM charges WHERE at < ?", (now - 40 * DAY,))
        self.due(path, now + HOUR, HOUR)

    def due(self, path: Path, first: float, spread: float) -> None:
        """The first watch is due then, and all of them within `spread` seconds."""
        with closing(sqlite3.connect(path)) as conn, conn:
            sql = "UPDATE watches SET due = ? + ? * (id * 7919 % 1000) / 1000.0"
            conn.execute(sql, (first, spread))

    async def _copied(
        self, path: Path, mould: Mould, numbers: range, since: float, until: float, *, told: bool
    ) -> None:
        before = await _cast(path, mould, self.channels)
        with closing(sqlite3.connect(path)) as conn, conn:
            conn.execute("PRAGMA synchronous = OFF")
            step = (until - since) / max(1, len(numbers))
            values = (numbers.start, numbers.stop, since, step, json.dumps(self.channels))
            conn.execute(NUMBERS, values)
            for table, key in KEYS.items():
                _multiplied(conn, table, key, copy=told or table != "outbox")
            head = _journaled(conn, before, copy=told)
        seal = Seal(path)
        seal.keep(head)
        seal.close()


async def _cast(path: Path, mould: Mould, channels: Sequence[str]) -> Link:
    """One family, all of it said; returns where the journal ended before it."""
    settings = Settings(agent=AGENT)
    store = Store(path, announce=announce, settings=settings, now=lambda: float(AT), new_id=Names())
    with closing(store):
        before = await store.unit(lambda tx: tx.journal.head())
        await store.unit(_met, channels)
        await store.unit(mould)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(
            "UPDATE outbox SET sent_rev = rev, phase = 'ready', ts = ? || seq WHERE slot LIKE ?",
            (f"{AT}.{NTH}", f"%{NTH}%"),
        )
        conn.execute("DELETE FROM watches WHERE phase = 'ready'")  # no small errands on the way
    return before


def _met(tx: Transaction, channels: Sequence[str]) -> None:
    for id in channels:
        tx.channels.save(Channel(id, agent_id=AGENT, people=(PERSON,)))


def _multiplied(conn: sqlite3.Connection, table: str, key: str, *, copy: bool) -> None:
    """A copy of each row of the mould for each number, and the mould is gone."""
    told = conn.execute(f"PRAGMA table_info({table})").fetchall()
    columns = [name for _, name, kind, *_, primary in told if not (primary and kind == "INTEGER")]
    conn.execute(f"CREATE TEMP TABLE mould AS SELECT * FROM {table} WHERE {key} LIKE '%{NTH}%'")
    conn.execute(f"DELETE FROM {table} WHERE {key} LIKE '%{NTH}%'")
    copied = ", ".join(_copy_of(f"mould.{name}") for name in columns)
    if copy:
        conn.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) "
            f"SELECT {copied} FROM numbers CROSS JOIN mould"
        )
    conn.execute("DROP TABLE mould")


def _copy_of(column: str) -> str:
    told = f"replace(replace({column}, '{NTH}', numbers.n), '{WHERE}', numbers.place)"
    return f"replace({told}, '{AT}', numbers.at)"


def _journaled(conn: sqlite3.Connection, before: Link, *, copy: bool) -> Link:
    """The same with the journal, which is chained entry by entry."""
    mould = conn.execute(
        "SELECT at, event, subject, by, fact, ref FROM journal WHERE id > ?", (before.id,)
    ).fetchall()
    conn.execute("DELETE FROM journal WHERE id > ?", (before.id,))
    rows, head = [], before
    numbers = conn.execute("SELECT n, at, place FROM numbers ORDER BY n").fetchall()
    for n, at, place in numbers if copy else ():
        for _, *told, ref in mould:
            event, subject, by, fact = (
                one.replace(NTH, n).replace(WHERE, place).replace(str(AT), str(at)) for one in told
            )
            own = Link(head.id + 1, link(head.hash, float(at), event, subject, by, fact))
            rows.append((own.id, float(at), event, subject, by, fact, head.hash, own.hash, ref))
            head = own
    conn.executemany(
        "INSERT INTO journal (id, at, event, subject, by, fact, before, hash, ref) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows,
    )  # fmt: skip
    told = f"{head.id} {head.hash}"
    conn.execute("INSERT OR REPLACE INTO marks VALUES ('head', ?)", (told,))
    return head
