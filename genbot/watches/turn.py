"""Whose turn it is: what people wait for first, then the looks that are worth most."""

from collections.abc import Collection

from genbot.domain.watches import Watch
from genbot.flows import installation, thrift
from genbot.store import Transaction

LEASE = 300.0  # longer than any call with its retries takes
OWNER = "watcher"
BEHIND = 10.0  # seconds that anything may be due; less is a moment's crowd


def taken(tx: Transaction, room: int, ours: Collection[int], *, full: bool) -> list[Watch]:
    """As many as there is room for, none of `ours`; none at all while GEN wants to hear nothing, or
    while nobody has us.

    When `full` room is not enough for what has been due for a while, looks become dearer: so that
    what comes late is what is worth least, and not whatever comes last.
    """
    if installation.gone(tx) or thrift.away(tx):
        return []
    found = tx.watches.claim(tx.now, room, LEASE, OWNER, but=ours)
    if full and len(found) == room and tx.watches.late(tx.now - BEHIND / tx.settings.pace, ours):
        thrift.behind(tx)
    return found
