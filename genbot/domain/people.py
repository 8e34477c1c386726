"""People and user groups of the workspace, as Slack last told of them."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from genbot.domain.value import value

MORNING, EVENING = 8, 20  # hours between which a message disturbs nobody
NOWHERE = "UTC"  # the zone of whoever Slack has not told us about


@value
class Member:
    """One person; whoever is not known is taken to be here, on UTC."""

    id: str
    zone: str = NOWHERE  # IANA name, as Slack has it: their waking hours, their weeks
    gone: bool = False  # left the workspace: their word does not count any more
    seen: float = 0.0  # when Slack told so, in epoch seconds


@value
class Group:
    """A Slack user group ("@brand-leads"), and who is in it."""

    id: str
    handle: str
    people: tuple[str, ...] = ()
    gone: bool = False  # disabled or deleted: it names nobody
    seen: float = 0.0


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
