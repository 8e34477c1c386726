"""Who may decide has changed: what people said to open things is counted anew, and the cards say so."""

from collections.abc import Iterator
from dataclasses import replace

from genbot.domain.approvals import Ballot, Gate
from genbot.domain.events import IdeaDecided, ProductionMoved
from genbot.domain.ideas import IdeaStatus
from genbot.domain.productions import Production, Stage
from genbot.flows import approvals
from genbot.flows.approvals import Thing
from genbot.flows.lifecycle import board
from genbot.store import Transaction

NEWS = "who may decide changed"


def recount(tx: Transaction) -> None:
    """It decides nothing, not even where there are enough by now: that takes somebody's press."""
    for gate, thing, ballot in _open(tx):
        now = ballot.under(approvals.standing(tx, gate, thing))
        now = replace(now, voided=ballot.voided)
        if now != ballot:
            _show(tx, replace(thing, ballot=now))


def _open(tx: Transaction) -> Iterator[tuple[Gate, Thing, Ballot]]:
    """What people vote on now, and at which gate."""
    for idea in tx.ideas.find(status=IdeaStatus.GENERATED):
        if idea.polled:
            yield Gate.IDEAS, idea, idea.polled
    for made in tx.productions.find(stage=(Stage.REVIEW, Stage.HELD)):
        held = made.stage is Stage.HELD
        if made.ballot and (made.over or not held):
            yield Gate.BUDGET if held else Gate.VIDEOS, made, made.ballot


def _show(tx: Transaction, thing: Thing) -> None:
    if isinstance(thing, Production):
        made = tx.productions.save(thing)
        tx.show(ProductionMoved(made, tx.ideas.get(made.idea_id), NEWS))
    else:
        idea = tx.ideas.save(thing)
        tx.show(IdeaDecided(board(tx, idea.request_id), idea, NEWS))
