"""Forms of the studio: one text, or all texts of a row."""

from collections.abc import Iterator
from dataclasses import replace

from genbot.cards import kit
from genbot.cards.acts import FormName
from genbot.cards.text import escape, line, pieces, plain, several
from genbot.domain.posts import Block
from genbot.domain.studio import LONGEST_TEXT, Board, Part

PIECE, MOST_PIECES = 1_400, 12
MOST_TEXTS, MOST_BYTES = 40, 150_000  # a window holds 250 kB with all that is around the texts
WHOLE = "new"  # the input for a text that is too long to be edited


def text_form(part: Part) -> Block:
    """Its text, to be changed; one that is too long for an input can only be replaced."""
    title, text = plain(part.title, 100), part.value
    asked = (
        kit.input_text(
            "text", title, value=text, long=True, most=LONGEST_TEXT, optional=True,
            hint="Left empty, it is emptied.",
        ),
    ) if len(text) <= LONGEST_TEXT else _too_long(text)  # fmt: skip
    return kit.form(
        FormName.EDIT_TEXT,
        "Edit text",
        *asked,
        kit.small("It goes into the video once that is rendered again."),
        submit="Save",
        about=replace(part.spot, name=part.title).ref,
    )


def _too_long(text: str) -> Iterator[Block]:
    yield kit.section(
        f"This text has {len(text):,} characters, and an input of Slack takes {LONGEST_TEXT:,}. It "
        "stays as it is unless you write another one in its place."
    )
    yield kit.input_text(WHOLE, "Another text in its place", long=True, most=LONGEST_TEXT)
    quotes = pieces(escape(text), PIECE, MOST_PIECES)
    yield from (kit.section(">" + part.replace("\n", "\n>")) for part in quotes)


def texts_form(board: Board) -> Block:
    """All texts of a row, as many as fit; only what was changed is sent."""
    every = [one for one in board.parts if one.writable]
    asked, left = _fitting(every)
    names = ", ".join(line(one.title, 60) for one in left[:10])
    return kit.form(
        FormName.EDIT_TEXTS,
        "Edit texts",
        kit.small(f"*{line(board.title, 150)}*", several(len(asked), "text")),
        *(
            kit.input_text(
                one.spot.cell, plain(one.title, 100), value=one.value, long=True, optional=True
            )
            for one in asked
        ),
        kit.small(f"Not in this form, because it would not fit: {names}") if left else None,
        kit.small("Only what you change is sent. Left empty, a text is emptied."),
        submit="Save" if asked else "",
        about=replace(board.spot, cell="", layer="", page=0).ref,
    )


def _fitting(every: list[Part]) -> tuple[list[Part], list[Part]]:
    asked: list[Part] = []
    left: list[Part] = []
    room = MOST_BYTES
    for one in every:
        size = 3 * len(one.value.encode(errors="replace"))  # as JSON writes it at worst
        if len(one.value) > LONGEST_TEXT or size > room or len(asked) == MOST_TEXTS:
            left.append(one)
        else:
            asked.append(one)
            room -= size
    return asked, left
