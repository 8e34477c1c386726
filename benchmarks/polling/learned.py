"""What genbot knows of a kind of job, taken from the history that it keeps in its database."""

import sqlite3
from collections.abc import Mapping
from random import Random

from benchmarks.polling.durations import World
from genbot.domain.pace import Lognormal, Usual
from genbot.store.durations import Durations
from genbot.store.schema import migrations

PRIOR = Lognormal(90.0, 0.5)  # of GEN's clips
APART = 3600.0  # seconds between two ends: nothing else is under way then


def learned(world: World, jobs: int = 200, prior: Lognormal = PRIOR, *, seed: int = 11) -> Usual:
    """After so many jobs have ended, from a real table."""
    return told({"kind": (world, jobs)}, prior, seed=seed)["kind"]


def told(
    taught: Mapping[str, tuple[World, int]], prior: Lognormal = PRIOR, *, seed: int = 11
) -> dict[str, Usual]:
    """What is known under each of these keys after so many jobs of each have ended, in turn."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrations.climb(db)
    durations, chance, at = Durations(db, 1.0), Random(seed), APART
    for key, (world, jobs) in taught.items():
        ends = world.ends(4000)
        for _ in range(jobs):
            at += APART
            durations.add(key, chance.choice(ends), at)
    known = {key: durations.usual(key, prior, at) for key in taught}
    db.close()
    return known
