"""Time zones by name: what the clocks on the wall show, and when they show it."""

from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from genbot.domain.people import clock


@cache
def _names() -> dict[str, str]:
    """Every zone by its name, and by its city alone, in small letters; the shortest name wins."""
    every = sorted(available_timezones() - {"localtime"}, key=lambda name: (-len(name), name))
    cities = {name.rpartition("/")[2].casefold(): name for name in every}
    return cities | {name.casefold(): name for name in every}


def named(text: str) -> str:
    """The zone that is meant by a name or a city; empty when there is none."""
    return _names().get(text.casefold().strip(), "")


def wall(at: float, name: str) -> datetime:
    """What the clocks there show at an instant (epoch seconds)."""
    return datetime.fromtimestamp(at, clock(name))


def instant(shown: datetime, name: str) -> float:
    """When the clocks there show this, in epoch seconds: the first time, where they show it twice;
    where they skip it, the first moment after."""
    there, shown = clock(name), shown.replace(tzinfo=None)
    before, after = (shown.replace(tzinfo=there, fold=fold).timestamp() for fold in (1, 0))
    if datetime.fromtimestamp(after, there).replace(tzinfo=None) == shown:
        return after
    while after - before > 1:  # the leap lies between them, on a whole second
        middle = (before + after) // 2
        there_then = datetime.fromtimestamp(middle, there).replace(tzinfo=None)
        before, after = (before, middle) if there_then >= shown else (middle, after)
    return after
