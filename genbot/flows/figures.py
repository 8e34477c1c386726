"""Figures about what is going on, counted in the database: for whoever watches many machines."""

import json

from genbot.domain.publications import OVER, PublicationState
from genbot.domain.value import value
from genbot.flows.balance import PURSE
from genbot.store import Transaction

LATE = 60.0  # seconds after which a look counts as overdue
Labels = tuple[str, ...]


@value
class Figures:
    """By labels; `oldest` is for how many seconds the message that waits longest has waited."""

    outbox: dict[Labels, float]
    oldest: float
    watches: dict[Labels, float]
    overdue: float
    posts: dict[Labels, float]
    credits: dict[Labels, float]


def taken(tx: Transaction) -> Figures:
    """As it is now."""
    waiting, dead = tx.outbox.counts()
    since, watches = tx.outbox.oldest(), tx.watches.counts(tx.now - LATE)
    return Figures(
        outbox={("waiting",): waiting, ("dead",): dead},
        oldest=0.0 if since is None else max(0.0, tx.now - since),
        watches={(kind, phase): count for kind, phase, count, _ in watches},
        overdue=sum(late for *_, late in watches),
        posts={
            (state.value,): len(tx.publications.find(state=state))
            for state in PublicationState
            if state not in OVER
        },
        credits=dict(_purses(tx)),
    )  # fmt: skip


def _purses(tx: Transaction) -> list[tuple[Labels, float]]:
    """What each organization had left when somebody looked last, where GEN tells."""
    every = [json.loads(told) for _, told in tx.marks.begin_with(PURSE)]
    return [((name or id,), left) for _, left, id, name, *_ in every if left is not None]


def moving(tx: Transaction, patience: float) -> bool:
    """Whether what may be said is said: nothing has been due for so many seconds."""
    return not tx.outbox.stuck(tx.now - patience)
