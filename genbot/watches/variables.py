"""Variables of a vidsheet at GEN: read in from a table that lies in Slack."""

import io
import zipfile
from hashlib import sha256

from genbot.domain.errands import Errand, What
from genbot.domain.variables import LARGEST, Pair
from genbot.flows import studio, variables
from genbot.gen.assets import ImportGlobalVariables
from genbot.gen.endpoint import Ask, Upload
from genbot.gen.errors import Explained, NotFound, NotSent, SlowDown, Unclear
from genbot.store import Transaction
from genbot.watches.errand import Recipe, Result
from genbot.watches.files import Files
from genbot.watches.kind import Done

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOK = "xl/workbook.xml"  # in every such file
MOST_NAMED = 10
GONE = "That vidsheet is not there any more."
UNREADABLE = "This is not a table I can read. Save it as XLSX once more, without a password."


class Bringing(Recipe):
    """`wish`: file (its id in Slack), name. `result`: before, then count and names. Repeatable: what
    was there before is kept, so that after a lost answer we see whether anything came in."""

    what = What.BRING_VARIABLES

    def __init__(self, files: Files) -> None:
        self._files = files

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        try:
            if "before" not in errand.result:
                return Done({"before": _mark(await _there(gen, errand))})
            await self._bring(gen, errand)
        except NotFound as lost:
            raise Explained(GONE) from lost
        return await self._seen(gen, errand)

    async def _seen(self, gen: Ask, errand: Errand) -> Done[Result]:
        """What came in. That GEN was not reached now does not mean that it did nothing before."""
        try:
            return Done(_told(await _there(gen, errand)))
        except (NotSent, SlowDown) as later:
            raise Unclear("GEN took the table, and does not say what was in it.") from later

    async def recall(self, gen: Ask, errand: Errand, /) -> Done[Result] | None:
        if "before" not in errand.result:
            return None
        there = await _there(gen, errand)
        return Done(_told(there)) if _mark(there) != errand.result["before"] else None

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        if "before" in result:
            studio.prepared(tx, errand, result)
        else:
            studio.changed(tx, errand, result)

    async def _bring(self, gen: Ask, errand: Errand) -> None:
        wish = errand.wish
        table = await self._files.take(wish["file"], LARGEST)
        if not readable(table):
            raise Explained(UNREADABLE)
        file = Upload(wish["name"], table, XLSX)
        await gen(ImportGlobalVariables(sheet_id=wish["sheet"], agent_id=errand.agent, file=file))


def readable(table: bytes) -> bool:
    """Whether it is an XLSX file at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(table)) as book:
            return BOOK in book.namelist()
    except zipfile.BadZipFile:
        return False


async def _there(gen: Ask, errand: Errand) -> tuple[Pair, ...]:
    return await variables.listed(gen, errand.wish["sheet"], errand.agent)


def _mark(pairs: tuple[Pair, ...]) -> str:
    return sha256(repr(pairs).encode(errors="surrogatepass")).hexdigest()


def _told(pairs: tuple[Pair, ...]) -> Result:
    return {"count": len(pairs), "names": [name for name, _ in pairs[:MOST_NAMED]]}
