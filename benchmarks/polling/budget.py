"""More to look at than GEN bears: who is looked at first, and how much later ends are seen."""

from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import log, sqrt
from random import Random

from benchmarks.found import Goal, Row, Size, Table
from benchmarks.polling.schedules import LATEST, SOONEST, WORTH
from genbot.domain.looks import first_look, next_look
from genbot.domain.pace import Lognormal
from genbot.domain.thrift import Thrift
from genbot.watches.turn import BEHIND

USUAL = Lognormal(90.0, 0.732)
RATES = (200, 100, 50, 20)  # requests per second, for a thousand jobs
TICK = 0.5
THEORY = {200: 2.17, 100: 4.35, 50: 8.76, 20: 22.8}  # an ideal that never rests, by h(t) age²/2


@dataclass(slots=True)
class Job:
    began: float
    ends: float
    looked: float
    due: float
    wait: float = 0.0  # the last one, where waits grow


class Way:
    """How one bot looks."""

    def first(self, now: float) -> float:
        return 5.0

    def following(self, job: Job, now: float) -> float:
        return 5.0

    def order(self, job: Job, now: float) -> float:
        """The lowest comes first."""
        return job.due

    def behind(self, now: float) -> None:
        """What is due waits for its turn."""


class Exponential(Way):
    def following(self, job: Job, now: float) -> float:
        return min(60.0, 1.5 * (job.wait or 5.0))


@dataclass(slots=True)
class Ours(Way):
    """As genbot's watcher does it: `watches/when.py`, `watches/turn.py`."""

    worth: float = WORTH
    thrift: Thrift = field(default_factory=Thrift)

    def first(self, now: float) -> float:
        return first_look(USUAL, SOONEST, self.worth * self.thrift.dearer(now, 1.0))

    def following(self, job: Job, now: float) -> float:
        dear = self.thrift.dearer(now, 1.0)
        latest = LATEST * sqrt(dear)
        return next_look(USUAL, now - job.began, SOONEST, latest, self.worth * dear)

    def order(self, job: Job, now: float) -> float:
        return (job.due - job.looked) / max(now - job.looked, 1e-3)

    def behind(self, now: float) -> None:
        self.thrift = self.thrift.late(now, 1.0)


WAYS: dict[str, type[Way]] = {"every 5 s, the oldest first": Way, "exponential": Exponential, "genbot": Ours}  # fmt: skip


def measured(size: Size) -> tuple[Table, Goal]:
    jobs, seconds = size.of(50, 200, 1000), size.of(300.0, 600.0, 1800.0)
    rows, ours = [], {}
    for rate in RATES:
        for name, way in WAYS.items():
            rows.append(_row(name, way(), rate, jobs, seconds))
        ours[rate] = _row("genbot, which spends it all", Ours(WORTH / 10), rate, jobs, seconds)
        rows.append(ours[rate])
    fixed = [row for row in rows if str(row["way"]).startswith("every")]
    won = [1 - float(str(mine["delay"])) / float(str(one["delay"])) for one, mine in zip(fixed, ours.values(), strict=True)]  # fmt: skip
    goal = Goal(
        "delay with a request budget, against the oldest first", "never longer",
        f"{100 * min(won):.0f} to {100 * max(won):.0f} % shorter", min(won) >= 0,
    )  # fmt: skip
    return Table("A thousand jobs at once, and so many requests", rows, NOTE), goal


NOTE = (
    "All jobs are lognormal around 90 s (sigma 0.73), and when one ends another begins. Of what is due a bot "
    "is allowed so many requests per second (small sizes: a fifth of the jobs and of the requests). genbot makes a request dearer while what is due waits, and "
    "cheaper by a tenth a minute; what is allowed and not worth it is left. Which spends it all: where "
    "a request is worth a tenth, so that the budget is all that holds it back. An ideal that "
    "never rests and always knows the best look would wait "
    + ", ".join(f"{delay:g} s at {rate}" for rate, delay in THEORY.items())
    + "."
)


def _row(name: str, way: Way, rate: int, jobs: int, seconds: float) -> Row:
    delays, asked = _lived(way, rate * jobs / 1000, jobs, seconds)
    delays.sort()
    return {
        "allowed per second": rate, "way": name,
        "asked per second": round(asked / seconds * 1000 / jobs, 1),
        "delay": round(sum(delays) / len(delays), 2),
        "p95": round(delays[len(delays) * 95 // 100], 1),
        "p99": round(delays[len(delays) * 99 // 100], 1),
    }  # fmt: skip


def _lived(way: Way, rate: float, jobs: int, seconds: float) -> tuple[list[float], int]:
    """The delays of all ends in so many seconds, and how often was asked, after as long for practice."""
    town, allowed, asked = Town(way, jobs), 0.0, 0
    delays: list[float] = []
    for tick in range(int(2 * seconds / TICK)):
        now, counts = tick * TICK, tick * TICK >= seconds
        town.goes_on(now)
        allowed = min(allowed, 1.0) + rate * TICK
        due = town.due(now)
        room = int(allowed)
        for job in due[:room]:
            ended = town.looks(job, now)
            allowed, asked = allowed - 1, asked + counts
            if ended is not None and counts:
                delays.append(ended)
        if any(job.due < now - BEHIND for job in due[room:]):
            way.behind(now)
    return delays, asked


class Town:
    """Jobs of which as many are always running, and what is watched of them."""

    def __init__(self, way: Way, jobs: int) -> None:
        self._way, self._chance = way, Random(3)
        self._watched: dict[int, Job] = {}
        self._ends: list[float] = []
        for _ in range(jobs):
            self._begins(-self._chance.uniform(0.0, USUAL.median), 0.0)

    def goes_on(self, now: float) -> None:
        """What has ended makes room for others, whether somebody has seen it or not."""
        while self._ends[0] <= now:
            self._begins(heappop(self._ends), now)

    def due(self, now: float) -> list[Job]:
        found = [job for job in self._watched.values() if job.due <= now]
        return sorted(found, key=lambda job: self._way.order(job, now))

    def looks(self, job: Job, now: float) -> float | None:
        """How long ago it has ended, if it has."""
        if job.ends <= now:
            del self._watched[id(job)]
            return now - job.ends
        job.wait = self._way.following(job, now)
        job.looked, job.due = now, now + job.wait * self._chance.uniform(0.95, 1.05)
        return None

    def _begins(self, began: float, now: float) -> None:
        lasts = self._chance.lognormvariate(log(USUAL.median), USUAL.sigma)
        job = Job(began, began + lasts, began, began + self._way.first(now))
        self._watched[id(job)] = job
        heappush(self._ends, job.ends)
