"""Errands in every state, as a database of a released version may hold them."""

from collections.abc import Callable

from genbot.domain.errands import Errand
from genbot.flows import errands, research

CHANNEL, MAYA = "C0VIDEOIDEAS", "U0MARKETER"


def wanted(tx, topic) -> Errand:
    return research.start(tx, topic, "default", channel=CHANNEL, by=MAYA)


def taken(tx, topic) -> Errand:
    """GEN has it: it is looked at."""
    errand = wanted(tx, topic)
    errands.taken(tx, errand.id, f"r-{errand.id}")
    watch = tx.watches.of(errand.kind, errand.id)
    tx.watches.change(watch, phase="waiting", job=f"r-{errand.id}", asked=tx.now)
    return tx.errands.get(errand.id)


def asks(tx, topic) -> None:
    errands.asks(tx, taken(tx, topic).id, "This costs 60 credits. Go ahead?")


def over(verb: str) -> Callable:
    def story(tx, topic) -> None:
        errand = taken(tx, topic)
        tx.watches.drop(errand.kind, errand.id)
        if verb == "done":
            errands.done(tx, errand.id, {"summary": "Two things.", "findings": []})
        else:
            errands.ended(tx, errand.id, verb, "So it is.")

    return story


ERRANDS: dict[str, Callable] = {
    "an errand is wanted": wanted,
    "an errand is at GEN": taken,
    "an errand asks": asks,
    **{f"an errand: {verb}": over(verb) for verb in ("done", "failed", "held", "unsure")},
    "an errand was stopped": lambda tx, topic: errands.stop(tx, taken(tx, topic).id, by=MAYA),
}
