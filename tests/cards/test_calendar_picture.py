"""The calendar as a picture: the same bytes for the same page, and letters for whatever a title holds."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from PIL import Image

from genbot.cards.calendar import picture_file
from genbot.cards.calendar_picture import MOST, WIDE, calendar_picture
from genbot.cards.drawing import readable
from genbot.domain.calendar import Leaf, Page, Span
from genbot.domain.posts import Place
from tests.cards import examples as taco
from tests.cards.example_calendar import CLOSE, PAGE
from tests.cards.reading import words, wrong_with
from tests.cards.test_any_text import WORDS

NEAR = replace(CLOSE, post=replace(CLOSE.post, due=taco.NOW + 7_200))  # in the week of the page
WEEK = replace(PAGE, posts=(NEAR, NEAR))
MONTH = replace(WEEK, leaf=Leaf(Span.MONTH, 0.0, taco.CHANNEL, "America/New_York").at(taco.NOW))
BLUE, AMBER = (0x12, 0x64, 0xA3), (0x9A, 0x5B, 0x00)


def seen(page):
    return Image.open(BytesIO(calendar_picture(page)))


def colours(page):
    return {colour for _, colour in seen(page).convert("RGB").getcolors(1 << 24)}


@pytest.mark.parametrize("page", [WEEK, MONTH])
def test_the_same_page_is_the_same_picture(page):
    png = calendar_picture(page)

    assert png == calendar_picture(page)
    assert png != calendar_picture(replace(page, posts=page.posts[1:]))
    assert len(png) < 100_000
    assert Image.open(BytesIO(png)).width == WIDE


def test_what_is_planned_and_what_is_too_close_have_colours_of_their_own():
    assert colours(replace(PAGE, posts=(NEAR,))) >= {BLUE, AMBER}
    assert BLUE in colours(replace(PAGE, posts=(replace(NEAR, close=""),)))
    assert not colours(replace(PAGE, posts=())) & {BLUE, AMBER}


def test_a_full_month_is_as_long_as_it_may_be():
    many = tuple(NEAR for _ in range(3 * MOST))

    assert seen(replace(MONTH, posts=many)).height < 7_000


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Señor Salsa's café \u2013 très “hot” 🌮", "Senor Salsa's cafe - tres “hot”"),
        ("Größe: 5 €", "Grosse: 5 EUR"),
        ("日本語", "A video"),
        ("🌮 🌮", "A video"),
        ("", "A video"),
    ],
)
def test_a_title_is_told_in_letters_that_can_be_drawn(title, told):
    assert readable(title, "A video") == told


@given(WORDS)
@settings(max_examples=5)
@example("w" * 100_000)
def test_whatever_a_post_is_called_it_can_be_drawn(text):
    assert calendar_picture(replace(PAGE, posts=(replace(NEAR, title=text),)))


def test_where_slack_takes_no_file_it_is_said_in_words():
    file = picture_file(replace(PAGE, posts=(NEAR,)), b"PNG", Place(taco.CHANNEL), "1")

    assert file.name == "calendar-week-2026-11-16.png"
    assert wrong_with(file.fallback) == []
    assert "Salsa · planned" in words(file.fallback)
    empty = picture_file(Page(PAGE.leaf, ()), b"PNG", Place(taco.CHANNEL), "1")
    assert "Nothing is planned" in words(empty.fallback)
