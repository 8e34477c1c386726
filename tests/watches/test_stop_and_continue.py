"""Stop, and Continue before the stop is over: nothing is paid twice, and nothing ends half stopped."""

import asyncio

import pytest

from genbot.domain.errors import NotNow
from genbot.domain.productions import Stage
from genbot.flows import ideas, productions
from genbot.gen.edit import (
    ContinueGeneration,
    GenerateLayer,
    GetGeneration,
    GetLayer,
    StopGeneration,
)
from genbot.gen.errors import Invalid, Unclear
from genbot.gen.jobs import Accepted
from genbot.gen.sheets import Generation, Layer
from genbot.watches.turn import LEASE, OWNER
from tests.gen.answers import made
from tests.watches.conftest import BEA, MAYA
from tests.watches.test_journey import approved, asked


class Workshop:
    """A GEN whose generations run until they were continued; `shut` calls wait at its door."""

    def __init__(self, world, gen):
        self.gen, self.stopped, self.goes_on = gen, set(), set()
        self.shut, self.at_door, self.open = (), asyncio.Semaphore(0), asyncio.Event()
        self.known = {}
        gen.will(GetGeneration, self.look)
        gen.will(GetLayer, Layer(id="81"))
        gen.will(StopGeneration, self.stop)
        gen.will(ContinueGeneration, self.go_on)
        world.watcher._gen = self

    async def __call__(self, call, /, *, key=None):
        if isinstance(call, self.shut):
            self.at_door.release()
            await self.open.wait()
        if key and key in self.known:
            return self.known[key]
        answer = await self.gen(call, key=key)
        if key:
            self.known[key] = answer
        return answer

    async def has_at_its_door(self, calls):
        async with asyncio.timeout(10):
            for _ in range(calls):
                await self.at_door.acquire()

    def look(self, call):
        id = call.generation_id
        if id in self.stopped:
            return Generation(id=id, status="stopped")
        early = id in {"g1", "g2"} and id not in self.goes_on
        return Generation(id=id, status="processing") if early else made(id)

    def stop(self, call):
        self.stopped.add(call.generation_id)
        return Accepted(generation_id=call.generation_id)

    def go_on(self, call):
        self.stopped.discard(call.generation_id)
        self.goes_on.add(call.generation_id)
        return Accepted(generation_id=call.generation_id)


@pytest.fixture
def workshop(world, gen):
    return Workshop(world, gen)


async def in_the_making(world):
    await approved(world)
    await world.passes(10)
    return (await world.one("productions")).id


async def ends_well(world, gen, paid=3):
    await world.passes(900)
    production = await world.one("productions")
    assert (production.stage, production.error) == (Stage.REVIEW, "")
    assert len(set(gen.keys(GenerateLayer))) == paid
    assert await world.phases() == set()


async def test_continue_waits_for_a_stop_that_is_under_way(world, gen, workshop):
    id = await in_the_making(world)
    workshop.shut = (StopGeneration,)
    await world.do(productions.stop, id, by=MAYA)
    await world.watcher.round()
    await workshop.has_at_its_door(2)
    await world.do(productions.resume, id, by=MAYA)
    assert await world.phases() == {("stop", "asking")}
    await world.watcher.round()
    assert gen.asked(ContinueGeneration) == []

    workshop.open.set()

    await ends_well(world, gen)
    assert [call.generation_id for call in gen.asked(ContinueGeneration)] == ["g1", "g2"]


async def test_a_stop_that_has_not_left_is_withdrawn(world, gen, workshop):
    id = await in_the_making(world)
    await world.do(productions.stop, id, by=MAYA)
    await world.do(productions.resume, id, by=MAYA)
    workshop.goes_on = {"g1", "g2"}

    await ends_well(world, gen)
    assert gen.asked(StopGeneration) == gen.asked(ContinueGeneration) == []


async def test_a_stop_whose_answer_was_lost_is_settled_before_anything_goes_on(
    world, gen, workshop
):
    id = await in_the_making(world)
    gen.will(StopGeneration, Unclear("cut"))
    await world.do(productions.stop, id, by=MAYA)
    await world.round()
    await world.do(productions.resume, id, by=MAYA)
    await world.passes(20)
    assert gen.asked(ContinueGeneration) == []

    gen.will(StopGeneration, workshop.stop)

    await ends_well(world, gen)
    assert len(gen.asked(ContinueGeneration)) == 2


async def test_what_had_ended_before_it_could_be_stopped_is_used(world, gen, workshop):
    id = await in_the_making(world)
    gen.will(StopGeneration, Invalid("already_over", 422, "It is over"))
    workshop.shut = (StopGeneration,)
    await world.do(productions.stop, id, by=MAYA)
    await world.watcher.round()
    await workshop.has_at_its_door(2)
    await world.do(productions.resume, id, by=MAYA)
    workshop.goes_on = {"g1", "g2"}
    workshop.open.set()

    await ends_well(world, gen)
    assert gen.asked(ContinueGeneration) == []


async def test_a_second_continue_is_not_taken_for_the_first(world, gen, workshop):
    id = await in_the_making(world)
    for _ in range(2):
        workshop.goes_on.clear()
        await world.do(productions.stop, id, by=MAYA)
        await world.passes(5)
        gen.will(GetGeneration, lambda call: Generation(id=call.generation_id, status=(
            "stopped" if call.generation_id in workshop.stopped else "processing")))  # fmt: skip
        await world.do(productions.resume, id, by=MAYA)
        await world.passes(1)

    keys = gen.keys(ContinueGeneration)
    assert len(keys) == len(set(keys)) == 4
    assert workshop.stopped == set()


async def test_what_is_asked_for_while_somebody_stops_and_continues_is_paid_once(
    world, gen, workshop
):
    workshop.shut = (GenerateLayer,)
    workshop.goes_on = {"g1", "g2"}
    await asked(world)
    first = (await world.all("ideas"))[0]
    await world.do(ideas.decide, first.id, first.version, "approve", by=BEA)
    going = asyncio.create_task(world.passes(0))
    await workshop.has_at_its_door(2)
    id = (await world.one("productions")).id
    await world.do(productions.stop, id, by=MAYA)
    await world.do(productions.resume, id, by=MAYA)
    await world.watcher.round()
    await workshop.has_at_its_door(2)
    workshop.open.set()
    await going

    await ends_well(world, gen)
    assert gen.asked(StopGeneration) == []


async def test_parts_in_the_making_are_not_forgotten_for_another_template(world, gen, workshop):
    id = await in_the_making(world)
    with pytest.raises(NotNow, match="keeps its template"):
        await world.do(productions.choose_template, id, "other", by=MAYA)

    await world.do(productions.stop, id, by=MAYA)
    with pytest.raises(NotNow, match="keeps its template"):
        await world.do(productions.choose_template, id, "other", by=MAYA)
    await world.passes(5)

    assert workshop.stopped == {"g1", "g2"}


class Lost:
    """GEN begins each part that is asked for, and the answer never comes."""

    def __init__(self, gen, status="processing"):
        self.places, self.status = {}, status
        gen.will(GenerateLayer, self.begins)
        gen.will(GetLayer, lambda call: Layer(id=call.layer_id, user_jobs=self.at(call.layer_id)))

    def at_gen(self, layer):
        return self.places.setdefault(layer, f"g{len(self.places) + 1}")

    def begins(self, call):
        self.at_gen(call.layer_id)
        raise Unclear("cut")

    def at(self, layer):
        found = self.places.get(layer)
        return [Generation(id=found, status=self.status)] if found else []


@pytest.mark.parametrize("status", ["pending", "processing", "reticulating"])
async def test_what_gen_began_without_an_answer_is_found_and_stopped(world, gen, workshop, status):
    lost = Lost(gen, status)
    workshop.shut = (GenerateLayer,)
    await asked(world)
    first = (await world.all("ideas"))[0]
    await world.do(ideas.decide, first.id, first.version, "approve", by=BEA)
    going = asyncio.create_task(world.passes(0))
    await workshop.has_at_its_door(2)
    id = (await world.one("productions")).id

    await world.do(productions.stop, id, by=MAYA)
    workshop.open.set()
    await going
    await world.passes(30)

    assert len(lost.places) == 2
    assert workshop.stopped == set(lost.places.values())
    assert await world.phases() == set()


async def test_what_was_asked_for_again_and_again_is_found_when_it_is_stopped(world, gen, workshop):
    lost = Lost(gen)
    gen.will(GetLayer, Unclear("cut"))
    id = await in_the_making(world)
    gen.will(GetLayer, lambda call: Layer(id=call.layer_id, user_jobs=lost.at(call.layer_id)))

    await world.do(productions.stop, id, by=MAYA)
    await world.passes(60)

    assert workshop.stopped == set(lost.places.values()) != set()


async def test_what_gen_began_is_not_begun_again_whatever_gen_calls_its_state(world, gen, workshop):
    Lost(gen, "reticulating")
    workshop.goes_on = {"g1", "g2"}
    await in_the_making(world)
    await world.passes(300)

    layers = [call.layer_id for call in gen.asked(GenerateLayer)]
    assert len(layers) == len(set(layers)) > 0


async def dies_while_it_asks(world):
    """As a crash leaves it: the asking is committed, GEN has it, nobody heard the answer."""
    claimed = await world.do(lambda tx: tx.watches.claim(tx.now, 8, LEASE, OWNER))
    for watch in claimed:
        await world.do(world.watcher._commit_asking, watch)
    world.restart()


async def test_what_was_asked_for_when_the_process_died_is_found_and_stopped(world, gen, workshop):
    lost = Lost(gen)
    await asked(world)
    first = (await world.all("ideas"))[0]
    await world.do(ideas.decide, first.id, first.version, "approve", by=BEA)
    while ("generation", "ready") not in await world.phases():
        await world.round()
    await dies_while_it_asks(world)
    world.watcher._gen = workshop
    made = await world.one("productions")
    for task in made.tasks:
        lost.at_gen(task.layer_id)

    await world.do(productions.stop, made.id, by=MAYA)
    await world.passes(LEASE)

    assert len(workshop.stopped) == 2
    assert await world.phases() == set()


async def test_continue_before_it_was_looked_for_finds_it_and_stops_nothing(world, gen, workshop):
    lost = Lost(gen)
    gen.will(GetLayer, Unclear("cut"))
    id = await in_the_making(world)
    workshop.goes_on = {"g1", "g2"}
    await world.do(productions.stop, id, by=MAYA)
    gen.will(GetLayer, lambda call: Layer(id=call.layer_id, user_jobs=lost.at(call.layer_id)))
    gen.will(GenerateLayer, lambda call: Accepted(generation_id=lost.at_gen(call.layer_id)))

    await world.do(productions.resume, id, by=MAYA)

    await ends_well(world, gen)
    assert workshop.stopped == set()
