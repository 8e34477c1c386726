"""What the shortcut menus do, one function each."""

from genbot.cards.request import request_form
from genbot.domain.errors import Refusal
from genbot.domain.posts import Block
from genbot.slack.asks import Shortcut
from genbot.slack.table import Table
from genbot.store import Transaction

shortcuts = Table()


@shortcuts.on("new_ideas", "Ask for video ideas with a form.", usage="New ideas")
def new_ideas(tx: Transaction, asked: Shortcut) -> Block:
    return request_form(asked.place.channel)


@shortcuts.on("make_ideas", "Use this message as the topic.", usage="Make ideas from this")
def make_ideas(tx: Transaction, asked: Shortcut) -> Block:
    files = [one.attachment for one in asked.files]
    fit = [(one.source, one.name) for one in files if one.fits]
    if not asked.text and not fit:
        raise Refusal("That message has no words, pictures or videos I could make ideas from.")
    return request_form(asked.place.channel, asked.text, fit, left_out=len(files) - len(fit))


def old(tx: Transaction, asked: Shortcut) -> None:
    """A shortcut the manifest does not name any more."""
    raise Refusal("That shortcut is from an older version of me.")
