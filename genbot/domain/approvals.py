"""Approvals: who may decide at each gate, how many it takes, and who has said yes to exactly what."""

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from typing import Any

from genbot.domain.value import value

MOST_NEEDED = 20
WORKSPACE = "workspace"  # the id of the policy that holds wherever a channel has no rule of its own


class Gate(StrEnum):
    """Where nothing goes on until people say so."""

    IDEAS = "ideas"  # an idea becomes a video: credits are spent
    VIDEOS = "videos"  # a video is published
    BUDGET = "budget"  # a video is made although it is over budget


@value
class Rule:
    """What a gate asks for. Naming nobody, neither people nor groups, means everyone there."""

    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()  # ids of Slack user groups
    needed: int = 1  # different people
    own: bool = True  # whoever asked for it may be one of them
    one_no: bool = True  # a rejection by one ends it; else it is one of several votes
    remind: tuple[int, ...] = (24, 48)  # after how many hours; empty: never
    escalate: str = ""  # the person or channel that hears of it after the last reminder
    expire: int = 0  # hours; 0: nothing is decided for anybody
    expired: str = ""  # what is decided then: "reject"; empty: nothing

    @property
    def open(self) -> bool:
        """Whether everyone there may decide."""
        return not self.people and not self.groups


@value
class Policy:
    """The rules that were set for one channel, or for the workspace; a gate may have none."""

    id: str  # of the channel, or WORKSPACE
    rules: Mapping[Gate, Rule] = field(default_factory=dict)
    by: str = ""
    nth: int = 0  # how often it was changed


@value
class Vote:
    """One person's yes or no, in epoch seconds; with a no, why."""

    by: str
    at: float
    why: str = ""


Votes = tuple[Vote, ...]


@value
class Standing:
    """A rule as it holds in one place at one moment, with the people it comes to."""

    gate: Gate
    rule: Rule = field(default_factory=Rule)
    source: str = ""  # whose policy says so, or the gate it follows; empty: nobody set one
    people: tuple[str, ...] = ()  # who may decide, of those who are still there
    groups: tuple[str, ...] = ()  # the handles of the groups among whom they are
    gone: tuple[str, ...] = ()  # who has left the workspace, where everyone else may decide
    asker: str = ""  # who asked for the one thing that it is about, if it is about one
    crowd: tuple[str, ...] = ()  # who is there, where everyone may; empty: nobody knows

    @property
    def everyone(self) -> bool:
        return self.rule.open

    def admits(self, user: str) -> bool:
        """Whether this person may decide; where everybody who was named is gone, nobody may."""
        return user not in self.gone if self.everyone else user in self.people

    def heeds(self, user: str) -> bool:
        """Whether this person's word counts: they may decide, and did not ask for it themselves
        where that bars them."""
        return self.admits(user) and (self.rule.own or user != self.asker)

    def wants(self, user: str, said: Votes) -> bool:
        """Whether it counts, and they have not given it."""
        return self.heeds(user) and all(vote.by != user for vote in said)

    def counted(self, votes: Votes) -> Votes:
        """Those that count."""
        return tuple(vote for vote in votes if self.heeds(vote.by))

    def sorted(self, votes: Votes) -> tuple[Votes, Votes]:
        """Those that count, and the others, each as they came."""
        came = sorted(votes, key=lambda vote: vote.at)
        others = tuple(vote for vote in came if not self.heeds(vote.by))
        return self.counted(tuple(came)), others

    def wanted(self, said: Votes) -> tuple[str, ...]:
        """Whose word is still to come; empty where it may be anybody's."""
        return tuple(one for one in self.people if self.wants(one, said))

    @property
    def deserted(self) -> bool:
        """Whether nobody whose word counts is there, where everyone's would."""
        return bool(self.crowd) and not any(map(self.heeds, self.crowd))

    def few(self, votes: Votes) -> bool:
        """Whether everyone may approve it, and those who could are known to be too few for that."""
        could = {*filter(self.heeds, self.crowd), *(vote.by for vote in self.counted(votes))}
        return bool(self.crowd) and len(could) < self.rule.needed


@value
class Ballot:
    """What people said to one exact thing, while that does not decide it.

    `seal` is that thing, plain JSON: with anything else in it their words mean nothing. `may` is whose
    words count (empty: everybody's in the channel), `voided` whose a change has voided. What those
    said who may not decide at this moment lies aside, and counts again when they may.
    """

    seal: dict[str, Any]
    needed: int
    votes: Votes = ()  # for it
    may: tuple[str, ...] = ()
    nth: int = 1  # how many ballots there were for this thing: buttons carry it
    voided: tuple[str, ...] = field(default=())
    noes: Votes = ()
    aside: Votes = ()
    aside_noes: Votes = ()
    ends: bool = False  # one no ends it by now, though it did not when it was said
    few: bool = False  # everybody's words count, and too few are there

    def asks(self, version: int, nth: int) -> bool:
        """Whether it is about this plan for this version of a video."""
        return "wish" in self.seal and self.nth == nth and self.seal["version"] == version

    @property
    def said(self) -> Votes:
        return (*self.votes, *self.noes)

    @property
    def missing(self) -> int:
        return max(0, self.needed - len(self.votes))

    @property
    def left(self) -> tuple[str, ...]:
        """Whose word is still to come; empty when it may be anybody's."""
        given = {vote.by for vote in self.said}
        return tuple(one for one in self.may if one not in given)

    @property
    def stuck(self) -> bool:
        """Whether too few are left to approve it, however everybody decides."""
        could = {vote.by for vote in self.votes} | set(self.may)
        return self.few or (bool(self.may) and len(could) < self.needed)

    @property
    def spare(self) -> int:
        """How many more noes end it: then there cannot be enough yeses any more. Where everyone may
        decide people come and go; there it takes as many noes as yeses."""
        if not self.may:
            return max(0, self.needed - len(self.noes))
        return max(0, len(self.votes) + len(self.left) - self.needed + 1)

    def heard(self, vote: Vote, *, yes: bool) -> "Ballot":
        """With one more word; what they said before they take back."""
        every = (self.votes, self.noes, self.aside, self.aside_noes)
        votes, noes, aside, aside_noes = (
            tuple(one for one in said if one.by != vote.by) for said in every
        )
        votes, noes = ((*votes, vote), noes) if yes else (votes, (*noes, vote))
        return replace(self, votes=votes, noes=noes, aside=aside, aside_noes=aside_noes)

    def under(self, here: Standing) -> "Ballot":
        """What of it counts by the rule of this moment."""
        votes, aside = here.sorted((*self.votes, *self.aside))
        noes, aside_noes = here.sorted((*self.noes, *self.aside_noes))
        may = tuple(filter(here.heeds, here.people))
        ends = here.rule.one_no and bool(noes)
        return replace(
            self, needed=here.rule.needed, may=may, votes=votes, noes=noes, voided=(),
            aside=aside, aside_noes=aside_noes, ends=ends, few=here.few(votes),
        )  # fmt: skip

    def anew(self, seal: dict[str, Any]) -> "Ballot":
        """Of something else: nobody has said anything to that, and whose words are void is known."""
        voided = tuple(vote.by for vote in self.said)
        return Ballot(seal, self.needed, may=self.may, nth=self.nth + 1, voided=voided)
