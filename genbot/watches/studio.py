"""Changes in the vidsheet of a video: words written, other takes shown."""

from genbot.domain.errands import Errand, What
from genbot.flows import studio
from genbot.gen.edit import (
    CellValue,
    GetCell,
    GetLayer,
    MassUpdateCells,
    SetDefaultUserJob,
    UpdateCell,
)
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Explained
from genbot.gen.sheets import Cell, Generation, Layer
from genbot.store import Transaction
from genbot.watches.errand import Recipe, Result
from genbot.watches.kind import Done
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
    found = (await place(gen, errand)).generations.get(wanted)
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
