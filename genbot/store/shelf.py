"""One table of one kind of thing: get, find, save."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import nextafter
from sqlite3 import Connection
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from genbot.domain.errors import NotHere

T = TypeVar("T")
ESCAPE = "\\"  # before a sign that LIKE would understand


class Shelf(Generic[T]):
    """Values of one type, kept whole as JSON and found by a few of their attributes."""

    def __init__(self, db: Connection, table: str, kind: type[T], *columns: str) -> None:
        self._db, self._table, self._columns = db, table, columns
        self._kind = kind
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
            raise NotHere("I can not find that any more. Nothing was changed.")
        return found

    def look(self, id: str) -> T | None:
        rows = self._rows("WHERE id = ?", (id,))
        return rows[0] if rows else None

    def find(self, **columns: Any) -> list[T]:
        """Everything whose columns have these values (a tuple: one of these), oldest first."""
        tests, values = _tests(columns)
        where = f"WHERE {' AND '.join(tests)}" if tests else ""
        return self._rows(f"{where} ORDER BY rowid", tuple(values))

    def holding(self, attribute: str, words: Sequence[str], most: int, **columns: Any) -> list[T]:
        """The newest of those with these columns whose text has all these words, whatever their case;
        without words, none."""
        tests, values = _tests(columns)
        tests += [f"json_extract(body, '$.' || ?) LIKE ? ESCAPE '{ESCAPE}'"] * len(words)
        values += [part for word in words for part in (attribute, f"%{_literally(word)}%")]
        where = f"WHERE {' AND '.join(tests)} ORDER BY rowid DESC LIMIT {int(most)}"
        return self._rows(where, tuple(values)) if words else []

    def between(self, attribute: str, least: float, most: float, **columns: Any) -> list[T]:
        """Those with these columns whose number is from `least` to below `most`, oldest first."""
        tests, values = _tests(columns)
        tests += [f"json_extract(body, '$.{attribute}') BETWEEN ? AND ?"]  # as the index has it
        bounds = (least, nextafter(most, least))
        return self._rows(f"WHERE {' AND '.join(tests)} ORDER BY rowid", (*values, *bounds))

    def save(self, value: T) -> T:
        columns = tuple(str(getattr(value, column)) for column in self._columns)
        body = self._json.dump_json(value).decode()
        self._db.execute(self._save, (getattr(value, "id"), *columns, body))  # noqa: B009
        return value

    def drop(self, id: str) -> None:
        """Let go of it, if it is there."""
        self._db.execute(f"DELETE FROM {self._table} WHERE id = ?", (id,))

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


def _literally(word: str) -> str:
    for sign in (ESCAPE, "%", "_"):
        word = word.replace(sign, ESCAPE + sign)
    return word
