"""What a vidsheet is made of: columns, rows, cells, layers, and what was generated for them."""

from typing import Annotated, Any, Self

from pydantic import AliasChoices, Field

from genbot.gen.shapes import Each, Loose, Reason, Shape, Word

Cost = Annotated[float | None, Field(ge=0, le=1e9), Loose]
"""In credits. Less than nothing is no cost: it would make room in a budget."""
Attributes = Annotated[dict[str, Any], Loose]


class Resource(Shape):
    """A file GEN made or keeps. Its addresses are public and last until it is deleted."""

    id: str
    url: Word = None
    thumbnail_url: Word = None
    object_type: Word = Field(None, validation_alias=AliasChoices("object_type", "type"))
    file_name: Word = None
    content_type: Word = None


class Generation(Shape):
    """One attempt to fill a cell or a layer, or to render. `result` is a text for texts.

    Its status goes pending, processing, then completed, failed or stopped (page "Generations").
    """

    id: str = Field(validation_alias=AliasChoices("id", "generation_id"))
    status: str
    user_job_type: Word = None
    generation_type: Word = None
    data: Attributes = Field(default_factory=dict)  # what it was made from, where GEN tells
    result: Any = None
    failed_reason: Reason = None
    output_resources: Annotated[list[Resource], Each, Loose] = Field(default_factory=list)
    execution_cost: Cost = None

    @property
    def over(self) -> bool:
        """Nothing more comes of it. In a state that nobody wrote down it goes on, and may cost."""
        return self.given_up or self.status == "completed"

    @property
    def given_up(self) -> bool:
        return self.status in {"failed", "stopped"}

    @property
    def resource(self) -> Resource | None:
        """What came out; for a render the finished video."""
        return self.output_resources[0] if self.output_resources else None


class Generated(Shape):
    """What cells and layers share: the shown generation, all of them, and what they cost."""

    id: str
    default_user_job: Annotated[Generation | None, Loose] = None
    user_jobs: Annotated[list[Generation], Each, Loose] = Field(default_factory=list)
    additional_attributes: Attributes = Field(default_factory=dict)
    execution_cost: Cost = None

    @property
    def generations(self) -> dict[str, Generation]:
        """All of them by id, as GEN lists them; the shown one may not be among those it lists."""
        shown = [self.default_user_job] if self.default_user_job else []
        return {one.id: one for one in [*self.user_jobs, *shown]}


class Layer(Generated, wrapped_in="video_layer"):
    """One element on a cell's timeline; `position` is its depth, lowest at the back."""

    name: Annotated[str, Loose] = ""
    type: Annotated[str, Loose] = ""
    position: Annotated[int, Loose] = 0


class Cell(Generated, wrapped_in="spreadsheet_cell"):
    """One cell; `column_id` is told in examples only, so rows know a second way to find it."""

    value: Annotated[str | None, Loose] = None
    column_id: Word = Field(
        None, validation_alias=AliasChoices("column_id", "spreadsheet_column_id")
    )
    cell_role: Word = None
    video_layers: Annotated[list[Layer], Each, Loose] = Field(default_factory=list)

    def layer(self, id: str) -> Layer | None:
        return next((one for one in self.video_layers if one.id == id), None)


class Column(Shape, wrapped_in="spreadsheet_column"):
    """One column; `role` is ingredient, video, final_video, stats or global_variable_*."""

    id: str
    title: Annotated[str, Loose] = ""
    type: Annotated[str, Loose] = ""
    role: Word = Field(None, validation_alias=AliasChoices("role", "column_role"))
    description: Word = None
    position: Annotated[int, Loose] = 0
    additional_attributes: Attributes = Field(default_factory=dict)


class Row(Shape, wrapped_in="spreadsheet_row"):
    """One row: one video in the making."""

    id: str
    position: Annotated[int, Loose] = 0
    spreadsheet_cells: Annotated[list[Cell], Each] = Field(default_factory=list)
    execution_cost: Cost = None


class Sheet(Shape, wrapped_in="spreadsheet"):
    """A whole vidsheet (an "Auto Content Engine")."""

    id: str
    slug: Word = None
    title: Word = None
    status: Word = None
    spreadsheet_columns: Annotated[list[Column], Each] = Field(default_factory=list)
    spreadsheet_rows: Annotated[list[Row], Each] = Field(default_factory=list)
    global_variables_sheet: Annotated[Self | None, Loose] = None

    def cell(self, row: Row, column: Column) -> Cell | None:
        """The cell where they cross: by its column's id, else its role, else its place."""
        cells = row.spreadsheet_cells
        for cell in cells:
            if cell.column_id == column.id:
                return cell
        if any(cell.column_id for cell in cells):
            return None
        for cell in cells:
            if cell.cell_role and cell.cell_role == column.role:
                return cell
        order = sorted(self.spreadsheet_columns, key=lambda one: one.position)
        place = order.index(column)
        return cells[place] if len(cells) == len(order) else None
