"""Engines: made once, given their columns, copied for who may; through whatever goes wrong."""

import contextlib

import pytest

from genbot.domain.channels import Channel
from genbot.domain.errands import ErrandState, What
from genbot.domain.errors import BadForm, NotHere, NotNow, NotYours
from genbot.flows import channels, engines, errands
from genbot.gen.convert import CloneSheet, CreateSheet
from genbot.gen.errors import Invalid, Unclear
from genbot.gen.rows import CreateColumn, ListColumns
from genbot.gen.sheets import Column, Sheet
from tests.deciding import decides
from tests.watches.conftest import BEA, CHANNEL, MAYA

E = ErrandState
TYPED = "Hook\nVoice: audio"


@pytest.fixture
def gen(gen):
    """A GEN that keeps the columns of its one engine."""
    kept = []

    def add(call):
        kept.append(Column(id=str(len(kept)), title=call.title, type=call.type))
        return kept[-1]

    gen.will(CreateSheet, Sheet(id="55"))
    gen.will(CloneSheet, Sheet(id="56"))
    gen.will(ListColumns, lambda call: list(kept))
    gen.will(CreateColumn, add)
    return gen


async def begun(world, **more):
    await world.do(channels.bind, CHANNEL, "agent-santiago", "Santiago", by=MAYA)
    errand = await world.do(engines.start, "Q1 tacos", TYPED, channel=CHANNEL, by=MAYA, **more)
    await world.passes(60)
    return errand


async def of(world, what):
    return [one for one in await world.all("errands") if one.what is what]


async def test_it_is_made_and_given_its_columns(world, gen):
    errand = await begun(world, default=True)

    [call] = gen.asked(CreateSheet)
    assert (call.title, call.is_default, call.agent_id) == ("Q1 tacos", True, "agent-santiago")
    added = [(one.sheet_id, one.title, one.type) for one in gen.asked(CreateColumn)]
    assert added == [("55", "Hook", "text"), ("55", "Voice", "audio")]
    [columns] = await of(world, What.COLUMNS)
    assert (columns.state, columns.thread) == (E.DONE, errand.slot)
    [engine] = await world.store.read(engines.listed, CHANNEL)
    assert (engine.sheet, engine.name, engine.agent_name) == ("55", "Q1 tacos", "Santiago")


async def test_a_lost_answer_is_put_to_a_person_and_never_made_twice(world, gen):
    gen.will(CreateSheet, Unclear("no answer"))
    errand = await begun(world)
    await world.passes(600)

    assert len(gen.asked(CreateSheet)) == 1
    [unsure] = await of(world, What.NEW_ENGINE)
    assert unsure.state is E.UNSURE
    await world.do(errands.settle, errand.id, by=BEA)
    assert await world.store.read(engines.listed, CHANNEL) == []


async def test_columns_that_are_there_are_not_added_again(world, gen):
    lost = gen._told[CreateColumn][0]

    def once(call):
        lost(call)
        gen.will(CreateColumn, lost)
        raise Unclear("no answer")

    gen.will(CreateColumn, once)
    await begun(world)
    await world.passes(600)

    assert [one.title for one in gen.asked(CreateColumn)] == ["Hook", "Voice"]
    [columns] = await of(world, What.COLUMNS)
    assert columns.state is E.DONE


async def test_a_refused_column_is_tried_again_by_a_person(world, gen):
    add = gen._told[CreateColumn][0]
    gen.will(CreateColumn, Invalid("validation_error", 422, "Title is taken."))
    await begun(world)
    [columns] = await of(world, What.COLUMNS)
    assert columns.state is E.FAILED
    assert "GEN says: “Title is taken”." in columns.reason

    gen.will(CreateColumn, add)
    await world.do(errands.again, columns.id, by=MAYA)
    await world.passes(60)
    assert (await of(world, What.COLUMNS))[0].state is E.DONE


@pytest.mark.parametrize("nth", range(5))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_any_call_there_is_never_a_second(world, gen, nth, when):
    class Killed(BaseException):
        pass

    setattr(gen, when, lambda at: Killed() if at == nth else None)
    with contextlib.suppress(Killed):
        await begun(world)
    gen.before = gen.after = lambda at: None
    world.restart()
    await world.passes(600)

    assert len(gen.asked(CreateSheet)) <= 1
    ended = {one.state for one in await world.all("errands")}
    assert ended == ({E.UNSURE} if nth == 0 else {E.DONE})
    titles = [one.title for one in gen.asked(CreateColumn)]
    assert len(titles) == len(set(titles))


# --- copies


async def copied(world, engine, by=BEA, target="agent-sofia"):
    return await world.do(engines.copy, engine, target, "Sofia", channel=CHANNEL, by=by)


async def test_a_copy_is_made_for_another_agent_once(world, gen):
    errand = await begun(world)
    await copied(world, errand.id)
    with pytest.raises(NotNow, match="already"):
        await copied(world, errand.id)
    await world.passes(60)

    [call] = gen.asked(CloneSheet)
    assert (call.sheet_id, call.agent_id, call.target_agent_id) == (
        "55", "agent-santiago", "agent-sofia",
    )  # fmt: skip
    copy, first = await world.store.read(engines.listed, CHANNEL)
    assert (copy.sheet, copy.agent, copy.agent_name) == ("56", "agent-sofia", "Sofia")
    assert first.sheet == "55"


async def test_only_who_may_change_that_agent_copies_to_it(world, gen):
    errand = await begun(world)
    sofias = Channel("C0SOFIA", "agent-sofia", "Sofia")
    await world.do(channels.set_up, sofias, by=BEA)
    await world.do(decides("C0SOFIA", videos=(BEA,)))

    with pytest.raises(NotYours):
        await copied(world, errand.id, by=MAYA)
    await copied(world, errand.id, by=BEA)
    await world.passes(60)

    assert len(gen.asked(CloneSheet)) == 1


async def test_what_cannot_be_made_or_copied_is_refused(world):
    errand = await begun(world)

    with pytest.raises(BadForm):
        await copied(world, errand.id, target="")
    with pytest.raises(NotHere):
        await copied(world, "gone")
    for title, typed in ((" ", TYPED), ("Tacos", "Clip: film")):
        with pytest.raises(BadForm):
            await world.do(engines.start, title, typed, channel=CHANNEL, by=MAYA)
