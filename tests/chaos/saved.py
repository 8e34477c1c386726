"""A world put away at one moment, to begin other runs from there."""

import pickle
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from tests.chaos.files import made
from tests.chaos.journeys import produce
from tests.chaos.world import World

GEN = ("runs", "ideas", "sheets", "generations", "posts", "cells", "files", "keys", "charges")
BOARD = ("messages", "windows", "homes", "triggers", "_last")
GAP = 600.0  # between the saved moment and the next start


@dataclass(frozen=True)
class Saved:
    """`outside` holds what GEN, Slack and people remember; the database is a file."""

    outside: bytes
    database: Path

    def into(self, world: World) -> World:
        """Let this world begin here."""
        kept = pickle.loads(self.outside)  # noqa: S301  our own, made in this process
        for owner, names in ((world.gen, GEN), (world.slack.board, BOARD)):
            for name in names:
                setattr(owner, name, kept[name])
        world.slack.api.files, world.actions = kept["files"], kept["actions"]
        world.log.lines, world.start_at = kept["log"], kept["now"] + GAP
        world._ids = count(kept["next_id"])
        return world


def save(world: World, script: Callable[..., object]) -> Saved:
    """Play a script without trouble, and put away how the world is then."""
    target = made("saved-") / "saved.db"
    world.keep_at = target
    world.run(script)  # type: ignore[arg-type]
    emptied(target)
    kept = {name: getattr(world.gen, name) for name in GEN}
    kept |= {name: getattr(world.slack.board, name) for name in BOARD}
    kept |= {"files": world.slack.api.files, "actions": world.actions, "log": world.log.lines}
    kept |= {"now": world.now(), "next_id": next(world._ids)}
    return Saved(pickle.dumps(kept), target)


def emptied(database: Path) -> None:
    """Bring its log into the database, as a clean stop does; every run would read all of it again."""
    with closing(sqlite3.connect(database)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@cache
def reviewed() -> Saved:
    """A video that waits to be watched."""
    return save(World(seed=7), produce)
