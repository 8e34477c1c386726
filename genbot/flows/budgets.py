"""Whether a paid production may begin: what was spent, what is promised to others, and the limit."""

from collections.abc import Sequence
from dataclasses import replace

from genbot.cards.text import credit
from genbot.domain.budgets import MOST_CREDITS, SPOKEN, Budget
from genbot.domain.errands import ErrandState, What
from genbot.domain.errors import BadForm
from genbot.domain.productions import WORKING, Production, Task, TaskState
from genbot.flows import channels
from genbot.store import Transaction


def promised(tx: Transaction, production: Production) -> float | None:
    """All it will have cost at its end: what people are told, else what any video usually costs here;
    None before the first one."""
    if production.estimate is not None:
        return production.estimate
    usual = tx.ledger.usual()
    return None if usual is None else production.credits + usual


def redone(production: Production, tasks: Sequence[Task]) -> float:
    """The same, when these parts are made once more, and the render with them."""
    again = {task.id for task in tasks if task.state is not TaskState.DONE}
    parts = [*production.tasks, *([production.render] if production.render else [])]
    last = production.render.id if production.render else ""
    return production.credits + sum(
        task.cost or 0.0 for task in parts if task.id in again or task.id == last
    )


def over(tx: Transaction, production: Production) -> str:
    """Why this must not go on unasked; empty when it may.

    Called in the transaction that starts it, so however many are started at once, each sees the ones
    before. What nobody knows the price of may have its template copied: that is free, and tells it.
    """
    here = channels.find(tx, production.channel)
    others = tx.productions.find(channel=here.id, stage=WORKING)
    others = [one for one in others if one.id != production.id]
    if here.budget and (why := _passed(tx, here.budget, production, others, "")):
        return f"{why}, in this channel"
    theirs = [one for one in others if one.by == production.by]
    if here.person_budget and (
        why := _passed(tx, here.person_budget, production, theirs, production.by)
    ):
        return why
    return ""


def once_more(tx: Transaction, production: Production, cost: float | None, by: str) -> str:
    """Why this person must not have a part made anew that cost so much the last time (None: nobody
    knows); empty when they may."""
    promised = None if cost is None else production.credits + cost
    return over(tx, replace(production, promised=promised, by=by))


def _retakes(tx: Transaction, channel: str, by: str) -> float:
    """What the parts will cost that are being made anew right now."""
    found = tx.errands.find(channel=channel, what=RETAKES, state=UNDER_WAY)
    return sum(one.wish.get("cost") or 0.0 for one in found if by in {"", one.by})


RETAKES = (What.REGENERATE, What.CONTINUE_TAKE)
UNDER_WAY = (ErrandState.WANTED, ErrandState.WORKING)


def _passed(
    tx: Transaction, budget: Budget, production: Production, others: Sequence[Production], by: str
) -> str:
    spent = tx.ledger.spent(production.channel, tx.now - budget.seconds, by)
    going = spent + sum(left(one) for one in others) + _retakes(tx, production.channel, by)
    wanted = going + left(production)
    unknown = production.promised is None
    if going < budget.credits if unknown else wanted <= budget.credits:
        return ""
    return f"Over budget: {wanted:,.0f} of {credit(budget.credits)} in {SPOKEN[budget.period]}"


def left(production: Production) -> float:
    """What is still to be paid for it."""
    return max(0.0, (production.promised or 0.0) - production.credits)


def read(credits: str, period: str, field: str) -> Budget | None:
    """A budget as it was filled in; raises BadForm."""
    credits = credits.strip()
    if not credits:
        return None
    digits = credits.lstrip("0") or "0"
    if not (credits.isdecimal() and credits.isascii()) or int(digits[:9]) > MOST_CREDITS:
        raise BadForm(**{field: f"Say it in whole credits, from 0 to {MOST_CREDITS:,}."})
    return Budget(float(digits), period if period in SPOKEN else "month")
