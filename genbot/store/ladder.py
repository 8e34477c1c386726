"""The migrations of a database in order, and sqlite-utils, which climbs them."""

from collections.abc import Callable
from sqlite3 import Connection
from typing import TYPE_CHECKING, TypeVar

from genbot.domain.value import value

if TYPE_CHECKING:
    from sqlite_utils import Database

M = TypeVar("M", bound=Callable[[Connection], None])
THERE = "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
APPLIED = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid"


@value
class Rung:
    """One migration, known by its name for ever."""

    name: str
    climb: Callable[[Connection], None]


class Ladder:
    """Migrations by their functions' names, each in a transaction of its own with its record."""

    def __init__(self, name: str, *rungs: Rung) -> None:
        self.name, self.rungs = name, list(rungs)

    def __call__(self, climb: M) -> M:
        """Put the function below on top."""
        self.rungs.append(Rung(climb.__name__, climb))
        return climb

    @property
    def names(self) -> list[str]:
        return [rung.name for rung in self.rungs]

    def applied(self, db: Connection) -> list[str]:
        """Those that this database has, in the order in which it got them; some may be none of ours."""
        if db.execute(THERE).fetchone() is None:
            return []
        return [name for (name,) in db.execute(APPLIED, (self.name,))]

    def foreign(self, db: Connection) -> bool:
        """Whether others keep something here, and nothing was ever applied."""
        anything = db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        return anything is not None and db.execute(THERE).fetchone() is None

    def climb(self, db: Connection, *, below: str | None = None) -> None:
        """Apply what is missing, all of it or up to (without) the one named `below`."""
        from sqlite_utils import Database, Migrations  # noqa: PLC0415  nearly no start needs it

        known = Migrations(self.name)
        for rung in self.rungs:
            known(name=rung.name)(_theirs(rung.climb))
        known.apply(Database(db, execute_plugins=False), stop_before=below)


def _theirs(climb: Callable[[Connection], None]) -> Callable[["Database"], None]:
    def step(db: "Database") -> None:
        climb(db.conn)

    return step
