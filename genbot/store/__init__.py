"""What is remembered; the only room that speaks SQL."""

from genbot.store.store import CannotWrite, DatabaseInUse, NewerDatabase, Store
from genbot.store.transaction import Transaction
from genbot.store.words import How

__all__ = ["CannotWrite", "DatabaseInUse", "How", "NewerDatabase", "Store", "Transaction"]
