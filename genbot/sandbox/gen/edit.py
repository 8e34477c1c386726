"""Phase 4: fill the sheet. Rows, columns and cells here; layers, generations and assets next door."""

from typing import Any

from genbot.sandbox.gen import assets, automation, build, generations, layers, variables
from genbot.sandbox.gen.asks import Answer, Ask, missing, one_of, refuse, text
from genbot.sandbox.gen.lookup import (
    asked_cell,
    find_cell,
    find_column,
    find_row,
    find_sheet,
    wants_cost,
)
from genbot.sandbox.gen.order import entries, numbered, reorder
from genbot.sandbox.gen.sheet_looks import cell_look, column_look, row_look
from genbot.sandbox.gen.sheets import Cell, Column
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_ENGINE = "/autocontentengine/{sheet_id}"
_TYPES = ("text", "image", "video", "audio")
_LONGEST_VALUE = 50_000


@table.on("GET", f"{_ENGINE}/rows")
def list_rows(gen: Gen, ask: Ask) -> Answer:
    return Answer([row_look(gen, row, cost=wants_cost(ask)) for row in find_sheet(gen, ask).rows])


@table.on("POST", f"{_ENGINE}/rows")
def create_row(gen: Gen, ask: Ask) -> Answer:
    sheet = find_sheet(gen, ask)
    row = build.add_row(gen, sheet)
    position = ask.part("spreadsheet_row").get("position")
    if position is not None:
        reorder(sheet.rows, [{"id": row.id, "position": position}])
    return Answer(row_look(gen, row), 201)


@table.on("GET", f"{_ENGINE}/rows/{{row_id}}")
def get_row(gen: Gen, ask: Ask) -> Answer:
    row = find_row(find_sheet(gen, ask), ask.number("row_id"))
    return Answer(row_look(gen, row, cost=wants_cost(ask)))


@table.on("POST", f"{_ENGINE}/rows/{{row_id}}/duplicate")
def duplicate_row(gen: Gen, ask: Ask) -> Answer:
    sheet = find_sheet(gen, ask)
    row = build.copy_row(gen, find_row(sheet, ask.number("row_id")))
    row.position = len(sheet.rows)
    sheet.rows.append(row)
    return Answer(row_look(gen, row), 201)


@table.on("PUT", f"{_ENGINE}/rows/update_positions")
def move_rows(gen: Gen, ask: Ask) -> Answer:
    sheet = find_sheet(gen, ask)
    reorder(sheet.rows, entries(ask, "rows"))
    return Answer([row_look(gen, row) for row in sheet.rows])


@table.on("PUT", f"{_ENGINE}/rows/mass_update")
def mass_update_rows(gen: Gen, ask: Ask) -> Answer:
    sheet = find_sheet(gen, ask)
    for entry in entries(ask, "rows", "spreadsheet_rows"):
        row = find_row(sheet, entry["id"])
        row.attributes = _attributes(entry, row.attributes)
        row.updated = gen.now()
        if "spreadsheet_cells" in entry:
            for cell in numbered(entry["spreadsheet_cells"], "spreadsheet_cells"):
                _write(gen, find_cell(sheet, cell["id"])[1], cell)
    return Answer([row_look(gen, row) for row in sheet.rows])


@table.on("GET", f"{_ENGINE}/columns")
def list_columns(gen: Gen, ask: Ask) -> Answer:
    sheet = find_sheet(gen, ask)
    return Answer([column_look(sheet, column) for column in sheet.columns])


@table.on("POST", f"{_ENGINE}/columns")
def create_column(gen: Gen, ask: Ask) -> Answer:
    sheet = find_sheet(gen, ask)
    wanted = ask.part("spreadsheet_column")
    if wanted.get("role", wanted.get("column_role", "ingredient")) != "ingredient":
        refuse("Only ingredient columns can be created")
    column = build.add_column(
        gen, sheet, text(wanted, "title", 200), one_of(wanted, "type", _TYPES)
    )
    if "position" in wanted:
        reorder(sheet.columns, [{"id": column.id, "position": wanted["position"]}])
    return Answer(column_look(sheet, column), 201)


@table.on("POST", f"{_ENGINE}/columns/{{column_id}}/duplicate")
def duplicate_column(gen: Gen, ask: Ask) -> Answer:
    """The column with its values, under a new id; the platform's own stay single."""
    sheet = find_sheet(gen, ask)
    column = _own(find_column(sheet, ask.number("column_id")))
    fresh = build.add_column(gen, sheet, f"{column.title} (copy)", column.type)
    fresh.attributes = dict(column.attributes)
    for row in sheet.rows:
        values = {cell.column_id: cell for cell in row.cells}
        values[fresh.id].value = values[column.id].value
    return Answer(column_look(sheet, fresh), 201)


@table.on("PATCH", f"{_ENGINE}/columns/update_positions")
def move_columns(gen: Gen, ask: Ask) -> Answer:
    sheet = find_sheet(gen, ask)
    reorder(sheet.columns, entries(ask, "columns"))
    return Answer([column_look(sheet, column) for column in sheet.columns])


@table.on("PUT", f"{_ENGINE}/columns/mass_update")
def mass_update_columns(gen: Gen, ask: Ask) -> Answer:
    sheet = find_sheet(gen, ask)
    for entry in entries(ask, "columns", "spreadsheet_columns"):
        column = _own(find_column(sheet, entry["id"]))
        column.title = text({"title": column.title, **entry}, "title", 200)
        column.attributes = _attributes(entry, column.attributes)
        column.updated = gen.now()
    return Answer([column_look(sheet, column) for column in sheet.columns])


@table.on("GET", f"{_ENGINE}/cells/{{cell_id}}")
def get_cell(gen: Gen, ask: Ask) -> Answer:
    _, _, cell = asked_cell(gen, ask)
    return Answer(cell_look(gen, cell, cost=wants_cost(ask)))


@table.on("PATCH", f"{_ENGINE}/cells/{{cell_id}}")
def update_cell(gen: Gen, ask: Ask) -> Answer:
    _, _, cell = asked_cell(gen, ask)
    _write(gen, cell, ask.part("spreadsheet_cell"))
    return Answer(cell_look(gen, cell))


@table.on("PUT", f"{_ENGINE}/cells/mass_update")
def mass_update_cells(gen: Gen, ask: Ask) -> Answer:
    """All or nothing: an unknown cell refuses the whole update."""
    sheet = find_sheet(gen, ask)
    wanted = entries(ask, "cells", "spreadsheet_cells")
    found = [(find_cell(sheet, entry["id"])[1], entry) for entry in wanted]
    for cell, entry in found:
        _write(gen, cell, entry)
    return Answer([cell_look(gen, cell) for cell, _ in found])


@table.on("PATCH", f"{_ENGINE}/cells/{{cell_id}}/set_default_user_job")
def set_default_user_job(gen: Gen, ask: Ask) -> Answer:
    """Show another of the tries of this cell, or of one of its layers."""
    _, _, cell = asked_cell(gen, ask)
    wanted = str(ask.body.get("user_job_id", ""))
    for place in (cell, *cell.layers):
        if wanted in {str(id) for id in place.jobs}:
            place.shown, place.updated = int(wanted), gen.now()
            _show_text(gen, place)
            return Answer(cell_look(gen, cell))
    return (
        missing(message="The cell has no such user job")
        if wanted
        else refuse("user_job_id is required")
    )


def _show_text(gen: Gen, place: Any) -> None:
    shown = gen.generations[place.shown]
    if isinstance(place, Cell) and shown.kind == "text" and shown.result:
        place.value = shown.result


def _write(gen: Gen, cell: Cell, wanted: dict[str, Any]) -> None:
    if cell.role != "ingredient":
        refuse(f"The {cell.role} cell is managed by the platform")
    if "value" in wanted:
        value = wanted["value"]
        if value is not None and not isinstance(value, str):
            refuse("value must be a text")
        if value and len(value) > _LONGEST_VALUE:
            refuse(f"value is too long (maximum is {_LONGEST_VALUE} characters)")
        cell.value = value
    cell.attributes = _attributes(wanted, cell.attributes)
    cell.updated = gen.now()


def _attributes(wanted: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    attributes = wanted.get("additional_attributes", before)
    return (
        attributes
        if isinstance(attributes, dict)
        else refuse("additional_attributes must be an object")
    )


def _own(column: Column) -> Column:
    if column.role != "ingredient":
        refuse(f"The {column.role} column is managed by the platform")
    return column


for rows in (layers.table, generations.table, variables.table, assets.table, automation.table):
    table += rows
