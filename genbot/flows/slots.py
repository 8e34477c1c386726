"""When a channel likes to post, and which of these times are free."""

from collections.abc import Callable, Collection
from dataclasses import replace

from genbot.cards.text import line, moment, plain, several
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
    of it, in whichever channel; also what people are voting on for such a time, because it holds its
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
        close = (other for other in every if abs(_when(other) - at) < HOUR)
        return next((_neighbour(tx, other) for other in close), None)

    return found


def voted(tx: Transaction) -> list[Production]:
    """What people are voting on for a time that is still to come."""
    return tx.productions.between("ballot.seal.wish.due", tx.now, LATEST, stage=Stage.REVIEW)


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
        return Neighbour(other.id, title, other.channel, other.when)
    title = other.planned.title or other.title
    return Neighbour(other.id, title, other.channel, other.planned.due, voting=True)


def told(one: Thing, other: Neighbour) -> str:
    """What is close to it; by its name only in its own channel."""
    named = f"“{line(other.title, 100)}”" if other.channel == one.channel else ELSEWHERE
    out = "waits for approval to go out" if other.voting else "goes out"
    return f"{named} {out} from the same account {moment(other.when)}, less than an hour away."


def beside(one: Production, at: float, other: Neighbour) -> str:
    """The same for a line of plain text, on which a time has no zone."""
    named = f"“{plain(other.title, 80)}”" if other.channel == one.channel else ELSEWHERE
    out = "waits for approval to go out" if other.voting else "goes out"
    gap = round((other.when - at) / 60)
    apart = several(abs(gap), "minute")
    when = "at the same time" if not gap else f"{apart} {'later' if gap > 0 else 'earlier'}"
    return f"{named} {out} from the same account {when}."


ELSEWHERE = "A post of another channel"
