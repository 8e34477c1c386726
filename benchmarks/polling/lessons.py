"""How fast a wrong guess is unlearned, and how often the range that people are promised holds."""

from collections.abc import Sequence
from random import Random
from statistics import fmean

from benchmarks.found import Goal, Row, Size, Table
from benchmarks.polling.durations import BIMODAL, World, lognormal
from benchmarks.polling.learned import PRIOR, learned
from benchmarks.polling.optimum import frontier
from benchmarks.polling.schedules import WORTH, cost, ours
from genbot.domain.pace import together

SEEN = (0, 3, 10, 30, 200)
WORLDS = (lognormal(0.5, 30.0), lognormal(0.5, 90.0), lognormal(0.5, 270.0), BIMODAL[0])
CHAINS = (
    ("one step", (lognormal(0.5),)),
    ("one step, bimodal", (BIMODAL[0],)),
    ("three steps", (lognormal(0.5, 15.0), lognormal(0.5), lognormal(0.5, 45.0))),
    ("three steps, wide", (lognormal(0.8, 15.0), lognormal(0.8), lognormal(0.8, 45.0))),
)


def measured(size: Size) -> tuple[list[Table], list[Goal]]:
    lives = size.of(1, 1, 10)
    ends = size.of(200, 1000, 5000)
    rows = [_unlearned(world, jobs, lives, ends) for world in WORLDS for jobs in SEEN]
    promised = [_promised(name, chain, jobs, lives, ends) for name, chain in CHAINS for jobs in SEEN[1:]]  # fmt: skip
    late = [float(str(row["held, %"])) for row in promised if row["jobs seen"] == SEEN[-1]]
    low, high = min(late), max(late)
    goal = Goal(
        "how often the range that people read holds, after 200 jobs", "75 to 85 %",
        f"{low:g} to {high:g} %", low >= 75 and high <= 85,
    )  # fmt: skip
    return [Table(f"A guess of {PRIOR.median:g} s meets the world", rows, DEARER), Table("What people are promised", promised, PROMISE)], [goal]  # fmt: skip


DEARER = "Dearer: the cost of requests and delay together, over that of the exact optimum."
PROMISE = "The range is meant to hold in 80 % of all cases, from a guess of 90 s and what was seen."


def _unlearned(world: World, jobs: int, lives: int, count: int) -> Row:
    ends, until = world.ends(count), 3 * world.reach[1]
    best = frontier(world, (WORTH,), ends, 0.25 * max(1.0, world.reach[1] / 2000))[0]
    costs = [cost([ours(learned(world, jobs, seed=seed), until)], ends) for seed in range(lives)]
    return {
        "really": world.name + (f" around {world.parts[0].median:g} s" if len(world.parts) == 1 else ""),
        "jobs seen": jobs,
        "requests": round(fmean(one.requests for one in costs), 2),
        "delay": round(fmean(one.delay for one in costs), 2),
        "dearer, %": round(100 * (fmean(one.at(WORTH) for one in costs) / best.at(WORTH) - 1), 1),
    }  # fmt: skip


def _promised(name: str, chain: Sequence[World], jobs: int, lives: int, count: int) -> Row:
    chance, held = Random(5), []
    for seed in range(lives):
        early, late = together([learned(world, jobs, seed=seed + nth) for nth, world in enumerate(chain)])  # fmt: skip
        every = [world.ends(count) for world in chain]
        sums = (sum(chance.choice(ends) for ends in every) for _ in range(count))
        held.append(sum(early <= one <= late for one in sums) / count)
    return {"chain": name, "jobs seen": jobs, "held, %": round(100 * fmean(held), 1)}
