"""Trouble at every single call to GEN: whatever happens, a journey ends in a true, visible state."""

import pytest

from genbot.domain.productions import Stage
from genbot.domain.publications import PublicationState
from genbot.flows import ideas, productions, publications
from genbot.gen.edit import GetCell, GetLayer
from genbot.gen.errors import SlowDown, Unclear
from genbot.gen.export import Publish
from genbot.gen.ideas import ListConversationRuns, Run
from genbot.gen.sheets import Cell, Layer
from tests.watches.conftest import BEA, CHANNEL, MAYA

CALLS = range(26)  # more than a whole journey makes, so that every one has its turn


class PulledPlug(Exception):
    """The process is gone: nothing after this moment is written down."""


class Mortal:
    """A store that stops answering when its process has died."""

    def __init__(self, store):
        self.store, self.dead = store, False

    async def unit(self, story, *args, **kwargs):
        if self.dead:
            raise PulledPlug
        return await self.store.unit(story, *args, **kwargs)

    async def read(self, story, *args, **kwargs):
        return await self.store.read(story, *args, **kwargs)


async def a_person_drives_it(world):
    """Ask, approve, publish, and press the button wherever something rests."""
    await world.do(ideas.request, "2 tacos", channel=CHANNEL, by=MAYA)
    await world.passes(400)
    for run in await world.all("runs"):
        if run.state == "failed" and not run.again:
            await world.do(ideas.retry_run, run.id, by=MAYA)
            await world.passes(400)
    first = (await world.all("ideas"))[0]
    await world.do(ideas.decide, first.id, first.version, "approve", by=BEA)
    await world.passes(2000)
    made = await world.one("productions")
    if made.stage is Stage.FAILED:
        await world.do(productions.resume, made.id, by=BEA)
        await world.passes(2000)
    made = await world.one("productions")
    assert made.stage is Stage.REVIEW, (made.stage, made.error)
    await world.do(publications.publish, made.id, made.version, by=BEA)
    await world.passes(2000)


def nothing_more_to_see(gen):
    """What GEN shows when it is looked at before something is repeated: nothing was begun."""
    gen.will(ListConversationRuns, [Run(run_id="r1", status="completed")])
    gen.will(GetLayer, Layer(id="81"))
    gen.will(GetCell, Cell(id="74"))


TROUBLES = [
    ("before", Unclear("cut before GEN heard it")),
    ("after", Unclear("cut after GEN had done it")),
    ("before", SlowDown(30.0)),
    ("before", ValueError("a bug of ours")),
    ("after", ValueError("a bug of ours")),
]


@pytest.mark.parametrize(("when", "trouble"), TROUBLES)
@pytest.mark.parametrize("nth", CALLS)
async def test_one_bad_answer_anywhere_never_publishes_twice(world, gen, nth, when, trouble):
    nothing_more_to_see(gen)
    setattr(gen, when, lambda n: trouble if n == nth else None)

    await a_person_drives_it(world)

    out = await world.one("publications")
    assert len(gen.asked(Publish)) <= 1
    assert out.state in {PublicationState.LIVE, PublicationState.UNSURE}
    if out.state is PublicationState.UNSURE:
        assert f"trouble:{out.id}:1" in await world.said()
    assert await world.phases() == set()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", CALLS)
async def test_a_plug_pulled_at_any_call_loses_nothing(world, gen, nth, when):
    nothing_more_to_see(gen)
    pulled = []

    def pull(n):
        if n == nth and not pulled:
            pulled.append(n)
            world.watcher._store.dead = True
            return PulledPlug()
        return None

    setattr(gen, when, pull)
    start = world.start

    def start_mortal():
        start()
        world.watcher._store = Mortal(world.store)

    world.start = start_mortal
    world.restart()
    run = world.round

    async def round_and_restart():
        begun = await run_quietly(run)
        if world.watcher._store.dead:
            world.restart()
            return 1
        return begun

    world.round = round_and_restart
    await a_person_drives_it(world)

    out = await world.one("publications")
    calls = len(gen.asked(Publish))
    assert out.state in {PublicationState.LIVE, PublicationState.UNSURE}
    assert calls == 1 or (calls == 0 and out.state is PublicationState.UNSURE)
    assert await world.phases() == set()


async def run_quietly(run):
    try:
        return await run()
    except PulledPlug:
        return 1
