"""What happened to something: the last of it at once, all of it in a window."""

from genbot.cards.acts import Act
from genbot.cards.history import history_card, history_view
from genbot.cards.things import choose_card
from genbot.domain.posts import Block, Card
from genbot.flows import history
from genbot.slack.asks import Command, Press
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.store import Transaction


@commands.on(
    "history",
    "See who did what, and when, with an idea, its video and its post, a request, or a channel.",
    usage="history [id, idea 3, words of a title, a link, #channel, channel, or workspace]",
)
def look_back(tx: Transaction, asked: Command) -> Card:
    channel, thread = asked.place.channel, asked.place.thread
    words = asked.rooms.get(asked.text, asked.text)
    found = history.find(tx, words, channel=channel, by=asked.user, thread=thread)
    if len(found) > 1:
        return choose_card(found, "History", Act.SEE_HISTORY)
    return history_card(history.of(tx, found[0].id, channel=channel, by=asked.user))


@buttons.on(Act.SEE_HISTORY, "See all that happened to something.")
@buttons.on(Act.EARLIER_HISTORY, "See what happened before that.")
@buttons.on(Act.LATER_HISTORY, "See what happened after that.")
def see_history(tx: Transaction, press: Press) -> Block:
    id, page = meant(press)
    found = history.of(tx, id, channel=press.place.channel, by=press.user)
    return history_view(found, int(page) if page.isdecimal() else 0)


def meant(press: Press) -> tuple[str, str]:
    """The thing, and the page of its history."""
    _, id, page = f"{press.value}||".split("|")[:3]
    return id, page
