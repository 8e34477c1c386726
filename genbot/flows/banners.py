"""What the cards of a video say of where it goes out: a freeze, a rehearsal, what else does then."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from genbot.domain.events import ProductionMoved, PublicationMoved
from genbot.domain.productions import DECIDED, Production, Stage
from genbot.domain.publications import Publication
from genbot.flows import channels, freezes, preflight, slots
from genbot.store import Transaction


def here(tx: Transaction, production: Production) -> Production:
    """It, as its channel is at this moment, with what stands against it; as what it was approved stays
    with it."""
    production = _channel(tx, production)
    return replace(production, checks=preflight.standing(tx, production))


def _channel(tx: Transaction, production: Production) -> Production:
    stop = freezes.over(tx, production.channel) if production.stage is Stage.REVIEW else None
    rehearsal = production.rehearsal
    if production.stage not in DECIDED:
        rehearsal = channels.find(tx, production.channel).rehearsal
    production = replace(production, freeze=stop, rehearsal=rehearsal, shown_at=tx.now)
    waits = production.stage is Stage.REVIEW
    return replace(production, offer=slots.offer(tx, production) if waits else None)


def refresh(tx: Transaction, videos: Iterable[Production]) -> None:
    """Bring up to date what their cards say of their channel. Nothing else is looked at again: there
    may be hundreds of them."""
    for one in videos:
        now = _channel(tx, one)
        now = replace(now, checks=preflight.refrozen(tx, now))
        if (now.freeze, now.rehearsal) != (one.freeze, one.rehearsal):
            made = tx.productions.save(now)
            tx.show(ProductionMoved(made, tx.ideas.get(made.idea_id), "its channel changed"))


def replanned(tx: Transaction, agent: str, accounts: Collection[str]) -> None:
    """Something was planned for this account, moved, or taken back: what people are voting on beside
    it says so at once, because the next yes may be the last."""
    for one in slots.voted(tx):
        checks = preflight.standing(tx, one) if slots.shared(one, agent, accounts) else one.checks
        if checks != one.checks:
            made = tx.productions.save(replace(one, checks=checks))
            tx.show(ProductionMoved(made, tx.ideas.get(made.idea_id), "its hour changed"))


def stopped(tx: Transaction, posts: Iterable[Publication]) -> None:
    """Whether a freeze keeps these from being sent again, on their cards."""
    for one in posts:
        stop = freezes.over(tx, one.channel)
        if stop != one.freeze:
            out = tx.publications.save(replace(one, freeze=stop))
            made, idea = tx.productions.get(out.production_id), tx.ideas.get(out.idea_id)
            tx.show(PublicationMoved(out, made, idea, "its channel changed"))
