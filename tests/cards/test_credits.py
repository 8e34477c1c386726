"""Credits and keys in words: what is left, how long it lasts, what to do."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from genbot.cards.credits import credits_card, glance, key_card, low_card
from genbot.domain.credits import Key, Purse, Spent, Statement
from tests.cards.examples import BEA, CHANNEL, MAYA, NOW
from tests.cards.reading import buttons, words, wrong_with
from tests.cards.test_any_text import SOME_TEXT, assert_harmless, shown_texts

TEAM = Purse("412", "Taco Team", 1_204.5, "Studio", "monthly")
SPENT = Statement(
    TEAM, 100.0, total=900.0, rooms=((CHANNEL, 700.0),), people=((MAYA, 650.0), (BEA, 250.0))
)


def test_it_says_what_is_left_where_it_went_and_how_long_it_lasts():
    card = credits_card(SPENT)

    assert wrong_with(card) == []
    shown = words(card)
    assert "*Taco Team* · 1,204.5 credits left · plan Studio, monthly" in shown
    assert "Spent lately: about 100 credits a day. What is left lasts about 12 days." in shown
    assert f"<#{CHANNEL}>  700 credits\nelsewhere  200 credits" in shown
    assert f"<@{MAYA}>  650 credits" in shown
    assert set(buttons(card)) == {"Budgets…"}
    assert "low" not in shown


def test_it_says_which_templates_it_went_into_and_what_one_of_them_costs():
    made = (Spent("Montage", 841.0, 2), Spent("Talking <!here>", 59.0, 1), Spent("", 100.0, 1))
    card = credits_card(replace(SPENT, templates=made))

    assert wrong_with(card) == []
    assert "Montage  841 credits · 2 videos, about 420 each" in words(card)
    assert "Talking &lt;!here&gt;  59 credits · 1 video\n" in words(card)
    assert "_unknown: before I kept that_  100 credits" in words(card)
    assert "template" not in words(credits_card(SPENT))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "*Taco Team* · 1,204.5 credits left, seen <!date^"),
        ({"running": 2, "reserved": 611.2}, "About 611 of that for 2 videos under way."),
        ({"running": 1}, "1 video under way."),  # nobody knows what it costs
        ({"unpaid": 3}, "3 videos wait for more."),
        ({"low": True}, "⚠️  That is low. Top up at gen.pro"),
        ({"a_day": None}, "seen"),
        ({"purse": replace(TEAM, left=None)}, "GEN does not say what is left, seen"),
    ],
)
def test_at_a_glance_it_says_what_is_left_and_what_of_it_is_spoken_for(more, said):
    assert said in glance(replace(SPENT, at=NOW, **more))


def test_however_much_there_is_to_tell_it_stays_one_short_card():
    rooms = tuple((f"C0{n:09}", 1e6) for n in range(8))
    people = tuple((f"U0{n:09}", 1e6) for n in range(8))
    made = tuple(Spent("&" * 300, 1e6, 99) for _ in range(8))

    assert (
        wrong_with(credits_card(replace(SPENT, rooms=rooms, people=people, templates=made))) == []
    )


@pytest.mark.parametrize(
    ("left", "a_day", "said"),
    [
        (100.0, 1_000.0, "What is left lasts less than a day."),
        (100_000.0, 10.0, "What is left lasts more than two months."),
        (100.0, 0.0, "Spent lately: about 0 credits a day."),
    ],
)
def test_how_long_it_lasts_is_said_as_roughly_as_it_is_known(left, a_day, said):
    assert said in words(credits_card(Statement(Purse("1", "T", left), a_day)))


def test_what_nobody_knows_is_not_guessed():
    card = credits_card(Statement(Purse("1", "", None), None))

    assert wrong_with(card) == []
    assert "GEN does not say what is left" in card.text
    assert "Nothing was spent through me in the last 30 days." in words(card)
    assert "a day" not in words(card)


def test_low_credits_say_what_to_do_before_and_after_they_are_gone():
    low = Statement(Purse("1", "T", 40.0), 20.0, low=True)
    none = Statement(Purse("1", "T", 0.0), 20.0, low=True)

    assert "Top up at gen.pro before work has to wait for it." in words(credits_card(low))
    assert "Nothing is lost." in words(credits_card(none))
    assert "40 credits left" in low_card(low).text
    assert wrong_with(low_card(none)) == []


def test_a_key_says_when_it_ends_and_what_to_do():
    card = key_card(Key("1", "n8n", NOW))

    assert wrong_with(card) == []
    assert "“n8n” ends <!date" in card.text
    assert "genbot api create-api-key" in words(card)


@given(SOME_TEXT)
@settings(max_examples=40)
def test_whatever_gen_calls_things_calls_nobody(text):
    purse = Purse(text, text, 5.0, text, text)
    for card in (
        credits_card(Statement(purse, 1.0, low=True)), low_card(Statement(purse, None)),
        key_card(Key(text, text, NOW)),
    ):  # fmt: skip
        assert wrong_with(card) == []
        assert_harmless(shown_texts(card))
