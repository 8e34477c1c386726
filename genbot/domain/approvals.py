"""Approvals: how many people it takes at a gate, and who has said yes to exactly what."""

from dataclasses import dataclass, field
from typing import Any

MOST_NEEDED = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """What a gate asks for beside who may decide there."""

    needed: int = 1  # different people
    own: bool = True  # whoever asked for it may be one of them


@dataclass(frozen=True, slots=True)
class Vote:
    """One person's yes, in epoch seconds."""

    by: str
    at: float


@dataclass(frozen=True, slots=True)
class Ballot:
    """The yeses to one exact thing, while there are not enough of them.

    `seal` is that thing, plain JSON: with anything else in it the yeses mean nothing. `may` is who
    can give the rest (empty: everyone in the channel), `voided` whose yes a change has voided.
    """

    seal: dict[str, Any]
    needed: int
    votes: tuple[Vote, ...] = ()
    may: tuple[str, ...] = ()
    nth: int = 1  # how many ballots there were for this thing: buttons carry it
    voided: tuple[str, ...] = field(default=())

    @property
    def missing(self) -> int:
        return max(0, self.needed - len(self.votes))

    @property
    def left(self) -> tuple[str, ...]:
        """Who may still say yes; empty when everyone may."""
        given = {vote.by for vote in self.votes}
        return tuple(one for one in self.may if one not in given)
