"""The pieces a vidsheet is made of: layers from back to front, rows and columns from the first on."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Self

from genbot.domain.refs import packed, unpacked
from genbot.domain.studio import Board, Part, Spot, seen
from genbot.domain.value import value

LONGEST_NAME = 200  # characters
PER_PAGE = 15
LAYER_TYPES = (
    ("video", "Video"),
    ("image", "Picture"),
    ("audio", "Sound"),
    ("text", "Text"),
    ("captions", "Captions"),
)
COLUMN_TYPES = LAYER_TYPES[:-1]


class Kind(StrEnum):
    """What can be added, copied, moved. Rows have no name, and only layers can be deleted."""

    LAYER = "layer"
    ROW = "row"
    COLUMN = "column"


class Step(StrEnum):
    """Where a piece is to go in its order: of layers the first is the one at the back."""

    FIRST = "first"
    EARLIER = "earlier"
    LATER = "later"
    LAST = "last"


@value
class Piece:
    """A layer, a row or a column: where somebody found it, its id, and how people call it."""

    kind: Kind
    spot: Spot
    id: str
    name: str

    @property
    def ref(self) -> str:
        """Enough of it for a button or a form."""
        return packed(self.kind, self.spot.ref, self.id, seen(self.name, LONGEST_NAME))

    @classmethod
    def read(cls, ref: str) -> Self:
        """The piece a button or a form remembers."""
        kind, spot, id, name = unpacked(ref, 4)
        return cls(Kind(kind), Spot.read(spot), str(id), str(name))


def moved(order: Sequence[str], one: str, step: Step) -> list[str]:
    """The same order with `one` of them elsewhere; what is at an end already stays there."""
    rest = [other for other in order if other != one]
    at, last = list(order).index(one), len(rest)
    to = {
        Step.FIRST: 0,
        Step.EARLIER: max(0, at - 1),
        Step.LATER: min(last, at + 1),
        Step.LAST: last,
    }[step]
    return [*rest[:to], one, *rest[to:]]


@value
class Column:
    """A column of a vidsheet. Those GEN fills itself have a role of theirs, and stay as they are."""

    piece: Piece
    type: str
    role: str

    @property
    def ours(self) -> bool:
        return self.role in {"", "ingredient"}


@value
class Layers:
    """The layers of a cell from the back to the front; `cell` is what that is called."""

    spot: Spot
    title: str
    cell: str
    every: tuple[Part, ...]


@value
class Rows:
    """One page of the rows, each as a board of its own; `of` is how many there are."""

    spot: Spot
    title: str
    first: int
    boards: tuple[Board, ...]
    of: int


@value
class Columns:
    """All columns in their order."""

    spot: Spot
    title: str
    every: tuple[Column, ...]
