"""Things that have a history: what each is called, and the choice between several."""

from collections.abc import Sequence

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.text import line, room
from genbot.domain.history import Thing
from genbot.domain.posts import Card


def choose_card(things: Sequence[Thing], label: str, act: Act) -> Card:
    """Several things are called that; each has a button for what was asked for."""
    return kit.card(
        f"{len(things)} things are called that. Which one do you mean?",
        kit.section("*Which one do you mean?*"),
        *(kit.section(head(thing), kit.button(label, act, page_of(thing.id))) for thing in things),
    )


def page_of(id: str, page: int = 0) -> str:
    """What a button carries. It begins with a mark, because it may be pressed in another channel than
    that of the thing: who may look is asked for each page."""
    return f"|{id}|{page}"


def head(thing: Thing) -> str:
    name = called(thing)
    about = f"\nfrom “{line(thing.about, 120)}”" if thing.about else ""
    return f"📜  *{name[0].upper()}{name[1:]}*{about}"


def called(thing: Thing) -> str:
    if thing.kind == "channel":
        return f"the channel {room(thing.id)}"
    if thing.kind == "workspace":
        return "the workspace"
    title = f"“{line(thing.title, 160)}”"
    if thing.kind == "idea":
        return f"idea {thing.number}, {title}"
    return f"the request {title}" if thing.kind == "request" else title
