"""When the watcher has something to do next, for tests in which time passes by hand."""

from genbot.flows import thrift


def next_turn(tx):
    """What is due next; not before GEN wants to hear of us again. None: nothing is watched."""
    due, held = tx.watches.next_due(), thrift.known(tx)
    return max(due, held.until) if due is not None and held.away(tx.now) else due
