"""The calendar: what is planned and what went out, a week or a month at a time."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from genbot.domain.people import NOWHERE, clock
from genbot.domain.productions import Production
from genbot.domain.publications import Publication, PublicationState
from genbot.domain.value import value

HOUR = 3600.0
DAY = 24 * HOUR
LATEST = 4e9  # epoch seconds; nobody plans further ahead


class Span(StrEnum):
    """How much of it is shown at once."""

    WEEK = "week"
    MONTH = "month"


@value
class Leaf:
    """One page of it: which week or month, from midnight to midnight in the reader's time zone, of
    which channel (empty: of all where somebody has met us). It travels in the buttons of the window,
    without the zone: that is the reader's."""

    span: Span
    begins: float
    channel: str = ""
    zone: str = NOWHERE

    @property
    def first(self) -> date:
        """Its first day."""
        return self._day(self.begins)

    @property
    def last(self) -> date:
        """Its last day."""
        if self.span is Span.WEEK:
            return self.first + timedelta(days=6)
        return (self.first.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)

    @property
    def ends(self) -> float:
        return self._midnight(self.last + timedelta(days=1))

    def at(self, now: float) -> "Leaf":
        """The page of this moment."""
        day = self._day(now)
        back = day.weekday() if self.span is Span.WEEK else day.day - 1
        return replace(self, begins=self._midnight(day - timedelta(days=back)))

    def later(self) -> "Leaf":
        return self.at(self.ends)

    def earlier(self) -> "Leaf":
        return self.at(self.begins - HOUR)

    def __str__(self) -> str:
        """It begins with a mark: what is planned may belong to another channel than the window."""
        return f"|{self.span}|{self.begins:.0f}|{self.channel}"

    @classmethod
    def read(cls, text: str, now: float, zone: str = NOWHERE) -> "Leaf":
        """What a button carried; this week when that cannot be read. It is the same page for a reader
        who has travelled since: its third day is in that week or month everywhere."""
        with suppress(ValueError, OverflowError, OSError):
            _, span, begins, channel, *_ = f"{text}|".split("|")
            return cls(Span(span), 0.0, channel, zone).at(min(float(begins), LATEST) + 2 * DAY)
        return cls(Span.WEEK, 0.0, zone=zone).at(now)

    def _day(self, at: float) -> date:
        return datetime.fromtimestamp(at, clock(self.zone)).date()

    def _midnight(self, day: date) -> float:
        """Where clocks are put forward at midnight, the moment at which they are."""
        return datetime.combine(day, time(), clock(self.zone)).timestamp()


@value
class Planned:
    """A post with its title, or a video that people are voting on for a time; and what is called so
    that goes out within an hour of it, in the same account."""

    post: Publication | Production
    title: str
    close: str = ""

    @property
    def when(self) -> float:
        """When it goes out, or when it did; of what is voted on when it would."""
        return self.post.when if isinstance(self.post, Publication) else self.post.planned.due

    @property
    def state(self) -> PublicationState | None:
        """None: people are voting on it, and nothing is planned yet."""
        return self.post.state if isinstance(self.post, Publication) else None

    @property
    def ours(self) -> bool:
        """Whether it can still be moved or cancelled."""
        return self.state is PublicationState.SCHEDULED


@value
class Page:
    """A leaf with what is on it, in order; `here` is the channel of the window, `note` what has to be
    said first. `drawn`: whoever sees a picture where the window was opened may see all of it."""

    leaf: Leaf
    posts: tuple[Planned, ...]
    here: str = ""
    now: float = 0.0
    note: str = ""
    drawn: bool = False
