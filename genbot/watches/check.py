"""Before what must not be repeated is begun: what a transaction has no time to look at."""

from typing import Any

from genbot.domain.watches import Phase, Watch
from genbot.gen.endpoint import Ask
from genbot.gen.errors import NotSent, SlowDown
from genbot.store import Store, Transaction
from genbot.watches.kind import Failed, WatchKind
from genbot.watches.outage import Outage
from genbot.watches.trouble import NotAsked

Against = Failed | NotSent | SlowDown | NotAsked


async def against(
    kind: WatchKind[Any, Any], watch: Watch, store: Store, gen: Ask, outage: Outage
) -> Against | None:
    """Why it must not be asked (Failed), or cannot be now; None when nothing is known against it.

    Nothing is committed as asking yet: who dies meanwhile has asked nothing.
    """
    if kind.repeatable or watch.phase is not Phase.READY:
        return None
    thing = await store.read(kind.checked, watch.subject)
    if thing is None:
        return None
    try:
        await outage.knock(gen)  # while GEN is away nothing is read in vain
        why = await kind.check(gen, thing)
    except (NotSent, SlowDown, NotAsked) as error:
        return error
    return Failed(why) if why else None


def stands(tx: Transaction, kind: WatchKind[Any, Any], watch: Watch) -> bool:
    """Whether what is against it is all: what else stops it by now (a freeze, the time, a person)
    is said instead."""
    if tx.watches.get(watch.id) is None:
        return False
    if kind.admits(tx, watch.subject):
        return True
    tx.watches.drop(watch.kind, watch.subject)
    return False
