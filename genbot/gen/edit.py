"""Phase 4 of GEN: cells, layers, and the generations that fill them."""

from genbot.gen.creation import CardData, GenerationType
from genbot.gen.endpoint import Endpoint, Part, Query, Text
from genbot.gen.jobs import Accepted
from genbot.gen.sheets import Cell, Generation, Layer


class GetCell(Endpoint[Cell], get="/autocontentengine/{sheet_id}/cells/{cell_id}"):
    sheet_id: str
    cell_id: str
    agent_id: str
    with_execution_cost: bool | None = None


class UpdateCell(
    Endpoint[Cell | None],
    patch="/autocontentengine/{sheet_id}/cells/{cell_id}",
    wrap="spreadsheet_cell",
):
    """Write a cell. The page shows no answer, so an empty one is as good."""

    sheet_id: str
    cell_id: str
    agent_id: Query[str]
    value: str


class CellValue(Part):
    id: Text
    value: str


class MassUpdateCells(Endpoint[None], put="/autocontentengine/{sheet_id}/cells/mass_update"):
    """Several cells at once. The pages call the body "payload"; the list mirrors the rows'."""

    sheet_id: str
    agent_id: Query[str]
    cells: list[CellValue]


class SetDefaultUserJob(
    Endpoint[None],
    patch="/autocontentengine/{sheet_id}/cells/{cell_id}/set_default_user_job",
):
    """Show another of a cell's generations."""

    sheet_id: str
    cell_id: str
    agent_id: Query[str]
    user_job_id: Text


class GetLayer(
    Endpoint[Layer], get="/autocontentengine/{sheet_id}/cells/{cell_id}/layers/{layer_id}"
):
    sheet_id: str
    cell_id: str
    layer_id: str
    agent_id: str


class GenerateCell(
    Endpoint[Accepted],
    post="/autocontentengine/{sheet_id}/cells/{cell_id}/generate",
    charged=True,
):
    """Fill a cell. What the specification forbids is refused here, before it costs anything."""

    sheet_id: str
    cell_id: str
    agent_id: Query[str]
    generation_type: GenerationType
    data: CardData


class GenerateLayer(
    Endpoint[Accepted],
    post="/autocontentengine/{sheet_id}/cells/{cell_id}/layers/{layer_id}/generate",
    charged=True,
):
    """Fill one layer of a video cell."""

    sheet_id: str
    cell_id: str
    layer_id: str
    agent_id: Query[str]
    generation_type: GenerationType
    data: CardData


class GetGeneration(Endpoint[Generation], get="/generations/{generation_id}"):
    generation_id: str


class StopGeneration(Endpoint[Accepted], post="/generations/{generation_id}/stop"):
    """Stop it; all its credits come back."""

    generation_id: str


class ContinueGeneration(
    Endpoint[Accepted], post="/generations/{generation_id}/continue", charged=True
):
    """Let a stopped one go on; its credits are taken again."""

    generation_id: str
