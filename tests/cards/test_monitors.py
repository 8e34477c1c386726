"""What is shown about posts that are read: the price, every state, the reports, the list."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.cards.errand import errand_card, errand_says
from genbot.cards.monitors import change_form, monitor_form, monitors_card, question_form
from genbot.domain.errands import ErrandState, What
from genbot.domain.monitors import Search
from tests.cards.example_monitors import ALWAYS, MONITORS, ONCE, WATCHED, reading, watching
from tests.cards.reading import buttons, inputs, words, wrong_with, wrong_with_view
from tests.cards.test_any_text import OURS, WORDS

E = ErrandState
USE = ["ask_about", "ideas_from"]
BUTTONS = {
    (What.SCRAPE, E.WORKING): ["change_monitor"],
    (What.SCRAPE, E.DONE): USE,
    (What.MONITOR, E.WORKING): [*USE, "change_monitor", "stop_monitor"],
    (What.MONITOR, E.STOPPED): USE,
    (What.MONITOR, E.DONE): USE,
}
SHARED = {
    E.APPROVAL: ["allow_errand", "deny_errand"],
    E.FAILED: ["repeat_errand"],
    E.HELD: ["repeat_errand"],
    E.UNSURE: ["settle_errand", "repeat_errand"],
}


@pytest.mark.parametrize("which", MONITORS, ids=lambda which: f"{which[0]}, {which[1]}")
def test_every_state_has_words_and_its_buttons(which):
    for said in errand_says(MONITORS[which]):
        assert wrong_with(said.card) == []

    card = errand_card(MONITORS[which])
    shared = SHARED.get(which[1], [])
    assert list(buttons(card).values()) == BUTTONS.get(which, []) + shared


def test_the_form_says_the_price_of_every_choice():
    form = monitor_form(ALWAYS)

    offered = inputs(form)["most"]["options"]
    assert "50 posts · $0.75 at most" in [one["text"]["text"] for one in offered]
    assert "1 post · $0.015 at most" in [one["text"]["text"] for one in offered]
    said = words(form)
    assert "A post costs $0.015" in said
    assert "$0.002, and GEN sets no limit on comments" in said
    assert "GEN decides how often it looks" in said


def test_a_number_between_the_offered_ones_is_offered_too():
    form = inputs(monitor_form(Search("@tacojudge", most=37)))

    assert form["most"]["initial_option"]["value"] == "37"


def test_what_gen_does_not_know_is_not_filled_in():
    form = inputs(monitor_form(Search("@tacojudge", most=99, days=14)))

    assert (form["most"]["initial_option"]["value"], form["days"]["initial_option"]["value"]) == (
        "20",
        "0",
    )


def test_what_was_not_understood_is_said_in_the_form():
    form = monitor_form(ONCE, ["<!here>", "weekly"], "GEN knows 1, 7, 30, 90 and 180 days.")

    assert wrong_with_view(form) == []
    assert "I did not understand “&lt;!here&gt; weekly”" in words(form)
    assert "⚠️  GEN knows 1, 7" in words(form)


def test_the_report_of_a_day_is_a_reply_that_leads_on():
    card, report = errand_says(WATCHED)

    assert (report.slot, report.place.thread) == ("report:m1:3", card.slot)
    assert report.card.text == (
        "Day 3 of watching @tacojudge on TikTok: 61 posts read, "
        "19 of them new since the last report."
    )
    assert list(buttons(report.card).values()) == USE


def test_done_the_one_who_asked_is_told_in_the_thread():
    _, report = errand_says(reading(E.DONE))

    assert report.card.text.startswith("<@U0MARKETER>, the posts of #latenighttacos on Instagram")


def test_what_runs_under_no_name_we_know_says_where_to_stop_it():
    settled = replace(watching(E.DONE), job="", result={})

    assert "that is done at gen.pro" in words(errand_card(settled))


def test_the_list_has_every_search_and_its_buttons():
    every = [watching(E.WORKING), reading(E.DONE), reading(E.FAILED)] * 10
    card = monitors_card(every)

    assert wrong_with(card) == []
    assert "10 searches of posts going on here." in card.text
    assert "and 15 more" in words(card)
    assert "Watch posts…" in buttons(monitors_card([]))


@given(WORDS, st.sampled_from(list(MONITORS)))
@settings(max_examples=80)
def test_whatever_gen_or_somebody_says_calls_nobody(text, which):
    errand = MONITORS[which]
    changes = {"value": text, "platform": text, "country": text}
    wish = {**errand.wish, "value": text, "country": text, "topic": text, "changes": changes}
    errand = replace(errand, title=text, agent_name=text, reason=text, note=text, wish=wish)
    for said in errand_says(errand):
        assert wrong_with(said.card) == []
        assert "<!" not in OURS.sub("", str(said.card.blocks))
    if "days" in wish:
        search = Search(text, country=text[:9])
        forms = [monitor_form(search, [text], text), change_form(errand), question_form(errand)]
        assert [wrong_with_view(form) for form in forms] == [[], [], []]
        assert wrong_with(monitors_card([errand])) == []
