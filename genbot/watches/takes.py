"""Takes of a part: made anew, stopped, and continued."""

from dataclasses import replace
from typing import Any

from genbot.domain.errands import Errand, What
from genbot.flows import creation, errands, making, retakes, studio
from genbot.gen.edit import (
    ContinueGeneration,
    GenerateCell,
    GenerateLayer,
    GetGeneration,
    StopGeneration,
)
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError
from genbot.gen.sheets import Cell, Generation, Layer
from genbot.store import Transaction
from genbot.watches.errand import Found, Recipe, Result
from genbot.watches.generation import priced
from genbot.watches.kind import Begun, Done, Failed, Stopped, going
from genbot.watches.studio import place
from genbot.watches.trouble import sight


class Making(Recipe):
    """What is followed until it is a take. `result`: job, then generation, cost, url, text."""

    async def look(self, gen: Ask, errand: Errand, job: str, /) -> Found:
        found = await gen(GetGeneration(generation_id=job))
        if found.status == "stopped":
            return Stopped("", found.execution_cost or 0.0)
        if found.status == "failed":
            return Failed(found.failed_reason or "GEN gave no reason.", found.execution_cost or 0.0)
        if found.status != "completed":
            return going(found.status)
        where = await place(gen, errand)
        wish = errand.wish
        made = await priced(gen, wish["sheet"], errand.agent, found, wish.get("before"))
        return Done({"generation": made.model_dump(mode="json"), "shown": shows(where, job)})

    def taken(self, tx: Transaction, errand: Errand, begun: Begun, /) -> None:
        super().taken(tx, errand, begun)
        errands.progressed(tx, errand.id, {"job": begun.job})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        made = Generation.model_validate(result["generation"])
        retakes.made(tx, errand, made, shown=result["shown"])

    def fail(self, tx: Transaction, errand: Errand, why: GenError | Failed, /) -> None:
        refund = why.refund if isinstance(why, Failed) else 0.0
        if isinstance(why, Stopped):
            retakes.stopped(tx, errand, refund)
        else:
            retakes.refunded(tx, errand, refund)
            super().fail(tx, errand, why)


class Regenerate(Making):
    """`wish`: cell, layer, type, data. `result`: earlier and kept, then what all takes have.

    Charged, and yet repeatable: first we keep which takes the place has, so that after a lost answer
    its own one can be told from them; besides, the key makes a repeat free for 24 h (NOTES).
    """

    what = What.REGENERATE

    def begin(self, tx: Transaction, errand: Errand, /) -> Errand:
        """With what our own plan made the part from."""
        return replace(errand, wish={**errand.wish, "plan": retakes.plan(tx, errand)})

    async def ask(self, gen: Ask, errand: Errand, /) -> Begun | Done[Result]:
        if "earlier" not in errand.result:
            where = await place(gen, errand)
            return Done({"earlier": list(where.generations), "kept": kept(errand, where)})
        if known := await there(gen, errand):
            return known
        wish = errand.wish
        words = {
            "sheet_id": wish["sheet"], "cell_id": wish["cell"], "agent_id": errand.agent,
            "generation_type": wish["type"], "data": {**errand.result.get("kept", {}), **wish["data"]},
        }  # fmt: skip
        call: GenerateCell | GenerateLayer
        if wish["layer"]:
            call = GenerateLayer.model_validate({**words, "layer_id": wish["layer"]})
        else:
            call = GenerateCell.model_validate(words)
        return Begun((await gen(call, key=errand.key)).generation_id)

    async def recall(self, gen: Ask, errand: Errand, /) -> Begun | None:
        earlier = errand.result.get("earlier")
        if earlier is None:
            return None
        every = (await place(gen, errand)).generations.values()
        ours = [one for one in every if one.id not in earlier and not one.given_up]
        newest = max(ours, key=lambda one: (len(one.id), one.id), default=None)
        return Begun(newest.id) if newest else None

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        if "earlier" in result:
            studio.prepared(tx, errand, result)
        else:
            super().finish(tx, errand, result)


async def there(gen: Ask, errand: Errand) -> Begun | None:
    """What an earlier attempt began, unless that failed: it is not paid for twice. Looked at before
    anything is paid; one that was stopped goes on."""
    job = errand.result.get("job", "")
    return await going_on(gen, errand, job) if job else None


async def going_on(gen: Ask, errand: Errand, job: str) -> Begun | None:
    """This generation, continued if it was stopped; None when it failed."""
    found = await sight(gen(GetGeneration(generation_id=job)))
    if found.status == "failed":
        return None
    if found.status == "stopped":
        await gen(ContinueGeneration(generation_id=job), key=errand.key)
    return Begun(job)


def kept(errand: Errand, where: Cell | Layer) -> dict[str, Any]:
    """What nobody is asked for: the variables of its newest take, of its template, or of our plan."""
    newest = [job.data for job in reversed(where.generations.values())]
    card = creation.told(where, None)
    told = [*newest, card[1] if card else {}, errand.wish.get("plan") or {}]
    return making.variables(errand.wish["type"], told)


def shows(where: Cell | Layer, job: str) -> bool:
    """Whether this generation is what the place shows; where GEN does not tell, it is."""
    return where.default_user_job is None or where.default_user_job.id == job


class ContinueTake(Making):
    """`wish`: cell, layer, take. Charged, with a key, and only while it is stopped: repeatable."""

    what = What.CONTINUE_TAKE

    async def ask(self, gen: Ask, errand: Errand, /) -> Begun:
        begun = await going_on(gen, errand, errand.wish["take"])
        return begun or Begun(errand.wish["take"])  # it failed meanwhile; looking says why


class StopTake(Recipe):
    """`wish`: take. `result`: late, if it had ended before. Repeatable: what is stopped is stopped."""

    what = What.STOP_TAKE

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        take = errand.wish["take"]
        found = await sight(gen(GetGeneration(generation_id=take)))
        if found.over:
            return Done({"late": found.status})
        await gen(StopGeneration(generation_id=take))
        return Done({"late": ""})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        super().finish(tx, errand, result)
        retakes.look_sooner(tx, errand)
