"""What was seen of each kind, model and template: few sightings lean on the wider history, many stand."""

import math
from random import Random

import pytest

from genbot.domain.pace import Lognormal, together
from genbot.domain.watches import Kind, Phase
from genbot.store.durations import KEPT

GUESS, HOUR = Lognormal(90.0, 0.5), 3600.0
SLOW, QUICK = "video_from_text/kling/10", "video_from_text/flash/5"


def took(median, sigma, count, seed=3):
    rng = Random(seed)
    return [rng.lognormvariate(math.log(median), sigma) for _ in range(count)]


@pytest.fixture
def taught(store, clock):
    async def teach(key, lasted):
        for seconds in lasted:
            clock.pass_(HOUR)
            await store.unit(lambda tx, one=seconds: tx.durations.add(key, one, tx.now))

    return teach


@pytest.fixture
def usual(store):
    async def look(key):
        return await store.unit(lambda tx: tx.durations.usual(key, GUESS, tx.now))

    return look


async def test_models_are_told_apart_and_a_new_template_of_one_begins_with_what_is_known_of_it(
    taught, usual
):
    await taught(f"{SLOW}/tacos", took(300, 0.2, 40))
    await taught(f"{QUICK}/tacos", took(20, 0.2, 40))

    assert (await usual(f"{SLOW}/tacos")).median == pytest.approx(300, rel=0.1)
    assert (await usual(f"{QUICK}/tacos")).median == pytest.approx(20, rel=0.1)
    assert (await usual(f"{QUICK}/never/seen")).median == pytest.approx(20, rel=0.1)
    early, late = together([await usual("video_from_text")])
    assert early < 30
    assert late > 250


async def test_one_sighting_of_a_new_model_tells_which_of_the_known_it_is_like(taught, usual):
    await taught(f"{SLOW}/tacos", took(300, 0.2, 40))
    await taught(f"{QUICK}/tacos", took(20, 0.2, 40))

    await taught("video_from_text/new", [310.0])

    early, late = together([await usual("video_from_text/new")])
    assert early > 150
    assert late < 500


async def test_few_sightings_of_a_template_change_little(taught, usual):
    await taught("render/tacos", took(45, 0.3, 60))
    await taught("render/salsa", [60.0])

    assert (await usual("render/salsa")).median == pytest.approx(47, rel=0.15)

    await taught("render/salsa", took(90, 0.1, 30))
    assert (await usual("render/salsa")).median == pytest.approx(90, rel=0.1)


async def test_a_history_is_as_long_as_it_is_looked_at(store, taught):
    await taught("render/tacos", [40.0] * (KEPT + 50))

    sql = "SELECT key, count(*) FROM durations GROUP BY key"
    kept = await store.read(lambda tx: tx._db.execute(sql).fetchall())
    assert kept == [("render", KEPT), ("render/tacos", KEPT)]


def waiting(tx, subject, learns, asked, looked):
    tx.watch(Kind.GENERATION, subject)
    watch = tx.watches.of(Kind.GENERATION, subject)
    tx.watches.change(
        watch,
        phase=Phase.WAITING,
        asked=asked,
        looked=looked,
        learns=f"{learns}/",
        due=tx.now + 1e9,
    )


async def test_what_is_still_under_way_counts_as_at_least_as_long(store, clock, taught, usual):
    """Ten began together; the three that are over were the quick ones."""
    await taught("render/tacos", [30.0, 35.0, 40.0])
    for nth in range(7):
        began = clock() - 120
        await store.unit(waiting, f"p{nth}", "render/tacos", began, clock())
    clock.pass_(HOUR)

    wide, narrow, other = [await usual(one) for one in ("render", "render/tacos", "render/salsa")]

    assert min(one.median for one in (wide, narrow, other)) > 100
    assert (await usual("rend")).median == GUESS.median


async def test_it_counts_only_for_as_long_as_somebody_looked(store, clock, taught, usual):
    """While GEN or the machine is away nobody knows that it goes on."""
    await taught("render", [30.0] * 12)
    await store.unit(waiting, "p1", "render", clock() - 5 * HOUR, clock() - 5 * HOUR + 10)
    clock.pass_(60)

    assert (await usual("render")).median < 35.0
