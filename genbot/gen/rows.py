"""The rows and columns of a vidsheet: added, copied, reordered, changed."""

from typing import Any, Literal

from genbot.gen.endpoint import Endpoint, Part, Query, Text
from genbot.gen.sheets import Column, Row


class Placed(Part):
    """A thing and its place in the order."""

    id: Text
    position: int


class ListRows(Endpoint[list[Row]], get="/autocontentengine/{sheet_id}/rows"):
    sheet_id: str
    agent_id: str


class GetRow(Endpoint[Row], get="/autocontentengine/{sheet_id}/rows/{row_id}"):
    sheet_id: str
    row_id: str
    agent_id: str


class CreateRow(Endpoint[Row], post="/autocontentengine/{sheet_id}/rows", wrap="spreadsheet_row"):
    sheet_id: str
    agent_id: Query[str]
    position: int | None = None


class DuplicateRow(Endpoint[Row], post="/autocontentengine/{sheet_id}/rows/{row_id}/duplicate"):
    """With its cells and layers."""

    sheet_id: str
    row_id: str
    agent_id: Query[str]


class UpdateRowPositions(Endpoint[None], put="/autocontentengine/{sheet_id}/rows/update_positions"):
    sheet_id: str
    agent_id: Query[str]
    rows: list[Placed]


class MassUpdateRows(Endpoint[None], put="/autocontentengine/{sheet_id}/rows/mass_update"):
    """Several rows at once, each with its id; the pages name no other field."""

    sheet_id: str
    agent_id: Query[str]
    rows: list[dict[str, Any]]


class ListColumns(Endpoint[list[Column]], get="/autocontentengine/{sheet_id}/columns"):
    sheet_id: str
    agent_id: str


class CreateColumn(
    Endpoint[Column], post="/autocontentengine/{sheet_id}/columns", wrap="spreadsheet_column"
):
    """A new ingredient; the other kinds of columns are GEN's own."""

    sheet_id: str
    agent_id: Query[str]
    title: Text
    type: Literal["text", "image", "video", "audio"]
    position: int | None = None


class DuplicateColumn(
    Endpoint[Column], post="/autocontentengine/{sheet_id}/columns/{column_id}/duplicate"
):
    sheet_id: str
    column_id: str
    agent_id: Query[str]


class UpdateColumnPositions(
    Endpoint[None], patch="/autocontentengine/{sheet_id}/columns/update_positions"
):
    sheet_id: str
    agent_id: Query[str]
    columns: list[Placed]


class MassUpdateColumns(Endpoint[None], put="/autocontentengine/{sheet_id}/columns/mass_update"):
    """Several columns at once, each with its id; the pages name no other field."""

    sheet_id: str
    agent_id: Query[str]
    columns: list[dict[str, Any]]
