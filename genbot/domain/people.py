"""People of the workspace, its user groups and who is in its channels, as Slack last told."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from genbot.domain.value import value

MORNING, EVENING = 8, 20  # hours between which a message disturbs nobody
CHANNELS = ("C", "G")  # what ids of channels begin with; user groups' are others
NOWHERE = "UTC"  # the zone of whoever Slack has not told us about


@value
class Member:
    """One person; whoever is not known is taken to be here, on UTC."""

    id: str
    zone: str = NOWHERE  # IANA name, as Slack has it: their waking hours, their weeks
    gone: bool = False  # left the workspace: their word does not count any more
    seen: float = 0.0  # when Slack told so, in epoch seconds
    other: bool = False  # a program, or of another organisation: what it says never counts

    @property
    def counts(self) -> bool:
        """Whether this is somebody who can decide."""
        return not (self.gone or self.other)


@value
class Group:
    """A Slack user group ("@brand-leads"), or a channel, and who is in it."""

    id: str
    handle: str
    people: tuple[str, ...] = ()
    gone: bool = (
        False  # disabled or deleted: it names nobody; of a channel: nobody knows who is in it
    )
    seen: float = 0.0

    @property
    def channel(self) -> bool:
        """Whether this is everybody in a channel."""
        return self.id.startswith(CHANNELS)


def clock(zone: str) -> tzinfo:
    """The clock on the wall there; UTC where nobody knows a zone of that name."""
    try:
        return ZoneInfo(zone)
    except (
        KeyError,
        ValueError,
        OSError,
    ):  # a name that is none, or that this machine has no table for
        return UTC


def awake(zone: str, at: float) -> bool:
    """Whether it is a waking hour there. On any day of the week: who publishes does so on
    weekends too, and a reminder that waited for Monday would come after the moment it is about."""
    return MORNING <= datetime.fromtimestamp(at, clock(zone)).hour < EVENING
