"""Reminders: how many things, which, since when, and one button."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from genbot.cards.idea import idea_card
from genbot.cards.production import production_card
from genbot.cards.reminders import MOST, asked_card, decided_card, reminder_card, room_card
from genbot.cards.review import review_card
from genbot.domain.reminders import EVERYBODY
from tests.cards import examples as taco
from tests.cards.example_waiting import WAITING
from tests.cards.reading import buttons, words, wrong_with
from tests.cards.test_any_text import OURS, WORDS

THREE = [WAITING[name] for name in ("idea", "video", "budget")]
BEA = "U0BRANDOWN"


def test_all_that_waits_is_in_one_message():
    card = reminder_card(THREE)

    assert wrong_with(card) == []
    assert card.text == "3 things wait for your decision."
    for said in ("idea to decide about", "ready to watch", "held by a budget", taco.READY.title):
        assert said in words(card)
    assert buttons(card) == {"See what waits": "open_waiting"}
    assert reminder_card(THREE[:1]).text == "1 thing waits for your decision."


def test_once_decided_it_says_so_and_has_no_button():
    assert wrong_with(decided_card()) == []
    assert not buttons(decided_card())


def test_a_crowd_of_things_says_how_many_are_left():
    assert "and 5 more" in words(reminder_card(THREE[:1] * (MOST + 5)))


def test_where_everyone_may_decide_it_says_so():
    card = room_card(THREE[:1])

    assert wrong_with(card) == []
    assert "Everyone in this channel may decide" in words(card)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ([BEA], f"Who may decide: <@{BEA}>"),
        ([EVERYBODY], "everyone in the channel"),
        ([f"U{n}" for n in range(9)], "<@U4> and 4 more"),
    ],
)
def test_whoever_else_is_asked_reads_who_may_decide(named, said):
    card = asked_card(THREE, named)

    assert wrong_with(card) == []
    assert said in words(card)


@pytest.mark.parametrize(("whom", "said"), [(BEA, f"<@{BEA}>"), ("C0LAUNCHES", "<#C0LAUNCHES>")])
def test_the_card_says_who_else_was_asked(whom, said):
    for card in (
        idea_card(replace(taco.IDEA, asked=whom)),
        review_card(replace(taco.READY, asked=whom), taco.IDEA),
        production_card(replace(taco.OVER_BUDGET, asked=whom), taco.IDEA),
    ):
        assert wrong_with(card) == []
        assert f"Nobody decided in time, so {said} was asked" in words(card)


@given(WORDS)
@settings(max_examples=40)
def test_whatever_a_thing_is_called_nobody_is_called(text):
    found = [replace(one, title=text) for one in THREE]
    for card in (reminder_card(found), room_card(found), asked_card(found, [text])):
        assert wrong_with(card) == []
        assert "<!" not in OURS.sub("", words(card))
