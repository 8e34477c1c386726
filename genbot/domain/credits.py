"""What an organization may still spend at GEN, how fast it does, and when its keys end."""

from collections.abc import Sequence
from itertools import pairwise

from genbot.domain.value import value

DAY = 86_400.0
LOW_DAYS = 3.0  # what lasts shorter than this is low
VIDEOS = 2.0  # so is what does not pay for two videos
FEW = 100.0  # so are fewer, where nobody knows a pace or a price
ENDING = (14, 3, 1)  # days before a key ends on which it is said

Sample = tuple[float, float]  # when, and what was left


@value
class Purse:
    """The credits of one organization. `left` is None where GEN does not tell."""

    id: str
    name: str
    left: float | None
    plan: str = ""
    cycle: str = ""
    agents: tuple[str, ...] = ()  # whose work it pays for, of those that were asked about


@value
class Key:
    """A key that opens GEN, and when it ends."""

    id: str
    name: str
    ends: float


@value
class Spent:
    """What went into videos of one template; without a name it was paid before that was kept."""

    template: str
    credits: float
    videos: int


@value
class Statement:
    """What a person reads about credits: what is left, and what was spent through us in `days`."""

    purse: Purse
    a_day: float | None  # spent on average; None: nobody knows yet
    low: bool = False
    days: int = 30
    total: float = 0.0
    rooms: tuple[tuple[str, float], ...] = ()  # those in which this person has met us
    people: tuple[tuple[str, float], ...] = ()
    templates: tuple[Spent, ...] = ()
    at: float = 0.0  # when somebody looked what is left; 0: just now
    running: int = 0  # videos under way
    reserved: float = 0.0  # what they will still take
    unpaid: int = 0  # videos that wait for credits

    @property
    def lasts(self) -> float | None:
        """Days, at this pace."""
        return self.purse.left / self.a_day if self.purse.left and self.a_day else None


def pace(samples: Sequence[Sample]) -> float | None:
    """Credits a day, by what was seen to be left; what was bought meanwhile is not counted."""
    if len(samples) < 2 or samples[-1][0] - samples[0][0] < DAY:  # noqa: PLR2004  a first and a last
        return None
    steps = pairwise(samples)
    spent = sum(max(0.0, before - after) for (_, before), (_, after) in steps)
    return spent / (samples[-1][0] - samples[0][0]) * DAY


def low(left: float | None, a_day: float | None, video: float | None) -> bool:
    """Whether somebody should top up before it stops the work."""
    if left is None:
        return False
    return left < max(LOW_DAYS * (a_day or 0.0), VIDEOS * (video or 0.0), FEW)
