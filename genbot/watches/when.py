"""When to look next: by how long such things take, and by whether GEN calls us when they end."""

from typing import Any

from genbot.domain.hints import NEAR, seldom
from genbot.domain.looks import first_look, next_look
from genbot.domain.watches import Watch
from genbot.flows import hints
from genbot.store import Transaction
from genbot.watches.kind import WatchKind


def first(tx: Transaction, kind: WatchKind[Any, Any], thing: Any, asked: float) -> float:
    """Seconds until the first look at what GEN has just taken."""
    pace, agent = tx.settings.pace, kind.agent(thing)
    _, usual = kind.usual(tx, thing)
    if hints.overheard(tx, agent, asked):
        return NEAR / pace
    wait = first_look(usual, kind.soonest / pace)
    if kind.patient(thing) and hints.believed(tx, agent):
        wait = max(wait, seldom(usual, 0.0, kind.soonest / pace, kind.latest / pace))
    return wait


def following(
    tx: Transaction, kind: WatchKind[Any, Any], thing: Any, watch: Watch, *, called: bool
) -> float:
    """Seconds until the next look at what is not over yet; `called`: GEN called while we looked."""
    pace, age = tx.settings.pace, tx.now - watch.asked
    if called:
        return NEAR / pace
    if rests := kind.rests(thing):
        return rests / pace
    _, usual = kind.usual(tx, thing)
    rule = seldom if kind.patient(thing) and hints.believed(tx, watch.agent) else next_look
    return rule(usual, age, kind.soonest / pace, kind.latest / pace)
