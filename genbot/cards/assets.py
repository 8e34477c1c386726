"""What the cards of errands in the library show: how far a file is, what it became, what changed."""

from collections.abc import Iterator

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.text import line, link, several, weight
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.library import Item, Spot
from genbot.domain.posts import Block

STEPS = {"read": "Reading it", "sent": "On its way to GEN"}


def saving(errand: Errand) -> str:
    """How far a file is, while it is on its way."""
    if errand.state is not ErrandState.WANTED:
        return ""
    way = errand.result.get("way") or {}
    if not way:
        return "It is on its way to GEN."
    return (
        f"{STEPS.get(way['step'], 'On its way')}: {weight(way['done'])} of {weight(way['size'])}."
    )


def saved(errand: Errand) -> Iterator[Block | None]:
    """The file as it lies in GEN now, and what can be done with it."""
    told = errand.result
    if errand.state is not ErrandState.DONE or "id" not in told:
        return
    item = Item(str(told["id"]), str(told["name"]), str(told["kind"]), told["url"])
    where = line(str(errand.wish["folder_name"]), 150, "the library itself")
    yield kit.image(told["thumbnail"] or (item.url if item.kind == "image" else ""), item.name)
    address = link(item.url)
    yield kit.small(f"In {where}", f"open it at {address}" if address else "")
    if errand.wish["copy_of"]:
        yield kit.small(
            "GEN cannot move a file: this is a copy, and the first one is where it was."
        )
    first = str(errand.wish["copy_of"])
    yield kit.actions(
        kit.button("Details…", Act.ASSET_DETAILS, f"{item.ref}\n{Spot().ref}"),
        kit.button("Delete the first one…", Act.DELETE_ASSET, first) if first else None,
    )


def made_folder(errand: Errand) -> Iterator[Block | None]:
    if errand.state is ErrandState.DONE:
        inside = line(str(errand.wish["parent_name"]), 150, "")
        yield kit.small(f"It is in {inside}." if inside else "It is at the top of the library.")
        yield kit.actions(kit.button("Open the library", Act.OPEN_ASSETS, Spot().ref))


def renamed(errand: Errand) -> Iterator[Block | None]:
    name = line(str(errand.wish["name"]), 200)
    yield kit.small(f"Its new name: *{name}*")


def deleted(errand: Errand) -> Iterator[Block | None]:
    if errand.state is ErrandState.DONE:
        files = int(errand.result.get("files") or 0)
        gone = several(files, "file") if files else "It was not there any more"
        yield kit.small(f"{gone} deleted for good." if files else f"{gone}.")
