"""`python -m tests.chaos soak`: days of a busy workspace, and what grows in them: memory, lateness,
the database, open files."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from genbot.domain.publications import PublicationState
from genbot.domain.settings import Settings
from genbot.domain.watches import Kind
from genbot.gen import ideas
from genbot.store import Transaction
from tests.chaos import laws
from tests.chaos import loop as virtual
from tests.chaos.board import Board, Message
from tests.chaos.disk import swapped
from tests.chaos.gen import GenWorld
from tests.chaos.held import Trend, held, trend
from tests.chaos.log import Log
from tests.chaos.soak_town import Town
from tests.chaos.world import Action, World

HOUR, FAR = 3600.0, 90 * 24 * 3600.0
OVERDUE = 2.0  # seconds
KEPT = {"PUBLISHED", "cloned", "idea status", "CRASH"}
PARKED = "parked"


class LeanLog(Log):
    """Only what the laws ask for."""

    def add(self, at: float, who: str, what: str, /, **about: Any) -> None:
        if what in KEPT or str(about.get("text", "")).startswith("It was not published"):
            super().add(at, who, what, **about)


class LeanBoard(Board):
    """Finds a message among ten thousand by its place."""

    def __init__(self) -> None:
        super().__init__()
        self._at: dict[tuple[str, str], Message] = {}
        self._slots: dict[str, list[Message]] = {}

    def add(self, message: Message) -> Message:
        if not message.only_for:
            self._at[message.channel, message.ts] = message
        self._slots.setdefault(message.slot, []).append(message)
        return super().add(message)

    def find(self, channel: str, ts: str) -> Message | None:
        return self._at.get((channel, ts))

    def in_slot(self, slot: str) -> list[Message]:
        return self._slots.get(slot, [])


class LeanGen(GenWorld):
    """Lists the latest ideas only."""

    def do(self, call: Any, key: str | None) -> Any:
        if isinstance(call, ideas.ListIdeas):
            return [self.ideas[id] for id in list(self.ideas)[-50:]]
        return super().do(call, key)


class SoakWorld(World):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.log, self.gen = LeanLog(), LeanGen(self)
        self.slack.board = self.slack.api.board = LeanBoard()

    def sweep(self) -> None:
        """Forget what only a short run needs to remember."""
        self.gen.calls.clear()
        self.slack.calls.clear()
        for envelope, ack in self.slack.acks.items():
            if ack and ack.done():
                self.slack.acks[envelope] = None  # type: ignore[assignment]
        if self.life:
            self.life.tasks[:] = [one for one in self.life.tasks if not one.done()]
        board = self.slack.board
        for window in board.windows:
            window.view = window.view if window.open else {}
        board.triggers.clear()


@dataclass
class Hour:
    """How it stood at the end of one virtual hour."""

    live: int
    held: Counter[str]  # bytes that genbot and its libraries hold, by type
    rss: float
    files: int
    database: int
    finished: int


@dataclass
class Soak:
    """`run` it, then ask for `figures`."""

    hours: int = 72
    jobs: int = 10_000
    requests: float = 6.0  # per hour, by day
    seed: int = 1
    marks: list[Hour] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def run(self) -> "Soak":
        busy = Settings(agent="agent-santiago", posts_a_day=10_000)  # what is measured is the load
        self.world = SoakWorld(self.seed, settings=busy)
        self.town = Town(self.world, self.requests)
        self.before: list[Action] = []
        began = time.monotonic(), time.process_time()
        with ExitStack() as stack:
            stack.enter_context(swapped(virtual, "MOST_STEPS", 10**9))
            self.world.run(self._script)
        self.world.actions = self.before + self.world.actions
        checks = [one for one in laws.LAWS if one is not laws.answers.answered]
        self.wrong += [f"{law.__name__}: {what}" for law in checks for what in law(self.world)]
        self.took = time.monotonic() - began[0], time.process_time() - began[1]
        return self

    async def _script(self, world: World) -> None:
        assert world.life
        store = world.life.store
        self._note_lateness(store._tx)
        while not store._tx.publications.find():
            await self.town.lives(1.0)
        await store.unit(park, self.jobs, world.now())
        for _ in range(self.hours):
            await self.town.lives(1.0)
            self._judge()
            self.world.sweep()
            self._mark()
        await store.unit(unpark)

    def _note_lateness(self, tx: Transaction) -> None:
        """How late each watch is when it is claimed."""
        claim = tx.watches.claim

        def noted(now: float, limit: int, lease: float, owner: str, **more: Any) -> Any:
            sql = "SELECT due FROM watches WHERE due <= ? ORDER BY due LIMIT ?"
            self.late += [now - due for (due,) in tx._db.execute(sql, (now, limit))]
            return claim(now, limit, lease, owner, **more)

        tx.watches.claim = noted  # type: ignore[method-assign]

    def _judge(self) -> None:
        """What was acknowledged more than an hour ago must show by now."""
        old = [one for one in self.world.actions if one.at < self.world.now() - HOUR]
        new = [one for one in self.world.actions if one.at >= self.world.now() - HOUR]
        self.world.actions = old
        self.wrong += [f"answered: {what}" for what in laws.answers.answered(self.world)]
        self.before += [replace(one, message=None) for one in old]
        self.world.actions = new

    def _mark(self) -> None:
        tx = self.world.life.store._tx  # type: ignore[union-attr]
        run = tx._db.execute
        pages = run("PRAGMA page_count").fetchone()[0] * run("PRAGMA page_size").fetchone()[0]
        live = run("SELECT count(*) FROM watches").fetchone()[0]
        done = sum(
            one.at(self.world.now()) != "processing" for kept in self._works() for one in kept
        )
        self.marks.append(
            Hour(
                live,
                held(self.world),
                _rss(),
                len(list(Path("/proc/self/fd").iterdir())),
                pages,
                done,
            )
        )

    def _works(self) -> Iterator[Any]:
        gen = self.world.gen
        yield from (gen.runs.values(), gen.generations.values(), gen.posts.values())

    # --- figures

    def figures(self) -> dict[str, str]:
        late, days = sorted(self.late), self.marks[-49:]
        first, last = days[0], days[-1]
        done = last.finished - first.finished
        made = Counter(str(one.state) for one in self.world.judged.things["publications"])
        return {
            "virtual hours": f"{self.hours} in {self.took[0]:.0f} s, {self.took[1]:.0f} s of CPU; "
                             f"{self.world.loop.steps:,} steps",
            "jobs live": f"{min(one.live for one in self.marks):,} to "
                         f"{max(one.live for one in self.marks):,}",
            "jobs finished": f"{last.finished:,}; posts {dict(made)}",
            "overdue looks": f"{sum(one > OVERDUE for one in late)} of {len(late):,} by more than "
                             f"{OVERDUE:.0f} s; p50 {late[len(late) // 2]:.2f} s, "
                             f"p99 {late[len(late) * 99 // 100]:.2f} s, most {late[-1]:.2f} s",
            "genbot holds": f"{last.held.total() / 1e6:.2f} MB, of it its code's own tables "
                            f"{self.marks[0].held.total() / 1e6:.2f} MB after the first hour",
            "a day later": f"{self.memory() or 'too short to say'}",
            "whole process (RSS)": f"{first.rss / 1e6:.0f} to {last.rss / 1e6:.0f} MB, "
                                   "with the pretend world, which remembers everything",
            "open files": f"{first.files} to {last.files}",
            "database": f"{(last.database - first.database) / max(1, done):,.0f} bytes per finished job",
            "errors in the log": f"{len(self.errors())}",
            "BROKEN LAWS": f"{len(self.wrong)}",
        }  # fmt: skip

    def memory(self) -> Trend | None:
        """What genbot holds more than at the same hour a day before, in the last two days."""
        return trend([float(one.held.total()) for one in self.marks[-48:]])

    def grown(self) -> list[str]:
        """What must not grow, and did."""
        memory, files = self.memory(), {one.files for one in self.marks[-48:]}
        kinds = (self.marks[-1].held - self.marks[-min(48, len(self.marks))].held).most_common(3)
        told = [f"memory grows by {memory} a day: {kinds}"] if memory and memory.grows else []
        return told + ([f"open files: {sorted(files)}"] if len(files) > 1 else [])

    def errors(self) -> list[str]:
        return [
            one.getMessage() for one in self.world.records if one.levelname in {"ERROR", "WARNING"}
        ]


def park(tx: Transaction, jobs: int, now: float) -> None:
    """So many posts more, scheduled for months from now: rows that wait."""
    like = tx.publications.find()[0]
    for nth in range(jobs):
        due = now + FAR + nth
        out = replace(like, id=f"{PARKED}{nth}", due=due, state=PublicationState.SCHEDULED)
        tx.publications.save(out)
        tx.watches.add(Kind.PUBLICATION, out.id, due)


def unpark(tx: Transaction) -> None:
    tx._db.execute("DELETE FROM watches WHERE subject LIKE ?", (f"{PARKED}%",))
    tx._db.execute("DELETE FROM publications WHERE id LIKE ?", (f"{PARKED}%",))


def report(soak: Soak, say: Callable[..., None]) -> int:
    """Run it and show what came of it; returns how much of that is wrong."""
    soak.run()
    say("a busy workspace", *(f"  {name:<26}{value}" for name, value in soak.figures().items()))
    bad = [*soak.wrong, *soak.errors(), *soak.grown()]
    say(*(f"    {what}" for what in bad[:20]))
    return len(bad)


def _rss() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return float(pages * os.sysconf("SC_PAGE_SIZE"))
