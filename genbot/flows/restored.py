"""An older copy of the database was put in place: nothing goes out by itself until a person has looked."""

from collections.abc import Iterator
from dataclasses import replace

from genbot.domain.errands import ONCE, ErrandState
from genbot.domain.ideas import IdeaStatus
from genbot.domain.posts import Place
from genbot.domain.productions import Stage
from genbot.domain.publications import OVER, PublicationState
from genbot.flows import errands, publications, steps
from genbot.store import Transaction

S = PublicationState
OPEN = tuple(state for state in S if state not in OVER)
UNDECIDED = (IdeaStatus.GENERATED, IdeaStatus.CHANGE_IDEA)
WAITS = (ErrandState.WANTED, ErrandState.WORKING, ErrandState.APPROVAL)
UNFINISHED = tuple(stage for stage in Stage if not stage.over)
OLD = (
    "I was restored from an older copy, and do not know what was published, moved or cancelled "
    "after it was made."
)
LOOK = f"{OLD} Look whether this video is out already before you publish it."


def see_to(tx: Transaction) -> int | None:
    """Put every post that is not over to a person, once; None when this is no older copy.

    What was scheduled may have gone out or been cancelled, what had failed may have been sent
    again, what waits for review may have been approved. What was to be said may have been said: the
    postman looks first. And the cards of what is not over are shown as they are known here.
    """
    if not tx.marks.get("restored"):
        return None
    tx.outbox.doubt()
    open = tx.publications.find(state=OPEN)
    for out in open:
        news = "rehearsed" if out.rehearsal else "confirmed"
        tx.outbox.expect(f"{news}:{out.id}", Place(out.channel), out.made)
        if not out.rehearsal:  # nothing of one can be out
            publications.doubted(tx, out, OLD)
    for production in tx.productions.find(stage=Stage.REVIEW):
        steps.keep(tx, replace(production, note=LOOK), "in doubt")
    for errand in tx.errands.find(what=tuple(ONCE), state=WAITS) if ONCE else ():
        if not errand.job:  # what GEN has for certain is looked at
            tx.watches.drop(errand.kind, errand.id)
            errands.ended(tx, errand.id, "unsure", OLD)
    for slot in shown(tx):
        tx.outbox.again(slot, tx.now)  # it may show what happened after the copy
    tx.said = True
    tx.marks.set("restored", "")
    return len(open)


def shown(tx: Transaction, **where: str) -> Iterator[str]:
    """The messages of everything that is not over (`channel=…`: in this channel)."""
    for idea in tx.ideas.find(status=UNDECIDED, **where):
        yield f"idea:{idea.id}"
        yield f"request:{idea.request_id}"
    for made in tx.productions.find(stage=UNFINISHED, **where):
        yield made.slot
        yield f"review:{made.id}:{made.version}"
    for out in tx.publications.find(state=OPEN, **where):
        yield out.slot
    for errand in tx.errands.find(state=WAITS, **where):
        yield errand.slot
