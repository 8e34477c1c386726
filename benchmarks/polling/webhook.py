"""GEN calls when something ends, or mostly, or not any more: requests, delay, and the way back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import log
from random import Random

from benchmarks.found import Goal, Row, Size, Table
from benchmarks.polling.schedules import LATEST, SOONEST
from genbot.domain.hints import NEAR, Trust, seldom
from genbot.domain.looks import first_look, next_look
from genbot.domain.pace import Lognormal

USUAL = Lognormal(90.0, 0.732)
EVERY = 20.0  # seconds between two beginnings, on average: five or six at once
CALLS_AFTER = 1.0  # seconds, on average
START = 1e5  # by its clock; at 0 anything would have been heard just now
ANNOUNCED = (1.0, 0.99, 0.95, 0.9, 0.0)
Looks = Callable[[float], float]  # from how old it is to how long to wait


@dataclass(slots=True)
class Job:
    began: float
    ends: float
    looked: float
    requests: int = 0
    hinted: bool = False
    over: bool = False
    due: float = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """How one job was watched: when it ended, how late that was seen, and with how many requests."""

    ended: float
    delay: float
    requests: int


@dataclass(slots=True)
class Agent:
    """An agent of GEN, whose jobs are watched as genbot's watcher does (`watches/when.py`); `trusted`
    counts only what GEN's calls were worth."""

    announced: Callable[[float], float]  # by when a job ends: the chance that GEN calls
    fixed: float = 0.0  # seconds between looks, whatever the calls were worth; 0: as genbot does it
    trust: Trust = field(default_factory=Trust)
    events: list[tuple[float, int, str, Job]] = field(default_factory=list)
    trusted: list[tuple[float, bool]] = field(default_factory=list)  # each change, with its time

    def lives(self, until: float, chance: Random) -> list[Seen]:
        """Every job that ends before `until`."""
        began, nth, seen = START, 0, []
        while (began := began + chance.expovariate(1 / EVERY)) < START + until:
            ends = began + chance.lognormvariate(log(USUAL.median), USUAL.sigma)
            job = Job(began, ends, began)
            heappush(self.events, (began, nth, "begins", job))
            if chance.random() < self.announced(ends):
                called = ends + chance.expovariate(1 / CALLS_AFTER)
                heappush(self.events, (called, nth + 1, "called", job))
            nth += 2
        while self.events:
            now, _, what, job = heappop(self.events)
            if what == "called":
                self._called(job, now)
            elif what == "begins":
                self._again(job, now, chance, first=True)
            elif not job.over and now == job.due:
                seen += self._looks(job, now, chance)
        return seen

    def _called(self, job: Job, now: float) -> None:
        self._trusts(self.trust.hears(now, known=True), now)
        if not job.over:
            job.hinted = True
            self._due(job, max(now, job.looked + NEAR))

    def _looks(self, job: Job, now: float, chance: Random) -> list[Seen]:
        job.requests += 1
        job.looked = now
        if job.ends > now:
            self._again(job, now, chance)
            return []
        job.over = True
        self._trusts(self.trust.ended(announced=job.hinted), now)
        return [Seen(job.ends, now - job.ends, job.requests)]

    def _again(self, job: Job, now: float, chance: Random, *, first: bool = False) -> None:
        age, believed = now - job.began, self.trust.holds(now, 1.0)
        if self.fixed:
            wait = self.fixed
        elif believed:
            wait = seldom(USUAL, age, SOONEST, LATEST)
        else:
            wait = first_look(USUAL, SOONEST) if first else next_look(USUAL, age, SOONEST, LATEST)
        self._due(job, now + wait * chance.uniform(0.95, 1.05))

    def _due(self, job: Job, at: float) -> None:
        job.due = at
        heappush(self.events, (at, -len(self.events), "look", job))

    def _trusts(self, trust: Trust, now: float) -> None:
        if trust.holds(now, 1.0) != self.trust.holds(now, 1.0):
            self.trusted.append((now, trust.holds(now, 1.0)))
        self.trust = trust


def measured(size: Size) -> tuple[list[Table], list[Goal]]:
    until = size.of(4e3, 4e4, 8e5)
    rows = [*_rows(until)]
    silent, back = _silent(size.of(2, 10, 200))
    goals = [_few(rows, 99.0), _few(rows, 95.0), Goal(
        "seconds from GEN's last call until looks are as often as without, half of all times",
        "by itself", f"{back:.0f} s", back < 600,
    )]  # fmt: skip
    return [Table("GEN calls, or should", rows, NOTE), Table("GEN has stopped calling", silent, SILENT)], goals  # fmt: skip


def _few(rows: list[Row], share: float) -> Goal:
    ours = next(row for row in rows if row["GEN calls, %"] == share and row["way"] == "genbot")
    requests = float(str(ours["requests"]))
    what = f"requests per job while GEN calls for {share:g} in 100"
    return Goal(what, "at most 3", f"{requests:g}", requests <= 3.0)


NOTE = (
    "A job begins every 20 s on average and takes around 90 s (sigma 0.73); GEN calls about a second "
    "after an end, or not at all. Safety looks each minute: what is usual where a webhook is believed."
)
SILENT = (
    "Not one call comes any more. The second end that nobody announced makes genbot look for itself; "
    "the delay is of the jobs that ended meanwhile."
)


def _rows(until: float) -> Iterator[Row]:
    for share in ANNOUNCED:
        for way, fixed in (("genbot", 0.0), ("safety looks each minute", 60.0)):
            agent = Agent(lambda ends, share=share: share, fixed)  # type: ignore[misc]
            seen = agent.lives(until, Random(5))
            yield {"GEN calls, %": 100 * share, "way": way, **_cells(seen)}


def _cells(seen: list[Seen]) -> Row:
    delays = sorted(one.delay for one in seen)
    return {
        "requests": round(sum(one.requests for one in seen) / len(seen), 2),
        "delay": round(sum(delays) / len(delays), 2),
        "p95": round(delays[len(delays) * 95 // 100], 1),
        "p99": round(delays[len(delays) * 99 // 100], 1),
    }


def _silent(lives: int) -> tuple[list[Row], float]:
    """What ends in each stretch after the last call, over so many silences; and how soon it is over."""
    last, spans = START + 4000.0, ((0, 60), (60, 120), (120, 300), (300, 900))
    every: dict[tuple[int, int], list[Seen]] = {span: [] for span in spans}
    back = []
    for nth in range(lives):
        agent = Agent(lambda ends: 0.99 if ends < last else 0.0)
        for one in agent.lives(5500.0, Random(nth)):
            for low, high in spans:
                if low <= one.ended - last < high:
                    every[low, high].append(one)
        lost = [at for at, held in agent.trusted if at >= last and not held]
        back.append(min(lost, default=last + 1500.0) - last)
    rows: list[Row] = [
        {"seconds after": f"{low} to {high}", "ends": len(seen), **_cells(seen)}
        for (low, high), seen in every.items()
    ]
    return rows, sorted(back)[len(back) // 2]
