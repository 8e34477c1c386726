"""Phase 4, layers: the elements of a cell's timeline."""

from copy import deepcopy

from genbot.sandbox.gen import build
from genbot.sandbox.gen.asks import Answer, Ask, refuse, text
from genbot.sandbox.gen.lookup import asked_cell, asked_layer, wants_cost
from genbot.sandbox.gen.order import entries, reorder
from genbot.sandbox.gen.sheet_looks import layer_look
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_LAYERS = "/autocontentengine/{sheet_id}/cells/{cell_id}/layers"
_LAYER = f"{_LAYERS}/{{layer_id}}"


@table.on("POST", _LAYERS)
def create_layer(gen: Gen, ask: Ask) -> Answer:
    _, _, cell = asked_cell(gen, ask)
    wanted = ask.part("video_layer")
    if cell.role == "final_video":
        refuse("The final_video cell is managed by the platform")
    layer = build.add_layer(gen, cell, text(wanted, "name", 200), text(wanted, "type", 50))
    if "position" in wanted:
        reorder(cell.layers, [{"id": layer.id, "position": wanted["position"]}])
    return Answer(layer_look(gen, layer), 201)


@table.on("GET", _LAYER)
def get_layer(gen: Gen, ask: Ask) -> Answer:
    *_, layer = asked_layer(gen, ask)
    return Answer(layer_look(gen, layer, cost=wants_cost(ask)))


@table.on("PATCH", _LAYER)
def update_layer(gen: Gen, ask: Ask) -> Answer:
    *_, layer = asked_layer(gen, ask)
    wanted = ask.part("video_layer")
    layer.name = text({"name": layer.name, **wanted}, "name", 200)
    attributes = wanted.get("additional_attributes", layer.attributes)
    if not isinstance(attributes, dict):
        refuse("additional_attributes must be an object")
    layer.attributes, layer.updated = attributes, gen.now()
    return Answer(layer_look(gen, layer))


@table.on("DELETE", _LAYER)
def delete_layer(gen: Gen, ask: Ask) -> Answer:
    _, _, cell, layer = asked_layer(gen, ask)
    cell.layers.remove(layer)
    return Answer(status=204)


@table.on("POST", f"{_LAYER}/duplicate")
def duplicate_layer(gen: Gen, ask: Ask) -> Answer:
    _, _, cell, layer = asked_layer(gen, ask)
    fresh = deepcopy(layer)
    fresh.id, fresh.position = gen.number(), len(cell.layers)
    cell.layers.append(fresh)
    return Answer(layer_look(gen, fresh), 201)


@table.on("PUT", f"{_LAYERS}/update_positions")
def move_layers(gen: Gen, ask: Ask) -> Answer:
    _, _, cell = asked_cell(gen, ask)
    reorder(cell.layers, entries(ask, "layers"))
    return Answer([layer_look(gen, layer) for layer in cell.layers])
