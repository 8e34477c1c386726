"""What was left at GEN when somebody looked last, as far as that was a moment ago."""

from collections.abc import Sequence

from genbot.domain.credits import Purse, Sample
from genbot.store import Transaction

FRESH = 1800.0  # seconds: two looks at the account


def seen(tx: Transaction, found: Sequence[Purse]) -> None:
    """Remember what each organization has left, for the agents it pays for."""
    for purse in found:
        for agent in purse.agents:
            told = "" if purse.left is None else f"{tx.now} {purse.left}"
            tx.marks.set(f"left:{agent}", told)


def known(tx: Transaction, agent: str) -> Sample | None:
    """When somebody looked, and what was left for the work of this agent; None when that was long
    ago, or GEN does not tell."""
    at, _, left = tx.marks.get(f"left:{agent}").partition(" ")
    return (float(at), float(left)) if at and tx.now - float(at) <= FRESH else None
