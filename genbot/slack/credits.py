"""What is left to spend, for everyone to see; and going on with what waited for more."""

from collections.abc import Sequence

from genbot.cards.acts import Act
from genbot.cards.credits import credits_card
from genbot.cards.shortages import missing_card
from genbot.domain.credits import Purse
from genbot.domain.posts import Card
from genbot.flows import channels, credits, shortages, topups
from genbot.slack.asks import Command, Press
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.store import Transaction


def _agents(tx: Transaction, asked: Command | Press) -> list[str]:
    return [channels.bound(tx, asked.place.channel).agent_id]


@commands.on(
    "credits",
    "See what is left to spend, how long it lasts, and where it went.",
    needs=credits.purses,
    about=_agents,
)
def look(tx: Transaction, asked: Command, found: Sequence[Purse]) -> Card:
    shortages.seen(tx, found)
    return credits_card(credits.statement(tx, found, by=asked.user))


@buttons.on(
    Act.CONTINUE_ALL,
    "Let all go on that waits for credits here, as far as the balance reaches.",
    needs=credits.purses,
    about=_agents,
)
def continue_all(tx: Transaction, press: Press, found: Sequence[Purse]) -> None:
    topups.go_on(tx, press.id, found, nth=press.version, by=press.user)


@buttons.on(
    Act.RESUME_PRODUCTION,
    "Go on from the step that failed or was stopped.",
    needs=topups.look,
    about=lambda tx, press: topups.payer(tx, press.id),
)
def resume_production(tx: Transaction, press: Press, found: Sequence[Purse]) -> Card | None:
    missing = topups.video(tx, press.id, found, by=press.user)
    return missing_card(missing, press.value) if missing else None


@buttons.on(
    Act.RETRY_RUN,
    "Send the same message to the agent again.",
    needs=topups.look,
    about=lambda tx, press: topups.payer(tx, press.id),
)
def retry_run(tx: Transaction, press: Press, found: Sequence[Purse]) -> Card | None:
    missing = topups.run(tx, press.id, found, by=press.user)
    return missing_card(missing, press.value) if missing else None


@buttons.on(Act.CONTINUE_ANYWAY, "Go on with what waits for credits, whatever the balance says.")
def continue_anyway(tx: Transaction, press: Press) -> None:
    topups.anyway(tx, press.id, by=press.user)
