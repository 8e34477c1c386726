"""The moment in which a post can be taken back, counted down on its card."""

from dataclasses import replace

from genbot.domain.calendar import LATEST
from genbot.domain.events import PublicationMoved
from genbot.domain.publications import Publication, PublicationState
from genbot.domain.watches import Kind
from genbot.flows import slots
from genbot.store import Transaction

EVER = 0.001  # seconds: whatever was let out was so after that
ALIKE = 1.0  # seconds by which two good clocks may differ over a moment
MINUTE = 60
FEW = 1  # fewer seconds than anybody wants to hear a number of
RUNGS = (30, 20, 10, 5, FEW)  # seconds of the last minute; what is before it goes by in minutes
BEHIND = 3.0  # seconds by which a card follows: a look every two, and its way to Slack


def look(tx: Transaction) -> list[Publication]:
    """The posts whose cards promise more than is left, as they are to be. Most looks find nothing, and
    cost no commit."""
    every = tx.publications.between("pressed", EVER, LATEST, state=PublicationState.SCHEDULED)
    going = (out for out in every if not (out.scheduled or out.freeze or out.error))
    return [now for out in going if (now := _seen(tx, out)) != out]


def tick(tx: Transaction) -> None:
    """Say anew on each of these cards how much is left."""
    for out in look(tx):
        before = tx.publications.get(out.id)
        tx.publications.save(out := as_shown(tx, out))
        production, idea = tx.productions.get(out.production_id), tx.ideas.get(out.idea_id)
        if out.due == before.due:
            tx.show(PublicationMoved(out, production, idea, "counted down"))
            continue
        tx.watches.drop(Kind.PUBLICATION, out.id)
        tx.watch(Kind.PUBLICATION, out.id, out.due)
        tx.tell(PublicationMoved(out, production, idea, "clock put back"))


def _seen(tx: Transaction, out: Publication) -> Publication:
    """It, with what is left of it now, and with its time on a clock that somebody has put back."""
    if max(out.made, out.decided_at) > tx.now + ALIKE and 0 < out.pressed <= tx.boot:
        due = tx.now + max(0.0, out.pressed + tx.settings.undo - tx.boot)
        out = replace(out, due=due) if out.due - due > ALIKE else out
    return replace(out, left=_left(tx, out))


def as_shown(tx: Transaction, out: Publication) -> Publication:
    """It, with what its card says of this moment: what is left to take it back, and what goes out
    close to it."""
    return replace(out, left=_left(tx, out), near=slots.beside(tx, out))


def _left(tx: Transaction, out: Publication) -> int:
    """Never more than its card said before."""
    return min(out.left, least(out.due - tx.now))


def ahead(tx: Transaction, out: Publication) -> float:
    """How much of it is left on the clock that no hand moves; 0 when it is over, or nobody knows: that
    clock begins anew with the machine."""
    if out.scheduled or not 0 < out.pressed <= tx.boot:
        return 0.0
    left = out.pressed + tx.settings.undo - tx.boot
    return left if left > ALIKE else 0.0


def begun(undo: float) -> int:
    """What a card begins with; 0 for what is over before anybody has read it."""
    return least(undo) if undo > BEHIND else 0


def least(seconds: float) -> int:
    """What a card may promise of it until it is drawn anew: never more than there is."""
    sure = seconds - BEHIND
    if sure >= MINUTE:
        return int(sure // MINUTE) * MINUTE
    return next((rung for rung in RUNGS if rung <= sure), FEW)
