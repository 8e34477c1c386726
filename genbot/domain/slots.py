"""Posting slots: the times of each week at which a channel likes to post, on the clocks of one zone."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from genbot.domain import zones
from genbot.domain.value import value

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
GROUPS = {
    "every": range(7), "daily": range(7), "day": range(7), "weekdays": range(5),
    "weekday": range(5), "weekends": range(5, 7), "weekend": range(5, 7),
}  # fmt: skip
EMPTY = {"", "at", "and", "on", "the", "each", "in", "o'clock"}
MOST = 50  # in one week
LONGEST = 1_000  # characters of such a list
FAR = 26  # weeks in which a free one is looked for
TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?h?(am|pm)?", re.ASCII)
EXAMPLE = "Mon Wed Fri 15:00, Sat 11:00"


class Misread(ValueError):
    """What somebody wrote is no list of times; the text says why, as they may read it."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time of the week: `day` 0 is Monday, `minute` counts from midnight."""

    day: int
    minute: int

    @property
    def clock(self) -> str:
        return f"{self.minute // 60:02}:{self.minute % 60:02}"


@value
class Slots:
    """Each once, in the order of the week."""

    zone: str
    times: tuple[Slot, ...]

    def next(self, after: float, taken: Callable[[float], bool] = lambda at: False) -> float:
        """The first one after that instant which is not taken; 0 when there is none for long."""
        return next((at for at in self.following(after) if not taken(at)), 0.0)

    def following(self, after: float) -> Iterator[float]:
        """Their instants after that one, in order, each once, for half a year."""
        day, last = zones.wall(after, self.zone).date() - timedelta(days=1), after
        for nth in range(FAR * 7):
            today = day + timedelta(days=nth)
            for slot in self.times:
                if slot.day != today.weekday():
                    continue
                clock = time(slot.minute // 60, slot.minute % 60, tzinfo=UTC)
                at = zones.instant(datetime.combine(today, clock), self.zone)
                if at > last:  # two that the clocks skip fall together
                    yield (last := at)

    @property
    def said(self) -> str:
        """ "Mon Wed Fri 15:00, Sat 11:00", which is read back as the same."""
        by_day = {
            day: tuple(slot.clock for slot in self.times if slot.day == day) for day in range(7)
        }
        alike: dict[tuple[str, ...], list[int]] = {}
        for day, clocks in by_day.items():
            if clocks:
                alike.setdefault(clocks, []).append(day)
        return ", ".join(f"{_days(days)} {' '.join(clocks)}" for clocks, days in alike.items())

    def __str__(self) -> str:
        return f"{self.said} {self.zone}"


@value
class Offer:
    """One of them that is free, on the clocks of its zone."""

    at: float
    zone: str

    @property
    def said(self) -> str:
        return spoken(self.at, self.zone)


@value
class Neighbour:
    """Something else of the same account around a time; `voting`: it waits for approval to go out
    then; `gone`: it is out. Its title is told in its own channel only."""

    id: str
    title: str
    channel: str
    when: float
    voting: bool = False
    gone: bool = False


def _days(days: list[int]) -> str:
    whole = next((name for name, group in SAID if days == list(group)), "")
    return whole or " ".join(DAYS[day] for day in days)


SAID = (("every day", range(7)), ("weekdays", range(5)), ("weekends", range(5, 7)))


def spoken(at: float, zone: str) -> str:
    """ "Thu 26 Nov, 15:00", on the clocks of that zone."""
    there = zones.wall(at, zone)
    return f"{DAYS[there.weekday()]} {there.day} {there:%b}, {there:%H:%M}"


def read(text: str, zone: str) -> Slots | None:
    """A list of times as people write it; `zone` when they name none. None for an empty list; raises
    Misread."""
    if len(text) > LONGEST:
        raise Misread(f"That is too long; {LONGEST:,} characters are enough.")
    words, found = [], ""
    for word in re.split(r"[\s,;]+", _spelled(text)):
        if word.casefold() in EMPTY:
            continue
        if not _days_of(word) and not TIME.fullmatch(word) and (there := zones.named(word)):
            if found not in {"", there}:
                raise Misread(f"Two time zones are named, {found} and {there}. Write one.")
            found = there
        else:
            words.append(word)
    times = tuple(sorted(set(_times(words))))
    if len(times) > MOST:
        raise Misread(f"These are {len(times)} times a week; {MOST} are the most.")
    return Slots(found or zone, times) if times else None


def _spelled(text: str) -> str:
    """In small pieces: "3 pm" as one word, "Mon-Fri" and "Mon to Fri" as one."""
    text = text.replace("\u2013", "-").replace("\u2019", "'")
    text = re.sub(r"(?<=\d)\s+(?=[ap]\.?m\b)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\d)([ap])\.m\.?", r"\1m", text, flags=re.IGNORECASE)
    return re.sub(r"(?<=[a-z])(?:\s*-\s*|\s+to\s+)(?=[a-z]{3})", "-", text, flags=re.IGNORECASE)


def _times(words: Iterable[str]) -> Iterator[Slot]:
    """Days, then their times; the next days begin anew."""
    days: list[int] = []
    timed = True
    for word in words:
        if more := _days_of(word):
            days = list(more) if timed else [*days, *more]
            timed = False
            continue
        minute = _minute(word)
        if not days:
            raise Misread(f"On which days? {word} comes before any. Write it like: {EXAMPLE}")
        timed = True
        yield from (Slot(day, minute) for day in days)
    if not timed:
        raise Misread(f"At what time? The last days have none. Write it like: {EXAMPLE}")


def _days_of(word: str) -> tuple[int, ...]:
    """The days that a word names; none when it is no such word."""
    word = word.casefold().rstrip(".:")
    if word in GROUPS:
        return tuple(GROUPS[word])
    first, dash, last = word.partition("-")
    if not dash:
        return (one,) if (one := _day(first)) is not None else ()
    one, other = _day(first), _day(last)
    if one is None or other is None:
        return ()
    return tuple((one + nth) % 7 for nth in range((other - one) % 7 + 1))


def _day(word: str) -> int | None:
    """ "mo" is too short to be sure, "mond" is not."""
    fits = (nth for nth, long in enumerate(LONG) if len(word) > 2 and long.startswith(word))  # noqa: PLR2004
    found = next(fits, None)
    return (
        LONG.index(word[:-1]) if found is None and word[:-1] in LONG and word[-1:] == "s" else found
    )


def _minute(word: str) -> int:
    found = TIME.fullmatch(word.casefold())
    if not found or not (found[2] or found[3] or word.casefold().endswith("h")):
        shown = word if len(word) <= 30 else word[:29] + "\u2026"  # noqa: PLR2004
        raise Misread(f"I do not understand “{shown}”. Write it like: {EXAMPLE}")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:  # noqa: PLR2004
        raise Misread(f"{word} is no time of day.")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute
