"""The variables of a video's vidsheet: seen, and read in from a table."""

from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm
from genbot.domain.studio import Spot
from genbot.domain.variables import ENDINGS, LARGEST, Pair, Variables
from genbot.flows import studio
from genbot.gen.assets import DownloadVariablesTemplate, GetGlobalVariables
from genbot.gen.endpoint import Ask
from genbot.gen.sheets import Sheet
from genbot.store import Transaction

NAME, VALUE = "global_variable_name", "global_variable_value"


async def found(gen: Ask, about: studio.About) -> Variables:
    """All variables of the vidsheet of a video; raises GenError."""
    made, spot = about
    pairs = await listed(gen, made.sheet_id, made.agent_id)
    return Variables(spot, made.title, pairs)


async def listed(gen: Ask, sheet: str, agent: str) -> tuple[Pair, ...]:
    """Names and values, in their order; raises GenError."""
    return read(await gen(GetGlobalVariables(sheet_id=sheet, agent_id=agent)))


async def template(gen: Ask) -> bytes:
    """The empty table to fill in; raises GenError."""
    return await gen(DownloadVariablesTemplate())


def read(sheet: Sheet) -> tuple[Pair, ...]:
    """The pairs in a vidsheet of variables: two columns, known by their role or else by their place."""
    order = sorted(sheet.spreadsheet_columns, key=lambda one: one.position)
    roles = {one.role: one for one in order}
    columns = [roles[role] for role in (NAME, VALUE) if role in roles] or order
    if len(columns) < 2:  # noqa: PLR2004  a name and its value
        columns = order
    rows = sorted(sheet.spreadsheet_rows, key=lambda one: one.position)
    cells = [[sheet.cell(row, column) for column in columns[:2]] for row in rows]
    told = [[(cell.value or "") if cell else "" for cell in pair] for pair in cells]
    return tuple((pair[0], pair[1]) for pair in told if len(pair) > 1 and pair[0].strip())


def bring(tx: Transaction, spot: Spot, file: tuple[str, str, int], *, by: str) -> Errand:
    """Have GEN read a table in: the file's id in Slack, its name and its size; raises BadForm."""
    id, name, size = file
    if not id:
        raise BadForm(file="Add a table.")
    if name.rpartition(".")[2].lower() not in ENDINGS:
        raise BadForm(file="GEN reads XLSX tables only. Save yours as XLSX, then add that.")
    if size > LARGEST:
        raise BadForm(file=f"Use a table of at most {LARGEST // 1_000_000} MB.")
    title = f"Variables from {name}"
    return studio.change(tx, What.BRING_VARIABLES, title, spot, by=by, file=id, name=name)
