"""What is left to spend, for everyone to see; and Continue all, once there is more."""

from collections.abc import Sequence

from genbot.cards.acts import Act
from genbot.cards.credits import credits_card
from genbot.domain.credits import Purse
from genbot.domain.posts import Card
from genbot.flows import balance, channels, credits, topups
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
    balance.seen(tx, found)
    return credits_card(credits.statement(tx, found, by=asked.user))


@buttons.on(
    Act.CONTINUE_ALL,
    "Let the videos go on that wait for credits, as far as the balance reaches.",
    needs=credits.purses,
    about=_agents,
)
def continue_all(tx: Transaction, press: Press, found: Sequence[Purse]) -> None:
    topups.go_on(tx, press.id, found, nth=press.version, by=press.user)
