"""Templates: what they fit, what a made-up video needs, and columns as they are typed."""

import pytest

from genbot.domain.errors import BadForm
from genbot.domain.templates import MOST_COLUMNS, Made, Template, columns

MONTAGE = Template(
    "tiktok-montage", "Quick cuts", "Five clips in a row.", tags=("Montage", "9:16", "Skit")
)


def test_its_tags_name_the_types():
    assert MONTAGE.types == ("3", "9")
    assert Template("x", "X").types == ()


@pytest.mark.parametrize(
    ("words", "fits"), [("", True), ("CLIPS montage", True), ("tiktok", True), ("avatar", False)]
)
def test_every_word_has_to_be_somewhere(words, fits):
    assert MONTAGE.fits(words) is fits


@pytest.mark.parametrize(
    ("made", "field"),
    [
        (Made(" ", script="Sizzle."), "title"),
        (Made("Tacos"), "script"),
        (Made("Tacos", "Hook", video_type=7), "video_type"),
        (Made("Tacos", "Hook", ratio="4:3"), "ratio"),
    ],
)
def test_what_cannot_be_made_is_said_at_its_field(made, field):
    with pytest.raises(BadForm) as wrong:
        made.check()

    assert list(wrong.value.fields) == [field]


def test_columns_are_one_a_line():
    typed = "Hook\n\n Voice over : AUDIO\nA: b: video\n"

    assert columns(typed) == [("Hook", "text"), ("Voice over", "audio"), ("A: b", "video")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "at least one"),
        ("Clip: film", "A column is one of"),
        (": text", "needs a title"),
        ("x" * 101, "needs a title"),
        ("Hook\nhook: video", "same title"),
        ("\n".join(f"c{n}" for n in range(MOST_COLUMNS + 1)), "too many"),
    ],
)
def test_columns_that_make_no_sense_are_refused(typed, words):
    with pytest.raises(BadForm, match=words):
        columns(typed)
