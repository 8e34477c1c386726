"""Templates: what they fit, and what a made-up video needs."""

import pytest

from genbot.domain.errors import BadForm
from genbot.domain.templates import Made, Template

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
