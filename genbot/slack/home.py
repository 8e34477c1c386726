"""Somebody opens the Home tab."""

from genbot.cards.home import home_view
from genbot.domain.posts import Block
from genbot.flows import overview
from genbot.store import Transaction


def home(tx: Transaction, user: str) -> Block:
    """What this person's Home tab shows now; only reads."""
    return home_view(overview.home(tx, user), user)
