"""Changes in the vidsheet of a video: words written, parts made anew, other takes shown."""

from genbot.domain.errands import Errand, What
from genbot.flows import studio
from genbot.gen.edit import (
    CellValue,
    GenerateCell,
    GenerateLayer,
    GetCell,
    GetGeneration,
    GetLayer,
    MassUpdateCells,
    SetDefaultUserJob,
    UpdateCell,
)
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Explained
from genbot.gen.sheets import Cell, Generation, Layer
from genbot.store import Transaction
from genbot.watches.errand import Found, Recipe, Result
from genbot.watches.kind import Begun, Done, Failed
from genbot.watches.voices import ending

GONE = "That take is not there any more."


class EditTexts(Recipe):
    """`wish`: texts, a list of cell id and text. One call, however many they are; repeatable, since
    writing the same twice changes nothing."""

    what = What.EDIT_TEXTS

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        sheet, texts = errand.wish["sheet"], errand.wish["texts"]
        if len(texts) == 1:
            id, text = texts[0]
            call = UpdateCell(sheet_id=sheet, cell_id=id, agent_id=errand.agent, value=text)
            await gen(call)
        else:
            cells = [CellValue(id=id, value=text) for id, text in texts]
            await gen(MassUpdateCells(sheet_id=sheet, agent_id=errand.agent, cells=cells))
        return Done({})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        studio.changed(tx, errand, result)


class Regenerate(Recipe):
    """`wish`: cell, layer, type, data. `result`: earlier, then generation, cost, url, text.

    Charged, and yet repeatable: first we keep which takes the place has, so that after a lost answer
    its own one can be told from them; besides, the key makes a repeat free for 24 h (NOTES).
    """

    what = What.REGENERATE

    async def ask(self, gen: Ask, errand: Errand, /) -> Begun | Done[Result]:
        if "earlier" not in errand.result:
            return Done({"earlier": [job.id for job in jobs(await place(gen, errand))]})
        wish = errand.wish
        words = {
            "sheet_id": wish["sheet"], "cell_id": wish["cell"], "agent_id": errand.agent,
            "generation_type": wish["type"], "data": wish["data"],
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
        ours = [job for job in jobs(await place(gen, errand)) if job.id not in earlier]
        newest = max(ours, key=lambda job: (len(job.id), job.id), default=None)
        return Begun(newest.id) if newest else None

    async def look(self, gen: Ask, errand: Errand, job: str, /) -> Found:
        found = await gen(GetGeneration(generation_id=job))
        if found.status in {"failed", "stopped"}:
            default = "It was stopped." if found.status == "stopped" else "GEN gave no reason."
            return Failed(found.failed_reason or default, found.execution_cost or 0.0)
        if found.status != "completed":
            return None
        there = {one.id: one for one in jobs(await place(gen, errand))}
        known = there.get(job)
        cost = found.execution_cost
        cost = known.execution_cost if cost is None and known else cost
        kept = found.model_copy(update={"execution_cost": cost})
        return Done({"generation": kept.model_dump(mode="json")})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        if "earlier" in result:
            studio.prepared(tx, errand, result)
        else:
            studio.regenerated(tx, errand, Generation.model_validate(result["generation"]))


class ChooseTake(Recipe):
    """`wish`: cell, layer, take. Repeatable: what is shown is shown."""

    what = What.CHOOSE_TAKE

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        wish, found = errand.wish, await take(gen, errand)
        await gen(
            SetDefaultUserJob(
                sheet_id=wish["sheet"], cell_id=wish["cell"], agent_id=errand.agent,
                user_job_id=wish["take"],
            )
        )  # fmt: skip
        return Done({"generation": found.model_dump(mode="json")})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        studio.chosen(tx, errand, Generation.model_validate(result["generation"]))


class ShowTake(Recipe):
    """`wish`: cell, layer, take. `result`: kind, url, ending, thumbnail and text, as GEN has them now."""

    what = What.SHOW_TAKE

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        found = await take(gen, errand)
        out = found.resource
        url, kind = (out.url or "") if out else "", studio.kind(found)
        text = found.result if isinstance(found.result, str) else ""
        if not url and not text:
            raise Explained("There is nothing in that take yet.")
        thumbnail = (out.thumbnail_url or "") if out else ""
        end = ending(url) if kind == "audio" else ".mp4"
        return Done({"kind": kind, "url": url, "ending": end, "thumbnail": thumbnail, "text": text})


async def take(gen: Ask, errand: Errand) -> Generation:
    """The take it is about; raises Explained when it is gone."""
    wanted = errand.wish["take"]
    found = next((job for job in jobs(await place(gen, errand)) if job.id == wanted), None)
    if found is None:
        raise Explained(GONE)
    return found


async def place(gen: Ask, errand: Errand) -> Cell | Layer:
    """The cell or the layer it is about, with what its takes cost."""
    wish = errand.wish
    words = {"sheet_id": wish["sheet"], "cell_id": wish["cell"], "agent_id": errand.agent}
    if wish["layer"]:
        return await gen(GetLayer(**words, layer_id=wish["layer"]))
    return await gen(GetCell(**words, with_execution_cost=True))


def jobs(place: Cell | Layer) -> list[Generation]:
    """Every take a place has."""
    shown = [place.default_user_job] if place.default_user_job else []
    return list({job.id: job for job in [*place.user_jobs, *shown]}.values())
