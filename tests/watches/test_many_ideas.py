"""An agent that brings hundreds of ideas, or endless titles: nobody's click waits for them."""

import pytest

from genbot.domain.ideas import Idea
from genbot.flows import arrivals, ideas
from genbot.gen.ideas import GetRun, ListIdeas, Run
from tests.gen.answers import completed, idea
from tests.watches.conftest import MAYA
from tests.watches.test_journey import asked

MANY = 300


async def test_hundreds_of_ideas_are_taken_in_without_reading_them_again_for_each(
    world, gen, monkeypatch
):
    looked = []
    board = arrivals.board
    monkeypatch.setattr(arrivals, "board", lambda *about: looked.append(1) or board(*about))
    tacos = [idea(f"i{number}", f"Taco {number}") for number in range(MANY)]
    gen.will(GetRun, completed(*tacos))
    gen.will(ListIdeas, tacos)
    request = await asked(world)

    assert [one.number for one in await world.all("ideas")] == list(range(1, MANY + 1))
    assert len(looked) < 10

    more = [idea("i7", "Taco 7, punchier"), idea("new", "A salsa of one's own")]
    gen.will(GetRun, completed(*more))
    await world.do(ideas.refine, request.id, "make 8 punchier, add one", by=MAYA)
    await world.passes(60)

    told = {one.gen_id: (one.number, one.title) for one in await world.all("ideas")}
    assert told["i7"] == (8, "Taco 7, punchier")
    assert told["new"] == (MANY + 1, "A salsa of one's own")


def test_endless_titles_are_alike_by_how_they_begin():
    start = "The verdict of two in the morning, as told by everybody who was there. " * 3
    before = [Idea("1", "9", "r1", "C1", "a1", 1, start + "x" * 10_000)]

    assert arrivals.nearest(before, start + "y" * 10_000) == before[0]
    assert arrivals.nearest(before, "Something else") is None


@pytest.mark.parametrize("told", [True, False], ids=["by the run", "by the list"])
async def test_an_idea_that_is_told_twice_is_one_card(world, gen, told):
    now = "2027-01-15T08:00:05+00:00"  # the test clock's own day
    twice = [idea("i1", "Taco one", created_at=now), idea("i1", "Taco one!", created_at=now)]
    gen.will(GetRun, completed(*twice) if told else Run(run_id="r1", status="completed"))
    gen.will(ListIdeas, twice)

    await asked(world)

    assert [one.gen_id for one in await world.all("ideas")] == ["i1"]
