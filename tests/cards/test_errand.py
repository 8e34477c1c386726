"""What an errand shows in every state; GEN's words stay words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from genbot.cards.errand import LOOKS, errand_card, errand_says
from genbot.cards.research import research_form
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.posts import Post
from tests.cards.examples import CHANNEL, MAYA, NOW
from tests.cards.reading import buttons, wrong_with, wrong_with_view
from tests.cards.test_any_text import OURS, WORDS

E = ErrandState
BUTTONS = {
    E.APPROVAL: ["allow_errand", "deny_errand"],
    E.DONE: ["ideas_from"],
    E.FAILED: ["repeat_errand"],
    E.HELD: ["repeat_errand"],
    E.UNSURE: ["settle_errand", "repeat_errand"],
}


def errand(state=E.WANTED, text="tacos", **more):
    source = {"url": "https://tiktok.com/1", "creator": text, "what_was_used": text}
    result = {"summary": text, "findings": [{"finding": text, "sources": [source]}] * 12}
    return Errand(
        "e1", What.RESEARCH, f"Research: {text}", CHANNEL, MAYA, NOW, "a1", text,
        wish={"topic": text, "depth": "deep"}, result=result, state=state, reason=text, note=text,
        since=NOW, ended=NOW, expects=(30.0, 90.0), **more,
    )  # fmt: skip


def test_every_errand_has_its_look():
    assert set(LOOKS) == set(What)


@pytest.mark.parametrize("state", E)
def test_every_state_has_words_and_its_buttons(state):
    card = errand_card(errand(state))

    assert wrong_with(card) == []
    assert list(buttons(card).values()) == BUTTONS.get(state, [])


def test_gen_keeps_its_name_at_the_beginning_of_a_sentence():
    assert "\nGEN is being asked." in str(errand_card(errand()).blocks[0]["text"]["text"])


def test_findings_are_a_reply_to_the_card():
    card, findings = errand_says(errand(E.DONE))

    assert isinstance(findings, Post)
    assert findings.place.thread == card.slot
    assert "<https://tiktok.com/1|tiktok.com>" in str(findings.card.blocks)


def test_where_it_was_asked_in_a_thread_the_findings_are_there_too():
    _, findings = errand_says(replace(errand(E.DONE), thread="1.2"))

    assert findings.place.thread == "1.2"


@given(WORDS)
@settings(max_examples=60)
def test_whatever_gen_says_calls_nobody(text):
    for state in E:
        for said in errand_says(errand(state, text)):
            assert wrong_with(said.card) == []
            assert "<!" not in OURS.sub("", str(said.card.blocks))
    assert wrong_with_view(research_form(text, "deep")) == []
