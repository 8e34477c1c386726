"""Columns of an engine, as they are typed."""

import pytest

from genbot.domain.engines import MOST_COLUMNS, columns
from genbot.domain.errors import BadForm


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
        ("\n".join(f"c{n}" for n in range(MOST_COLUMNS + 1)), "At most 20 columns; these are 21."),
    ],
)
def test_columns_that_make_no_sense_are_refused(typed, words):
    with pytest.raises(BadForm, match=words):
        columns(typed)
