"""The pieces of a video's vidsheet as GEN has them now: its layers, its rows, its columns."""

from dataclasses import replace

from genbot.domain.errors import NotHere
from genbot.domain.pieces import PER_PAGE, Column, Columns, Kind, Layers, Piece, Rows
from genbot.domain.studio import Board, Part, Spot
from genbot.flows import studio
from genbot.gen.convert import GetSheet
from genbot.gen.endpoint import Ask
from genbot.gen.rows import ListColumns


async def layers(gen: Ask, about: studio.About) -> Layers:
    """Of the cell that the spot is about, else of the row's video; raises NotHere or GenError."""
    _, spot = about
    board = await studio.board(gen, (about[0], replace(spot, layer="")))
    cell = board.part() if spot.cell else _video(board)
    if cell is None:
        raise NotHere("That cell is gone. Open the studio again to see what is there.")
    return Layers(replace(cell.spot, page=spot.page), board.title, cell.title, cell.layers)


async def rows(gen: Ask, about: studio.About) -> Rows:
    """One page of them; raises GenError."""
    made, spot = about
    call = GetSheet(sheet_id=made.sheet_id, agent_id=made.agent_id, with_execution_cost=True)
    sheet = await gen(call)
    order = [one.id for one in sorted(sheet.spreadsheet_rows, key=lambda one: one.position)]
    page = max(0, min(spot.page, (len(order) - 1) // PER_PAGE))
    shown = order[page * PER_PAGE : (page + 1) * PER_PAGE]
    boards = [studio.read(sheet, made.title, Spot(made.id, id), made.final_cell) for id in shown]
    here = Spot(made.id, page=page)
    return Rows(here, made.title, page * PER_PAGE, tuple(boards), len(order))


async def columns(gen: Ask, about: studio.About) -> Columns:
    """All of them; raises GenError."""
    made, spot = about
    found = await gen(ListColumns(sheet_id=made.sheet_id, agent_id=made.agent_id))
    here = Spot(made.id, page=spot.page)
    every = tuple(
        Column(Piece(Kind.COLUMN, Spot(made.id), one.id, one.title), one.type, one.role or "")
        for one in sorted(found, key=lambda one: one.position)
    )
    return Columns(here, made.title, every)


def _video(board: Board) -> Part | None:
    """The cell with the layers, or the one that could have some."""
    cells = [one for one in board.parts if one.layers or one.role == "video"]
    return max(cells, key=lambda one: len(one.layers), default=None)
