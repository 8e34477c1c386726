"""After a top up: the videos of a channel that waited for credits go on, as far as the balance reaches."""

from collections.abc import Sequence

from genbot.domain.approvals import Gate
from genbot.domain.credits import Purse
from genbot.domain.errors import NotNow, Refusal
from genbot.domain.shortages import Shortage
from genbot.flows import balance, channels, policies, prices, productions, shortages
from genbot.store import Transaction


def go_on(tx: Transaction, channel: str, found: Sequence[Purse], *, nth: int, by: str) -> Shortage:
    """The oldest first; what the balance does not pay for keeps waiting, and so does what cannot go on
    now for a reason of its own, which its own card tells."""
    policies.check(tx, channel, Gate.IDEAS, by)
    known = tx.shortages.look(channel)
    if known is None or not known.on or known.nth != nth:
        raise NotNow("Nothing of that waits for credits any more. Nothing was changed.")
    balance.seen(tx, found)
    left = shortages.spare(tx, channels.find(tx, channel).agent_id)
    went = 0
    for made in shortages.waiting(tx, channel):
        needs = prices.missing(made)
        if left is not None and (left <= 0 or needs > left):
            continue
        try:
            with tx.attempt():
                going = productions.resume(tx, made.id, by=by).stage.working
        except Refusal:
            continue
        went += going
        left = left if left is None or not going else left - needs
    return shortages.tried(tx, channel, went, left, by=by)
