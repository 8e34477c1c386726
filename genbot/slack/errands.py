"""The buttons that every errand has."""

from collections.abc import Sequence

from genbot.cards.acts import Act
from genbot.cards.shortages import missing_card
from genbot.domain.credits import Purse
from genbot.domain.posts import Card
from genbot.flows import errands, topups
from genbot.slack.asks import Press
from genbot.slack.buttons import buttons
from genbot.store import Transaction


@buttons.on(
    Act.REPEAT_ERRAND,
    "Have GEN do once more what failed, was held, or is in doubt.",
    needs=topups.look,
    about=lambda tx, press: topups.payer(tx, press.id),
)
def repeat(tx: Transaction, press: Press, found: Sequence[Purse]) -> Card | None:
    missing = topups.errand(tx, press.id, found, by=press.user)
    return missing_card(missing, press.value) if missing else None


@buttons.on(Act.SETTLE_ERRAND, "Say that GEN did it after all.")
def settle(tx: Transaction, press: Press) -> None:
    errands.settle(tx, press.id, by=press.user)


@buttons.on(Act.ALLOW_ERRAND, "Let the agent go on with what it asked about.")
def allow(tx: Transaction, press: Press) -> None:
    errands.answer(tx, press.id, "yes", by=press.user)


@buttons.on(Act.DENY_ERRAND, "Tell the agent no.")
def deny(tx: Transaction, press: Press) -> None:
    errands.answer(tx, press.id, "no", by=press.user)
