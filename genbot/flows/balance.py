"""What was left at GEN when somebody looked last: kept for each agent whose work it pays for."""

import json
from collections.abc import Sequence

from genbot.domain.credits import Purse, Sample
from genbot.store import Transaction

FRESH = 1800.0  # seconds: two looks at the account
PURSE = "purse:"


def seen(tx: Transaction, found: Sequence[Purse]) -> None:
    """Remember what each organization has left, for all agents that are known to spend it."""
    named = {agent for purse in found for agent in purse.agents}
    for purse in found:
        told = json.dumps([tx.now, purse.left, purse.id, purse.name, purse.plan, purse.cycle])
        for agent in (*purse.agents, *(set(agents(tx, purse.id)) - named)):
            tx.marks.set(PURSE + agent, told)


def last(tx: Transaction, agent: str) -> tuple[float, Purse] | None:
    """When somebody looked, however long ago, and what was seen; None when nobody ever did."""
    told = tx.marks.get(PURSE + agent)
    if not told:
        return None
    at, left, id, name, plan, cycle = json.loads(told)
    return at, Purse(id, name, left, plan, cycle, agents(tx, id))


def known(tx: Transaction, agent: str) -> Sample | None:
    """When somebody looked, and what was left for the work of this agent; None when that was long
    ago, or GEN does not tell."""
    found = last(tx, agent)
    if found is None or found[1].left is None or tx.now - found[0] > FRESH:
        return None
    return found[0], found[1].left


def sharing(tx: Transaction, agent: str) -> tuple[str, ...]:
    """Every agent whose work is paid for by who pays for this one's, as far as anybody saw."""
    found = last(tx, agent)
    return found[1].agents if found else ()


def agents(tx: Transaction, id: str) -> tuple[str, ...]:
    """Whose work this organization pays for, as far as anybody saw."""
    every = tx.marks.begin_with(PURSE)
    return tuple(name.removeprefix(PURSE) for name, told in every if json.loads(told)[2] == id)
