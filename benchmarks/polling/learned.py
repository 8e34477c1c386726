"""What genbot knows of a kind of job, taken from the history that it keeps in its database."""

import sqlite3
from random import Random

from benchmarks.polling.durations import World
from genbot.domain.pace import Lognormal, Usual
from genbot.store.durations import Durations
from genbot.store.schema import migrations

PRIOR = Lognormal(90.0, 0.5)  # of GEN's clips


def learned(world: World, jobs: int = 200, prior: Lognormal = PRIOR, *, seed: int = 11) -> Usual:
    """After so many jobs have ended, from a real table."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrations.climb(db)
    durations, chance = Durations(db, 1.0), Random(seed)
    ends = world.ends(4000)
    for at in range(jobs):
        durations.add("kind", chance.choice(ends), float(at))
    usual = durations.usual("kind", prior)
    db.close()
    return usual
