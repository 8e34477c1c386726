"""A whole world for one run: virtual time, pretend GEN and Slack, people, and genbot's lives in it."""

import asyncio
import contextvars
import itertools
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, ClassVar, TypeVar

from genbot.domain.settings import Settings
from genbot.flows import reminders
from tests.chaos.fate import Fate
from tests.chaos.faults import Faults
from tests.chaos.files import blank, copied, folder
from tests.chaos.gen import GenWorld
from tests.chaos.judged import Judged, kept
from tests.chaos.life import LIVING, Life, tracked
from tests.chaos.log import Log
from tests.chaos.loop import Stuck, VirtualLoop
from tests.chaos.members import Members
from tests.chaos.slack import Slack
from tests.chaos.versions import refused

START = 1_800_000_000.0
PAUSES = (0.0, 0.5, 2.0, 20.0, 90.0)  # between a crash and the next start
STOPS = 120.0  # seconds an operator waits for it to end
LONGEST = 3 * 24 * 3600.0  # of virtual time, for what is still to be finished
T = TypeVar("T")
Script = Callable[["World"], Awaitable[None]]


class GaveUp(Exception):
    """Somebody waited in vain for what should have come."""


@dataclass
class Action:
    """Something a person did, and whether it was acknowledged."""

    at: float
    user: str
    what: str
    message: Any = None  # the message whose button it was
    value: str = ""
    topic: str = ""  # of a command, what it is about; of a form, its name
    filled: dict[str, Any] = field(default_factory=dict)
    acked: bool = False
    before: tuple[str, int] = ("", 0)  # what the message said then, and how often it had changed


@dataclass
class World:
    """Everything random in a run follows from its seed, its fate and its faults."""

    seed: int = 0
    fate: Fate = field(default_factory=Fate)
    share: float = 0.0
    shuffled: bool = False
    settings: Settings = field(default_factory=lambda: Settings(agent="agent-santiago"))
    living: ClassVar[type[Life]] = Life

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.log, self.actions = Log(), list[Action]()
        self.faults = Faults(Random(self.seed + 1), self.share)
        self.client_options: dict[str, Any] = {"retry_handlers": []}
        self.members = Members(self)
        self.slack, self.gen = Slack(self), GenWorld(self)
        self.life: Life | None = None
        self.lives: list[Life] = []
        self.version = self.written = 0  # of genbot: to be started, and the last that was
        self._outside = contextvars.Context()
        self._ids, self._files = itertools.count(1), itertools.count(1)
        self.start_at, self.unfinished, self.gave_up = START, "", ""
        self.lost: list[dict[str, Any]] = []  # what nobody caught
        self.keep_at: Path | None = None  # where the database is put away at the end
        self.records: list[logging.LogRecord] = []
        self.slept = 0.0  # what the wall clock went on while the machine slept

    # --- time and chance

    def now(self) -> float:
        """By the clock on the wall; the loop's stands still while the machine sleeps."""
        return self.loop.time() + self.slept

    def new_id(self) -> str:
        return f"id{next(self._ids):06d}"

    def later(self, seconds: float, do: Callable[..., object], *args: Any) -> None:
        """Something the world does, whatever happens to genbot."""
        self.loop.call_later(seconds, do, *args, context=self._outside)

    def note(self, who: str, what: str, /, **about: Any) -> None:
        self.log.add(self.now(), who, what, **about)

    def fault(self, kind: str, call: str = "") -> None:
        self.log.fault(kind)
        self.note("fault", kind, call=call)

    # --- life and death

    def _allowed(self, handle: asyncio.Handle) -> bool:
        life = handle._context.get(LIVING)  # type: ignore[attr-defined]
        if life is None:
            return True
        if life.alive and self.fate.step():
            self.crash(life, "between two awaits")
        return bool(life.alive)

    def crash(self, life: Life, label: str) -> None:
        """The process is gone; the disk keeps what was durable."""
        if not life.alive:
            return
        life.alive = False
        self.note("bot", "CRASH", at=label)
        self.database = self._new_file()
        life.store.as_after_a_power_cut(self.database)
        self.later(self.rng.choice(PAUSES), self._restart, life)

    def _restart(self, before: Life | None = None) -> None:
        if before:
            before.bury()
            self.note("bot", "started again")
        self.life = self.living(self, len(self.lives))
        self.lives.append(self.life)
        self.life.start()

    async def restart(self, version: int, *, clean: bool = True) -> None:
        """It is stopped, or its plug is pulled, and this version is started; unless it is down
        already: then this is what comes next."""
        self.version, life = version, self.life
        if life is None or not life.alive:
            return
        if clean and await self._stopped(life):
            self.database = self._new_file()
            life.bury(self.database)
            assert refused(self.database, self.written - 1), "an older version took this database"
            self.note("bot", "stopped")
            self.later(self.rng.choice(PAUSES), self._restart)
        else:
            self.crash(life, "the plug is pulled")

    async def _stopped(self, life: Life) -> bool:
        """Whether it ended of itself, within the time that is given to it."""
        until, ending = self.now() + STOPS, life.run(life.stop())
        while life.alive and not ending.done() and self.now() < until:
            await asyncio.wait([ending], timeout=0.5)
        return bool(life.alive and ending.done() and ending.result() is None)

    def _new_file(self) -> Path:
        return self.folder / f"{next(self._files)}.db"

    # --- a run

    def run(self, script: Script, database: Path | None = None) -> "World":
        """Play it; then faults and crashes stop, time passes, and everything must finish."""
        with self.begun(database):
            self.do(self._play(script))
            self.settle()
        return self

    def settle(self) -> None:
        """Let everything finish; again, if it died at the very last moment."""
        self.do(self._finish())
        while not self.unfinished and not (self.life and self.life.alive):
            self.do(self._finish())

    @contextmanager
    def begun(self, database: Path | None = None) -> Iterator["World"]:
        """The world is there, genbot in it, and time stands still unless something is done."""
        with folder() as self.folder, kept(self.records):
            self.database = self._new_file()
            copied(database or blank(), self.database)
            chance = Random(self.seed + 2) if self.shuffled else None
            self.loop = VirtualLoop(self.start_at, self._allowed, chance)
            self.loop.set_task_factory(tracked)
            self.loop.set_exception_handler(lambda loop, about: self.lost.append(about))
            try:
                self.do(self._wake())
                yield self
            finally:
                self._end()

    def do(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Let time pass until this is done; None when it never would be."""
        if self.unfinished:
            work.close()
            return None
        try:
            return self.loop.run_until_complete(work)
        except Stuck as why:
            self.unfinished = str(why)
            return None

    async def _wake(self) -> None:
        self._restart()
        await asyncio.sleep(1.0)

    async def _play(self, script: Script) -> None:
        try:
            await script(self)
        except GaveUp as vain:
            self.note("people", "GAVE UP", why=str(vain))
            self.gave_up = str(vain)

    async def _finish(self) -> None:
        """Nothing goes wrong any more; wait until genbot has nothing left to do."""
        self.fate.quiet, self.faults.share = True, 0.0
        self.fate.journey = Counter(self.fate.count)
        end, pause = self.now() + LONGEST, 1.0
        while self.now() < end:
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 600.0)
            left = self._left()
            if not left:
                return
        self.unfinished = left

    def _left(self) -> str:
        """What genbot itself says is still to do; empty when nothing is."""
        if self.life is None or not self.life.alive:
            return "genbot is not running"
        tx = self.life.store._tx
        watches = [f"{one.kind.value} {one.subject}" for one in tx.watches.all()]
        words = [
            slot for slot, *_ in tx.outbox.waiting()
            if not tx._db.execute("SELECT 1 FROM outbox WHERE slot = ? AND phase = 'dead'", (slot,)).fetchone()
        ]  # fmt: skip
        over = [f"a reminder of {key}" for key in reminders.look(tx).over]
        return ", ".join([*watches, *words, *over])

    def asked_a_person(self) -> int:
        """How many publications a person had to decide about, because nobody could know."""
        if not hasattr(self, "judged"):
            return 0
        moved = [one for one in self.judged.journal if one.event == "PublicationMoved"]
        return len({one.subject for one in moved if one.fact["state"] in {"unsure", "held"}})

    def _end(self) -> None:
        """Take down what the laws ask of the database, and leave nothing behind."""
        if self.life and self.life.alive:
            self.judged = Judged(self.life)
            if self.keep_at and not self.unfinished:
                self.life.store.as_after_a_power_cut(self.keep_at)
            self.life.bury()
        for task in asyncio.all_tasks(self.loop):
            task._log_destroy_pending = False  # type: ignore[attr-defined]
            task.get_coro().close()  # type: ignore[union-attr]
        self.loop.close()
