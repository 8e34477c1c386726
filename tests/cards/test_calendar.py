"""The calendar's window: every post in its state, and only what is still ours can be changed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from genbot.cards.calendar import MOST, calendar_view, move_view
from genbot.domain.calendar import Leaf, Page, Planned, Span
from tests.cards import examples as taco
from tests.cards.example_calendar import CLOSE, LEAF, PAGE, POSTS
from tests.cards.reading import buttons, inputs, words, wrong_with_view
from tests.cards.test_any_text import OURS, WORDS

TURNS = {"Earlier", "Later", "Month", "Every channel", "Posting times…"}


def test_a_week_with_every_state():
    view = calendar_view(PAGE)

    assert wrong_with_view(view) == []
    for said in ("planned", "frozen", "GEN holds it", "on its way", "live", "on hold"):
        assert f"{said} · <#C0VIDEOIDEAS> · approved by <@" in words(view)
    assert "may be live or not: look first" in words(view)
    assert "⚠️  Less than an hour from “The 2 a.m. taco verdict”" in words(view)


def test_only_what_is_still_ours_can_be_changed():
    for one in (*POSTS, CLOSE):
        acts = set(buttons(calendar_view(replace(PAGE, posts=(one,)))))
        assert (acts - TURNS == {"Move…", "Cancel"}) == one.ours


@pytest.mark.parametrize(
    ("leaf", "head", "acts"),
    [
        (LEAF, "to", TURNS),
        (LEAF.later(), "to", TURNS | {"Now"}),
        (Leaf(Span.MONTH, 0.0).at(taco.NOW), "every channel", {*TURNS, "Week", "This channel"}),
    ],
)
def test_it_can_be_turned_every_way(leaf, head, acts):
    view = calendar_view(Page(leaf, (), taco.CHANNEL, taco.NOW))

    assert head in words(view)
    assert "Nothing is planned" in words(view)
    if leaf.span is Span.MONTH:
        acts = acts - {"Month", "Every channel"}
    assert set(buttons(view)) == acts


def test_on_the_home_tab_there_is_no_channel_to_go_back_to():
    assert "This channel" not in buttons(calendar_view(Page(replace(LEAF, channel=""), ())))


def test_a_full_month_says_how_much_is_left():
    view = calendar_view(replace(PAGE, posts=(CLOSE,) * (MOST + 5)))

    assert wrong_with_view(view) == []
    assert "and 5 more" in words(view)


def test_why_it_could_not_be_is_said_first():
    assert words(calendar_view(replace(PAGE, note="Too late."))).startswith("⚠️  Too late.")


def test_another_time_is_asked_for_in_the_same_window():
    view = move_view(CLOSE, LEAF)

    assert wrong_with_view(view) == []
    assert inputs(view)["when"]["initial_date_time"] == int(taco.LATER.due)
    assert buttons(view) == {"Leave it as it is": "see_calendar"}


@given(WORDS)
@settings(max_examples=40)
def test_whatever_a_post_is_called_nobody_is_called(text):
    one = Planned(taco.LATER, text, text)
    for view in (calendar_view(replace(PAGE, posts=(one,))), move_view(one, LEAF)):
        assert wrong_with_view(view) == []
        assert "<!" not in OURS.sub("", words(view))
