"""When a channel likes to post, and which of these times are free."""

from collections.abc import Callable
from dataclasses import replace

from genbot.domain.calendar import HOUR
from genbot.domain.channels import Channel
from genbot.domain.productions import Production
from genbot.domain.publications import Publication, PublicationState
from genbot.domain.slots import Offer, Slots
from genbot.flows import channels, linked, people
from genbot.store import Transaction

S = PublicationState
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


def near(tx: Transaction, one: Production | Publication) -> Callable[[float], Publication | None]:
    """Tells for any time to come what else of the same account goes out, or went out, within an hour
    of it, in whichever channel. A rehearsal takes no place from what is published."""
    planned = tx.publications.find(state=PLANNED)
    out = tx.publications.between("ended", tx.now - HOUR, tx.now + HOUR, state=S.LIVE)
    where = one.accounts if isinstance(one, Publication) else linked.handles(one)
    every = [
        post
        for post in (*planned, *out)
        if post.shares(one.agent_id, where)
        and one.id not in {post.id, post.production_id}
        and (one.rehearsal or not post.rehearsal)
    ]

    def found(at: float) -> Publication | None:
        return next((post for post in every if abs(post.when - at) < HOUR), None)

    return found
