"""Phase 3 of GEN: templates, and the vidsheets made from them or from nothing."""

from typing import Annotated, Any

from pydantic import Field

from genbot.gen.endpoint import Endpoint, Query, Text
from genbot.gen.shapes import Each, Loose, Shape, Word
from genbot.gen.sheets import Column, Sheet


class Sample(Shape):
    """Something a template made lately."""

    id: str
    type: Word = None
    thumbnail_url: Word = None


class Template(Shape):
    """A vidsheet to clone; its `tags` name the video types it is good for."""

    slug: str
    id: Word = None
    title: Annotated[str, Loose] = ""
    name: Annotated[str, Loose] = ""
    description: Annotated[str, Loose] = ""
    cover: Annotated[str | None, Loose] = None
    tutorial_url: Annotated[str | None, Loose] = None
    tags: Annotated[list[str], Each, Loose] = Field(default_factory=list)
    recent_generated_contents: Annotated[list[Sample], Each, Loose] = Field(default_factory=list)
    spreadsheet_columns: Annotated[list[Column], Each, Loose] = Field(default_factory=list)
    additional_attributes: Annotated[dict[str, Any], Loose] = Field(default_factory=dict)


class ListTemplates(Endpoint[list[Template]], get="/templates/projects"):
    page: int = Field(1, ge=1)  # counted from 1, here only


class GetTemplate(Endpoint[Template], get="/templates/projects/{slug}"):
    """The slug may also be a UUID or a number (page "Templates")."""

    slug: str


class CloneTemplate(Endpoint[Sheet], post="/templates/spreadsheets/{slug}/clone"):
    """A new vidsheet with columns, a first row and a layer stack. Free."""

    slug: str
    agent_id: Text


class CreateSheet(Endpoint[Sheet], post="/autocontentengine", wrap="spreadsheet"):
    agent_id: Query[str]
    title: Text
    is_default: bool | None = None


class GetSheet(Endpoint[Sheet], get="/autocontentengine/{sheet_id}"):
    sheet_id: str
    agent_id: str
    with_execution_cost: bool | None = None


class CloneSheet(Endpoint[Sheet], post="/autocontentengine/{sheet_id}/clone"):
    sheet_id: str
    agent_id: Query[str]
    target_agent_id: str | None = None
