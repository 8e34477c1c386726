"""When a channel likes to post, and which of these times are free."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from genbot.domain.calendar import HOUR, LATEST
from genbot.domain.channels import Channel
from genbot.domain.productions import Production, Stage
from genbot.domain.publications import Publication, PublicationState
from genbot.domain.slots import Neighbour, Offer, Slots
from genbot.flows import channels, people
from genbot.store import Transaction

S = PublicationState
Thing = Production | Publication
PLANNED = (S.SCHEDULED, S.SENDING, S.WAITING)


def zone(tx: Transaction, here: Channel, by: str) -> str:
    """The zone that is meant where none is named: the channel's own, else that of who asks."""
    return here.slots.zone if here.slots else people.zone(tx, by)


def keep(tx: Transaction, channel: str, slots: Slots | None, *, by: str) -> Channel:
    """From now on this channel likes to post at these times, or (None) at no special ones."""
    return channels.set_up(tx, replace(channels.bound(tx, channel), slots=slots), by=by)


def offer(tx: Transaction, production: Production) -> Offer | None:
    """The next posting slot of its channel at which nothing of the same account is near; None
    without any."""
    slots = channels.find(tx, production.channel).slots
    if slots is None:
        return None
    busy = near(tx, production)
    at = slots.next(tx.now, lambda at: busy(at) is not None)
    return Offer(at, slots.zone) if at else None


def near(tx: Transaction, one: Thing) -> Callable[[float], Neighbour | None]:
    """Tells for any time to come what else of the same account goes out, or went out, within an hour
    of it and next to it, in whichever channel; also what people are voting on for such a time, because it holds its
    place as long as they do. A rehearsal takes no place from what is published."""
    planned = tx.publications.find(state=PLANNED)
    out = tx.publications.between("ended", tx.now - HOUR, tx.now + HOUR, state=S.LIVE)
    around: tuple[Thing, ...] = (*planned, *out, *voted(tx))
    where = one.accounts if isinstance(one, Publication) else one.handles
    every = [
        other
        for other in around
        if shared(other, one.agent_id, where)
        and _video(other) != _video(one)
        and (one.rehearsal or not other.rehearsal)
    ]

    def found(at: float) -> Neighbour | None:
        away = [abs(_when(other) - at) for other in every]
        nearest = min(away, default=HOUR)
        return _neighbour(tx, every[away.index(nearest)]) if nearest < HOUR else None

    return found


def beside(tx: Transaction, out: Publication) -> Neighbour | None:
    """What goes out, or went out, close to a post that nobody chose a time for, as long as it can be
    taken back: a form says it of what has one."""
    waits = out.state is S.SCHEDULED and not out.scheduled
    return near(tx, out)(out.due) if waits else None


def voted(
    tx: Transaction, least: float = 0.0, most: float = LATEST, **where: Any
) -> list[Production]:
    """What people are voting on for a time that is still to come, in these bounds."""
    least = max(least, tx.now)
    return tx.productions.between("ballot.seal.wish.due", least, most, stage=Stage.REVIEW, **where)


def shared(other: Thing, agent: str, accounts: Collection[str]) -> bool:
    """Whether it goes out, or would, where this agent posts, to accounts of these names."""
    if isinstance(other, Publication):
        return other.shares(agent, accounts)
    return other.agent_id == agent or not set(other.handles).isdisjoint(accounts)


def _video(other: Thing) -> str:
    return other.production_id if isinstance(other, Publication) else other.id


def _when(other: Thing) -> float:
    return other.when if isinstance(other, Publication) else other.planned.due


def _neighbour(tx: Transaction, other: Thing) -> Neighbour:
    if isinstance(other, Publication):
        title = other.title or tx.productions.get(other.production_id).title
        return Neighbour(other.id, title, other.channel, other.when, gone=other.state is S.LIVE)
    title = other.planned.title or other.title
    return Neighbour(other.id, title, other.channel, other.planned.due, voting=True)
