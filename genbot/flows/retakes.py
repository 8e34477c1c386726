"""Takes of a part, on their way: what they cost and gave back, stopped and continued."""

from dataclasses import replace
from typing import Any

from genbot.cards.text import credit
from genbot.domain.approvals import Gate
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.errors import NotNow
from genbot.domain.productions import Production
from genbot.domain.studio import Spot
from genbot.domain.watches import Phase
from genbot.flows import budgets, editing, errands, policies, steps, studio
from genbot.gen.sheets import Generation
from genbot.store import Transaction


def stop(tx: Transaction, id: str, *, by: str) -> Errand:
    """Have GEN stop what it makes for this errand; it gives back what that cost."""
    errand = tx.errands.get(id)
    if errand.state is not ErrandState.WORKING or not errand.job:
        raise NotNow("It is not being made any more. Look at its card for what came of it.")
    wish = errand.wish
    spot = Spot(wish["made"], wish["row"], wish["cell"], wish["layer"], 0, errand.job)
    return stop_take(tx, replace(spot, name=errand.title), by=by, of=id)


def stop_take(tx: Transaction, spot: Spot, *, by: str, of: str = "") -> Errand:
    """The same for any take that is being made."""
    production = tx.productions.get(spot.made)
    policies.check(tx, production.channel, Gate.VIDEOS, by)
    under_way = tx.errands.find(channel=production.channel, what=What.STOP_TAKE, state=editing.OPEN)
    if any(one.wish["take"] == spot.take for one in under_way):
        raise NotNow("It is being stopped already.")
    name = f"Stop: {spot.name}"
    return studio.want(tx, production, What.STOP_TAKE, name, spot, by=by, take=spot.take, of=of)


def go_on(tx: Transaction, spot: Spot, *, by: str) -> Errand:
    """Have GEN go on with a take that was stopped; it costs what it would have cost."""
    production = editing.may(tx, spot.made, by)
    editing.free_places(tx, spot.made, {(spot.cell, spot.layer)})
    cost = expected(tx, production, spot.take)
    if why := budgets.once_more(tx, production, cost, by):
        raise NotNow(f"{why}. Nothing was started, and nothing was paid.")
    name = f"Continue: {spot.name}"
    return studio.change(tx, What.CONTINUE_TAKE, name, spot, by=by, take=spot.take, cost=cost)


def expected(tx: Transaction, production: Production, take: str) -> float | None:
    """What a take would cost, as far as we know from when it was wanted."""
    found = tx.errands.having("wish.made", production.id, what=budgets.RETAKES)
    costs = [one.wish.get("cost") for one in found[::-1] if one.result.get("job") == take]
    costs += [one.cost for one in production.tasks if one.generation == take]
    return next((cost for cost in costs if cost), None)


def look_sooner(tx: Transaction, errand: Errand) -> None:
    """Somebody stopped it: whoever follows it sees so at once."""
    of = tx.errands.look(str(errand.wish.get("of") or ""))
    watch = tx.watches.of(of.kind, of.id) if of else None
    if watch and watch.phase is Phase.WAITING:
        tx.watches.change(watch, due=tx.now)


def made(tx: Transaction, errand: Errand, generation: Generation, *, shown: bool) -> None:
    """A new take is there; where another one was chosen meanwhile, that stays in the video."""
    if shown:
        studio.regenerated(tx, errand, generation)
        return
    studio.paid(tx, errand, generation.execution_cost)
    cost, take = generation.execution_cost, generation.id
    errands.done(tx, errand.id, {"take": take, "cost": cost, "beside": True})


def stopped(tx: Transaction, errand: Errand, refund: float) -> None:
    """It was stopped, here or at GEN: that is an end, and it can go on from there."""
    refunded(tx, errand, refund)
    back = f"GEN gave back {credit(refund)}." if refund else "GEN gives back what it cost."
    errands.ended(tx, errand.id, "stop", f"It was stopped. {back}")


def refunded(tx: Transaction, errand: Errand, refund: float) -> None:
    """What came back is told with the video. It was never counted as spent: only a take that is there
    is."""
    production = tx.productions.look(str(errand.wish["made"]))
    if production and refund:
        production = replace(production, refunded=production.refunded + refund)
        steps.keep(tx, production, "a take was refunded")


def plan(tx: Transaction, errand: Errand) -> dict[str, Any]:
    """What our own plan made the part from; empty when it did not."""
    production = tx.productions.look(str(errand.wish["made"]))
    task = production and production.task_at(errand.wish["cell"], errand.wish["layer"])
    return task.data or {} if task else {}
