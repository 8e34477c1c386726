"""The moment in which a post can be taken back, counted down on its card."""

from dataclasses import replace
from math import ceil

from genbot.domain.events import PublicationMoved
from genbot.domain.publications import Publication, PublicationState
from genbot.flows import slots
from genbot.store import Transaction

ALIKE = 1.0  # seconds by which two good clocks may differ over a moment
STEP, MINUTE = 10, 60  # seconds: the last minute goes by in tens, what is before it in minutes


def look(tx: Transaction) -> list[Publication]:
    """The posts whose cards say more than is left. Most looks find nothing, and cost no commit."""
    until = tx.now + tx.settings.undo
    every = tx.publications.between("due", tx.now, until, state=PublicationState.SCHEDULED)
    return [
        replace(out, left=left)
        for out in every
        if not (out.scheduled or out.freeze or out.error)
        and (left := about(out.due - tx.now)) < out.left
    ]


def tick(tx: Transaction) -> None:
    """Say anew on each of these cards how much is left."""
    for out in look(tx):
        tx.publications.save(out := replace(out, near=slots.beside(tx, out)))
        production, idea = tx.productions.get(out.production_id), tx.ideas.get(out.idea_id)
        tx.show(PublicationMoved(out, production, idea, "counted down"))


def ahead(tx: Transaction, out: Publication) -> float:
    """How much of it is left on the clock that no hand moves; 0 when it is over, or nobody knows: that
    clock begins anew with the machine."""
    if out.scheduled or not 0 < out.pressed <= tx.boot:
        return 0.0
    left = out.pressed + tx.settings.undo - tx.boot
    return left if left > ALIKE else 0.0


def begun(undo: float) -> int:
    """What a card begins with; 0 for what is over before anybody has read it."""
    return about(undo) if undo >= STEP else 0


def about(seconds: float) -> int:
    """As much as people want to know of it."""
    step = STEP if seconds <= MINUTE else MINUTE
    return ceil(seconds / step) * step
