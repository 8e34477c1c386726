"""GEN makes a new record of what it refined, and lists the old one still: it is not taken for news."""

from datetime import UTC, datetime

import pytest

from genbot.flows import ideas
from genbot.gen.ideas import GetRun, ListIdeas, Run, RunMessage
from tests.gen.answers import completed, idea
from tests.watches.conftest import MAYA
from tests.watches.test_journey import asked

TALK = [RunMessage(role="assistant", content="Nothing is posted yet.")]


@pytest.fixture
def listed(gen, clock):
    """What GEN lists, made just now by its clock; and a run in which the agent only talked."""

    def listed(*ids):
        now = datetime.fromtimestamp(clock.at, UTC).isoformat()
        gen.will(ListIdeas, [idea(id, created_at=now) for id in ids])
        gen.will(GetRun, Run(run_id="r1", status="completed", created_at=now, messages=TALK))

    return listed


async def test_a_refined_idea_stays_refined_when_the_agent_only_talks(world, gen, listed):
    gen.will(GetRun, completed(idea("i1", "Taco one")))
    request = await asked(world, "1 tacos")
    gen.will(GetRun, completed(idea("i2", "Taco one, punchier")))
    await world.do(ideas.refine, request.id, "make 1 punchier", by=MAYA)
    await world.passes(60)

    listed("i1", "i2")
    await world.do(ideas.refine, request.id, "tell me more", by=MAYA)
    await world.passes(60)

    (one,) = await world.all("ideas")
    assert (one.gen_id, one.title) == ("i2", "Taco one, punchier")


async def test_nor_do_its_old_words_come_up_in_another_thread(world, gen, listed):
    gen.will(GetRun, completed(idea("i1", "Taco one")))
    request = await asked(world, "1 tacos")
    gen.will(GetRun, completed(idea("i2", "Taco one, punchier")))
    await world.do(ideas.refine, request.id, "make 1 punchier", by=MAYA)
    await world.passes(60)

    listed("i1", "i2", "i3")
    await asked(world, "1 salsa")

    assert [one.gen_id for one in await world.all("ideas")] == ["i2", "i3"]


async def test_what_was_replaced_is_kept_in_mind_for_a_week(world, gen, clock):
    for n in range(1, 4):
        gen.will(GetRun, completed(idea(f"i{n}", "Taco one")))
        if n == 1:
            request = await asked(world, "1 tacos")
        else:
            await world.do(ideas.refine, request.id, "make 1 punchier", by=MAYA)
            await world.passes(60)
        clock.pass_(8 * 24 * 3600.0)

    kept = await world.store.read(lambda tx: tx.marks.begin_with("replaced:"))
    assert [name for name, _ in kept] == ["replaced:i2"]
