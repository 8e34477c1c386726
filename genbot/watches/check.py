"""Before what must not be repeated is begun: what a transaction has no time to look at."""

from typing import Any

from genbot.domain.watches import Phase, Watch
from genbot.gen.endpoint import Ask
from genbot.gen.errors import NotSent, SlowDown
from genbot.store import Store, Transaction
from genbot.watches.kind import Failed, Held, WatchKind
from genbot.watches.outage import Outage
from genbot.watches.trouble import NotAsked

Later = NotSent | SlowDown | NotAsked
Against = Failed | Held | Later


async def early(kind: WatchKind[Any, Any], watch: Watch, store: Store) -> bool:
    """Whether it is put off: what must not be repeated may have to wait though it is due."""
    if kind.repeatable or await store.read(kind.early, watch.subject) <= 0:
        return False
    await store.unit(_put_off, kind, watch)
    return True


def _put_off(tx: Transaction, kind: WatchKind[Any, Any], watch: Watch) -> None:
    if wait := kind.early(tx, watch.subject):
        kind.waits(tx, watch.subject, wait)
    tx.watches.change(watch, due=tx.now + wait)


async def against(
    kind: WatchKind[Any, Any], watch: Watch, store: Store, gen: Ask, outage: Outage
) -> Against | None:
    """Why it must not be asked (Failed, Held), or cannot be now; None when nothing is known against it.

    Nothing is committed as asking yet: who dies meanwhile has asked nothing.
    """
    if kind.repeatable or watch.phase is not Phase.READY:
        return None
    thing = await store.read(kind.checked, watch.subject)
    if thing is None:
        return None
    try:
        await outage.knock(gen)  # while GEN is away nothing is read in vain
        return await kind.check(gen, thing)
    except (NotSent, SlowDown, NotAsked) as error:
        return error


def stands(
    tx: Transaction, kind: WatchKind[Any, Any], watch: Watch, why: Against
) -> Failed | Later | None:
    """What is against it, when that is all and it is still to be dealt with: what else stops it by now
    (a freeze, the time, a person) is said instead, and what only a person can answer is put to one."""
    if tx.watches.get(watch.id) is None:
        return None
    admitted = kind.admits(tx, watch.subject)
    if admitted and not isinstance(why, Held):
        return why
    tx.watches.drop(watch.kind, watch.subject)
    if admitted and isinstance(why, Held):
        kind.held(tx, watch.subject, why)
    return None
