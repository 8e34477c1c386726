"""Versions that were and versions to come: what a start finds that another genbot has left behind."""
# ruff: noqa: S608  the names of tables are the schema's own

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache, partial
from pathlib import Path

from pydantic import TypeAdapter

from genbot.domain.channels import Channel
from genbot.domain.freezes import Freeze
from genbot.domain.ideas import Idea, Request, Run
from genbot.domain.productions import Production
from genbot.domain.publications import Publication
from genbot.domain.settings import Settings
from genbot.store import schema
from genbot.store.ladder import Ladder, Rung
from genbot.store.store import NewerDatabase
from tests.chaos.disk import Disk
from tests.chaos.files import copied, made

TODAY = tuple(schema.migrations.rungs)
KEPT = "_sqlite_migrations"
COUNTERS = "sqlite_sequence"  # of ids that are never used again
OLDEST = -5  # of these, how many a database may not have seen; before that it had no seal
KINDS: dict[str, TypeAdapter[object]] = {
    table: TypeAdapter(kind)
    for table, kind in {
        "requests": Request, "runs": Run, "ideas": Idea, "productions": Production,
        "publications": Publication, "channels": Channel, "freezes": Freeze,
    }.items()
}  # fmt: skip
Change = Callable[[sqlite3.Connection, int], None]


@cache
def known(version: int) -> Ladder:
    """The migrations this version has: 0 is today's, 1 the next, -1 the one before."""
    before = TODAY[: len(TODAY) + min(version, 0)]
    return Ladder("genbot", *before, *(_next(nth) for nth in range(1, version + 1)))


def _next(nth: int) -> Rung:
    change = NEXT[nth % len(NEXT)]
    name = f"m{len(TODAY) + nth:03d}_{change.__name__}"
    return Rung(name, partial(change, nth=nth))


def more_columns(db: sqlite3.Connection, nth: int) -> None:
    """As m007 and m008 did: a column to find things by, read from what is there, and its index."""
    for table in (*_there(db), "watches", "outbox", "journal"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN mood{nth} TEXT NOT NULL DEFAULT ''")
    for table in _there(db):
        db.execute(f"UPDATE {table} SET mood{nth} = coalesce(json_extract(body, '$.by'), '')")
        db.execute(f"CREATE INDEX {table}_mood{nth} ON {table} (mood{nth})")


def more_fields(db: sqlite3.Connection, nth: int) -> None:
    """Every value holds something that the code of before never wrote, and cannot read."""
    for table in _there(db):
        told = f"json_set(body, '$.since{nth}', json_object('version', {nth}))"
        db.execute(f"UPDATE {table} SET body = {told}")


def fewer_fields(db: sqlite3.Connection, nth: int) -> None:
    """Every value as code would have written it that did not know the optional fields yet."""
    for table in _there(db):
        kind = KINDS[table]
        for id, body in db.execute(f"SELECT id, body FROM {table}").fetchall():
            short = kind.dump_json(kind.validate_json(body), exclude_defaults=True).decode()
            db.execute(f"UPDATE {table} SET body = ? WHERE id = ?", (short, id))


NEXT: tuple[Change, ...] = (fewer_fields, more_columns, more_fields)


def _there(db: sqlite3.Connection) -> list[str]:
    tables = "SELECT name FROM main.sqlite_master WHERE type = 'table'"
    names = {name for (name,) in db.execute(tables)}
    return [table for table in KINDS if table in names]


@cache
def left_by(version: int, database: Path) -> Path:
    """The same things as a version of the past would have left them."""
    if version == 0:
        return database
    folder = made("older-")
    source, target = folder / "today.db", folder / "genbot.db"
    copied(database, source)
    with closing(sqlite3.connect(target)) as conn:
        known(version).climb(conn)
        conn.execute("ATTACH ? AS today", (str(source),))
        for table, columns in _shared(conn):
            conn.execute(
                f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM today.{table}"
            )
        conn.execute(f"DELETE FROM {COUNTERS}")
        conn.execute(f"INSERT INTO {COUNTERS} SELECT * FROM today.{COUNTERS}")
        fewer_fields(conn, 0)
        conn.commit()
    shutil.copyfile(f"{source}.seal", f"{target}.seal")
    return target


def _shared(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Each table of this version, with those of its columns that today's has too."""
    found = conn.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in found:
        if table not in {KEPT, COUNTERS}:
            here, there = _columns(conn, "main", table), _columns(conn, "today", table)
            yield table, ", ".join(sorted(here & there))


def _columns(conn: sqlite3.Connection, where: str, table: str) -> set[str]:
    return {row[1] for row in conn.execute(f"PRAGMA {where}.table_info({table})")}


def refused(database: Path, version: int) -> bool:
    """Whether this older version does not take this database, says so, and leaves it as it is."""
    probe = made("refused-") / "genbot.db"
    copied(database, probe)
    old = Disk(cut=lambda label: False, alive=lambda: True, committed=lambda: None)
    try:
        old.open(
            probe, known(version), changes=False,
            settings=Settings(), now=lambda: 0.0, new_id=lambda: "",
        )  # fmt: skip
    except NewerDatabase:
        return probe.read_bytes() == database.read_bytes()
    else:
        return False
    finally:
        old.let_go()
        probe.parent.rmdir()
