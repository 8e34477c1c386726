"""The studio's errands interrupted at each of their calls, before GEN hears it and after: done once."""

import contextlib

import pytest

from genbot.domain.errands import ErrandState
from genbot.domain.pieces import Kind, Piece, Step
from genbot.domain.studio import Spot
from genbot.flows import pieces, placing, variables
from genbot.gen.errors import Unclear
from tests.golden.make import BEA, rendered
from tests.watches import test_placing, test_variables
from tests.watches.test_pieces import Shelves

MOST_CALLS = 3  # of any of these errands


class Killed(BaseException):
    """The process is gone."""


class Vidsheet:
    """All that these errands change at GEN."""

    def __init__(self, gen, files):
        self.shelves, self.book = Shelves(gen), test_variables.Book(gen)
        self.place = test_placing.Place(gen)
        files.content = test_variables.TABLE


@pytest.fixture
def sheet(gen, files):
    return Vidsheet(gen, files)


@pytest.fixture
async def made(world, sheet):
    """A video in review, and nothing else under way."""
    one = await world.do(rendered, "tacos")
    await world.passes(60)
    return one


def layer(made):
    return Piece(Kind.LAYER, Spot(made.id, "70", "73"), "82", "Voice")


def row(made):
    return Piece(Kind.ROW, Spot(made.id), "70", "1")


def column(made):
    return Piece(Kind.COLUMN, Spot(made.id), "1", "Hook")


STORIES = {
    "add a layer": lambda made: (pieces.add, Kind.LAYER, layer(made).spot, "Music", "audio"),
    "add a row": lambda made: (pieces.add, Kind.ROW, Spot(made.id), "", ""),
    "copy a layer": lambda made: (pieces.copy, layer(made)),
    "move a layer": lambda made: (pieces.move, layer(made), Step.LATER),
    "move a row": lambda made: (pieces.move, row(made), Step.LATER),
    "move a column": lambda made: (pieces.move, column(made), Step.LATER),
    "name a layer": lambda made: (pieces.rename, layer(made), "Voice-over"),
    "name a column": lambda made: (pieces.rename, column(made), "Opening"),
    "delete a layer": lambda made: (pieces.delete, layer(made)),
    "read variables in": lambda made: (variables.bring, Spot(made.id), test_variables.FILE),
    "use a file": lambda made: (placing.use, test_placing.voice(made), test_placing.SALSA),
}


DONE = {
    "add a layer": lambda sheet: list(sheet.shelves.layers) == ["81", "82", "83", "101"],
    "add a row": lambda sheet: list(sheet.shelves.rows) == ["70", "90", "101"],
    "copy a layer": lambda sheet: list(sheet.shelves.layers) == ["81", "82", "83", "101"],
    "move a layer": lambda sheet: list(sheet.shelves.layers) == ["81", "83", "82"],
    "move a row": lambda sheet: list(sheet.shelves.rows) == ["90", "70"],
    "move a column": lambda sheet: list(sheet.shelves.columns) == ["2", "1", "3", "4"],
    "name a layer": lambda sheet: len(sheet.shelves.layers) == 3,
    "name a column": lambda sheet: len(sheet.shelves.columns) == 4,
    "delete a layer": lambda sheet: list(sheet.shelves.layers) == ["81", "83"],
    "read variables in": lambda sheet: len(sheet.book.brought) == 1,
    "use a file": lambda sheet: len(sheet.place.asked) == 1,
}
SHOWS = {
    *("add a layer", "copy a layer", "move a layer", "delete a layer"),
    *("read variables in", "use a file"),
}
"""What is in the video once it is rendered again."""


@pytest.mark.parametrize("nth", range(MOST_CALLS))
@pytest.mark.parametrize(
    ("when", "trouble"),
    [("before", Killed), ("after", Killed), ("after", lambda: Unclear("reset"))],
    ids=["killed before", "killed after", "reset after"],
)
@pytest.mark.parametrize("story", STORIES)
async def test_interrupted_at_any_call_it_is_done_once(
    world, gen, sheet, made, story, when, trouble, nth
):
    first = gen.heard + 1

    def strike(at):
        return trouble() if at == first + nth else None

    setattr(gen, when, strike)
    do, *how = STORIES[story](made)
    await world.do(do, *how, by=BEA)
    with contextlib.suppress(Killed):
        await world.passes(600)
    gen.before = gen.after = lambda at: None
    world.restart()
    await world.passes(900)

    [errand] = await world.all("errands")
    assert errand.state is ErrandState.DONE, errand.reason
    assert DONE[story](sheet)
    assert (await world.one("productions")).edited == (story in SHOWS)
