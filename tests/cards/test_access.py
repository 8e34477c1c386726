"""Access: the way out of a refusal, the question with two buttons, and what was answered."""

from dataclasses import replace

import pytest

from genbot.cards.access import access_says, asked_card, refused_card
from genbot.domain.access import Access, Answer
from genbot.domain.approvals import Gate
from genbot.domain.errors import NotYours
from tests.cards import examples as taco
from tests.cards.reading import buttons, values, words, wrong_with

BEA, MAYA, PABLO = "U0BRANDOWN", "U0MARKETER", "U0PRODUCER"
WISH = Access("a1", taco.CHANNEL, Gate.VIDEOS, PABLO, taco.NOW, (BEA, MAYA))


def test_a_refusal_says_why_and_has_a_way_out():
    card = refused_card(NotYours("Only <@U0BRANDOWN> may.", Gate.IDEAS, taco.CHANNEL))

    assert wrong_with(card) == []
    assert buttons(card) == {"Request access": "request_access"}
    assert values(card) == {f"|{taco.CHANNEL}|ideas"}


@pytest.mark.parametrize("gate", Gate)
def test_each_who_can_answer_has_both_buttons(gate):
    said = access_says(replace(WISH, gate=gate))

    assert [one.place.channel for one in said] == [BEA, MAYA]
    for one in said:
        assert wrong_with(one.card) == []
        assert buttons(one.card) == {"Allow": "allow_access", "Decline": "decline_access"}
        assert values(one.card) == {"a1"}


@pytest.mark.parametrize("state", [Answer.ALLOWED, Answer.DECLINED])
def test_the_answer_is_told_to_everybody_it_concerns(state):
    over = replace(WISH, state=state, decided_by=BEA, decided_at=taco.NOW)
    said = {one.place.channel: one.card for one in access_says(over)}

    assert set(said) == {BEA, MAYA, PABLO}
    for card in said.values():
        assert wrong_with(card) == []
        assert not buttons(card)
        assert f"<@{BEA}>" in words(card)


def test_a_crowd_is_not_named_in_full():
    card = asked_card(replace(WISH, asked=tuple(f"U{n}" for n in range(9))))

    assert wrong_with(card) == []
    assert "and 4 more" in words(card)
