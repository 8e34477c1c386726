"""Shortages: the one message of a channel about all that waits there for credits."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from genbot.domain.errands import Errand
from genbot.domain.ideas import Request, Run
from genbot.domain.productions import Production
from genbot.domain.value import value


@value
class Shortage:
    """One for each channel, for good: its `id` is the channel. Times are epoch seconds."""

    id: str
    on: bool = False
    nth: int = 0  # how often there was one: each has a message of its own
    at: float = 0.0
    by: str = ""  # who had them go on last
    tried: float = 0.0
    went: int = 0  # how many did
    left: float | None = None  # credits there are for the rest; None: GEN does not tell

    @property
    def slot(self) -> str:
        return f"shortage:{self.id}:{self.nth}"


class Due(StrEnum):
    """What it is that waits; the value is what people call it."""

    VIDEO = "video"
    RUN = "request"
    ERRAND = "other thing"


@value
class Unpaid:
    """A video, a message to the agent, or anything else done at GEN, that waits for credits."""

    id: str
    title: str
    since: float
    needs: float = 0.0  # credits it will still take; 0: nobody knows
    what: Due = Due.VIDEO
    begun: bool = False  # some of it is paid already

    @classmethod
    def of_video(cls, made: Production) -> Self:
        needs = max(0.0, (made.estimate or 0.0) - made.credits)
        return cls(made.id, made.title, made.stage_at, needs, begun=bool(made.credits))

    @classmethod
    def of_run(cls, run: Run, asked: Request) -> Self:
        return cls(run.id, asked.called or asked.topic, run.ended_at, what=Due.RUN)

    @classmethod
    def of_errand(cls, errand: Errand) -> Self:
        return cls(errand.id, errand.title, errand.ended, what=Due.ERRAND)

    def fits(self, left: float | None) -> bool:
        """Whether so much is enough for it, as far as anybody knows."""
        return left is None or (left > 0 and self.needs <= left)


def reach(waiting: Iterable[Unpaid], left: float | None) -> int:
    """For how many of these, in this order, so much is enough."""
    enough = 0
    for one in waiting:
        if one.fits(left):
            enough, left = enough + 1, left if left is None else left - one.needs
    return enough
