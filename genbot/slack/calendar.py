"""The calendar in a window: turned, and its posts moved or cancelled."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from genbot.cards.acts import Act, FormName
from genbot.cards.calendar import DRAWN, calendar_view, move_view, picture_file
from genbot.domain.calendar import Leaf, Page, Span
from genbot.domain.doubts import Doubted
from genbot.domain.errors import NotNow, Refusal
from genbot.domain.posts import Block
from genbot.flows import calendar
from genbot.slack.asks import Ask, Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms, sure
from genbot.store import Transaction

SHARED = ("C", "G")  # what channels' ids begin with; a private talk has no posts of its own
PICTURE = "picture"


def _typed(tx: Transaction, asked: Command) -> Page | None:
    """The page of which a picture is wanted, if one is."""
    words = asked.text.lower().split()
    if PICTURE not in words:
        return None
    leaf = _leaf(tx, asked, words)
    if not leaf.channel and not _private(asked):
        raise Refusal(
            "A picture of every channel is for you alone: please ask for it in our private talk."
        )
    return calendar.page(tx, leaf, here=leaf.channel, by=asked.user)


def _seen(tx: Transaction, press: Press) -> Page:
    leaf = calendar.turned(tx, press.value, by=press.user)
    if not _drawn(press, leaf):
        raise NotNow("A picture shows what belongs here. Please turn to this channel first.")
    return calendar.page(tx, leaf, here=leaf.channel, by=press.user)


async def draw(gen: object, page: Page | None) -> tuple[Page, bytes] | None:
    """Beside everything else, because it takes a moment."""
    return (page, await asyncio.to_thread(_pictured, page)) if page else None


def _pictured(page: Page) -> bytes:
    """Pillow is loaded with the first picture: it is large, and most days nobody asks for one."""
    from genbot.cards.calendar_picture import calendar_picture

    return calendar_picture(page)


@commands.on(
    "calendar",
    "See what is planned and what went out, by week or month; move or cancel it.",
    usage="calendar [picture] [week|month] [everywhere]",
    about=_typed,
    needs=draw,
)
def open_typed(tx: Transaction, asked: Command, drawn: tuple[Page, bytes] | None) -> Block | None:
    if drawn:
        tx.say(picture_file(*drawn, asked.place, tx.new_id()))
        return None
    return _shown(tx, asked, _leaf(tx, asked, asked.text.lower().split()))


@buttons.on(
    Act.CALENDAR_PICTURE,
    "Put this week or month into the conversation, as a picture.",
    about=_seen,
    needs=draw,
)
def give_picture(tx: Transaction, press: Press, drawn: tuple[Page, bytes]) -> Block:
    page, _ = drawn
    tx.say(picture_file(*drawn, press.place, tx.new_id()))
    return _shown(tx, press, page.leaf, DRAWN)


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


def _shown(tx: Transaction, asked: Ask, leaf: Leaf, note: str = "") -> Block:
    here = "" if _private(asked) else asked.place.channel
    page = calendar.page(tx, leaf, here=here, by=asked.user, note=note)
    return calendar_view(replace(page, drawn=_drawn(asked, leaf)))


def _private(asked: Ask) -> bool:
    """On the Home tab, or in somebody's talk with us."""
    return not asked.place.channel.startswith(SHARED)


def _drawn(asked: Ask, leaf: Leaf) -> bool:
    """Whether everybody who would see a picture there may see all of this page."""
    return bool(asked.place.channel) and (_private(asked) or leaf.channel == asked.place.channel)


def _leaf(tx: Transaction, asked: Command, words: Sequence[str]) -> Leaf:
    span = Span.MONTH if Span.MONTH in words else Span.WEEK
    return calendar.first(tx, _room(asked, words), by=asked.user, span=span)


def _room(asked: Ask, words: Sequence[str]) -> str:
    here = asked.place.channel
    return here if here.startswith(SHARED) and "everywhere" not in words else ""


def _meant(tx: Transaction, asked: Press | Submission) -> tuple[Leaf, str, int]:
    """The page somebody was on, and the post with the attempt they saw."""
    *_, id, attempt = f"||{asked.value}".split("|")
    leaf = calendar.turned(tx, asked.value, by=asked.user)
    return leaf, id, int(attempt) if attempt.isdecimal() else 0
