"""Rehearsals: everything happens as it would, and what would be published is shown in its channel."""

from dataclasses import replace

from genbot.domain.approvals import Ballot
from genbot.domain.channels import Channel
from genbot.domain.productions import DECIDED, Production, Stage
from genbot.domain.publications import Publication, PublicationState
from genbot.flows import banners, channels, freezes, publications, steps
from genbot.store import Transaction

S = PublicationState
SWITCHED = {
    True: "This channel became a rehearsal, and this was approved to be published.",
    False: "This channel ceased to be a rehearsal, and this was approved as one.",
}
OPEN = tuple(stage for stage in Stage if stage not in DECIDED)


def play(tx: Transaction, out: Publication) -> Publication:
    """Through the gate: it is shown in its channel as it would look, in this very commit."""
    production = tx.productions.get(out.production_id).move("rehearsed", at=tx.now)
    steps.keep(tx, production, "rehearsed")
    freezes.went_well(tx, out.channel)
    return publications.keep(tx, out.move("rehearsed", ended=tx.now, error=""), "rehearsed")


def set_up(tx: Transaction, wanted: Channel, *, by: str) -> Channel:
    """Keep a channel's settings. When it becomes a rehearsal, or is none any more, what was approved
    before and has not left yet was approved as something else: it goes back to review."""
    before = channels.find(tx, wanted.id)
    here = channels.set_up(tx, wanted, by=by)
    if here.rehearsal == before.rehearsal:
        return here
    for out in tx.publications.find(state=S.SCHEDULED, channel=here.id):
        publications.void(tx, out, SWITCHED[here.rehearsal], by=by)
    videos = tx.productions.find(stage=OPEN, channel=here.id)
    banners.refresh(tx, (_asked_anew(one, here) for one in videos))
    return here


def _asked_anew(production: Production, here: Channel) -> Production:
    """The same plan, to which nobody has said anything: what they said was about something else. What
    an earlier turn had voided says so no more, where it would tell the contrary of what holds now."""
    if production.note == SWITCHED[not here.rehearsal]:
        production = replace(production, note="")
    ballot = production.ballot
    return production if ballot is None else production.polled(_emptied(ballot, here))


def _emptied(ballot: Ballot, here: Channel) -> Ballot:
    seal = {**ballot.seal, "rehearsal": True}
    if not here.rehearsal:
        del seal["rehearsal"]
    return ballot.anew(seal)
