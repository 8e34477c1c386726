"""The calendar of posts: looked at page by page, and moved or cancelled from there."""

from collections.abc import Callable, Collection
from dataclasses import replace

from genbot.domain.calendar import HOUR, Leaf, Page, Planned, Span
from genbot.domain.doubts import Doubted
from genbot.domain.errors import BadForm, Refusal
from genbot.domain.publications import Publication, PublicationState
from genbot.flows import channels, history, people, publications, schedule, slots
from genbot.store import Transaction

S = PublicationState
PLANNED = (S.SCHEDULED, S.SENDING, S.WAITING, S.UNSURE, S.HELD, S.FAILED)
NEAR = (S.SCHEDULED, S.SENDING, S.WAITING, S.LIVE)  # what is out or will be, for certain


def first(tx: Transaction, channel: str, *, by: str, span: Span = Span.WEEK) -> Leaf:
    """This week or month, of this channel, as it is where this person lives."""
    return Leaf(span, 0.0, channel, people.zone(tx, by)).at(tx.now)


def turned(tx: Transaction, text: str, *, by: str) -> Leaf:
    """The page that a button of this person's window carried."""
    return Leaf.read(text, tx.now, people.zone(tx, by))


def page(tx: Transaction, leaf: Leaf, *, here: str, by: str, note: str = "") -> Page:
    """What is on this leaf, in the channels whose things this person may look at."""
    rooms = history.rooms(tx, here, by)
    where = tuple(one for one in rooms if leaf.channel in {"", one})
    around = _around(tx, leaf, where)
    posts = tuple(
        replace(one, close=_close(one, around))
        for one in sorted(around, key=lambda one: (one.when, one.post.id))
        if leaf.begins <= one.when < leaf.ends
    )
    return Page(leaf, posts, here, tx.now, note)


def move(
    tx: Transaction, leaf: Leaf, id: str, attempt: int, due: float, *, here: str, by: str,
    sure: Collection[str] = (),
) -> Page:  # fmt: skip
    """Another time for one post; raises BadForm for one that has passed, Doubted for one that is too
    close to another post, until somebody is `sure`."""
    return _changed(
        tx, leaf, id, here, by,
        lambda: schedule.move(tx, id, due, sure=sure, by=by, attempt=attempt),
    )  # fmt: skip


def cancel(tx: Transaction, leaf: Leaf, id: str, attempt: int, *, here: str, by: str) -> Page:
    """One post is taken back; its video is in review again."""
    return _changed(
        tx, leaf, id, here, by, lambda: publications.cancel(tx, id, by=by, attempt=attempt)
    )  # fmt: skip


def find(tx: Transaction, id: str, *, here: str, by: str) -> Planned:
    """A post of a channel whose things this person may look at; raises NotHere."""
    if channels.of(tx, id) != here:
        channels.known(tx, id, by)
    return _planned(tx, tx.publications.get(id))


def _changed(
    tx: Transaction, leaf: Leaf, id: str, here: str, by: str, change: Callable[[], object]
) -> Page:
    """The same leaf after the change, or with why it could not be."""
    note = ""
    try:
        with tx.attempt():
            find(tx, id, here=here, by=by)
            change()
    except (BadForm, Doubted):
        raise
    except Refusal as refused:
        note = refused.text
    return page(tx, leaf, here=here, by=by, note=note)


def _around(tx: Transaction, leaf: Leaf, where: tuple[str, ...]) -> list[Planned]:
    """What is on this leaf or within an hour of it."""
    least, most = leaf.begins - HOUR, leaf.ends + HOUR
    planned = tx.publications.between("due", least, most, state=PLANNED, channel=where)
    out = tx.publications.between("ended", least, most, state=(S.LIVE, S.REHEARSED), channel=where)
    voted = slots.voted(tx, least, most, channel=where)
    votes = (Planned(made, made.planned.title or made.title) for made in voted)
    return [*(_planned(tx, post) for post in (*planned, *out)), *votes]


def _planned(tx: Transaction, post: Publication) -> Planned:
    return Planned(post, post.title or tx.productions.get(post.production_id).title)


def _close(one: Planned, every: list[Planned]) -> str:
    """The title of another post of the same account within an hour; empty when there is none."""
    if not _takes_place(one):
        return ""
    mine = one.post.accounts if isinstance(one.post, Publication) else one.post.handles
    near = (
        other.title or "another post"
        for other in every
        if other.post.id != one.post.id
        and _takes_place(other)
        and slots.shared(other.post, one.post.agent_id, mine)
        and abs(other.when - one.when) < HOUR
    )
    return next(near, "")


def _takes_place(one: Planned) -> bool:
    """Whether it is out or will be for certain, or holds its hour because people vote on it."""
    return not one.post.rehearsal and (one.state is None or one.state in NEAR)
