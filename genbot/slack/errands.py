"""The buttons that every errand has."""

from genbot.cards.acts import Act
from genbot.flows import errands
from genbot.slack.asks import Press
from genbot.slack.buttons import buttons
from genbot.store import Transaction


@buttons.on(Act.SETTLE_ERRAND, "Say that GEN did it after all.")
def settle(tx: Transaction, press: Press) -> None:
    errands.settle(tx, press.id, by=press.user)


@buttons.on(Act.ALLOW_ERRAND, "Let the agent go on with what it asked about.")
def allow(tx: Transaction, press: Press) -> None:
    errands.answer(tx, press.id, "yes", by=press.user)


@buttons.on(Act.DENY_ERRAND, "Tell the agent no.")
def deny(tx: Transaction, press: Press) -> None:
    errands.answer(tx, press.id, "no", by=press.user)
