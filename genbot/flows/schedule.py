"""A time for a post: what somebody has to be sure of, and the posting slot that was offered."""

from collections.abc import Collection

from genbot.cards.slots import close
from genbot.cards.text import escape
from genbot.domain import faces
from genbot.domain.doubts import Doubt, Doubted
from genbot.domain.errors import BadForm
from genbot.domain.productions import Production
from genbot.domain.publications import Publication, Wish, codes
from genbot.domain.slots import Neighbour
from genbot.flows import publications, slots
from genbot.store import Transaction

YEAR = 366 * 86_400.0
LONGEST = 100  # characters of such codes that are told
LETTERS = "TikTok has no emoji called {}, so these letters go out. Slack may draw them as one."
HANDED = "GEN posts it even while I am down. Nobody can undo, move or freeze it then."


class Taken(Exception):
    """Something else of this account is planned by now for the time that was offered."""

    def __init__(self, by: Neighbour | None) -> None:
        super().__init__()
        self.by = by


def publish(
    tx: Transaction,
    id: str,
    version: int,
    wish: Wish,
    *,
    sure: Collection[str],
    by: str,
    rehearsal: bool = False,
) -> None:
    """As the publish form says; raises Doubted, last of all, for what has to be said twice and is not
    among what somebody is `sure` of."""
    with tx.attempt():
        publications.publish(tx, id, version, by=by, form=wish, rehearsal=rehearsal)
        _settled(tx, tx.productions.get(id), wish.due, sure, wish)


def move(
    tx: Transaction, id: str, due: float, *, sure: Collection[str], by: str, attempt: int
) -> None:
    """Another time for a post; raises Doubted like `publish`."""
    with tx.attempt():
        _settled(tx, publications.move(tx, id, due, by=by, attempt=attempt), due, sure)


def take(tx: Transaction, id: str, version: int, at: float, *, by: str, face: str = "") -> None:
    """The posting slot that was offered, exactly as the video is shown; raises Taken when it is free
    no longer, and nothing is planned for any other time instead."""
    production = tx.productions.get(id)
    faces.check(production, face)
    wish = Wish(production.caption, due=at, thumbnail=production.thumbnail)
    with tx.attempt():
        if at <= tx.now:
            raise Taken(None)
        publications.publish(tx, id, version, by=by, form=wish)
        if other := slots.near(tx, production)(at):
            raise Taken(other)


def _settled(
    tx: Transaction,
    one: Production | Publication,
    due: float,
    sure: Collection[str],
    wish: Wish | None = None,
) -> None:
    if due > tx.now + YEAR:
        raise BadForm(when="That is more than a year away. Choose an earlier time.")
    doubts = []
    if due and (other := slots.near(tx, one)(due)):
        doubts.append(Doubt(f"near:{due:.0f}", close(other, one.channel), "Post it all the same"))
    if wish and wish.handed_over:
        doubts.append(Doubt(f"hand:{due:.0f}", HANDED, "Hand it to GEN"))
    if wish and (found := " ".join(codes(f"{wish.caption} {wish.title}"))[:LONGEST]):
        doubts.append(Doubt(f"codes:{found}", LETTERS.format(escape(found)), "Post the letters"))
    if left := [doubt for doubt in doubts if doubt.key not in sure]:
        raise Doubted(*left)
