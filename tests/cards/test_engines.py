"""Engines on screen: the list, the forms, what came of them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from genbot.cards.engines import copy_form, engines_card, new_form
from genbot.cards.errand import errand_card
from genbot.domain.engines import Engine
from genbot.domain.errands import ErrandState, What
from tests.cards.example_engines import ENGINE, ENGINES
from tests.cards.reading import buttons, inputs, words, wrong_with, wrong_with_view
from tests.cards.test_any_text import OURS, WORDS

E = ErrandState
AGENTS = [("a1", "Santiago"), ("a2", "Sofia")]


@pytest.mark.parametrize("which", ENGINES, ids=lambda which: f"{which[0]}, {which[1]}")
def test_every_state_has_words(which):
    card = errand_card(ENGINES[which])

    assert wrong_with(card) == []
    copies = which[1] is E.DONE and which[0] is not What.COLUMNS
    assert ("copy_engine" in buttons(card).values()) == copies


def test_made_without_a_number_it_says_where_it_is():
    lost = replace(ENGINES[What.NEW_ENGINE, E.DONE], result={})

    assert "It is at gen.pro" in words(errand_card(lost))


def test_a_copy_is_for_another_agent():
    form = copy_form(ENGINE, AGENTS)
    assert [one["value"] for one in inputs(form)["agent"]["options"]] == ["a2"]

    alone = copy_form(ENGINE, AGENTS[:1])
    assert wrong_with_view(alone) == []
    assert "no other agent" in words(alone)
    assert "submit" not in alone


def test_the_list_says_how_many_and_makes_another():
    card = engines_card([ENGINE] * 20)

    assert wrong_with(card) == []
    assert "20 engines made here." in card.text
    assert "and 5 older ones" in words(card)
    assert list(buttons(engines_card([])).values()) == ["new_engine"]


@given(WORDS)
@settings(max_examples=60)
def test_whatever_gen_or_somebody_says_calls_nobody(text):
    engine = Engine("e1", text, text, "a1", text, 0.0)
    cards = [engines_card([engine])]
    for errand in ENGINES.values():
        wish = {**errand.wish, "name": text, "target_name": text, "columns": [[text, "text"]]}
        cards.append(errand_card(replace(errand, title=text, wish=wish, result={"sheet": text})))
    for card in cards:
        assert wrong_with(card) == []
        assert "<!" not in OURS.sub("", str(card.blocks))
    assert wrong_with_view(new_form(text)) == []
    assert wrong_with_view(copy_form(engine, [("a2", text)])) == []
