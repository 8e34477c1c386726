"""What a benchmark found: tables, goals and lines to draw, as values that go to JSON and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T")
Cell = str | float | int
Row = Mapping[str, Cell]


class Size(StrEnum):
    """How much is measured: enough to see that it runs, to see a difference, to quote a figure."""

    TINY = "tiny"
    QUICK = "quick"
    FULL = "full"

    def of(self, tiny: T, quick: T, full: T) -> T:
        return {Size.TINY: tiny, Size.QUICK: quick, Size.FULL: full}[self]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that share their columns; `note` says how to read them."""

    title: str
    rows: Sequence[Row]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure to reach, what was reached, and whether that is enough; where it is not, what the
    limit is and what was tried."""

    what: str
    least: str
    reached: str
    met: bool
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines by name, each a list of points."""

    name: str
    title: str
    x: str
    y: str
    lines: Mapping[str, Sequence[tuple[float, float]]]
    log: str = ""  # the axes that are logarithmic: "x", "y", "xy"


@dataclass(frozen=True, slots=True)
class Flame:
    """Where time went: stacks (names from the outermost inwards, with `;` between) and their seconds;
    `about` says what is to be seen."""

    name: str
    title: str
    about: str
    stacks: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """All that one benchmark found."""

    name: str
    title: str
    about: str
    tables: Sequence[Table]
    goals: Sequence[Goal] = ()
    plots: Sequence[Plot] = ()
    flames: Sequence[Flame] = ()
    left_out: Sequence[str] = ()  # what could not be measured, and why
    seconds: float = field(default=0.0)


def told(found: Found) -> dict[str, Any]:
    """As plain values, for JSON."""
    return asdict(found)


def read(body: Mapping[str, Any]) -> Found:
    """The other way round."""
    return Found(
        **{
            **body,
            "tables": [Table(**one) for one in body["tables"]],
            "goals": [Goal(**one) for one in body["goals"]],
            "plots": [Plot(**one) for one in body["plots"]],
            "flames": [Flame(**one) for one in body.get("flames", ())],
        }
    )
