"""Approvals: who may decide at each gate, how many it takes, and who has said yes to exactly what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MOST_NEEDED = 20
WORKSPACE = "workspace"  # the id of the policy that holds wherever a channel has no rule of its own


class Gate(StrEnum):
    """Where nothing goes on until people say so."""

    IDEAS = "ideas"  # an idea becomes a video: credits are spent
    VIDEOS = "videos"  # a video is published
    BUDGET = "budget"  # a video is made although it is over budget


@dataclass(frozen=True, slots=True)
class Rule:
    """What a gate asks for. Naming nobody, neither people nor groups, means everyone there."""

    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()  # ids of Slack user groups
    needed: int = 1  # different people
    own: bool = True  # whoever asked for it may be one of them
    remind: tuple[int, ...] = (24, 48)  # after how many hours; empty: never
    escalate: str = ""  # the person or channel that hears of it after the last reminder
    expire: int = 0  # hours; 0: nothing is decided for anybody
    expired: str = ""  # what is decided then: "reject"; empty: nothing

    @property
    def open(self) -> bool:
        """Whether everyone there may decide."""
        return not self.people and not self.groups


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules that were set for one channel, or for the workspace; a gate may have none."""

    id: str  # of the channel, or WORKSPACE
    rules: Mapping[Gate, Rule] = field(default_factory=dict)
    by: str = ""
    nth: int = 0  # how often it was changed


@dataclass(frozen=True, slots=True)
class Vote:
    """One person's yes, in epoch seconds."""

    by: str
    at: float


Votes = tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule as it holds in one place at one moment, with the people it comes to."""

    gate: Gate
    rule: Rule = field(default_factory=Rule)
    source: str = ""  # whose policy says so, or the gate it follows; empty: nobody set one
    people: tuple[str, ...] = ()  # who may decide, of those who are still there
    groups: tuple[str, ...] = ()  # the handles of the groups among whom they are

    @property
    def everyone(self) -> bool:
        return self.rule.open

    def admits(self, user: str) -> bool:
        """Whether this person may decide; where everybody who was named is gone, nobody may."""
        return self.everyone or user in self.people

    def heeds(self, user: str, asker: str) -> bool:
        """Whether this person's word counts on what `asker` asked for."""
        return self.admits(user) and (self.rule.own or user != asker)

    def wants(self, user: str, votes: Votes, asker: str) -> bool:
        """Whether it does, and they have not given it."""
        return self.heeds(user, asker) and all(vote.by != user for vote in votes)

    def counted(self, votes: Votes, asker: str) -> Votes:
        """Those that count."""
        return tuple(vote for vote in votes if self.heeds(vote.by, asker))

    def wanted(self, votes: Votes, asker: str) -> tuple[str, ...]:
        """Whose word is still to come; empty where it may be anybody's."""
        return tuple(one for one in self.people if self.wants(one, votes, asker))


@dataclass(frozen=True, slots=True)
class Ballot:
    """The yeses to one exact thing, while there are not enough of them.

    `seal` is that thing, plain JSON: with anything else in it the yeses mean nothing. `may` is who
    can give the rest (empty: everyone in the channel), `voided` whose yes a change has voided.
    """

    seal: dict[str, Any]
    needed: int
    votes: Votes = ()
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
