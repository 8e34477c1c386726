"""The studio on the screen, and what came of a change made in it."""

from collections.abc import Iterator

from genbot.cards import kit
from genbot.cards.text import credit, escape, line, link
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.posts import Block

LATER = "It is in the video once that is rendered again."


def edited_body(errand: Errand) -> Iterator[Block | None]:
    for _, text in errand.wish["texts"][:3]:
        yield kit.section(">" + escape(text, 600).replace("\n", "\n>"))
    yield _later(errand)


def take_body(errand: Errand) -> Iterator[Block | None]:
    """What the new take is, to be read or seen, and what it cost."""
    told = errand.result
    if text := str(told.get("text") or ""):
        yield kit.section(">" + escape(text, 600).replace("\n", "\n>"))
    yield kit.image(str(told.get("thumbnail") or ""), errand.title)
    where, cost = link(str(told.get("url") or "")), told.get("cost")
    said = (f"Open it at {where}" if where else "", credit(cost) if cost else "")
    yield kit.small(*said) if any(said) else None
    yield _later(errand)


def _later(errand: Errand) -> Block | None:
    return kit.small(line(LATER, 200)) if errand.state is ErrandState.DONE else None
