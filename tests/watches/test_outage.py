"""GEN or the machine away: one line at each end, nothing sent into a silence, and a gentle return."""

import asyncio
import logging

import pytest

from genbot.domain.productions import Stage
from genbot.domain.publications import PublicationState
from genbot.flows import publications
from genbot.gen.edit import GenerateLayer, GetGeneration
from genbot.gen.errors import Invalid, NotSent, SlowDown, Unclear
from genbot.gen.export import Publish
from genbot.gen.ideas import SetIdeaStatus
from genbot.gen.setup import ListAgents
from genbot.gen.sheets import Generation
from genbot.watches import outage as at
from genbot.watches.outage import Outage
from tests.conftest import Clock
from tests.watches.conftest import BEA
from tests.watches.test_journey import approved, rendered

SILENT = Unclear("no answer")


@pytest.fixture
def boot():
    return Clock()


@pytest.fixture
def told(caplog):
    caplog.set_level(logging.INFO, "genbot.watches.outage")
    return lambda: [one.getMessage() for one in caplog.records if one.name == at.__name__]


def fails(outage, boot, times=at.ENOUGH):
    for _ in range(times):
        outage.note(SILENT, boot())


def test_one_lost_answer_is_no_outage(boot, told):
    outage = Outage(boot)

    fails(outage, boot, at.ENOUGH - 1)
    outage.note(None, boot())
    fails(outage, boot, at.ENOUGH - 1)

    assert not outage.away
    assert told() == []


def test_calls_that_began_in_the_outage_and_end_after_it_say_nothing(boot, told):
    outage, before = Outage(boot), boot()
    boot.pass_(10)
    fails(outage, boot)
    outage.note(None, before)  # an answer that was on its way when it began
    assert outage.away

    boot.pass_(30)
    began_away = boot()
    boot.pass_(20)
    outage.note(None, boot())
    for _ in range(30):
        outage.note(SILENT, began_away)

    assert not outage.away
    assert [line.partition("(")[0].strip() for line in told()] == [
        "GEN does not answer",
        "GEN answers again",
    ]


def test_a_no_says_nothing_about_an_outage(boot):
    outage = Outage(boot)
    fails(outage, boot)

    outage.note(Invalid("x", 422, "no"), boot())

    assert outage.away


async def test_after_a_start_few_calls_are_under_way_and_soon_all(boot):
    outage = Outage(boot)

    rooms = []
    for _ in range(4):
        rooms.append(outage.room(32))
        boot.pass_(10)

    assert rooms == [8, 18, 28, 32]


async def test_a_machine_that_slept_says_so_once_and_begins_gently(boot, told):
    outage = Outage(boot)
    outage.room(32)
    boot.pass_(24 * 3600)

    assert outage.room(32) == at.FEW
    assert outage.room(32) == at.FEW
    assert told() == ["the machine slept for 24.0 hours; what came due is seen to now"]


@pytest.mark.parametrize("trouble", [SILENT, NotSent("refused"), SlowDown(20.0)])
async def test_a_post_is_not_sent_into_a_silence(world, gen, trouble):
    made = await rendered(world)
    await world.passes(120)
    fails(world.watcher._outage, world.clock)
    gen.will(ListAgents, trouble)
    gen.will(SetIdeaStatus, trouble)
    out = await world.do(publications.publish, made.id, made.version, by=BEA)

    await world.passes(120)

    assert gen.asked(ListAgents)
    assert gen.asked(Publish) == []
    assert (await world.one("publications")).state is PublicationState.SCHEDULED

    gen.will(ListAgents, Invalid("odd", 422, "an answer is an answer"))
    await world.passes(600)
    assert (await world.one("publications")).state is PublicationState.LIVE
    assert len(gen.asked(Publish)) == 1
    assert out.attempt == 1


async def test_an_answer_from_before_a_sleep_is_no_reason_to_give_up(world, gen):
    await approved(world)
    await world.passes(1)
    good = gen._told[GetGeneration]

    def processing_and_then_night(call):
        world.clock.pass_(24 * 3600)
        gen.will(GetGeneration, *good)
        return Generation(id=call.generation_id, status="processing")

    gen.will(GetGeneration, processing_and_then_night)
    await world.passes(25 * 3600)

    assert (await world.one("productions")).stage is Stage.REVIEW


async def test_work_that_gen_took_after_a_sleep_is_as_young_as_it_is(world, gen):
    await approved(world)
    good, took = gen._told[GenerateLayer], []

    def night_and_then_accepted(call):
        if not took:
            world.clock.pass_(24 * 3600)
        took.append(call)
        return good[0](call)

    gen.will(GenerateLayer, night_and_then_accepted)
    looked = gen._told[GetGeneration]
    gen.will(GetGeneration, Generation(id="any", status="processing"), *looked)
    await world.passes(25 * 3600)

    assert (await world.one("productions")).stage is Stage.REVIEW


async def test_what_ended_while_nobody_could_look_teaches_nothing_about_durations(world, gen):
    await approved(world)
    await world.round()
    world.slept += 24 * 3600
    world.clock.pass_(24 * 3600)
    await asyncio.sleep(0)
    await world.passes(4000)

    assert (await world.one("productions")).stage is Stage.REVIEW
    sql = "SELECT max(seconds) FROM durations"
    [longest] = await world.store.read(lambda tx: tx._db.execute(sql).fetchone())
    assert longest is None or longest < 3600
