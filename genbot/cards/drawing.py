"""Pictures of ours: a sheet of paper to draw on, with letters that look the same on every machine."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from typing import cast

from PIL import Image, ImageDraw, ImageFont

from genbot.cards.text import clean

FINE = 2  # drawn so much larger, and then made smaller: round corners are round
LONGEST = 200  # characters of a line; there is room for fewer
INK, PAPER = "#1d1c1d", "#ffffff"
SPELLED = {
    ord(sign): word
    for signs, word in (
        ("\u2013\u2014\u2012\u2010\u2011\u2212", "-"), ("ß", "ss"), ("æ", "ae"), ("Æ", "Ae"), ("øð", "o"),
        ("Ø", "O"), ("ł", "l"), ("Ł", "L"), ("€", "EUR "), ("\u2018\u201b", "\u2019"), ("„«»", "“"), ("•", "·"),
    )
    for sign in signs
}  # fmt: skip
Box = tuple[int, int, int, int]
"""Left, top, right and low edge, in pixels of the picture as it is seen."""


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """The letters that come with the library: the same on every machine."""
    return cast("ImageFont.FreeTypeFont", ImageFont.load_default(size * FINE))


@cache
def _drawn(sign: str) -> bool:
    """Whether these letters have this one."""
    font = _font(24)
    return sign == " " or bytes(font.getmask(sign)) != bytes(font.getmask("\uffff"))


def readable(text: str, instead: str) -> str:
    """The text in letters that can be drawn: without accents where it must be, and without what
    cannot be written at all; `instead` where nothing would be left."""
    known = clean(text[:LONGEST]).translate(SPELLED)
    parts = (
        sign if _drawn(sign) else "".join(filter(_drawn, unicodedata.normalize("NFKD", sign)))
        for sign in known
    )
    told = " ".join("".join(parts).split())
    return told if any(sign.isalnum() for sign in told) else instead


class Sheet:
    """A piece of paper."""

    def __init__(self, wide: int, high: int) -> None:
        self._image = Image.new("RGB", (wide * FINE, high * FINE), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def text(
        self, at: tuple[int, int], told: str, size: int, ink: str = INK, *,
        bold: bool = False, centred: bool = False,
    ) -> None:  # fmt: skip
        """One line; `at` is its left edge, or its middle, and the middle of its height."""
        self._draw.text(
            (at[0] * FINE, at[1] * FINE), told, fill=ink, font=_font(size),
            anchor="mm" if centred else "lm", stroke_width=1 if bold else 0, stroke_fill=ink,
        )  # fmt: skip

    def box(self, box: Box, fill: str, radius: int = 0) -> None:
        left, top, right, low = (edge * FINE for edge in box)
        self._draw.rounded_rectangle((left, top, right - 1, low - 1), radius * FINE, fill=fill)

    def png(self) -> bytes:
        kept = BytesIO()
        small = self._image.reduce(FINE).quantize(128, dither=Image.Dither.NONE)
        small.save(kept, "PNG", optimize=True)
        return kept.getvalue()


def fitting(told: str, size: int, room: int) -> str:
    """As much of a line as there is room for."""
    font = _font(size)
    if font.getlength(told) <= room * FINE:
        return told
    while told and font.getlength(f"{told}…") > room * FINE:
        told = told[:-1]
    return f"{told.rstrip()}…"


Part = tuple[int, Callable[[Sheet, int], None]]
"""How high something is, and how it is drawn from its upper edge on."""


def stacked(parts: Sequence[Part], wide: int, edge: int) -> bytes:
    """One beneath the other, as a PNG."""
    sheet, top = Sheet(wide, sum(height for height, _ in parts) + 2 * edge), edge
    for height, put in parts:
        put(sheet, top)
        top += height
    return sheet.png()
