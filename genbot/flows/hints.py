"""What GEN's calls do: they make us look sooner, and seldom while they keep coming. Nothing else."""

import json
from collections.abc import Collection, Iterable
from dataclasses import astuple

from genbot.domain.hints import FAR, NEAR, Trust
from genbot.domain.value import value
from genbot.domain.watches import Phase, Watch
from genbot.store import Transaction


@value
class Hint:
    """A call of GEN: whose, and every word in it that could be the id of a job."""

    agent: str
    words: Collection[str]


def heard(tx: Transaction, hints: Iterable[Hint]) -> None:
    """Look sooner at what these calls may be about. A call is never believed in what it says."""
    pace = tx.settings.pace
    for hint in hints:
        known = tx.watches.hint(hint.agent, tx.now, NEAR / pace, hint.words)
        if not known:
            tx.watches.hint(hint.agent, tx.now, FAR / pace)
        keep(tx, hint.agent, (trust(tx, hint.agent) or Trust()).hears(tx.now, known=bool(known)))
        tx.wished = True


def trust(tx: Transaction, agent: str) -> Trust | None:
    """None: this agent never called."""
    told = tx.marks.get(f"hints:{agent}")
    return Trust(*json.loads(told)) if told else None


def keep(tx: Transaction, agent: str, now: Trust) -> None:
    tx.marks.set(f"hints:{agent}", json.dumps(astuple(now)))


def believed(tx: Transaction, agent: str) -> bool:
    """Whether to wait for GEN's call about what this agent does."""
    known = trust(tx, agent) if agent else None
    return known is not None and known.holds(tx.now, tx.settings.pace)


def overheard(tx: Transaction, agent: str, since: float) -> bool:
    """Whether a call came that named nothing we knew: perhaps the job whose id we only get now."""
    known = trust(tx, agent) if agent else None
    return known is not None and known.unknown >= since > 0


def ended(tx: Transaction, watch: Watch) -> None:
    """Learn from an end whether calls can be relied on; call it before the watch is dropped."""
    known = trust(tx, watch.agent) if watch.agent else None
    found = tx.watches.get(watch.id) if known else None
    if known and found and found.phase is Phase.WAITING:
        keep(tx, watch.agent, known.ended(announced=found.hinted > 0))
