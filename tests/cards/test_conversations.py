"""The list of conversations and the message of one; titles are anybody's words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from genbot.cards.conversations import conversations_form, rename_form, talk_card
from genbot.cards.errand import errand_card
from genbot.domain.errands import ErrandState, What
from genbot.domain.talks import Conversation, Leaf
from tests.cards.example_errands import ERRANDS
from tests.cards.example_talks import LEAF, TALK
from tests.cards.reading import buttons, words, wrong_with, wrong_with_view
from tests.cards.test_any_text import OURS, WORDS


def test_each_has_what_can_be_done_with_it():
    form = conversations_form(LEAF)

    assert wrong_with_view(form) == []
    acts = {"open_talk", "rename_talk", "delete_talk", "unpin_talk", "pin_talk"}
    assert set(buttons(form).values()) == acts
    assert "📌  *Late-night tacos*\n3 messages" in words(form)


@pytest.mark.parametrize(
    ("page", "turns"),
    [(0, {"older_talks"}), (1, {"newer_talks", "older_talks"}), (2, {"newer_talks"})],
)
def test_pages_can_be_turned_where_there_are_more(page, turns):
    full = tuple(Conversation(f"c{n}", "x") for n in range(5 if page == 2 else 10))
    form = conversations_form(Leaf(full, "tacos", page, 25))

    assert wrong_with_view(form) == []
    assert set(buttons(form).values()) & {"older_talks", "newer_talks"} == turns


def test_none_and_none_found_are_both_said():
    assert "`/gen ask` begins one" in words(conversations_form(Leaf(())))
    assert "has *tacos* in its title" in words(conversations_form(Leaf((), "tacos")))


def test_a_conversation_that_goes_on_shows_what_was_said_last():
    card = talk_card(TALK)

    assert wrong_with(card) == []
    assert "*Somebody*\nWhy?" in words(card)
    assert "Because it sizzles." in words(card)


@pytest.mark.parametrize("what", [What.CHANGE_TALK, What.DELETE_TALK])
@pytest.mark.parametrize("state", ErrandState)
def test_every_state_has_words(what, state):
    card = errand_card(ERRANDS[what, state])

    assert wrong_with(card) == []
    stays = "are still there" in words(card)
    assert stays == (what is What.DELETE_TALK and state is ErrandState.DONE)


def test_an_answer_whose_conversation_was_renamed_keeps_its_question():
    done = ERRANDS[What.ASK, ErrandState.DONE]
    card = errand_card(replace(done, called="Taco week"))

    assert "*Taco week*" in words(card)
    assert done.title in words(card)


@given(WORDS)
@settings(max_examples=40)
def test_whatever_a_title_says_calls_nobody(text):
    leaf = Leaf((Conversation("c1", text, runs=1),), text, 1, 30)
    talk = replace(TALK, title=text, heard=((text, text), ("assistant", text)))
    for view in (conversations_form(leaf), rename_form("c1", text)):
        assert wrong_with_view(view) == []
        assert "<!" not in OURS.sub("", words(view))
    assert wrong_with(talk_card(talk)) == []
    assert "<!" not in OURS.sub("", str(talk_card(talk).blocks))
