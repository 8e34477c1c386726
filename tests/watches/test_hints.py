"""GEN's calls change nothing but when we look: sooner, never too often, seldom while they keep coming."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.domain.hints import ENOUGH, FAR, FULL, NEAR, RECENT, Trust
from genbot.domain.ideas import Request, Run
from genbot.domain.pace import Lognormal
from genbot.domain.watches import Kind, Phase
from genbot.flows import hints
from genbot.flows.hints import Hint
from genbot.gen.errors import SlowDown
from genbot.watches.idea_run import IdeaRun, Talk
from genbot.watches.kind import Begun, Done, WatchKind
from genbot.watches.watcher import Watcher

AGENT, USUAL = "agent-santiago", Lognormal(90.0, 0.73)


class Job(WatchKind):
    """Work that ends when a test says so; notes each look at it."""

    kind = Kind.GENERATION

    def __init__(self, clock):
        self.clock, self.ends, self.looks, self.finished = clock, {}, [], {}
        self.at_look = lambda job: None

    def begin(self, tx, subject, /):
        return subject

    def usual(self, tx, thing, /):
        return "job", USUAL

    def agent(self, thing, /):
        return AGENT

    async def ask(self, gen, thing, /):
        return Begun(f"job-{thing}")

    async def look(self, gen, thing, job, /):
        self.looks.append((self.clock(), job))
        ended = self.clock() >= self.ends.get(job, float("inf"))
        if (trouble := self.at_look(job)) is not None:
            await trouble
        return Done(job) if ended else None

    def finish(self, tx, subject, result, /):
        self.finished[result] = tx.now

    def fail(self, tx, subject, why, /):
        raise AssertionError(why)


class Bench:
    """A store, a watcher and a GEN that calls."""

    def __init__(self, store, clock):
        self.store, self.clock, self.job = store, clock, Job(clock)
        self.watcher = Watcher(
            None, store, {Kind.GENERATION: self.job}, boot=clock, jitter=lambda: 1.0
        )

    async def begin(self, *names):
        for name in names:
            await self.store.unit(lambda tx, name=name: tx.watch(Kind.GENERATION, name))
        await self.round()

    async def round(self):
        await self.watcher.round()
        await self.watcher.drain()

    async def call(self, *words, agent=AGENT):
        await self.store.unit(hints.heard, [Hint(agent, frozenset(words))])
        await self.round()

    async def passes(self, until):
        """Time passes to this moment; everything that is due by then has its turn."""
        while (due := await self.store.read(lambda tx: tx.watches.next_due())) and due <= until:
            self.clock.at = max(due, self.clock.at)
            await self.round()
        self.clock.at = max(until, self.clock.at)

    async def watch(self, name):
        return await self.store.read(lambda tx: tx.watches.of(Kind.GENERATION, name))

    async def trust(self):
        return await self.store.read(lambda tx: hints.trust(tx, AGENT))

    async def believe(self, row=FULL):
        await self.store.unit(lambda tx: hints.keep(tx, AGENT, Trust(row, tx.now)))

    def seen(self, job):
        return [at for at, looked in self.job.looks if looked == job]


@pytest.fixture
def bench(store, clock):
    return Bench(store, clock)


async def test_a_call_that_names_a_job_makes_us_look_at_it_at_once_and_at_nothing_else(bench):
    await bench.begin("a", "b")
    bench.clock.pass_(5)

    await bench.call("event", "generation", "job-a")

    assert bench.seen("job-a") == [bench.clock()]
    assert bench.seen("job-b") == []


async def test_a_call_that_names_nothing_we_know_is_about_everything_of_its_agent(bench):
    await bench.begin("a", "b")
    bench.clock.pass_(FAR)

    await bench.call("something", "else")
    await bench.call("something", "else", agent="another")

    assert bench.job.looks == [(bench.clock(), "job-a"), (bench.clock(), "job-b")]


@pytest.mark.parametrize(("words", "gap"), [(("job-a",), NEAR), (("x",), FAR)])
async def test_a_flood_never_makes_us_ask_faster_than_the_pace(bench, words, gap):
    await bench.begin("a")
    for _ in range(200):
        await bench.call(*words)
        bench.clock.pass_(0.5)
        await bench.round()

    looks = bench.seen("job-a")
    assert len(looks) > 2
    assert min(b - a for a, b in pairwise(looks)) >= gap


async def test_what_gen_asked_us_to_wait_for_is_waited_for_whoever_calls(bench):
    await bench.begin("a")

    async def not_now():
        raise SlowDown(120.0)

    bench.job.at_look = lambda job: not_now()
    bench.clock.pass_(5)
    await bench.call("job-a")
    bench.job.at_look = lambda job: None
    told = bench.clock()
    for _ in range(119):
        bench.clock.pass_(1)
        await bench.call("job-a")

    assert bench.seen("job-a") == [told]
    bench.clock.pass_(1)
    await bench.round()
    assert bench.seen("job-a") == [told, told + 120]


async def test_a_call_while_we_look_is_not_lost(bench):
    await bench.begin("a")
    bench.clock.pass_(5)

    async def called_meanwhile():
        bench.clock.pass_(0.1)
        await bench.store.unit(hints.heard, [Hint(AGENT, {"job-a"})])

    bench.job.at_look = lambda job: called_meanwhile()
    bench.clock.pass_(5)
    await bench.call("job-a")
    bench.job.at_look = lambda job: None

    assert len(bench.seen("job-a")) == 1
    assert (await bench.watch("a")).due == bench.clock() + NEAR


async def test_a_call_before_gens_own_answer_is_not_lost(bench, clock):
    async def ask(gen, thing, /):
        await bench.store.unit(hints.heard, [Hint(AGENT, {"job-a"})])
        return Begun("job-a")

    bench.job.ask = ask
    await bench.begin("a")

    assert (await bench.watch("a")).due == clock() + NEAR


async def test_a_call_touches_nothing_that_is_not_waited_for(bench, store):
    await store.unit(lambda tx: tx.watch(Kind.GENERATION, "later", tx.now + 1000))
    before = await bench.watch("later")

    await bench.call("later")

    assert await bench.watch("later") == before
    assert before.phase is Phase.READY


async def test_while_gen_calls_three_requests_are_enough_for_a_job(bench):
    """Each job is announced when it begins to be worked on, and when it ends."""
    await bench.believe()
    jobs = [f"j{n}" for n in range(40)]
    for nth, name in enumerate(jobs):
        begun, lasts = bench.clock(), USUAL.quantile((nth + 0.5) / 40)
        await bench.begin(name)
        bench.job.ends[f"job-{name}"] = begun + lasts
        for at in (begun + 0.15 * lasts, begun + lasts):
            await bench.passes(at)
            await bench.call(f"job-{name}")
        await bench.passes(begun + lasts + NEAR)
        assert bench.job.finished[f"job-{name}"] - begun - lasts < NEAR + 0.1

    assert len(bench.job.looks) / len(jobs) <= 3.0


def test_a_run_whose_plan_people_read_is_looked_at_as_before_unless_it_comes_by_itself():
    async def progress(path):
        """Somewhere the plan can be read."""

    run = Run("r1", "q1", "tacos", "U1", progress_path="runs/r1")
    thing = Talk(run, Request("q1", "C1", "a1", "U1", "tacos", 1, 0.0))
    assert IdeaRun().patient(thing)
    assert not IdeaRun(progress).patient(thing)
    assert IdeaRun(progress, follows=lambda path: path == "runs/r1").patient(thing)


async def silent(bench, name, lasts=120.0):
    """A job that nobody announces; how long its end stayed unseen."""
    begun = bench.clock()
    await bench.begin(name)
    bench.job.ends[f"job-{name}"] = begun + lasts
    await bench.passes(begun + lasts + 400)
    return bench.job.finished[f"job-{name}"] - begun - lasts


async def test_when_gen_falls_silent_we_look_at_our_usual_pace_again(bench):
    usual = len(bench.job.looks), await silent(bench, "never-on")
    plain = len(bench.seen("job-never-on"))
    await bench.believe()

    late = await silent(bench, "missed")  # nobody knew yet
    assert len(bench.seen("job-missed")) < plain
    assert await bench.store.read(hints.believed, AGENT)  # one call alone may have been lost
    later = await silent(bench, "missed-too")
    again = await silent(bench, "after")

    assert max(late, later) <= 120.0
    assert (await bench.trust()).row == 0
    assert again == pytest.approx(usual[1])
    assert len(bench.seen("job-after")) == plain


async def test_after_a_quiet_while_we_look_at_our_usual_pace(bench):
    await silent(bench, "plain")
    await bench.believe()
    bench.clock.pass_(RECENT + 1)

    await silent(bench, "quiet")

    assert len(bench.seen("job-quiet")) == len(bench.seen("job-plain"))


async def test_trust_is_earned_again_by_ends_that_were_announced(bench):
    await bench.believe(row=0)
    for nth in range(ENOUGH):
        assert not await bench.store.read(hints.believed, AGENT)
        await bench.begin(f"n{nth}")
        bench.job.ends[f"job-n{nth}"] = bench.clock() + 5
        bench.clock.pass_(5)
        await bench.call(f"job-n{nth}")

    assert await bench.store.read(hints.believed, AGENT)


@settings(max_examples=60)
@given(
    row=st.integers(0, FULL), heard=st.floats(0, 1e6), now=st.floats(0, 2e6), known=st.booleans()
)
def test_trust_never_outlives_silence_or_two_misses(row, heard, now, known):
    trust = Trust(row, heard)
    missed = trust.ended(announced=False)

    assert not missed.ended(announced=False).hears(now, known=known).holds(now, 1.0)
    assert missed.hears(now, known=known).holds(now, 1.0) == (row == FULL)
    assert missed.ended(announced=True).row == (FULL if row == FULL else 1)
    assert not trust.holds(heard + RECENT + 1, 1.0)
    assert trust.hears(now, known=known).holds(now, 1.0) == (row >= ENOUGH)
