"""The calendar as a picture: a week or a month that can be read on a telephone."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby

from genbot.cards.calendar import head, stands
from genbot.cards.drawing import INK, Part, Sheet, fitting, readable, stacked
from genbot.cards.text import several
from genbot.domain.calendar import Leaf, Page, Planned, Span
from genbot.domain.people import clock
from genbot.domain.publications import PublicationState
from genbot.domain.slots import DAYS

U = PublicationState
WIDE, EDGE, WEEK = 780, 32, 7  # pixels; a telephone shows it at half its size
LEFT, RIGHT = EDGE + 124, WIDE - EDGE  # of what stands beside a day
TALL, GAP, EMPTY, CELL = 92, 12, 64, 108
MOST, MOST_IN_CELL = 40, 2
FAINT, RULE, SHADE, TODAY, WARNING = "#616061", "#e4e4e4", "#f6f6f6", "#4a154b", "#9a5b00"
PLANNED, MOVING, LIVE, ASKING = "#1264a3", "#6b4fa3", "#1b7f4f", "#c0392b"
VOTING = "#8d8d8d"  # pale: it is no plan yet
COLOURS = {
    U.SCHEDULED: PLANNED, U.SENDING: MOVING, U.WAITING: MOVING, U.LIVE: LIVE, U.UNSURE: ASKING,
    U.HELD: ASKING, U.FAILED: ASKING,
}  # fmt: skip


def calendar_picture(page: Page) -> bytes:
    """A PNG of what is on this page, on the clocks of its reader."""
    leaf, shown = page.leaf, page.posts[:MOST]
    days = {day: list(posts) for day, posts in groupby(shown, lambda one: _when(one, leaf).date())}
    today = datetime.fromtimestamp(page.now, clock(leaf.zone)).date()
    parts = [_title(leaf)]
    if leaf.span is Span.MONTH:
        parts += _grid(leaf, days, today)
        wanted = list(days)
    else:
        wanted = [leaf.first + timedelta(days=nth) for nth in range(WEEK)]
    parts += (part for day in wanted for part in _day(day, days.get(day, []), leaf, today))
    if left := len(page.posts) - len(shown):
        parts.append(_line(f"and {several(left, 'more post')}"))
    if not page.posts:
        parts.append(_line("Nothing is planned, and nothing went out."))
    return stacked(parts, WIDE, EDGE)


def _title(leaf: Leaf) -> Part:
    def put(sheet: Sheet, top: int) -> None:
        sheet.text((EDGE, top + 24), head(leaf), 44, bold=True)
        zone = readable(leaf.zone.replace("_", " "), "UTC")
        sheet.text((EDGE, top + 74), fitting(f"Times of {zone}", 26, RIGHT - EDGE), 26, FAINT)

    return 116, put


def _line(told: str) -> Part:
    return EMPTY, lambda sheet, top: sheet.text((EDGE, top + EMPTY // 2), told, 28, FAINT)


def _day(day: date, posts: list[Planned], leaf: Leaf, today: date) -> Iterator[Part]:
    """A day beside what is on it; a line above it."""

    def put(sheet: Sheet, top: int) -> None:
        sheet.box((EDGE, top, RIGHT, top + 2), RULE)
        ink = TODAY if day == today else INK if posts else FAINT
        middle = top + (GAP + TALL // 2 if posts else EMPTY // 2)
        sheet.text((EDGE, middle), DAYS[day.weekday()], 26, ink if day == today else FAINT)
        sheet.text((EDGE + 86, middle), str(day.day), 32, ink, bold=bool(posts), centred=True)
        for nth, one in enumerate(posts):
            _post(sheet, top + GAP + nth * (TALL + GAP), one, leaf)

    yield (GAP + len(posts) * (TALL + GAP) if posts else EMPTY), put


def _post(sheet: Sheet, top: int, one: Planned, leaf: Leaf) -> None:
    colour, room = _colour(one), RIGHT - LEFT - 140
    sheet.box((LEFT, top, RIGHT, top + TALL), SHADE, 12)
    sheet.box((LEFT, top, LEFT + 10, top + TALL), colour, 5)
    sheet.text((LEFT + 28, top + 32), f"{_when(one, leaf):%H:%M}", 30, colour, bold=True)
    title = fitting(readable(one.title, "A video"), 30, room)
    sheet.text((LEFT + 124, top + 32), title, 30)
    told, ink = stands(one), FAINT
    if one.close:
        told, ink = f"{told} · less than an hour from another", WARNING
    sheet.text((LEFT + 124, top + 68), fitting(told, 24, room), 24, ink)


def _grid(leaf: Leaf, days: dict[date, list[Planned]], today: date) -> list[Part]:
    """A month at a glance; what it tells in words follows beneath it."""
    first = leaf.first - timedelta(days=leaf.first.weekday())
    weeks = range((leaf.last - first).days // WEEK + 1)
    rows = [[first + timedelta(days=week * WEEK + nth) for nth in range(WEEK)] for week in weeks]
    return [
        (40, _heads),
        *((CELL, partial(_row, row=row, leaf=leaf, days=days, today=today)) for row in rows),
        (EDGE, lambda sheet, top: None),
    ]


def _column(nth: int) -> int:
    """The left edge of a column; the eighth is where the last one ends."""
    return EDGE + (RIGHT - EDGE) * nth // WEEK


def _heads(sheet: Sheet, top: int) -> None:
    for nth, name in enumerate(DAYS):
        middle = (_column(nth) + _column(nth + 1)) // 2
        sheet.text((middle, top + 16), name, 24, FAINT, centred=True)


def _row(
    sheet: Sheet,
    top: int,
    *,
    row: Sequence[date],
    leaf: Leaf,
    days: dict[date, list[Planned]],
    today: date,
) -> None:
    for nth, day in enumerate(row):
        if not leaf.first <= day <= leaf.last:
            continue
        left, right = _column(nth) + 2, _column(nth + 1) - 2
        sheet.box((left, top + 2, right, top + CELL - 2), SHADE, 10)
        ink = TODAY if day == today else INK if day in days else FAINT
        sheet.text((left + 12, top + 22), str(day.day), 26, ink, bold=day == today or day in days)
        _marks(sheet, (left + 6, top + 40, right - 6), days.get(day, []), leaf)


def _marks(sheet: Sheet, place: tuple[int, int, int], posts: Sequence[Planned], leaf: Leaf) -> None:
    """The times of a day; where there is no room for all of them, how many there are more."""
    left, top, right = place
    shown = posts if len(posts) <= MOST_IN_CELL else posts[: MOST_IN_CELL - 1]
    marks = [(f"{_when(one, leaf):%H:%M}", _colour(one)) for one in shown]
    if len(posts) > len(shown):
        marks.append((f"+ {len(posts) - len(shown)}", FAINT))
    for nth, (told, colour) in enumerate(marks):
        height = top + nth * 32
        sheet.box((left, height, right, height + 28), colour, 8)
        sheet.text(((left + right) // 2, height + 15), told, 22, "#ffffff", centred=True)


def _colour(one: Planned) -> str:
    return COLOURS[one.state] if one.state else VOTING


def _when(one: Planned, leaf: Leaf) -> datetime:
    return datetime.fromtimestamp(one.when, clock(leaf.zone))
