"""GEN does not let us look at what it makes: that is no end of it, and nothing is paid again for it."""

import pytest

from genbot.domain.errors import NotNow
from genbot.domain.ideas import RunState
from genbot.domain.productions import Stage
from genbot.flows import ideas, productions
from genbot.gen.edit import (
    ContinueGeneration,
    GenerateLayer,
    GetGeneration,
    GetLayer,
    StopGeneration,
)
from genbot.gen.errors import NotAllowed, NotFound, NotSent, Unclear
from genbot.gen.ideas import GetRun, StartRun
from genbot.gen.jobs import Accepted
from genbot.gen.sheets import Generation, Layer
from tests.watches.conftest import CHANNEL, MAYA
from tests.watches.test_journey import approved

HOUR = 3600.0
REVOKED = NotAllowed("unauthorized", 401, "This key was revoked")
GONE = NotFound("not_found", 404, "There is no such thing")


async def hours(world, count):
    for _ in range(count):
        await world.passes(HOUR)


async def ends_well(world, gen):
    await world.passes(900)
    made = await world.one("productions")
    assert (made.stage, made.note) == (Stage.REVIEW, "")
    assert len(gen.keys(GenerateLayer)) == len(set(gen.keys(GenerateLayer))) == 3


@pytest.mark.parametrize("refusal", [REVOKED, GONE])
async def test_a_part_goes_on_by_itself_when_we_may_look_again(world, gen, refusal):
    good = gen._told[GetGeneration]
    gen.will(GetGeneration, refusal)
    await approved(world)
    await hours(world, 1)
    made = await world.one("productions")
    assert made.stage is Stage.GENERATING
    assert refusal.message in made.note

    gen.will(GetGeneration, *good)

    await ends_well(world, gen)


@pytest.mark.parametrize("trouble", [REVOKED, NotSent("no connection")])
async def test_after_hours_it_is_on_hold_and_continue_looks_again(world, gen, trouble):
    good = gen._told[GetGeneration]
    gen.will(GetGeneration, trouble)
    await approved(world)
    await hours(world, 9)
    held = await world.one("productions")
    assert held.stage is Stage.HELD
    assert f"trouble:{held.id}:1" in await world.said()

    await world.do(productions.resume, held.id, by=MAYA)
    await hours(world, 1)
    assert (await world.one("productions")).stage is Stage.GENERATING

    gen.will(GetGeneration, *good)
    await ends_well(world, gen)


async def test_what_gen_does_not_know_for_hours_has_failed(world, gen):
    gen.will(GetGeneration, GONE)
    await approved(world)
    await hours(world, 9)

    assert (await world.one("productions")).stage is Stage.FAILED


async def test_a_lost_answer_is_not_repeated_while_we_may_not_look_for_it(world, gen):
    accept = gen._told[GenerateLayer]
    gen.will(GenerateLayer, Unclear("cut"))
    gen.will(GetLayer, REVOKED)
    await approved(world)
    await hours(world, 9)
    held = await world.one("productions")
    assert held.stage is Stage.HELD
    await world.do(productions.resume, held.id, by=MAYA)
    await hours(world, 1)
    assert len(gen.asked(GenerateLayer)) == 2  # of the two parts that can begin

    gen.will(GenerateLayer, *accept)
    gen.will(GetLayer, Layer(id="81"))
    await world.passes(900)

    assert (await world.one("productions")).stage is Stage.REVIEW
    assert len(set(gen.keys(GenerateLayer))) == 3


async def test_what_was_stopped_waits_with_continue_until_we_may_look(world, gen):
    gen.will(GetGeneration, Generation(id="g1", status="processing"))
    gen.will(StopGeneration, Accepted(generation_id="g1"))
    gen.will(ContinueGeneration, Accepted(generation_id="g1"))
    await approved(world)
    await world.passes(10)
    made = await world.one("productions")
    await world.do(productions.stop, made.id, by=MAYA)
    await world.passes(10)
    gen.will(GetGeneration, REVOKED)
    await world.do(productions.resume, made.id, by=MAYA)
    await hours(world, 1)
    assert (await world.one("productions")).stage is Stage.GENERATING

    gen.will(GetGeneration, Generation(id="g1", status="stopped"))
    await world.passes(60)

    assert len(gen.asked(ContinueGeneration)) == 2
    assert len(gen.asked(GenerateLayer)) == 2


async def test_a_run_is_paid_once_although_we_could_not_look(world, gen):
    good = gen._told[GetRun]
    gen.will(GetRun, REVOKED)
    await world.do(ideas.request, "2 tacos", channel=CHANNEL, by=MAYA)
    await hours(world, 1)

    gen.will(GetRun, *good)
    await world.passes(120)

    assert len(await world.all("ideas")) == 2
    assert len(gen.asked(StartRun)) == 1


async def lost_run(world):
    """A run that GEN took, or may have taken, and did not let us look at for hours."""
    await world.do(ideas.request, "2 tacos", channel=CHANNEL, by=MAYA)
    await hours(world, 9)
    run = await world.one("runs")
    assert run.state is RunState.FAILED
    return run


def card(tx, run):
    slot = f"request:{run.request_id}"
    return tx._db.execute("SELECT body FROM outbox WHERE slot = ?", (slot,)).fetchone()[0]


@pytest.mark.parametrize("trouble", [REVOKED, NotSent("no connection")])
async def test_a_run_nobody_let_us_look_at_is_looked_at_again_and_not_paid_again(
    world, gen, trouble
):
    good = gen._told[GetRun]
    gen.will(GetRun, trouble)
    run = await lost_run(world)
    assert "Look again" in await world.do(card, run)
    gen.will(GetRun, *good)

    await world.do(ideas.retry_run, run.id, by=MAYA)
    with pytest.raises(NotNow):
        await world.do(ideas.retry_run, run.id, by=MAYA)
    await world.passes(120)

    assert len(await world.all("ideas")) == 2
    assert len(gen.asked(StartRun)) == 1
    assert (await world.one("runs")).state is RunState.DONE


async def test_a_run_may_be_lost_from_sight_twice(world, gen):
    good = gen._told[GetRun]
    gen.will(GetRun, REVOKED)
    run = await lost_run(world)
    await world.do(ideas.retry_run, run.id, by=MAYA)
    await hours(world, 9)
    assert "Look again" in await world.do(card, run)

    gen.will(GetRun, *good)
    await world.do(ideas.retry_run, run.id, by=MAYA)
    await world.passes(120)

    assert len(await world.all("ideas")) == 2
    assert len(gen.asked(StartRun)) == 1


async def test_a_run_whose_answer_never_came_is_asked_for_again_under_its_own_key(world, gen):
    good = gen._told[StartRun]
    gen.will(StartRun, Unclear("cut"))
    run = await lost_run(world)
    gen.will(StartRun, *good)

    await world.do(ideas.retry_run, run.id, by=MAYA)
    await world.passes(120)

    assert len(await world.all("ideas")) == 2
    assert len(set(gen.keys(StartRun))) == 1


async def test_a_run_gen_does_not_know_any_more_is_made_anew(world, gen):
    good = gen._told[GetRun]
    gen.will(GetRun, GONE)
    run = await lost_run(world)
    assert "Try again" in await world.do(card, run)
    gen.will(GetRun, *good)

    await world.do(ideas.retry_run, run.id, by=MAYA)
    await world.passes(120)

    assert len(await world.all("ideas")) == 2
    assert len(gen.asked(StartRun)) == 2
