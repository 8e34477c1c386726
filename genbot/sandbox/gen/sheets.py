"""The engine's shapes: a sheet of columns and rows, cells with layers, and the jobs that fill them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from genbot.sandbox.gen.credits import Charge

LIVE = ("pending", "processing")


@dataclass(slots=True)
class Generation:
    """One try at making something; a cell keeps all of its tries (NOTES, Behaviour)."""

    id: int
    agent_id: str
    kind: str
    data: dict[str, Any]
    charge: Charge | None = None
    status: str = "pending"
    result: Any = None
    failed_reason: str | None = None
    outputs: list[int] = field(default_factory=list)
    attempt: int = 0
    place: tuple[int, int] | None = None

    @property
    def cost(self) -> float:
        return self.charge.paid if self.charge else 0


@dataclass(slots=True)
class Filled:
    """What a cell and a layer have in common: tries, and the one that is shown."""

    id: int
    type: str
    attributes: dict[str, Any] = field(default_factory=dict)
    jobs: list[int] = field(default_factory=list)
    shown: int | None = None
    created: float = 0
    updated: float = 0


@dataclass(slots=True)
class Layer(Filled):
    """An element of a video cell's timeline; `position` is its z-index."""

    name: str = ""
    position: int = 0


@dataclass(slots=True)
class Cell(Filled):
    """Where a row meets a column."""

    column_id: int = 0
    role: str = "ingredient"
    value: str | None = None
    layers: list[Layer] = field(default_factory=list)


@dataclass(slots=True)
class Column:
    """`role` is ingredient for a person's columns; all others belong to the platform."""

    id: int
    title: str
    type: str
    role: str = "ingredient"
    position: int = 0
    attributes: dict[str, Any] = field(default_factory=dict)
    created: float = 0
    updated: float = 0


@dataclass(slots=True)
class Row:
    """One video of a sheet."""

    id: int
    position: int
    cells: list[Cell]
    attributes: dict[str, Any] = field(default_factory=dict)
    created: float = 0
    updated: float = 0

    def cell(self, role: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.role == role), None)


@dataclass(slots=True)
class Sheet:
    """An engine. `says` is the key its columns carry their role under (NOTES, Quarrels)."""

    id: int
    uuid: str
    slug: str
    title: str
    agent_id: str
    created: float
    updated: float = 0
    is_default: bool = False
    says: str = "column_role"
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    variables: "Sheet | None" = None

    def cells(self) -> Iterator[tuple[Row, Cell]]:
        return ((row, cell) for row in self.rows for cell in row.cells)


@dataclass(slots=True)
class Resource:
    """A file on the CDN: one of the sandbox's clips, or bytes somebody uploaded."""

    id: int
    agent_id: str
    kind: str
    name: str
    content_type: str
    url: str
    thumbnail: str | None = None
    data: bytes | None = None
    clip: str | None = None
    padding: int = 0
    maker: int | None = None
    sheet_id: int | None = None
    folder_id: int | None = None
    created: float = 0
    deleted: bool = False


@dataclass(slots=True)
class Folder:
    """A folder of the asset library."""

    id: int
    agent_id: str
    name: str
    parent_id: int | None = None


@dataclass(slots=True)
class UserJob:
    """A background job: a publication, a scrape of other people's posts, or a voice preview."""

    id: int
    agent_id: str
    kind: str
    data: dict[str, Any]
    created: float
    status: str = "pending"
    result: dict[str, Any] | None = None
    failed_reason: str | None = None
    outputs: list[int] = field(default_factory=list)
    done: float | None = None
