"""One table of one kind of thing: get, find, save."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import nextafter
from sqlite3 import Connection
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from genbot.domain.errors import NotHere
from genbot.store.words import SAID, How, Words

T = TypeVar("T")


class Shelf(Generic[T]):
    """Values of one type, kept whole as JSON and found by a few of their attributes, and by what they
    are called."""

    def __init__(self, db: Connection, table: str, kind: type[T], *columns: str) -> None:
        self._db, self._table, self._columns = db, table, columns
        self._kind = kind
        self._said, self._words = SAID.get(table, ""), Words(db)
        names = ("id", *columns, "body")
        kept = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
        self._save = (
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
            f"ON CONFLICT (id) DO UPDATE SET {kept}"
        )

    @property
    def _json(self) -> TypeAdapter[T]:
        return _adapter(self._kind)  # type: ignore[arg-type]  # classes are hashable

    def get(self, id: str) -> T:
        """The thing with this id; raises NotHere, in words for people."""
        found = self.look(id)
        if found is None:
            raise NotHere("I cannot find that any more. Nothing was changed.")
        return found

    def look(self, id: str) -> T | None:
        rows = self._rows("WHERE id = ?", (id,))
        return rows[0] if rows else None

    def find(self, **columns: Any) -> list[T]:
        """Everything whose columns have these values (a tuple: one of these), oldest first."""
        tests, values = _tests(columns)
        where = f"WHERE {' AND '.join(tests)}" if tests else ""
        return self._rows(f"{where} ORDER BY rowid", tuple(values))

    def first(self, most: int, **columns: Any) -> list[T]:
        """The oldest so many of those that `find` finds; how many others there are costs little."""
        tests, values = _tests(columns)
        few = f"SELECT rowid FROM {self._table} WHERE {' AND '.join(tests)} ORDER BY rowid LIMIT ?"
        return self._rows(f"WHERE rowid IN ({few}) ORDER BY rowid", (*values, most))

    def count(self, of: str = "", **columns: Any) -> int:
        """How many `find` finds; or how many different values of this column they have."""
        tests, values = _tests(columns)
        what = f"DISTINCT {of}" if of else "*"
        sql = f"SELECT count({what}) FROM {self._table} WHERE {' AND '.join(tests)}"
        (many,) = self._db.execute(sql, values).fetchone()
        return int(many)

    def holding(
        self,
        words: Sequence[str],
        most: int,
        channel: Sequence[str] = (),
        hows: Iterable[How] = How,
    ) -> list[T]:
        """The newest of those in these channels (none: in any) that have all these words in what they
        are called, in the first of these ways in which there are some; the newest first."""
        ways = (self._words.holding(self._table, words, most, channel, how) for how in hows)
        return self._these(next(filter(None, ways), []))

    def newest(self, most: int, channel: Sequence[str]) -> list[T]:
        """So many of these channels, the newest first; of what has words."""
        return self._these([id for id, _ in self._words.newest(self._table, most, channel)])

    def having(self, attribute: str, *wanted: Any, most: int = -1, **columns: Any) -> list[T]:
        """Those with these columns where this, somewhere in them, is one of these; newest first."""
        tests, values = _tests(columns)
        tests += [f"json_extract(body, '$.{attribute}') IN ({', '.join('?' * len(wanted))})"]
        where = f"WHERE {' AND '.join(tests)} ORDER BY rowid DESC LIMIT {int(most)}"
        return self._rows(where, (*values, *wanted))

    def between(self, attribute: str, least: float, most: float, **columns: Any) -> list[T]:
        """Those with these columns whose number is from `least` to below `most`, oldest first."""
        tests, values = _tests(columns)
        tests += [f"json_extract(body, '$.{attribute}') BETWEEN ? AND ?"]  # as the index has it
        bounds = (least, nextafter(most, least))
        return self._rows(f"WHERE {' AND '.join(tests)} ORDER BY rowid", (*values, *bounds))

    def latest(self, attribute: str, least: float, most: int, **columns: Sequence[Any]) -> list[T]:
        """So many of those with one of these in each column whose number is `least` or more, the
        highest first. Each pair of values is a short way down the index, however much lies behind it.
        """
        number = f"json_extract(body, '$.{attribute}')"
        every = ", ".join(f"json_each(?) AS {column}s" for column in columns)
        tests = " AND ".join(f"{column} = {column}s.value" for column in columns)
        few = f"WHERE {tests} AND {number} >= ? ORDER BY {number} DESC LIMIT ?"
        sql = (
            f"SELECT body FROM {every}, {self._table} AS found WHERE found.rowid IN "
            f"(SELECT rowid FROM {self._table} {few}) ORDER BY {number} DESC LIMIT ?"
        )
        wanted = [json.dumps([str(one) for one in some]) for some in columns.values()]
        rows = self._db.execute(sql, (*wanted, least, most, most)).fetchall()
        return [self._json.validate_json(body) for (body,) in rows]

    def save(self, value: T) -> T:
        columns = tuple(str(getattr(value, column)) for column in self._columns)
        body = self._json.dump_json(value).decode()
        id: str = getattr(value, "id")  # noqa: B009
        self._db.execute(self._save, (id, *columns, body))
        if self._said and (said := getattr(value, self._said)):
            channel: str = getattr(value, "channel")  # noqa: B009
            self._words.keep(self._table, id, channel, said)
        return value

    def drop(self, id: str) -> None:
        """Let go of it, if it is there."""
        self._db.execute(f"DELETE FROM {self._table} WHERE id = ?", (id,))
        if self._said:
            self._words.drop(self._table, id)

    def _these(self, ids: Sequence[str]) -> list[T]:
        """Those with these ids, in their order."""
        found = self._rows("WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
        return sorted(found, key=lambda one: ids.index(getattr(one, "id")))  # noqa: B009

    def _rows(self, where: str, values: tuple[str | float, ...]) -> list[T]:
        sql = f"SELECT body FROM {self._table} {where}"
        return [
            self._json.validate_json(body) for (body,) in self._db.execute(sql, values).fetchall()
        ]


@cache  # built when first used: all of them together take longer than to open the database
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _tests(columns: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """What a row has to pass, and the values of that."""
    tests: list[str] = []
    values: list[str] = []
    for column, wanted in columns.items():
        options = wanted if isinstance(wanted, tuple) else (wanted,)
        tests.append(f"{column} IN ({', '.join('?' * len(options))})")
        values.extend(str(option) for option in options)
    return tests, values
