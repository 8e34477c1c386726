"""When to look next: by how long such things take, and by whether GEN calls us when they end."""

from math import sqrt
from typing import Any

from genbot.domain.hints import NEAR, seldom
from genbot.domain.looks import WORTH, first_look, next_look
from genbot.domain.watches import Watch
from genbot.flows import hints, thrift
from genbot.store import Transaction
from genbot.watches.kind import WatchKind


def first(tx: Transaction, kind: WatchKind[Any, Any], thing: Any, asked: float) -> float:
    """Seconds until the first look at what GEN has just taken."""
    pace, agent = tx.settings.pace, kind.agent(thing)
    _, usual = kind.usual(tx, thing)
    if hints.overheard(tx, agent, asked):
        return NEAR / pace
    dear = thrift.dearer(tx)
    wait = first_look(usual, kind.soonest / pace, WORTH * dear)
    if kind.patient(thing) and hints.believed(tx, agent):
        wait = max(wait, seldom(usual, 0.0, *_between(kind, pace, dear), WORTH * dear))
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
    dear = thrift.dearer(tx)
    return rule(usual, age, *_between(kind, pace, dear), WORTH * dear)


def _between(kind: WatchKind[Any, Any], pace: float, dear: float) -> tuple[float, float]:
    """The shortest wait and the longest; what is dearer may come as much later as its best time does."""
    return kind.soonest / pace, kind.latest / pace * sqrt(dear)
