"""Whether there are means for a video: it passes no budget unasked, and GEN has credits for all of it."""

from dataclasses import replace

from genbot.domain.productions import Production
from genbot.flows import budgets, prices, shortages
from genbot.store import Transaction


def judged(tx: Transaction, production: Production) -> tuple[Production, str]:
    """It, held where there are none, with the news of that; else as it is, and no news."""
    if why := budgets.over(tx, production):
        return over(tx, production, why), "over budget"
    if why := shortages.why(tx, production):
        return production.move("hold", at=tx.now, error=why, short=True), "waits for credits"
    return production, ""


def learned(tx: Transaction, before: Production, production: Production) -> tuple[Production, str]:
    """The same, for what nobody knew the price of until its own copy told: nothing of it is paid yet.
    Who let it go over its budget did so whatever it would cost."""
    if before.estimate is not None:
        return production, ""
    production = replace(production, promised=budgets.promised(tx, production))
    found, news = judged(tx, production)
    return (production, "") if found.over and before.allowed else (found, news)


def over(tx: Transaction, production: Production, why: str) -> Production:
    """Held by a budget, anew: nobody has said anything to that."""
    return production.move("hold", at=tx.now, error=why, over=True, short=False, ballot=None)


def foresee(tx: Transaction, production: Production) -> None:
    """It goes on: say it once where the next one like it would have to wait."""
    shortages.foresee(tx, production.channel, production.agent_id, prices.missing(production))
