"""What is asked before a layer, a row or a column is added, moved, named, copied or deleted."""

from collections.abc import Sequence

from genbot.cards import kit
from genbot.cards.acts import FormName
from genbot.cards.text import line
from genbot.domain.pieces import COLUMN_TYPES, LAYER_TYPES, LONGEST_NAME, Kind, Piece, Step
from genbot.domain.posts import Block

FRONT, BACK = "front", "back"
PLACES = ((FRONT, "In front of all others"), (BACK, "Behind all others"))
STEPS = {
    Kind.LAYER: (
        (Step.LATER, "One step to the front"),
        (Step.LAST, "In front of all others"),
        (Step.EARLIER, "One step to the back"),
        (Step.FIRST, "Behind all others"),
    ),
    Kind.ROW: (
        (Step.EARLIER, "One row up"),
        (Step.FIRST, "To the top"),
        (Step.LATER, "One row down"),
        (Step.LAST, "To the bottom"),
    ),
    Kind.COLUMN: (
        (Step.EARLIER, "One column to the left"),
        (Step.FIRST, "First of your columns"),
        (Step.LATER, "One column to the right"),
        (Step.LAST, "Last of your columns"),
    ),
}
ADDED = {
    Kind.LAYER: "It is empty at first: make it in the studio, then render again.",
    Kind.ROW: "It is empty, with the same columns. Each row is another video; this one stays as it is.",
    Kind.COLUMN: "Every row gets an empty cell in it, for you to fill.",
}
COPIED = {
    Kind.LAYER: "The copy has the same takes, and costs nothing. It shows once it is rendered again.",
    Kind.ROW: "With all its cells and layers, at no cost. The video stays the one it is made from now.",
    Kind.COLUMN: "With what stands in its cells.",
}
MOVED = {
    Kind.LAYER: "What lies in front covers what is behind it, once the video is rendered again.",
    Kind.ROW: "The video is still made from the same row.",
    Kind.COLUMN: "GEN's own columns keep their places.",
}


def add_form(piece: Piece) -> Block:
    kind, types = piece.kind, LAYER_TYPES if piece.kind is Kind.LAYER else COLUMN_TYPES
    named = kind is not Kind.ROW
    return kit.form(
        FormName.ADD_PIECE,
        f"Add a {kind}",
        kit.input_text("name", "What is it called?", most=LONGEST_NAME) if named else None,
        kit.input_choice("type", "What does it hold?", types) if named else None,
        kit.input_choice("place", "Where does it lie?", PLACES, value=FRONT)
        if kind is Kind.LAYER
        else None,
        kit.small(ADDED[kind]),
        submit="Add it",
        about=piece.ref,
    )


def move_form(piece: Piece) -> Block:
    return kit.form(
        FormName.MOVE_PIECE,
        f"Move this {piece.kind}",
        _called(piece),
        kit.input_choice("step", "Where does it go?", STEPS[piece.kind]),
        kit.small(MOVED[piece.kind]),
        submit="Move it",
        about=piece.ref,
    )


def rename_form(piece: Piece) -> Block:
    column = "Prompts find a column by its name: those that say {{" + line(piece.name, 60) + "}} "
    return kit.form(
        FormName.RENAME_PIECE,
        f"Rename this {piece.kind}",
        kit.input_text("name", "New name", value=piece.name, most=LONGEST_NAME),
        kit.small(f"{column}need the new one.") if piece.kind is Kind.COLUMN else None,
        submit="Rename it",
        about=piece.ref,
    )


def copy_form(piece: Piece) -> Block:
    return kit.form(
        FormName.COPY_PIECE,
        f"Duplicate this {piece.kind}",
        _called(piece),
        kit.small(COPIED[piece.kind]),
        submit="Duplicate it",
        about=piece.ref,
    )


def use_form(piece: Piece) -> Block:
    return kit.form(
        FormName.USE_ROW,
        "Make the video from it",
        _called(piece),
        kit.section(
            "Once it is rendered again, the video is what stands in this row. What is made in the "
            "other row stays there."
        ),
        kit.small("Parts that are empty in this row are made in the studio. Nothing is paid now."),
        submit="Make it from this",
        about=piece.ref,
    )


def delete_form(piece: Piece, stay: Sequence[str], lost: Sequence[str]) -> Block:
    """Says what goes: the layer with its takes, and what cannot be made without it."""
    kept, left = ", ".join(line(one, 60) for one in stay), ", ".join(line(one, 60) for one in lost)
    return kit.form(
        FormName.DELETE_PIECE,
        "Delete this layer",
        _called(piece),
        kit.section("*This goes, for good:* the layer, and every take of it in this place."),
        kit.section(f"⚠️  Without it *{left}* cannot be made, and is left out.") if left else None,
        kit.small(f"{kept} was made from it, and stays as it is") if kept else None,
        kit.small("The video changes once it is rendered again. What it cost does not come back."),
        submit="Delete for good",
        about=piece.ref,
    )


def _called(piece: Piece) -> Block:
    return kit.section(f"*{piece.kind.capitalize()} {line(piece.name, 150)}*")
