"""Lists people put in order: rows, columns and layers, moved by id and position."""

from typing import Any, Protocol, TypeVar

from genbot.sandbox.gen.asks import Ask, missing, refuse


class Placed(Protocol):
    """Something with an id and a place in a list."""

    id: int
    position: int


P = TypeVar("P", bound=Placed)


def entries(ask: Ask, *names: str) -> list[dict[str, Any]]:
    """The list in the body, under one of these names; ids come as numbers and as text."""
    return numbered(next((ask.body[name] for name in names if name in ask.body), None), names[0])


def numbered(found: Any, name: str) -> list[dict[str, Any]]:
    """A list of objects that each name what they are about by an id."""
    if not isinstance(found, list) or not found:
        refuse(f"{name} must be a list")
    if not all(isinstance(entry, dict) and str(entry.get("id", "")).isdecimal() for entry in found):
        refuse(f"each of {name} needs an id")
    return [{**entry, "id": int(str(entry["id"]))} for entry in found]


def reorder(things: list[P], moves: list[dict[str, Any]]) -> None:
    """Put the named things at their positions; the others keep their order around them."""
    by_id = {thing.id: thing for thing in things}
    for move in sorted(moves, key=lambda move: str(move.get("position", "")).zfill(6)):
        position = move.get("position")
        if isinstance(position, bool) or not isinstance(position, int) or position < 0:
            refuse("position must be a number from 0")
        thing = by_id.get(move["id"]) or missing()
        things.remove(thing)
        things.insert(position, thing)
    for number, thing in enumerate(things):
        thing.position = number
