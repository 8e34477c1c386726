"""After a top up: what waited for credits goes on, one or all, as far as the balance reaches."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from genbot.domain.approvals import Gate
from genbot.domain.credits import Purse
from genbot.domain.errands import ErrandState
from genbot.domain.errors import NotNow, Refusal
from genbot.domain.ideas import RunState
from genbot.domain.shortages import Due, Shortage, Unpaid
from genbot.flows import channels, credits, errands, ideas, policies, productions, shortages, steps
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError
from genbot.store import Transaction

PATIENCE = 1.0  # seconds: whoever pressed a button should not have to do so again


def payer(tx: Transaction, id: str) -> list[str]:
    """The agent whose balance says whether this can go on; nobody's when it waits for something else."""
    made, run = tx.productions.look(id), tx.runs.look(id)
    if made and made.unpaid:
        return [made.agent_id]
    errand = tx.errands.look(id)
    if errand and errand.state is ErrandState.HELD:
        return [errand.agent]
    held = run is not None and run.state is RunState.HELD
    return [tx.requests.get(run.request_id).agent_id] if run and held else []


async def look(gen: Ask, agents: Sequence[str]) -> list[Purse]:
    """What is left, where that matters; nothing when GEN does not say, or not at once: then it is
    tried."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await credits.purses(gen, agents) if agents else []
    except (GenError, TimeoutError):
        return []


def video(tx: Transaction, id: str, found: Sequence[Purse], *, by: str) -> str:
    """Let a video go on; or tell what is missing, and its card tells it too."""
    made = tx.productions.get(id)
    policies.check(tx, made.channel, Gate.IDEAS, by)
    shortages.seen(tx, found)
    why = shortages.why(tx, made) if made.unpaid else ""
    if not why:
        productions.resume(tx, id, by=by)
    elif why != made.error:
        steps.keep(tx, replace(made, error=why), "waits for credits", by=by)
    return why


def run(tx: Transaction, id: str, found: Sequence[Purse], *, by: str) -> str:
    """Tell the agent once more what it was told; or that there are no credits for it."""
    if why := _none(tx, id, found):
        return why
    ideas.retry_run(tx, id, by=by)
    return ""


def errand(tx: Transaction, id: str, found: Sequence[Purse], *, by: str) -> str:
    """Have it done once more; or tell that there are no credits for it."""
    one = tx.errands.get(id)
    errands.allowed(tx, one.what, one.channel, one.agent, by)
    if why := _none(tx, id, found):
        return why
    errands.again(tx, id, by=by)
    return ""


def _none(tx: Transaction, id: str, found: Sequence[Purse]) -> str:
    """What keeps it waiting where nobody knows what it costs: that there is nothing at all."""
    shortages.seen(tx, found)
    empty = 0.0 in [shortages.spare(tx, agent) for agent in payer(tx, id)]
    return shortages.NONE if empty else ""


def anyway(tx: Transaction, id: str, *, by: str) -> None:
    """Any of them, for somebody who has read what is missing and leaves it to GEN."""
    if tx.runs.look(id):
        ideas.retry_run(tx, id, by=by)
    elif tx.errands.look(id):
        errands.again(tx, id, by=by)
    else:
        productions.resume(tx, id, by=by)


def go_on(tx: Transaction, channel: str, found: Sequence[Purse], *, nth: int, by: str) -> Shortage:
    """The oldest first; what the balance does not pay for keeps waiting, and so does what cannot go on
    now for a reason of its own, which its own card tells."""
    policies.check(tx, channel, Gate.IDEAS, by)
    known = tx.shortages.look(channel)
    if known is None or not known.on or known.nth != nth:
        raise NotNow("Nothing of that waits for credits any more. Nothing was changed.")
    shortages.seen(tx, found)
    left = shortages.spare(tx, channels.find(tx, channel).agent_id)
    went = 0
    for each in shortages.waiting(tx, known):
        if each.fits(left) and _goes_on(tx, each, by):
            went, left = went + 1, left if left is None else left - each.needs
    return shortages.tried(tx, channel, went, left, by=by)


def _goes_on(tx: Transaction, each: Unpaid, by: str) -> bool:
    try:
        with tx.attempt():
            if each.what is Due.RUN:
                return bool(ideas.retry_run(tx, each.id, by=by))
            if each.what is Due.ERRAND:
                return bool(errands.again(tx, each.id, by=by))
            return productions.resume(tx, each.id, by=by).stage.working
    except Refusal:
        return False
