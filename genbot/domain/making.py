"""A part made anew: what is asked before, and what is kept between the questions and their answer."""

from dataclasses import field
from enum import StrEnum
from typing import Self

from genbot.domain.refs import packed, unpacked
from genbot.domain.studio import Spot
from genbot.domain.value import value


class Shape(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    CHOICE = "choice"
    SEVERAL = "several"
    TICK = "tick"


@value
class Question:
    """One field of a creation card. `options` are value and name; `longer` counts the characters of an
    answer that is too long to be shown in an input."""

    field: str
    shape: Shape
    needed: bool
    options: tuple[tuple[str, str], ...] = ()
    value: tuple[str, ...] = ()
    longer: int = 0
    left_out: int = 0  # options there is no room for


@value
class Wish:
    """What a form is about: the part, as what it is to be made, and what that cost the last time."""

    spot: Spot
    type: str = ""
    method: str = ""  # the way to a voice
    cost: float | None = None
    before: float | None = None  # what all its takes have cost

    @property
    def kept(self) -> str:
        return packed(self.spot.ref, self.type, self.method, self.cost, self.before)

    @classmethod
    def read(cls, kept: str) -> Self:
        ref, kind, method, cost, before = unpacked(kept, 5)
        return cls(Spot.read(str(ref)), str(kind), str(method), cost, before)


@value
class Making:
    """Everything a form asks before a part is made anew; `types` are those that fit the part."""

    wish: Wish
    types: tuple[str, ...]
    questions: tuple[Question, ...]
    variables: tuple[str, ...] = ()  # their names; they are kept as they are


@value
class Typed:
    """What somebody has filled in so far, by field; it is kept where the next questions agree."""

    filled: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[str, ...] | None:
        """What is filled in; None where nobody was asked."""
        return self.filled.get(name)
