"""What is remembered; the only room that speaks SQL."""

from genbot.store.store import CannotWrite, DatabaseInUse, NewerDatabase, Store
from genbot.store.transaction import Transaction

__all__ = ["CannotWrite", "DatabaseInUse", "NewerDatabase", "Store", "Transaction"]
