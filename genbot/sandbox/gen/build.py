"""Builds sheets: from a template, from nothing, and as deep copies of what is there."""

from copy import deepcopy
from dataclasses import replace

from genbot.sandbox.gen.agents import Agent
from genbot.sandbox.gen.catalogue import Card, Template
from genbot.sandbox.gen.sheets import Cell, Column, Filled, Generation, Layer, Row, Sheet
from genbot.sandbox.gen.state import Gen

SYSTEM = (
    ("VIDEO", "video", "video"),
    ("FINAL VIDEO", "video", "final_video"),
    ("STATS", "text", "stats"),
)


def empty_sheet(gen: Gen, agent: Agent, title: str, *, is_default: bool = False) -> Sheet:
    """A sheet without columns and rows."""
    id, now = gen.number(), gen.now()
    sheet = Sheet(id, gen.world.uuid(), f"sheet-{id}", title, agent.id, now, now, is_default)
    gen.sheets[id] = sheet
    return sheet


def from_template(gen: Gen, agent: Agent, template: Template) -> Sheet:
    """Columns, a first row, and a layer stack on its video cell; free (NOTES, Behaviour)."""
    sheet = empty_sheet(gen, agent, template.title)
    sheet.slug, sheet.says = f"{template.slug}-{sheet.id}", template.says
    for ingredient in template.ingredients:
        column = add_column(gen, sheet, ingredient.title, ingredient.type)
        if ingredient.card and not ingredient.on_cell:
            column.attributes = ingredient.card.look()
    for title, type, role in SYSTEM:
        add_column(gen, sheet, title, type, role)
    row = add_row(gen, sheet)
    for ingredient, cell in zip(template.ingredients, row.cells, strict=False):
        if ingredient.card and ingredient.on_cell:
            _tell(gen, agent, cell, ingredient.card)
    video = row.cell("video")
    if video is not None:
        _stack(gen, agent, video, template)
    return sheet


def add_column(gen: Gen, sheet: Sheet, title: str, type: str, role: str = "ingredient") -> Column:
    """A new column at the end, with an empty cell in every row."""
    now = gen.now()
    column = Column(gen.number(), title, type, role, len(sheet.columns), {}, now, now)
    sheet.columns.append(column)
    for row in sheet.rows:
        row.cells.append(_cell(gen, column))
    return column


def add_row(gen: Gen, sheet: Sheet) -> Row:
    """A new row at the end; its video cell gets the layers of the row before, still empty."""
    cells = [_cell(gen, column) for column in sheet.columns]
    before = sheet.rows[-1].cell("video") if sheet.rows else None
    row = Row(gen.number(), len(sheet.rows), cells, {}, gen.now(), gen.now())
    video = row.cell("video")
    if before is not None and video is not None:
        for layer in before.layers:
            fresh = add_layer(gen, video, layer.name, layer.type)
            fresh.attributes = deepcopy(layer.attributes)
    sheet.rows.append(row)
    return row


def add_layer(gen: Gen, cell: Cell, name: str, type: str) -> Layer:
    now = gen.now()
    layer = Layer(
        gen.number(), type, name=name, position=len(cell.layers), created=now, updated=now
    )
    cell.layers.append(layer)
    return layer


def copy_sheet(gen: Gen, sheet: Sheet, agent: Agent) -> Sheet:
    """All of it under new ids, for the same agent or another one."""
    fresh = empty_sheet(gen, agent, sheet.title)
    fresh.slug, fresh.says = f"{sheet.slug}-copy-{fresh.id}", sheet.says
    ids = {column.id: gen.number() for column in sheet.columns}
    fresh.columns = [replace(column, id=ids[column.id]) for column in deepcopy(sheet.columns)]
    fresh.rows = [copy_row(gen, row) for row in sheet.rows]
    for _, cell in fresh.cells():
        cell.column_id = ids[cell.column_id]
    if sheet.variables:
        fresh.variables = copy_sheet(gen, sheet.variables, agent)
    return fresh


def copy_row(gen: Gen, row: Row) -> Row:
    fresh = deepcopy(row)
    fresh.id, fresh.created, fresh.updated = gen.number(), gen.now(), gen.now()
    for cell in fresh.cells:
        cell.id = gen.number()
        for layer in cell.layers:
            layer.id = gen.number()
    return fresh


def _stack(gen: Gen, agent: Agent, video: Cell, template: Template) -> None:
    for track in template.tracks:
        layer = add_layer(gen, video, track.name, track.type)
        if track.card:
            _tell(gen, agent, layer, track.card)


def _cell(gen: Gen, column: Column) -> Cell:
    now = gen.now()
    return Cell(
        gen.number(), column.type, column_id=column.id, role=column.role, created=now, updated=now
    )


def _tell(gen: Gen, agent: Agent, filled: Filled, card: Card) -> None:
    """Where a template tells its card: in the attributes, or by an earlier job without outputs."""
    if card.told == "attributes":
        filled.attributes = card.look()
        return
    job = Generation(gen.number(), agent.id, card.kind, dict(card.data), status="completed")
    gen.generations[job.id] = job
    filled.jobs.append(job.id)
    filled.shown = job.id
