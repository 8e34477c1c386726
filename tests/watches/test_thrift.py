"""When it is too much for GEN, or for us: looks become rarer, the worthiest and people come first."""

import pytest

from genbot.domain.thrift import LATE_AGAIN, REFUSED_AGAIN, Thrift
from genbot.domain.watches import Kind, Phase
from genbot.flows import thrift
from genbot.gen.errors import SlowDown
from genbot.watches.watcher import AT_ONCE
from tests.watches.test_hints import Bench

MINUTE = 60.0


@pytest.fixture
def bench(store, clock):
    return Bench(store, clock)


async def dearer(bench):
    return await bench.store.read(thrift.dearer)


def busy(bench, wait=None):
    """The next look is told to slow down."""

    async def told():
        bench.job.at_look = lambda job: None
        raise SlowDown(wait)

    bench.job.at_look = lambda job: told()


async def gap(bench, name):
    """How long it waits between two looks at this age."""
    watch = await bench.watch(name)
    return watch.due - watch.looked


async def test_looks_are_rarer_after_gen_had_too_much_and_by_and_by_as_often_as_before(bench):
    await bench.begin("a", "b")
    await bench.passes(bench.clock() + 60)
    usual = await gap(bench, "b")

    busy(bench)
    await bench.passes((await bench.watch("a")).due)
    await bench.passes((await bench.watch("b")).due)

    assert await dearer(bench) == 2.0
    assert await gap(bench, "b") == pytest.approx(usual * 2**0.5, rel=0.2)
    bench.clock.pass_(30 * MINUTE)
    assert await dearer(bench) == 1.0


async def test_a_pause_that_gen_asks_for_is_kept_by_everything_also_after_a_restart(bench):
    await bench.begin("a")
    busy(bench, 120.0)
    await bench.passes((await bench.watch("a")).due)
    sent_away = bench.clock()

    again = Bench(bench.store, bench.clock)
    await again.begin("b")
    again.clock.at = sent_away + 119
    await again.round()
    assert (await again.watch("b")).phase is Phase.READY

    again.clock.at = sent_away + 120
    await again.round()
    assert (await again.watch("b")).phase is Phase.WAITING


async def test_a_clock_that_was_set_back_keeps_nobody_away(bench):
    busy(bench, 30.0)
    await bench.begin("a")
    await bench.passes((await bench.watch("a")).due)

    bench.clock.at -= 86_400
    bench.watcher._outage._back = 0.0  # the clock that nobody sets goes on
    await bench.begin("b")

    assert (await bench.watch("b")).phase is Phase.WAITING


async def many(bench, count, looked, due):
    def begun(tx):
        for nth in range(count):
            tx.watch(Kind.GENERATION, f"n{nth}")
            watch = tx.watches.of(Kind.GENERATION, f"n{nth}")
            at = {"due": due(nth), "looked": looked(nth), "asked": looked(nth)}
            tx.watches.change(watch, phase=Phase.WAITING, job=f"job-n{nth}", **at)

    await bench.store.unit(begun)


async def test_more_than_can_be_looked_at_makes_looks_dearer_once_in_a_while(bench):
    now = bench.clock()
    await many(bench, 3 * AT_ONCE, lambda nth: now, lambda nth: now + 10)
    bench.watcher._outage._back = now - 1000  # it has run for long
    bench.clock.at = now + 30

    await bench.round()
    await bench.round()
    once = await dearer(bench)
    assert once == pytest.approx(2**0.5)

    bench.clock.pass_(LATE_AGAIN)
    await bench.store.unit(thrift.behind)
    assert await dearer(bench) > once


async def test_what_keeps_up_is_not_dearer(bench):
    now = bench.clock()
    await many(bench, AT_ONCE, lambda nth: now, lambda nth: now + 10)
    bench.watcher._outage._back = now - 1000
    bench.clock.at = now + 20

    await bench.round()

    assert await dearer(bench) == 1.0


async def test_people_come_first_and_then_what_has_waited_longest_for_its_kind(bench):
    """A look after 2 s that is a minute late, and one after 60 s: the first is worth far more."""
    now = bench.clock()
    await many(
        bench, 2, lambda nth: now - (1000 if nth else 62), lambda nth: now - (100 if nth else 60)
    )
    await bench.store.unit(lambda tx: tx.watch(Kind.GENERATION, "a"))

    def claimed(tx):
        taken = [one.subject for _ in range(3) for one in tx.watches.claim(tx.now, 1, 300, "me")]
        return [*taken, *tx.watches.claim(tx.now, 1, 300, "me")]

    assert await bench.store.unit(claimed) == ["a", "n0", "n1"]


def test_what_is_doubled_has_an_end_and_eases_by_a_tenth_a_minute():
    now, held = 0.0, Thrift()
    for _ in range(20):
        now += REFUSED_AGAIN
        held = held.refused(now, 1.0, 0.0)

    assert held.dearer(now, 1.0) == 64.0
    assert held.dearer(now + 10 * MINUTE, 1.0) == pytest.approx(64 * 0.9**10, rel=0.2)
    assert held.dearer(now + 10 * MINUTE, 20.0) == 1.0
