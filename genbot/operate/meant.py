"""What an operator means by what they type: an id, a link to a message, words of a title."""

from collections.abc import Iterable, Iterator

from genbot.domain.ideas import Idea
from genbot.domain.productions import Production
from genbot.domain.publications import Publication
from genbot.flows.history import PERMALINK
from genbot.store import Transaction

MOST = 12
LONGEST = 12  # digits of the number of a watch: ids are longer
Made = Idea | Production | Publication


def ids(tx: Transaction, words: str) -> list[str]:
    """What these words may mean, in any channel, the newest first; the words themselves when they are
    an id already."""
    if link := PERMALINK.search(words):
        slot = tx.outbox.slot_at(link[1], f"{link[2]}.{link[3]}") or ""
        return [subject(slot)] if slot else []
    for id in (_watched(tx, words), subject(words)):
        if known(tx, id):
            return [id]
    said = words.split()[:MOST]
    called = tx.ideas.holding(said, MOST)
    return list(dict.fromkeys(furthest(tx, idea).id for idea in called)) or [
        asked.id for asked in tx.requests.holding(said, MOST)
    ]


def known(tx: Transaction, id: str) -> bool:
    """Whether there is such a thing."""
    shelves = (tx.publications, tx.productions, tx.ideas, tx.requests, tx.runs, tx.errands)
    return any(shelf.look(id) for shelf in shelves)


def furthest(tx: Transaction, idea: Idea) -> Made:
    """What has become of an idea: its newest post, or its video, or nothing yet."""
    videos = tx.productions.find(idea_id=idea.id)
    posts = [out for made in videos for out in tx.publications.find(production_id=made.id)]
    return _last(posts) or _last(videos) or idea


def _last(things: Iterable[Production] | Iterable[Publication]) -> Made | None:
    found: Iterator[Made] = iter(reversed(list(things)))
    return next(found, None)


def _watched(tx: Transaction, words: str) -> str:
    """What a watch is about: by its number, or as `genbot watches` names it (a part of a video is
    `5f2a.1.3`)."""
    number = words.isascii() and words.isdigit() and len(words) <= LONGEST
    watch = tx.watches.get(int(words)) if number else None
    return (watch.subject if watch else words).partition(".")[0]


def subject(slot: str) -> str:
    """The id in `publication:5f2a` or `video:5f2a:1`, or what is an id itself."""
    return slot.split(":")[1] if slot.count(":") else slot
