"""The library on screen: pages, words, defaults, and the form of a video somebody makes up."""

from dataclasses import replace

from hypothesis import given, settings

from genbot.cards.templates import default_form, library_view, make_form
from genbot.domain.ideas import VIDEO_TYPES
from genbot.domain.templates import Template
from tests.cards.example_templates import CATALOGUE, CHOSEN, PICTURE
from tests.cards.reading import buttons, everything, inputs, words, wrong_with_view
from tests.cards.test_any_text import OURS, WORDS


def turns(view):
    return [one["value"] for one in everything(view["blocks"]) if one.get("action_id") == "turn_templates"]  # fmt: skip


def test_a_page_shows_covers_tags_and_what_was_made_lately():
    view = library_view(CATALOGUE, "", 0, CHOSEN)

    assert wrong_with_view(view) == []
    said = words(view)
    assert "1 to 5 of 12 templates" in said
    assert "*Quick cuts*\nFive clips in a row, cut on the beat." in said
    assert "Montage · 9:16 · ✅ taken here for: Montage" in said
    assert "Made with it lately" in said
    pictures = [one for one in everything(view["blocks"]) if one.get("image_url") == PICTURE]
    assert len(pictures) == 3
    assert {"make_video", "template_default"} <= set(buttons(view).values())


def test_pages_are_turned_with_the_words_and_never_too_far():
    assert turns(library_view(CATALOGUE, "says", 1, {})) == ["0|says", "2|says"]
    assert turns(library_view(CATALOGUE, "", 99, {})) == ["1|"]
    assert turns(library_view(CATALOGUE, "montage", 0, {})) == []


def test_where_nothing_fits_that_is_said():
    assert "No template has these words." in words(library_view(CATALOGUE, "zebra", 0, {}))
    assert "GEN shows no templates." in words(library_view([], "", 0, {}))


def test_the_default_form_begins_with_what_is_set_or_what_the_tags_say():
    chosen = inputs(default_form(CATALOGUE[0], CHOSEN))["types"]
    assert [one["value"] for one in chosen["initial_options"]] == ["3"]
    assert {one["value"] for one in chosen["options"]} == {str(id) for id in VIDEO_TYPES}
    assert "Talking Avatar (now: avatar)" in str(chosen["options"])

    fresh = inputs(default_form(CATALOGUE[1], CHOSEN))["types"]
    assert [one["value"] for one in fresh["initial_options"]] == ["9"]


def test_a_video_from_a_template_begins_with_its_type():
    form = inputs(make_form(CATALOGUE, "quick-cuts", "Tacos"))
    assert form["template"]["initial_option"]["value"] == "quick-cuts"
    assert form["video_type"]["initial_option"]["value"] == "3"
    assert form["title"]["initial_value"] == "Tacos"

    plain = inputs(make_form(CATALOGUE, "gone"))
    assert plain["template"]["initial_option"]["value"] == "-"


@given(WORDS)
@settings(max_examples=60)
def test_whatever_gen_says_calls_nobody(text):
    one = Template(text[:150], text, text, text, (text,) * 9, (text,))
    own = replace(CATALOGUE[0], title=text)
    chosen = {"3": text, "99": text}
    for view in (
        library_view([one, own], "", 0, chosen),
        library_view([one, own], text[:100], 0, chosen),
        default_form(one, {"1": text, "3": "other"}),
        make_form([one, own], text[:150], text),
    ):
        assert wrong_with_view(view) == []
        assert "<!" not in OURS.sub("", str([one for one in everything(view) if one.get("type") == "mrkdwn"]))  # fmt: skip
