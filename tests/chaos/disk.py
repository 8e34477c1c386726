"""The real store on virtual time: the same commits without the thread, and a disk that can lose power."""

import asyncio
import os
import shutil
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from genbot.cards.announce import announce
from genbot.store import store as real
from genbot.store.ladder import Ladder
from genbot.store.store import Store
from genbot.store.transaction import Transaction
from tests.chaos.files import copied

DURABLE = 2  # PRAGMA synchronous: FULL
LOG_PAGES = 100  # until the log goes into the database: often within a run, and starts read less


class Buried(BaseException):
    """Asked of the store of a process that is dead already."""


class Unplugged(BaseException):
    """The power went after the statements and before the commit."""


class Connection(sqlite3.Connection):
    """Asks before each commit whether the power holds."""

    holds: Callable[[], bool] = staticmethod(lambda: True)
    kept = 0  # changes that are committed

    def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
        if sql != "COMMIT":
            return super().execute(sql, *args)
        if not self.holds():
            raise Unplugged
        done = super().execute(sql, *args)
        self.kept = self.total_changes
        return done


PLUGGED = SimpleNamespace(
    connect=partial(sqlite3.connect, factory=Connection),
    OperationalError=sqlite3.OperationalError,
)


@contextmanager
def swapped(owner: Any, name: str, value: Any) -> Iterator[None]:
    """Another value under this name, for a while."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


class NoThread:
    """Where the real store starts a thread."""

    def __init__(self, *args: Any, **more: Any) -> None:
        pass

    def start(self) -> None:
        """Nothing runs beside the loop."""


class Disk(Store):
    """Only where units wait and who runs them differs from the real store: a callback of the loop
    instead of a thread. `cut(label)` says whether the process dies at this point."""

    _tx: Any = None
    _reading: Any = None

    def __init__(
        self,
        *,
        cut: Callable[[str], bool],
        alive: Callable[[], bool],
        committed: Callable[[], None],
    ) -> None:
        self._cut, self._alive, self._committed = cut, alive, committed
        self._opened = self._changes = False
        self._waiting: deque[tuple[str, real._Unit]] = deque()

    def open(self, path: Path, migrations: Ladder, *, changes: bool, **more: Any) -> None:
        """Begin as this version does. When it `changes` what another one left, the power may fail
        there too: raises Unplugged."""
        self._changes = changes
        still = SimpleNamespace(Thread=lambda **_: NoThread())
        with (
            swapped(real, "threading", still),
            swapped(real, "ThreadPoolExecutor", NoThread),
            swapped(real, "migrations", migrations),
        ):
            super().__init__(path, announce=announce, **more)
            self._read(lambda tx: None)  # a reader of its own
        self._opened = True

    async def unit(self, story: Any, *args: Any, **kwargs: Any) -> Any:
        if not self._alive():
            raise Buried
        unit = real._Unit(lambda tx: story(tx, *args, **kwargs))
        self._waiting.append((getattr(story, "__name__", "story"), unit))
        if len(self._waiting) == 1:
            asyncio.get_running_loop().call_soon(self._flush)
        return await asyncio.shield(unit.future)

    async def read(self, story: Any, *args: Any, **kwargs: Any) -> Any:
        if not self._alive():
            raise Buried
        await asyncio.sleep(0)
        return self._read(story, *args, **kwargs)

    def _flush(self) -> None:
        """All that waits, in one commit: what the writer thread does."""
        waiting = list(self._waiting)[: real.GROUP]
        for _ in waiting:
            self._waiting.popleft()
        label = "+".join(name.strip("_<>") for name, _ in waiting)
        if self._cut(f"commit {label}: before"):
            return
        self._writing.holds = lambda: not self._cut(f"commit {label}: inside")
        self._commit([unit for _, unit in waiting])
        if not self._alive() or self._cut(f"commit {label}: after"):
            return
        self._committed()
        if self._waiting:
            asyncio.get_running_loop().call_soon(self._flush)

    def _connect(self, *, reading: bool = False) -> sqlite3.Connection:
        """The real one's connection, only with a plug that can be pulled."""
        with swapped(real, "sqlite3", PLUGGED):
            db = super()._connect(reading=reading)
        db.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
        if self._changes and not reading:
            db.holds = lambda: not self._cut("migration: inside")  # type: ignore[attr-defined]
        return db

    def _put_seal(self, tx: Transaction) -> None:
        """A power cut may come between the commit and its seal."""
        if not self._opened or (self._alive() and not self._cut("seal: before")):
            super()._put_seal(tx)

    def as_after_a_power_cut(self, path: Path) -> None:
        """What a disk would hold: all that was synchronised. Without FULL the log need not be."""
        shutil.copyfile(self._path, path)
        durable = self._writing.execute("PRAGMA synchronous").fetchone()[0] >= DURABLE
        for end in ("-wal", ".seal") if durable else (".seal",):
            if (beside := Path(f"{self._path}{end}")).exists():
                shutil.copyfile(beside, f"{path}{end}")

    def kept(self) -> int:
        """How many changes this process has made durable."""
        return int(self._writing.kept)

    def let_go(self, target: Path | None = None) -> None:
        """What the system does for a dead process; after a clean end the database stays, there."""
        for one in (self._reading, self._tx or self._writing):
            if one is not None:
                one.close()
        self._seal.close()
        os.close(self._lock)
        if target:
            copied(self._path, target)
        for end in ("", "-wal", "-shm", ".lock", ".seal"):
            Path(f"{self._path}{end}").unlink(missing_ok=True)

    def close(self) -> None:
        self.let_go()

    def next_due(self) -> float | None:
        """When the next round would find something."""
        found = self._writing.execute(NEXT_DUE).fetchone()[0]
        return float(found) if found is not None else None


NEXT_DUE = """
    SELECT min(due) FROM (
        SELECT min(due) AS due FROM watches UNION ALL
        SELECT min(o.due) FROM outbox o LEFT JOIN outbox p ON p.slot = o.thread
        WHERE o.rev > o.sent_rev AND o.phase != 'dead' AND (p.slot IS NULL OR p.ts IS NOT NULL))"""
