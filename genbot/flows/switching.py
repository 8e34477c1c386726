"""Another row of the vidsheet becomes the one that a video is made from."""

from collections.abc import Iterator
from dataclasses import replace

from genbot.domain.errors import NotHere, NotNow
from genbot.domain.productions import Production, Stage, Task
from genbot.domain.studio import Spot
from genbot.flows import editing, steps, studio
from genbot.gen.convert import GetSheet
from genbot.gen.endpoint import Ask
from genbot.gen.sheets import Cell, Generated, Layer, Row, Sheet
from genbot.store import Transaction

Told = Sheet  # the vidsheet, as GEN has it
Place = tuple[str, str]  # a cell and a layer in it; no layer: the cell itself


async def asked(gen: Ask, about: studio.About) -> Sheet:
    """The vidsheet as it is now; raises GenError."""
    made, _ = about
    call = GetSheet(sheet_id=made.sheet_id, agent_id=made.agent_id, with_execution_cost=True)
    return await gen(call)


def use(tx: Transaction, spot: Spot, sheet: Sheet, *, by: str) -> Production:
    """From now on the video is rendered from this row: what is made of the other stays there.

    The plan follows it: each part is what its counterpart in this row shows. What is empty there is
    not planned any more, it can be made in the studio. Raises NotHere, NotNow and NotYours.
    """
    production = editing.may(tx, spot.made, by)
    editing.free(tx, production)
    if production.stage is not Stage.REVIEW:
        raise NotNow("The row of a video can be chosen while it is in review. Nothing was changed.")
    new, final, video = _row(sheet, spot.row)
    if final.id == production.final_cell:
        raise NotNow("The video is made from this row already.")
    old = next((one for one in sheet.spreadsheet_rows if _in(one, production.final_cell)), None)
    here = dict(_pairs(sheet, old, new)) if old else {}
    found = [one for task in production.tasks if (one := _moved(tx, task, here))]
    left = {one.id for one in found}
    tasks = [replace(one, needs=_still(one.needs, left)) for one in found]
    render = production.render
    if render:
        earlier = (*render.earlier, *final.generations)
        render = replace(render, cell_id=final.id, earlier=tuple(dict.fromkeys(earlier)))
    switched = replace(
        production, final_cell=final.id, video_cell=video.id if video else "",
        tasks=tuple(tasks), render=render, edited=production.edited + 1,
    )  # fmt: skip
    return steps.keep(tx, switched, "changed in the studio", by=by)


def _row(sheet: Sheet, id: str) -> tuple[Row, Cell, Cell | None]:
    """The row, its cell for the finished video, and the one with the layers."""
    row = next((one for one in sheet.spreadsheet_rows if one.id == id), None)
    if row is None:
        raise NotHere("That row is gone. Open the studio again to see what is there.")
    found = {one.role: sheet.cell(row, one) for one in sheet.spreadsheet_columns}
    final = found.get("final_video")
    if final is None:
        raise NotNow("This row has no cell for a finished video.")
    return row, final, found.get("video")


def _pairs(sheet: Sheet, old: Row, new: Row) -> Iterator[tuple[Place, tuple[Place, Generated]]]:
    """Each place of the one row, and its counterpart in the other: the same column, and there the
    layer at the same height, when it holds the same."""
    for column in sheet.spreadsheet_columns:
        was, now = sheet.cell(old, column), sheet.cell(new, column)
        if was and now:
            yield (was.id, ""), ((now.id, ""), now)
            layers = zip(_stack(was), _stack(now), strict=False)
            for one, other in layers:
                if one.type == other.type:
                    yield (was.id, one.id), ((now.id, other.id), other)


def _stack(cell: Cell) -> list[Layer]:
    return sorted(cell.video_layers, key=lambda one: one.position)


def _moved(tx: Transaction, task: Task, here: dict[Place, tuple[Place, Generated]]) -> Task | None:
    """The part in the other row, as it is there; None when nothing is."""
    found = here.get(task.place)
    shown = found[1].default_user_job if found else None
    if found is None or shown is None or shown.status != "completed":
        return None
    (cell, layer), place = found
    earlier = tuple(id for id in place.generations if id != shown.id)
    fresh = replace(task, cell_id=cell, layer_id=layer, generation="", continued=0)
    return replace(studio.made(tx, fresh, shown), earlier=earlier)


def _still(needs: dict[str, str] | None, left: set[str]) -> dict[str, str] | None:
    """What it is made from, as far as that is still planned."""
    return {name: id for name, id in (needs or {}).items() if id in left} or None


def _in(row: Row, cell: str) -> bool:
    return any(one.id == cell for one in row.spreadsheet_cells)
