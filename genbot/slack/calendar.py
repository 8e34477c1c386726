"""The calendar in a window: turned, and its posts moved or cancelled."""

from collections.abc import Sequence

from genbot.cards.acts import Act, FormName
from genbot.cards.calendar import calendar_view, move_view
from genbot.domain.calendar import Leaf, Span
from genbot.domain.doubts import Doubted
from genbot.domain.posts import Block
from genbot.flows import calendar
from genbot.slack.asks import Ask, Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms, sure
from genbot.store import Transaction

SHARED = ("C", "G")  # what channels' ids begin with; a private talk has no posts of its own


@commands.on(
    "calendar",
    "See what is planned and what went out, by week or month; move or cancel it.",
    usage="calendar [week|month] [everywhere]",
)
def open_typed(tx: Transaction, asked: Command) -> Block:
    words = asked.text.lower().split()
    span = Span.MONTH if Span.MONTH in words else Span.WEEK
    return _shown(tx, asked, calendar.first(tx, _room(asked, words), by=asked.user, span=span))


@buttons.on(Act.OPEN_CALENDAR, "See what is planned and what went out.")
def open_calendar(tx: Transaction, press: Press) -> Block:
    return _shown(tx, press, calendar.first(tx, _room(press, ()), by=press.user))


@buttons.on(Act.EARLIER_POSTS, "See the week or month before.")
@buttons.on(Act.LATER_POSTS, "See the week or month after.")
@buttons.on(Act.TURN_CALENDAR, "See a month instead of a week, or a week again.")
@buttons.on(Act.SEE_ROOMS, "See this channel alone, or every channel.")
@buttons.on(Act.SEE_CALENDAR, "See the calendar again.")
def turn(tx: Transaction, press: Press) -> Block:
    return _shown(tx, press, calendar.turned(tx, press.value, by=press.user))


@buttons.on(Act.MOVE_PLANNED, "Choose another time for a post of the calendar.")
def choose_time(tx: Transaction, press: Press) -> Block:
    leaf, id, _ = _meant(tx, press)
    return move_view(calendar.find(tx, id, here=press.place.channel, by=press.user), leaf)


@forms.on(FormName.MOVE_PLANNED, "Give a post of the calendar another time.")
def move(tx: Transaction, form: Submission) -> Block:
    leaf, id, attempt = _meant(tx, form)
    due, here, by = form.moment("when"), form.place.channel, form.user
    try:
        page = calendar.move(tx, leaf, id, attempt, due, here=here, by=by, sure=sure(form))
    except Doubted as asked:
        return move_view(calendar.find(tx, id, here=here, by=by), leaf, due, asked.doubts)
    return calendar_view(page)


@buttons.on(Act.CANCEL_PLANNED, "Take a post of the calendar back.")
def cancel(tx: Transaction, press: Press) -> Block:
    leaf, id, attempt = _meant(tx, press)
    here = press.place.channel
    return calendar_view(calendar.cancel(tx, leaf, id, attempt, here=here, by=press.user))


def _shown(tx: Transaction, asked: Ask, leaf: Leaf) -> Block:
    here = asked.place.channel if asked.place.channel.startswith(SHARED) else ""
    return calendar_view(calendar.page(tx, leaf, here=here, by=asked.user))


def _room(asked: Ask, words: Sequence[str]) -> str:
    here = asked.place.channel
    return here if here.startswith(SHARED) and "everywhere" not in words else ""


def _meant(tx: Transaction, asked: Press | Submission) -> tuple[Leaf, str, int]:
    """The page somebody was on, and the post with the attempt they saw."""
    *_, id, attempt = f"||{asked.value}".split("|")
    leaf = calendar.turned(tx, asked.value, by=asked.user)
    return leaf, id, int(attempt) if attempt.isdecimal() else 0
