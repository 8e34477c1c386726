"""What is remembered; the only room that speaks SQL."""

from genbot.store.store import DatabaseInUse, NewerDatabase, Store
from genbot.store.transaction import Transaction

__all__ = ["DatabaseInUse", "NewerDatabase", "Store", "Transaction"]
