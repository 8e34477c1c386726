"""Phase 4, generations: ask for content in a cell or a layer, follow it, stop it, go on."""

from typing import Any

from genbot.sandbox.gen import creation, making
from genbot.sandbox.gen.asks import Answer, Ask, missing, one_of, refuse
from genbot.sandbox.gen.lookup import asked_cell, asked_layer, wants_cost
from genbot.sandbox.gen.sheet_looks import generation_look
from genbot.sandbox.gen.sheets import Filled, Generation, Row, Sheet
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_CELL = "/autocontentengine/{sheet_id}/cells/{cell_id}"
_MANAGED = ("final_video", "stats")


@table.on("POST", f"{_CELL}/generate", charged=True)
def generate_cell(gen: Gen, ask: Ask) -> Answer:
    sheet, row, cell = asked_cell(gen, ask)
    if cell.role in _MANAGED:
        refuse(f"The {cell.role} cell is managed by the platform")
    return _generate(gen, ask, sheet, row, cell)


@table.on("POST", f"{_CELL}/layers/{{layer_id}}/generate", charged=True)
def generate_layer(gen: Gen, ask: Ask) -> Answer:
    sheet, row, _, layer = asked_layer(gen, ask)
    return _generate(gen, ask, sheet, row, layer)


@table.on("GET", "/generations/{generation_id}")
def get_generation(gen: Gen, ask: Ask) -> Answer:
    return Answer(generation_look(gen, _generation(gen, ask), cost=wants_cost(ask)))


@table.on("POST", "/generations/{generation_id}/stop")
def stop_generation(gen: Gen, ask: Ask) -> Answer:
    made = _generation(gen, ask)
    making.stop(gen, made)
    return _accepted(made, 200)


@table.on("POST", "/generations/{generation_id}/continue")
def continue_generation(gen: Gen, ask: Ask) -> Answer:
    made = _generation(gen, ask)
    making.go_on(gen, made)
    return _accepted(made, 200)


def _generate(gen: Gen, ask: Ask, sheet: Sheet, row: Row, place: Filled) -> Answer:
    kind = str(one_of(ask.body, "generation_type", creation.KINDS))
    data: Any = ask.body.get("data")
    if not isinstance(data, dict):
        refuse("data must be an object")
    agent = gen.agents[sheet.agent_id]
    creation.check(gen, agent, kind, data, place.type)
    job = making.Job(agent, sheet, place)
    return _accepted(making.begin(gen, job, kind, creation.filled_in(sheet, row, data)), 201)


def _generation(gen: Gen, ask: Ask) -> Generation:
    made = gen.generations.get(ask.number("generation_id"))
    return made or missing(message="Generation not found")


def _accepted(made: Generation, status: int) -> Answer:
    return Answer({"generation_id": made.id, "status": made.status}, status)
