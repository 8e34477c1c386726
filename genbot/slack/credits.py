"""What is left to spend, for everyone to see."""

from collections.abc import Sequence

from genbot.cards.credits import credits_card
from genbot.domain.credits import Purse
from genbot.domain.posts import Card
from genbot.flows import channels, credits
from genbot.slack.asks import Command
from genbot.slack.commands import commands
from genbot.store import Transaction


def _agents(tx: Transaction, asked: Command) -> list[str]:
    return [channels.bound(tx, asked.place.channel).agent_id]


@commands.on(
    "credits",
    "See what is left to spend, how long it lasts, and where it went.",
    needs=credits.purses,
    about=_agents,
)
def look(tx: Transaction, asked: Command, found: Sequence[Purse]) -> Card:
    return credits_card(credits.statement(tx, found, by=asked.user))
