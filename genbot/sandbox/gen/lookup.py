"""Finds what an engine's path names: the sheet, its rows, columns, cells and layers."""

from genbot.sandbox.gen.agents import Agent
from genbot.sandbox.gen.asks import Ask, missing
from genbot.sandbox.gen.sheets import Cell, Column, Layer, Row, Sheet
from genbot.sandbox.gen.state import Gen


def paying(gen: Gen, ask: Ask) -> Agent:
    """The agent, whose organization must have bought credits (Base URLs and Auth)."""
    agent = gen.agent(ask)
    gen.purse(agent).open()
    return agent


def wants_cost(ask: Ask) -> bool:
    return ask.query.get("with_execution_cost", "").lower() in {"true", "1"}


def find_sheet(gen: Gen, ask: Ask) -> Sheet:
    agent = paying(gen, ask)
    sheet = gen.sheets.get(ask.number("sheet_id"))
    return sheet if sheet and sheet.agent_id == agent.id else missing()


def find_row(sheet: Sheet, id: int) -> Row:
    return next((row for row in sheet.rows if row.id == id), None) or missing()


def find_column(sheet: Sheet, id: int) -> Column:
    return next((column for column in sheet.columns if column.id == id), None) or missing()


def find_cell(sheet: Sheet, id: int) -> tuple[Row, Cell]:
    return next(((row, cell) for row, cell in sheet.cells() if cell.id == id), None) or missing()


def find_layer(cell: Cell, id: int) -> Layer:
    return next((layer for layer in cell.layers if layer.id == id), None) or missing()


def asked_cell(gen: Gen, ask: Ask) -> tuple[Sheet, Row, Cell]:
    sheet = find_sheet(gen, ask)
    return (sheet, *find_cell(sheet, ask.number("cell_id")))


def asked_layer(gen: Gen, ask: Ask) -> tuple[Sheet, Row, Cell, Layer]:
    sheet, row, cell = asked_cell(gen, ask)
    return sheet, row, cell, find_layer(cell, ask.number("layer_id"))
