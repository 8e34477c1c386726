"""What waits for one person's decision, and how far they have gone through it."""

from contextlib import suppress
from dataclasses import astuple, replace
from enum import StrEnum

from genbot.domain.approvals import Gate
from genbot.domain.errands import Errand
from genbot.domain.ideas import Idea, Run
from genbot.domain.productions import Production
from genbot.domain.publications import Publication
from genbot.domain.value import value

END = float("inf")  # after everything that waits
VOTES = {"voted yes": "yes", "voted no": "no"}  # what was said where others have to decide as well


class Matter(StrEnum):
    """What kind of decision it is."""

    IDEA = "idea"
    VIDEO = "video"
    REHEARSAL = "rehearsal"  # a video where nothing is published
    POST = "post"
    RUN = "run"  # the agent asks before it goes on with ideas
    ERRAND = "errand"  # or with something else
    BUDGET = "budget"  # a video that would pass one


GATES = {
    Matter.IDEA: Gate.IDEAS,
    Matter.VIDEO: Gate.VIDEOS,
    Matter.REHEARSAL: Gate.VIDEOS,
    Matter.BUDGET: Gate.BUDGET,
}
"""At which gate it is rejected with a reason; the others are answered."""


@value
class Waiting:
    """One thing that somebody has to decide, since when, and in which version they see it."""

    matter: Matter
    since: float
    id: str
    version: int
    channel: str
    title: str
    thing: Idea | Production | Publication | Run | Errand
    rank: str = ""  # among things of one moment
    nth: int = 0  # which plan is shown of a video that others spoke about, or which hold of it
    face: str = ""  # of a video in review, as it is shown

    @property
    def key(self) -> tuple[float, str]:
        return self.since, self.rank or self.id


@value
class Tour:
    """Where somebody is on their way through what waits, and what they decided on it. It travels in
    the buttons of the window, so that nothing of it is kept anywhere else."""

    since: float = 0.0
    rank: str = ""
    matter: str = ""
    id: str = ""
    version: int = 0
    nth: int = 0
    approved: int = 0
    rejected: int = 0
    settled: int = 0  # decided otherwise
    log: str = ""  # under which what happens on it is kept, until it is told by name
    voted: int = 0  # spoken about, for others to decide with
    face: str = ""  # of a video, as the window shows it

    @property
    def decided(self) -> int:
        return self.approved + self.rejected + self.settled + self.voted

    def at(self, one: Waiting | None) -> "Tour":
        """On to this thing, or behind all of them."""
        if one is None:
            return replace(self, since=END, rank="", matter="", id="", version=0, nth=0, face="")
        since, rank = one.key
        there = replace(self, since=since, rank=rank, matter=one.matter, id=one.id)
        return replace(there, version=one.version, nth=one.nth, face=one.face)

    def counted(self, verb: str) -> "Tour":
        """One more decision, or one more word (`VOTES`) that decides nothing by itself."""
        name = {"yes": "approved", "again": "approved", "no": "rejected"}.get(verb, "settled")
        name = "voted" if verb in VOTES else name
        return replace(self, **{name: getattr(self, name) + 1})

    def __str__(self) -> str:
        """It begins with a mark: what is decided may belong to another channel than the window."""
        return "|" + "|".join(str(part) for part in astuple(self))

    @classmethod
    def read(cls, text: str) -> "Tour":
        """What a button carried; the beginning when that cannot be read."""
        with suppress(ValueError):
            _, since, rank, matter, id, *counts = text.split("|")
            version, nth, approved, rejected, settled = map(int, counts[:5])
            place = float(since), rank, matter, id
            later = counts[5:8]  # in a window of an older genbot some or none
            log, voted, face = (*later, *("", "0", "")[len(later) :])
            return cls(*place, version, nth, approved, rejected, settled, log, int(voted), face)
        return cls()


@value
class Told:
    """What a tour came to, by name; of what changed meanwhile also how."""

    approved: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    voted: tuple[tuple[str, str], ...] = ()  # and what they said of it: yes, or no


@value
class Stop:
    """One stop of a tour: what is to be decided now (None: that was all), which of how many it is,
    and what has to be said first."""

    tour: Tour
    one: Waiting | None
    place: int
    count: int
    note: str = ""
    gate: str = ""  # the channel and gate they may ask for access to, when the note is about that
    told: Told = Told()  # at the end
