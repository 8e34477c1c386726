"""What is remembered; the only room that speaks SQL."""

from genbot.store.store import (
    CannotWrite,
    DatabaseInUse,
    ForeignDatabase,
    NewerDatabase,
    Store,
)
from genbot.store.transaction import Transaction
from genbot.store.words import How

__all__ = [
    "CannotWrite",
    "DatabaseInUse",
    "ForeignDatabase",
    "How",
    "NewerDatabase",
    "Store",
    "Transaction",
]
