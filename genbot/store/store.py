"""One writer thread with group commit: a unit is one function, one commit, and never waits."""

import asyncio
import fcntl
import logging
import os
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from genbot import trace
from genbot.domain.settings import Settings
from genbot.store.chain import Link
from genbot.store.schema import migrations
from genbot.store.seal import Seal
from genbot.store.transaction import Announce, Transaction, commit

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
GROUP = 64  # units per commit at most: the first of them waits for the last
LOCKED = 10.0  # seconds to wait for another program that holds the database
NOT_OURS = {  # SQLite's errors that say something of the disk, not of a story
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
}  # fmt: skip


class DatabaseInUse(Exception):
    """Another process has this database open; the text says which."""


class CannotWrite(Exception):
    """The disk or another program does not let us write; nothing was kept. The store logs it once,
    and once more when it is over: whoever meets it need not."""


class ForeignDatabase(Exception):
    """This database belongs to another program; the text says what to do."""


class NewerDatabase(Exception):
    """This database was written by a newer genbot; the text says what to do."""


class _Unit:
    __slots__ = ("error", "future", "loop", "ref", "result", "story")

    def __init__(self, story: Callable[[Transaction], Any]) -> None:
        self.story = story
        self.ref = trace.current()
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.result: Any = None
        self.error: BaseException | None = None

    def settle(self, error: BaseException | None = None) -> None:
        self.error = self.error or error
        self.loop.call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        if self.future.cancelled():
            return
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


class Store:
    """The door to disk. `said`, `wished` and `wondered` are set after a commit that left something
    to do.

    Every commit is durable (`synchronous=FULL`, write-ahead log) before its unit returns. Only one
    process may hold a database; the file is readable by its owner only.
    """

    def __init__(
        self,
        path: Path,
        *,
        announce: Announce,
        settings: Settings,
        now: Callable[[], float],
        new_id: Callable[[], str],
        boot: Callable[[], float] | None = None,
    ) -> None:
        """`boot` is a clock that no hand moves, if there is one beside `now`."""
        self._path, self._now, self._boot = path, now, boot or now
        self._parts = (announce, settings, new_id)
        self._units: queue.SimpleQueue[_Unit | None] = queue.SimpleQueue()
        self._lock = _lock(path)
        self._seal, self._sealed = Seal(path), Link(-1, "")
        self._writing = self._connect()
        self._tx = self._prepared(self._writing)
        self._thread = threading.Thread(target=self._write, name="genbot-writer", daemon=True)
        self._readers = ThreadPoolExecutor(1, "genbot-reader")
        self._reading: Transaction | None = None
        self._closed = self._full = False
        self.said, self.wished, self.wondered = (asyncio.Event() for _ in range(3))
        self._thread.start()

    async def unit(
        self, story: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `story(tx, …)`; return its result after the durable commit.

        What the story raises is raised here, and nothing of this story was kept; so with CannotWrite.
        """
        if self._closed:
            raise ConnectionError("the database is closed")
        unit = _Unit(lambda tx: story(tx, *args, **kwargs))
        self._units.put(unit)
        result: T = await asyncio.shield(unit.future)
        return result

    async def read(
        self, story: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `story` on a read-only connection, beside whatever is being written."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, lambda: self._read(story, *args, **kwargs))

    @property
    def writable(self) -> bool:
        """Whether the last commit that wanted to write could."""
        return not self._full

    def close(self) -> None:
        """Finish what was handed in, then close; the database can be opened by others again."""
        if self._closed:
            return
        self._closed = True
        self._units.put(None)
        self._thread.join()
        if self._reading:
            self._readers.submit(self._reading.close).result()
        self._readers.shutdown()
        self._writing.close()
        self._seal.close()
        os.close(self._lock)

    def _connect(self, *, reading: bool = False) -> sqlite3.Connection:
        uri = f"file:{self._path}{'?mode=ro' if reading else ''}"
        conn = sqlite3.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False, timeout=LOCKED
        )
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA foreign_keys = ON")
        return conn

    def _prepared(self, db: sqlite3.Connection) -> Transaction:
        if migrations.foreign(db):
            raise ForeignDatabase(
                f"{self._path} is the database of another program. Nothing was changed. "
                "Give another GENBOT_DATABASE: genbot makes the file itself."
            )
        os.chmod(self._path, 0o600)  # noqa: PTH101
        known = set(migrations.applied(db))
        if newer := sorted(known.difference(migrations.names)):
            raise NewerDatabase(
                f"{self._path} was written by a newer genbot (it knows {newer[-1]}). "
                "Nothing was changed. Start that version again, or give another GENBOT_DATABASE."
            )
        db.execute("PRAGMA journal_mode = WAL")
        if known != set(migrations.names):
            migrations.climb(db)
        tx = Transaction(db, *self._parts)
        tx.now, tx.boot = self._now(), self._boot()
        with commit(db):
            self._recognise(tx)
            tx.watches.wake(tx.now)
            tx.outbox.wake(tx.now)
        self._put_seal(tx)
        return tx

    def _recognise(self, tx: Transaction) -> None:
        """Note when this is an older copy; the note stays until a story has seen to it."""
        if tx.marks.get("sealed") and not self._seal.fits(tx.journal):
            tx.marks.set("restored", str(tx.now))
        tx.marks.set("sealed", "yes")

    def _put_seal(self, tx: Transaction) -> None:
        head = tx.journal.head()
        if head == self._sealed:
            return
        try:
            self._seal.keep(head)
            self._sealed = head
        except OSError as error:  # what was committed stays committed
            log.warning("the seal beside the database cannot be written: %s", error)

    def _read(
        self, story: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        if self._reading is None:
            self._reading = Transaction(self._connect(reading=True), *self._parts)
        self._reading.now, self._reading.boot = self._now(), self._boot()
        return story(self._reading, *args, **kwargs)

    def _write(self) -> None:
        while (first := self._units.get()) is not None:
            group, last = [first], False
            while len(group) < GROUP and not self._units.empty():
                unit = self._units.get()
                if unit is None:
                    last = True
                    break
                group.append(unit)
            self._commit(group)
            if last:
                return

    def _commit(self, group: list[_Unit]) -> None:
        tx, conn = self._tx, self._writing
        tx.said = tx.wished = tx.wondered = False
        before = conn.total_changes
        try:
            conn.execute("BEGIN IMMEDIATE")
            for unit in group:
                self._run(unit)
            conn.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001  a full disk must reach those who wait
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            trouble = self._told(error)
            for unit in group:
                unit.settle(trouble)
            return
        if self._full and conn.total_changes > before:
            self._full = False
            log.warning("the database can be written again")
        self._put_seal(tx)
        self._wake(group[0].loop)  # first: whoever is settled may be the last to use the loop
        for unit in group:
            unit.settle()

    def _told(self, error: BaseException) -> BaseException:
        """What those who wait should know; one line in the log when the disk takes nothing."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
        if code not in NOT_OURS:
            return error
        if not self._full:
            self._full = True
            log.error(
                "the database cannot be written (%s); nothing new is taken in until it can", error
            )
        return CannotWrite(str(error))

    def _run(self, unit: _Unit) -> None:
        self._tx.now, self._tx.boot, self._tx.ref = self._now(), self._boot(), unit.ref
        self._tx.hurries = False
        try:
            with self._tx.attempt():
                unit.result = unit.story(self._tx)
        except sqlite3.OperationalError:
            raise
        except BaseException as error:  # noqa: BLE001  it belongs to whoever awaits this unit
            unit.error = error

    def _wake(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._tx.said:
            loop.call_soon_threadsafe(self.said.set)
        if self._tx.wished:
            loop.call_soon_threadsafe(self.wished.set)
        if self._tx.wondered:
            loop.call_soon_threadsafe(self.wondered.set)


def _lock(path: Path) -> int:
    """Take the lock beside the database, or say who has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = os.read(handle, 32).decode(errors="replace").strip() or "unknown"
        os.close(handle)
        raise DatabaseInUse(
            f"{path} is in use by another genbot, process {pid}. Stop it first, or give this one "
            "its own GENBOT_DATABASE. Nothing was changed."
        ) from None
    os.ftruncate(handle, 0)
    os.pwrite(handle, str(os.getpid()).encode(), 0)
    return handle
