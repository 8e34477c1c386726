"""What the agent said, as a card: its words and nothing that calls anybody."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from genbot.cards.acts import FormName
from genbot.cards.errand import errand_card, errand_says, may_answer
from genbot.cards.talk import ask_form, rule_form, unknown_card
from genbot.domain.errands import TALKING, ErrandState, What
from genbot.domain.talks import listed
from tests.cards.example_errands import ERRANDS
from tests.cards.examples import BEA, MAYA
from tests.cards.reading import buttons, values, words, wrong_with, wrong_with_view
from tests.cards.test_any_text import OURS, WORDS

E = ErrandState
TROUBLE = {
    E.APPROVAL: ["allow_errand", "deny_errand"],
    E.FAILED: ["repeat_errand"],
    E.HELD: ["repeat_errand"],
    E.UNSURE: ["settle_errand", "repeat_errand"],
}
DONE = {
    What.ASK: ["ideas_from"],
    What.REMEMBER: ["forget_rule", "show_rules"],
    What.FORGET: ["show_rules"],
    What.PREFERENCES: ["forget_rule", "open_remember"],
}


@pytest.mark.parametrize("what", TALKING)
@pytest.mark.parametrize("state", E)
def test_every_state_has_words_and_its_buttons(what, state):
    card = errand_card(ERRANDS[what, state])

    assert wrong_with(card) == []
    drawn = list(buttons(card).values())
    assert drawn == (DONE[what] if state is E.DONE else TROUBLE.get(state, []))


def test_an_answer_stands_for_itself_and_beneath_a_question_alone():
    done = ERRANDS[What.ASK, E.DONE]
    alone = errand_card(done)
    beneath = errand_card(replace(done, thread="1.2"))

    assert done.title in words(alone)
    assert done.title not in words(beneath)
    assert alone.text == beneath.text
    assert buttons(beneath) == {}


def test_an_answer_without_words_says_so_and_a_long_one_is_cut():
    done = ERRANDS[What.ASK, E.DONE]
    empty = errand_card(replace(done, result={"answer": ""}))
    long = errand_card(replace(done, result={"answer": "word " * 9_000}))

    assert "without words" in words(empty)
    assert wrong_with(long) == []
    assert len(words(long)) < 12_000


def test_each_rule_has_a_button_and_words_that_are_no_list_stay_words():
    done = ERRANDS[What.PREFERENCES, E.DONE]
    many = replace(done, result={"answer": "\n".join(f"- rule {n}" for n in range(60))})
    prose = replace(done, result={"answer": "Nothing yet."})

    assert {"e1:1", "e1:2"} <= values(errand_card(done))
    assert wrong_with(errand_card(many)) == []
    assert "and 40 more" in words(errand_card(many))
    assert "Nothing yet." in words(errand_card(prose))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("I remember:\n- a b\n* c\n• d\n 1. e\n2) f\n", ("a b", "c", "d", "e", "f")),
        ("No rules - yet. 3.5 stars.", ()),
        ("", ()),
    ],
)
def test_a_list_is_read_by_its_dashes_and_numbers(text, points):
    assert listed(text) == points


@pytest.mark.parametrize(
    "text", ["\n" * 100_000, "- " + " " * 100_000, "- a " * 50_000, "1" * 100_000]
)
def test_a_very_long_answer_is_read_at_once(text):
    assert len(listed(text)) <= 1


def test_who_may_answer_is_named():
    crowd = [f"U{n:09}" for n in range(9)]

    assert may_answer(()) == "Everyone here may answer."
    assert may_answer((BEA,)) == f"<@{BEA}> may answer."
    assert may_answer(crowd).endswith("and 4 more may answer.")
    asks = replace(ERRANDS[What.ASK, E.APPROVAL], may=(MAYA,))
    assert f"<@{MAYA}> may answer." in words(errand_card(asks))


def test_a_question_too_long_for_a_button_has_none():
    assert buttons(unknown_card("idaes", "/gen ideas 5", "idaes 5"))
    assert buttons(unknown_card("idaes", "/gen ideas 5", "idaes " * 400)) == {}


def with_files(errand, name="taco.jpg", **result):
    files = [{"source": "F1", "name": name}, {"source": "F2", "name": "salsa.mp4"}]
    return replace(errand, wish={**errand.wish, "files": files}, result={**errand.result, **result})


def test_files_are_named_and_how_far_they_are():
    wanted, done = (with_files(ERRANDS[What.ASK, state]) for state in (E.WANTED, E.DONE))
    way = {"step": "sent", "done": 2_000_000, "size": 8_000_000}
    there = {"F1": {"source": "F1", "name": "taco.jpg", "signed_id": "s"}}

    assert "Bringing taco.jpg to GEN." in words(errand_card(wanted))
    assert "With taco.jpg, salsa.mp4" in words(errand_card(wanted))
    on_its_way = errand_card(with_files(wanted, way=way))
    assert "Bringing taco.jpg to GEN: 2.0 MB of 8.0 MB." in words(on_its_way)
    assert "Bringing salsa.mp4" in words(errand_card(with_files(wanted, brought=there)))
    assert "With taco.jpg, salsa.mp4" in words(errand_card(done))


@given(WORDS)
@settings(max_examples=40)
def test_whatever_the_agent_says_calls_nobody(text):
    for what in TALKING:
        done = replace(ERRANDS[what, E.DONE], title=text, result={"answer": f"- {text}\n{text}"})
        for said in errand_says(done):
            assert wrong_with(said.card) == []
            assert "<!" not in OURS.sub("", str(said.card.blocks))
    for state in E:
        card = errand_card(with_files(ERRANDS[What.ASK, state], text))
        assert wrong_with(card) == []
        assert "<!" not in OURS.sub("", str(card.blocks))
    assert wrong_with(unknown_card(text, text, text)) == []
    for form in (ask_form(text), rule_form(FormName.REMEMBER, text)):
        assert wrong_with_view(form) == []
