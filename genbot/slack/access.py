"""Asking to decide at a gate, and answering that: one click each."""

from genbot.cards.access import asked_card
from genbot.cards.acts import Act
from genbot.domain.access import Answer
from genbot.domain.approvals import Gate
from genbot.domain.errors import NotNow
from genbot.domain.posts import Card
from genbot.flows import access
from genbot.slack.asks import Press
from genbot.slack.buttons import buttons
from genbot.store import Transaction


@buttons.on(Act.REQUEST_ACCESS, "Ask to decide where you may not.")
def ask(tx: Transaction, press: Press) -> Card:
    _, channel, gate = f"{press.value}||".split("|")[:3]
    if gate not in set(Gate) or channel != press.place.channel:
        raise NotNow(
            "That button is from another place. Please press the one you need there again."
        )
    return asked_card(access.ask(tx, channel, Gate(gate), by=press.user))


@buttons.on(Act.ALLOW_ACCESS, "Let somebody decide at a gate of a channel.")
def allow(tx: Transaction, press: Press) -> None:
    access.answer(tx, press.value, Answer.ALLOWED, by=press.user)


@buttons.on(Act.DECLINE_ACCESS, "Leave who decides in a channel as it is.")
def decline(tx: Transaction, press: Press) -> None:
    access.answer(tx, press.value, Answer.DECLINED, by=press.user)
