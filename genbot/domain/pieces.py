"""The pieces a vidsheet is made of: layers from back to front, rows and columns from the first on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from genbot.domain.studio import Spot

LONGEST_NAME = 200  # characters
LONGEST_REF = 60  # characters of a name that a button remembers
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


@dataclass(frozen=True, slots=True)
class Piece:
    """A layer, a row or a column: where somebody found it, its id, and how people call it."""

    kind: Kind
    spot: Spot
    id: str
    name: str

    @property
    def ref(self) -> str:
        """Enough of it for a button or a form."""
        short = "".join(letter for letter in self.name if letter.isprintable())[:LONGEST_REF]
        return json.dumps([self.kind, self.spot.ref, self.id, short], ensure_ascii=False)

    @classmethod
    def read(cls, ref: str) -> Self:
        """The piece a button or a form remembers."""
        kind, spot, id, name = json.loads(ref)
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
