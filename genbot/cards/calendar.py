"""The calendar's window: each post of a week or a month, and what can still be done about it."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import replace

from genbot.cards import kit, slots
from genbot.cards.acts import Act, FormName
from genbot.cards.approvals import approved_by
from genbot.cards.overview import OUT
from genbot.cards.text import escape, line, moment, room
from genbot.domain.calendar import Leaf, Page, Planned, Span
from genbot.domain.doubts import Doubt
from genbot.domain.people import NOWHERE
from genbot.domain.posts import Block, Place, Upload
from genbot.domain.productions import Production
from genbot.domain.publications import Publication, PublicationState

U = PublicationState
MOST = 30  # posts in one window: it holds 100 blocks
STANDS = {
    U.SCHEDULED: "planned",
    U.SENDING: "on its way",
    U.WAITING: "on its way",
    U.LIVE: "live",
    U.REHEARSED: "rehearsed: nothing was published",
    U.UNSURE: "may be live or not: look first",
    U.HELD: "on hold",
    U.FAILED: "was not published",
}


def calendar_view(page: Page) -> Block:
    """One page of it."""
    leaf, shown = page.leaf, page.posts[:MOST]
    left = len(page.posts) - len(shown)
    where = room(leaf.channel) if leaf.channel else "every channel where you have met me"
    return kit.form(
        None,
        "Calendar",
        kit.section(f"{'🖼️' if page.note == DRAWN else '⚠️'}  {page.note}") if page.note else None,
        kit.section(f"📅  *{head(leaf)}* · {where}"),
        *(block for one in shown for block in _post(one, leaf)),
        None if shown else kit.section("Nothing is planned, and nothing went out."),
        kit.small(f"and {left} more: look at one week, or at one channel") if left else None,
        kit.divider(),
        _turn(page),
        kit.small(_whose(leaf)),
    )


def move_view(one: Planned, leaf: Leaf, due: float = 0.0, doubts: Sequence[Doubt] = ()) -> Block:
    """Another time, in the same window; with what is in doubt about the one that was chosen."""
    at = due or one.when
    return kit.form(
        FormName.MOVE_PLANNED,
        "Move this post",
        *slots.doubts(doubts),
        kit.section(f"*{line(one.title, 200, 'A video')}*\ngoes out {moment(one.when)}"),
        kit.input_moment("when", "New time", at=at),
        kit.small("Nothing else about it changes."),
        kit.actions(kit.button("Leave it as it is", Act.SEE_CALENDAR, str(leaf))),
        submit="Move it",
        about=_about(one.post, leaf),
    )


def _post(one: Planned, leaf: Leaf) -> Iterator[Block | None]:
    post = one.post
    title = line(one.title, 120, "A video")
    told = (
        f"{OUT[one.state] if one.state else VOTE}  *{moment(one.when)}* · {title}",
        " · ".join((stands(one), room(post.channel), *_approved(one))),
        f"⚠️  Less than an hour from “{line(one.close, 80)}”" if one.close else "",
    )
    yield kit.section("\n".join(part for part in told if part))
    if isinstance(post, Publication) and one.ours:
        about = _about(post, leaf)
        yield kit.actions(
            kit.button("Move…", Act.MOVE_PLANNED, about),
            kit.button("Cancel", Act.CANCEL_PLANNED, about, confirm=SURE),
        )


def _approved(one: Planned) -> tuple[str, ...]:
    if isinstance(one.post, Publication):
        return (f"approved by {approved_by(one.post)}",)
    return ("nothing goes out unless that comes in time",)


VOTE = "🗳️"


def stands(one: Planned) -> str:
    """How it stands, in a few words; of a vote that it is no more than that."""
    post = one.post
    if not isinstance(post, Publication):
        ballot = post.ballot
        so_far = f": {len(ballot.votes)} of {ballot.needed}" if ballot else ""
        return f"waits for approval{so_far}"
    if post.state is U.SCHEDULED and post.freeze:
        return "frozen"
    if post.state is U.SCHEDULED and post.rehearsal:
        return "planned as a rehearsal"
    held = post.state is U.WAITING and post.handed_over
    return "GEN holds it" if held else STANDS.get(post.state, post.state)


SURE = kit.confirm(
    "Take this post back?", "Nothing is published. Its video is in review again.", "Take it back"
)


def _turn(page: Page) -> Block | None:
    leaf = page.leaf
    other = Span.MONTH if leaf.span is Span.WEEK else Span.WEEK
    turned = replace(leaf, span=other).at(page.now if _today(page) else leaf.begins)
    where = replace(leaf, channel="" if leaf.channel else page.here)
    return kit.actions(
        kit.button("Earlier", Act.EARLIER_POSTS, str(leaf.earlier())),
        kit.button("Later", Act.LATER_POSTS, str(leaf.later())),
        kit.button(other.capitalize(), Act.TURN_CALENDAR, str(turned)),
        kit.button("Every channel" if leaf.channel else "This channel", Act.SEE_ROOMS, str(where))
        if page.here
        else None,
        None if _today(page) else kit.button("Now", Act.SEE_CALENDAR, str(leaf.at(page.now))),
        kit.button("As a picture", Act.CALENDAR_PICTURE, str(leaf)) if page.drawn else None,
        kit.button("Posting times…", Act.OPEN_SLOTS, str(leaf)) if page.here else None,
    )


def _today(page: Page) -> bool:
    return page.leaf.begins <= page.now < page.leaf.ends


def head(leaf: Leaf) -> str:
    """The month, or the days of the week."""
    first, last = leaf.first, leaf.last
    if leaf.span is Span.MONTH:
        return f"{first:%B %Y}"
    return f"{first.day} {first:%b} to {last.day} {last:%b %Y}"


def _whose(leaf: Leaf) -> str:
    """Where its days begin."""
    if leaf.zone == NOWHERE:
        return "Times are yours. Weeks and months begin at 00:00 UTC, weeks on Monday."
    return f"Times and days are those of {escape(leaf.zone, 60)}. Weeks begin on Monday."


def _about(post: Publication | Production, leaf: Leaf) -> str:
    return f"{leaf}|{post.id}|{post.attempt}"


def picture_file(page: Page, png: bytes, place: Place, id: str) -> Upload:
    """The page as a picture in a channel, or in somebody's private talk with us."""
    leaf = page.leaf
    posts = [
        f"•  {moment(one.when)} · {line(one.title, 100, 'A video')} · {stands(one)}"
        for one in page.posts[:MOST]
    ]
    told = "\n".join(posts) or "Nothing is planned, and nothing went out."
    instead = kit.card(f"The calendar of {head(leaf)}.", kit.section(f"📅  *{head(leaf)}*\n{told}"))
    name = f"calendar-{leaf.span}-{leaf.first:%Y-%m-%d}.png"
    content = base64.b64encode(png).decode()
    return Upload(f"calendar:{id}", place, "", name, head(leaf), instead, content=content)


DRAWN = "The picture is on its way into this conversation."
