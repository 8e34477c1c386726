"""The calendar: what is planned and what went out, a week or a month at a time."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from genbot.domain.publications import Publication, PublicationState

HOUR = 3600.0
LATEST = 4e9  # epoch seconds; nobody plans further ahead


class Span(StrEnum):
    """How much of it is shown at once."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of it: which week or month (`begins`, by UTC), of which channel (empty: of all where
    somebody has met us). It travels in the buttons of the window."""

    span: Span
    begins: float
    channel: str = ""

    @property
    def ends(self) -> float:
        first = datetime.fromtimestamp(self.begins, UTC)
        if self.span is Span.WEEK:
            return (first + timedelta(days=7)).timestamp()
        return (first.replace(day=1) + timedelta(days=32)).replace(day=1).timestamp()

    def at(self, now: float) -> "Leaf":
        """The page of this moment."""
        day = datetime.fromtimestamp(now, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        back = day.weekday() if self.span is Span.WEEK else day.day - 1
        return replace(self, begins=(day - timedelta(days=back)).timestamp())

    def later(self) -> "Leaf":
        return self.at(self.ends)

    def earlier(self) -> "Leaf":
        return self.at(self.begins - HOUR)

    def __str__(self) -> str:
        """It begins with a mark: what is planned may belong to another channel than the window."""
        return f"|{self.span}|{self.begins:.0f}|{self.channel}"

    @classmethod
    def read(cls, text: str, now: float) -> "Leaf":
        """What a button carried; this week when that cannot be read."""
        with suppress(ValueError, OverflowError, OSError):
            _, span, begins, channel, *_ = f"{text}|".split("|")
            return cls(Span(span), 0.0, channel).at(min(float(begins), LATEST))
        return cls(Span.WEEK, 0.0).at(now)


@dataclass(frozen=True, slots=True)
class Planned:
    """A post with its title, and what is called so that goes out within an hour of it, in the same
    account."""

    post: Publication
    title: str
    close: str = ""

    @property
    def when(self) -> float:
        """When it goes out, or when it did."""
        live = self.post.state is PublicationState.LIVE
        return self.post.ended if live and self.post.ended else self.post.due or self.post.made

    @property
    def ours(self) -> bool:
        """Whether it can still be moved or cancelled."""
        return self.post.state is PublicationState.SCHEDULED


@dataclass(frozen=True, slots=True)
class Page:
    """A leaf with what is on it, in order; `here` is the channel of the window, `note` what has to be
    said first."""

    leaf: Leaf
    posts: tuple[Planned, ...]
    here: str = ""
    now: float = 0.0
    note: str = ""
