"""A receipt of what was let out, put into the thread of its video."""

from genbot.cards.acts import Act
from genbot.cards.receipt import given_card
from genbot.cards.things import choose_card
from genbot.domain.posts import Card
from genbot.flows import receipts
from genbot.slack.asks import Command, Press
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.history import meant
from genbot.store import Transaction


@commands.on(
    "receipt",
    "Put a receipt into a video's thread: who approved what, under which rule, when it went out.",
    usage="receipt [id, idea 3, words of a title, or a link]",
)
def receipt(tx: Transaction, asked: Command) -> Card:
    channel, thread = asked.place.channel, asked.place.thread
    found = receipts.meant(tx, asked.text, channel=channel, by=asked.user, thread=thread)
    if len(found) > 1:
        return choose_card(found, "Receipt", Act.GIVE_RECEIPT)
    return given_card(receipts.give(tx, found[0].id, channel=channel, by=asked.user))


@buttons.on(Act.GIVE_RECEIPT, "Put a receipt into the thread of a video.")
def give(tx: Transaction, press: Press) -> Card:
    id, _ = meant(press)
    return given_card(receipts.give(tx, id, channel=press.place.channel, by=press.user))
