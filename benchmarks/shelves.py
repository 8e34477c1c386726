"""Databases of a busy day: live watches, and ideas that wait."""

import time
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from genbot.cards.announce import announce
from genbot.domain.ideas import Idea, Request, Run, RunState
from genbot.domain.settings import Settings
from genbot.domain.watches import Kind, Phase
from genbot.store import Store, Transaction

AGENT, PERSON = "agent-bench", "U0PERSON"
SPREAD, REST = 3600.0, 60.0  # seconds: since when they run, and until each is looked at


@dataclass(frozen=True, slots=True)
class Shelves:
    """How much of everything, dealt out to these channels."""

    channels: list[str]
    watches: int = 0
    ideas: int = 0

    async def fill(self, path: Path) -> None:
        """Make the database, in commits of a thousand."""
        names = count()
        store = Store(
            path, announce=announce, settings=Settings(), now=time.time,
            new_id=lambda: f"x{next(names)}",
        )  # fmt: skip
        with closing(store):
            for start in range(0, max(self.watches, self.ideas), 1000):
                await store.unit(self._some, start, start + 1000)
            await store.unit(self._kept)

    def _some(self, tx: Transaction, start: int, end: int) -> None:
        for n in range(start, min(end, self.watches)):
            _running(tx, n, self._channel(n), n / self.watches)
        for n in range(start, min(end, self.ideas)):
            _idea(tx, f"i{n}", self._channel(n))

    def _kept(self, tx: Transaction) -> None:
        """One idea in each channel that nobody decides about."""
        for n, channel in enumerate(self.channels):
            _idea(tx, f"kept{n}", channel)

    def _channel(self, n: int) -> str:
        return self.channels[n % len(self.channels)]


def _running(tx: Transaction, n: int, channel: str, part: float) -> None:
    """A run of the agent that GEN is still working on; each is looked at once a minute."""
    asked = tx.now - SPREAD * (1 + part)
    tx.requests.save(Request(f"w{n}", channel, AGENT, PERSON, f"tacos {n}", 5, asked))
    state = RunState.RUNNING
    tx.runs.save(
        Run(
            f"run{n}",
            f"w{n}",
            "Generate",
            PERSON,
            state,
            gen_run=f"g{n}",
            asked_at=asked,
            channel=channel,
        )
    )
    tx.watches.add(Kind.IDEA_RUN, f"run{n}", tx.now)
    watch = tx.watches.of(Kind.IDEA_RUN, f"run{n}")
    if watch:
        due = tx.now + REST * part
        tx.watches.change(watch, phase=Phase.WAITING, job=f"g{n}", asked=asked, due=due, agent=AGENT)  # fmt: skip


def _idea(tx: Transaction, id: str, channel: str) -> None:
    tx.requests.save(Request(f"r{id}", channel, AGENT, PERSON, "late-night tacos", 1, tx.now))
    tx.ideas.save(
        Idea(f"{id}", f"gen-{id}", f"r{id}", channel, AGENT, 1, f"Tacos at night {id}",
             hook="Nobody sleeps.", script="A long night. " * 40)
    )  # fmt: skip
