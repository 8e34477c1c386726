"""The studio: a video's vidsheet as people see it, and where in it somebody is."""

from collections.abc import Iterator
from dataclasses import field, replace
from enum import StrEnum
from itertools import islice
from typing import Any, Self

from genbot.domain.productions import Stage
from genbot.domain.refs import packed, unpacked
from genbot.domain.value import value

LONGEST_NAME = 80
LONGEST_TEXT = 3_000  # characters an input of Slack takes
# Before there is nothing to change, while parts are made the change would come too late for some of
# them, and what is approved or out stays what was approved.
EDITABLE = frozenset({Stage.REVIEW, Stage.FAILED, Stage.STOPPED, Stage.HELD})

WORDS = {"text", "caption", "captions", "subtitles"}  # types of parts that hold no file


class Fill(StrEnum):
    """How a cell or a layer stands."""

    EMPTY = "empty"
    MADE = "made"
    MAKING = "making"
    FAILED = "failed"
    STOPPED = "stopped"


@value
class Spot:
    """Where somebody is: in a video, and there in a row, in a cell, on a layer, at a take.

    Without a row it is the one that the video is made from.
    """

    made: str
    row: str = ""
    cell: str = ""
    layer: str = ""
    page: int = 0
    take: str = ""
    name: str = ""  # how the part is called, for what is told of it

    @property
    def ref(self) -> str:
        """For a button or a form."""
        name = seen(self.name, LONGEST_NAME)
        return packed(self.made, self.row, self.cell, self.layer, self.page, self.take, name)

    @classmethod
    def read(cls, ref: str) -> Self:
        """The spot a button or a form remembers."""
        if not ref.startswith("["):
            return cls(ref.partition(":")[0])
        made, row, cell, layer, page, take, name = unpacked(ref, 7)
        return cls(str(made), str(row), str(cell), str(layer), int(page), str(take), str(name))

    def turned(self, pages: int) -> "Spot":
        return replace(self, page=max(0, self.page + pages))

    def top(self) -> "Spot":
        """The row it is in, as a whole."""
        return Spot(self.made, self.row)


JOINERS = "\u200c\u200d"  # hold emoji and Persian words together


def seen(name: str, most: int) -> str:
    """The start of a name, without what nobody sees, so that it can stand in a button."""
    return "".join(islice((one for one in name if one.isprintable() or one in JOINERS), most))


@value
class Take:
    """One generation of a place; `made_from` is the creation card it was made with, `kind` what its
    file is: image, video or audio."""

    id: str
    type: str = ""
    status: str = ""
    text: str = ""
    url: str = ""
    thumbnail: str = ""
    resource: str = ""
    cost: float | None = None
    reason: str = ""
    made_from: dict[str, Any] = field(default_factory=dict)
    kind: str = ""

    @property
    def there(self) -> bool:
        """Whether it can be read, seen or heard."""
        return self.status == "completed" and bool(self.text or self.url)


@value
class Part:
    """A cell or one of its layers. `type` is GEN's (text, image, video, audio, …), `role` its
    column's; `shown` is the id of the take that goes into the video. `card` is what it would be made
    with: a generation type and its data."""

    spot: Spot
    title: str
    type: str
    role: str = ""
    value: str = ""
    takes: tuple[Take, ...] = ()
    shown: str = ""
    cost: float | None = None
    card: tuple[str, dict[str, Any]] | None = None
    layers: tuple["Part", ...] = ()

    @property
    def take(self) -> Take | None:
        return next((one for one in self.takes if one.id == self.shown), None)

    @property
    def fill(self) -> Fill:
        """What can be seen of it; the newest take tells when something is under way."""
        newest = self.takes[-1] if self.takes else None
        if newest is None and not self.value and self.layers:
            return self._beneath
        if newest and newest.status in {"pending", "processing"}:
            return Fill.MAKING
        if self.value or (self.take and self.take.status == "completed"):
            return Fill.MADE
        if newest and newest.status in {"failed", "stopped"}:
            return Fill(newest.status)
        return Fill.EMPTY

    @property
    def _beneath(self) -> Fill:
        """A cell stands as its layers do."""
        found = [one.fill for one in self.layers]
        for fill in (Fill.MAKING, Fill.FAILED, Fill.STOPPED, Fill.EMPTY):
            if fill in found:
                return fill
        return Fill.MADE

    @property
    def text(self) -> str:
        """What it says, where it says something."""
        return self.value or (self.take.text if self.take else "")

    @property
    def writable(self) -> bool:
        """Whether people write into it; layers and files are generated."""
        return not self.spot.layer and not self.platform and self.type in {"", "text"}

    def number(self, take: str) -> int:
        """Which take that is, counted from the first one."""
        return next((n for n, one in enumerate(self.takes, 1) if one.id == take), 0)

    @property
    def filmed(self) -> bool:
        """Whether it is a picture, a clip or a sound, and not words."""
        return not self.platform and self.type.strip().lower() not in WORDS

    @property
    def platform(self) -> bool:
        """GEN's own: nobody writes into it."""
        return not self.spot.layer and self.role not in {"", "ingredient"}


@value
class Board:
    """One row of the vidsheet: its parts in the order of the columns. `rows` are the ids of all,
    `source` is the one that the video is made from."""

    spot: Spot
    title: str
    rows: tuple[str, ...]
    parts: tuple[Part, ...]
    cost: float | None = None
    source: str = ""

    def every(self) -> Iterator[Part]:
        for part in self.parts:
            yield part
            yield from part.layers

    def part(self) -> Part | None:
        """The part that the spot is about."""
        here = (self.spot.cell, self.spot.layer)
        return next((one for one in self.every() if (one.spot.cell, one.spot.layer) == here), None)
