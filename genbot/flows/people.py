"""Who belongs to the workspace: kept as Slack tells it, no more of it than we have use for."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from genbot.domain.people import CHANNELS, NOWHERE, Group, Member
from genbot.flows.recount import recount
from genbot.store import Transaction

DAY = 86_400.0  # seconds until somebody is looked at again
HOUR = 3_600.0  # until a channel is; in between we hear who comes and goes


def unsure(tx: Transaction, most: int) -> list[str]:
    """Some of the people we deal with who were not looked at for a day; those never seen first."""
    seen = {one.id: one.seen for one in tx.members.find()}
    old = {id for id in (*_named(tx), *seen) if seen.get(id, 0.0) <= tx.now - DAY}
    return sorted(old, key=lambda id: (seen.get(id, 0.0), id))[:most]


def zone(tx: Transaction, user: str) -> str:
    """The name of the time zone somebody lives in, UTC as long as nobody told."""
    known = tx.members.look(user)
    return known.zone if known else NOWHERE


def news(tx: Transaction, told: Member) -> bool:
    """Whether this says more than is known of somebody we deal with."""
    known = tx.members.look(told.id)
    return known is not None and known != _merged(known, told, known.seen)


def learn(tx: Transaction, told: Member, asked: float | None = None) -> None:
    """What Slack tells of a person; without a zone, the one that is known stays. What was heard since
    it was `asked` is newer, and stays too."""
    known = tx.members.look(told.id)
    if known is None or asked is None or known.seen <= asked:
        tx.members.save(_merged(known, told, tx.now))
        if told.counts != (known is None or known.counts):
            recount(tx)


def groups(tx: Transaction) -> list[Group]:
    """The user groups of the workspace, those that are gone too."""
    return [one for one in tx.groups.find() if not one.channel]


def grouped(tx: Transaction, told: Iterable[Group], asked: float) -> None:
    """All groups of the workspace, asked for at this time: any other is gone. What was heard of a
    group since then is newer, and stays."""
    every = {one.id: one for one in told}
    for old in groups(tx):
        if old.seen > asked:
            every.pop(old.id, None)
        elif old.id not in every and not old.gone:
            every[old.id] = replace(old, people=(), gone=True)
    others = [one for one in every.values() if _differs(tx.groups.look(one.id), one)]
    for one in others:
        tx.groups.save(replace(one, seen=tx.now))
    if others:
        recount(tx)


def regroup(tx: Transaction, told: Group) -> None:
    """One group, as it is now."""
    known = tx.groups.look(told.id)
    tx.groups.save(replace(told, seen=tx.now))
    if _differs(known, told):
        recount(tx)


def _differs(known: Group | None, told: Group) -> bool:
    return known is None or replace(told, seen=known.seen) != known


def joined(tx: Transaction, id: str, added: Collection[str], removed: Collection[str]) -> None:
    """Who came into a group or a channel and who left it; of one that is not known we learn when we
    ask next."""
    if (known := tx.groups.look(id)) and not known.gone:
        stay = [one for one in known.people if one not in {*added, *removed}]
        new = [one for one in added if one not in removed]
        regroup(tx, replace(known, people=(*stay, *new)))


def wonder(tx: Transaction, channel: str) -> None:
    """Somebody sees to who decides in this channel: who is in it is asked soon, unless it is known."""
    known = tx.groups.look(channel)
    if channel.startswith(CHANNELS) and (known is None or known.gone):
        tx.groups.save(Group(channel, "", gone=True))
        tx.wondered = True


def uncounted(tx: Transaction, most: int) -> list[str]:
    """Some of the channels where it matters who is in them, and which were not looked at for an hour;
    those never seen first."""
    seen = {one.id: one.seen for one in tx.groups.find() if one.channel}
    open_ = [one.id for one in tx.policies.find() if any(rule.open for rule in one.rules.values())]
    every = {*seen, *(id for id in open_ if id.startswith(CHANNELS))}
    old = {id for id in every if seen.get(id, 0.0) <= tx.now - HOUR}
    return sorted(old, key=lambda id: (seen.get(id, 0.0), id))[:most]


def counted(tx: Transaction, told: Group, asked: float) -> None:
    """Who is in a channel, asked for at this time. What was heard of it since is newer, and stays."""
    known = tx.groups.look(told.id)
    if known is None or known.seen <= asked:
        regroup(tx, told)


def _named(tx: Transaction) -> set[str]:
    """Everybody who has met us, decides somewhere, or is in a group or channel that we know."""
    rooms = tx.channels.find()
    named = {*tx.settings.admins}
    named.update(*(here.people for here in rooms))
    rules = [rule for policy in tx.policies.find() for rule in policy.rules.values()]
    named.update(*((*rule.people, rule.escalate) for rule in rules))
    named.update(*(group.people for group in tx.groups.find() if not group.gone))
    return {one for one in named if one[:1] in {"U", "W"}}


def _merged(known: Member | None, told: Member, now: float) -> Member:
    zone = told.zone or (known.zone if known else "") or NOWHERE
    other = told.other or (known is not None and known.other)
    return replace(told, zone=zone, other=other, seen=now)
