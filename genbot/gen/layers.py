"""The layers on a cell's timeline: added, copied, reordered, changed."""

from typing import Any

from genbot.gen.endpoint import Endpoint, Query, Text
from genbot.gen.rows import Placed
from genbot.gen.sheets import Layer


class CreateLayer(
    Endpoint[Layer],
    post="/autocontentengine/{sheet_id}/cells/{cell_id}/layers",
    wrap="video_layer",
):
    sheet_id: str
    cell_id: str
    agent_id: Query[str]
    name: Text
    type: Text
    position: int | None = None


class UpdateLayer(
    Endpoint[Layer],
    patch="/autocontentengine/{sheet_id}/cells/{cell_id}/layers/{layer_id}",
    wrap="video_layer",
):
    sheet_id: str
    cell_id: str
    layer_id: str
    agent_id: Query[str]
    name: str | None = None
    additional_attributes: dict[str, Any] | None = None


class DeleteLayer(
    Endpoint[None], delete="/autocontentengine/{sheet_id}/cells/{cell_id}/layers/{layer_id}"
):
    sheet_id: str
    cell_id: str
    layer_id: str
    agent_id: str


class DuplicateLayer(
    Endpoint[Layer],
    post="/autocontentengine/{sheet_id}/cells/{cell_id}/layers/{layer_id}/duplicate",
):
    sheet_id: str
    cell_id: str
    layer_id: str
    agent_id: Query[str]


class UpdateLayerPositions(
    Endpoint[None],
    put="/autocontentengine/{sheet_id}/cells/{cell_id}/layers/update_positions",
):
    sheet_id: str
    cell_id: str
    agent_id: Query[str]
    layers: list[Placed]
