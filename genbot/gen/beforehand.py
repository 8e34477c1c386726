"""What GEN's pages tie to what is there: looked at before it is sent, because GEN would refuse it."""

from typing import Any

from genbot.gen.convert import GetSheet
from genbot.gen.creation import fits
from genbot.gen.edit import GenerateCell, GenerateLayer, GetLayer
from genbot.gen.endpoint import Ask, Endpoint
from genbot.gen.errors import Explained, GenError
from genbot.gen.export import Publish
from genbot.gen.jobs import GetUserJob
from genbot.gen.monitoring import UpdateMonitoring
from genbot.gen.setup import GetAgentCore
from genbot.gen.shapes import Unread

ENDED = {"completed", "failed", "stopped"}


async def check(ask: Ask, call: Endpoint[Any], now: float) -> None:
    """Raises Explained for a call that cannot succeed as things stand at GEN.

    Where GEN does not let us look, or tells things that nobody here knows, GEN decides.
    """
    try:
        match call:
            case Publish():
                await _can_be_posted(ask, call, now)
            case UpdateMonitoring():
                await _goes_on(ask, call)
            case GenerateCell():
                await _fits_cell(ask, call)
            case GenerateLayer():
                await _fits_layer(ask, call)
    except Explained:
        raise
    except GenError:
        return


async def _can_be_posted(ask: Ask, call: Publish, now: float) -> None:
    at = call.data.scheduled_time
    if at and at.timestamp() <= now:
        raise Explained("The time of a scheduled post must be still to come.")
    if why := await _no_account(ask, call.agent_id, call.data.platform):
        raise Explained(why)


async def _no_account(ask: Ask, agent: str, platform: str) -> str:
    """That the agent has no account of the platform, in words; empty where it has, or nobody knows.

    Agents post from the accounts in their setup (page "Agent Core", `linked_accounts`).
    """
    try:
        known = (await ask(GetAgentCore(agent_id=agent))).linked_accounts
    except GenError:
        return ""
    if isinstance(known, Unread) or any(
        platform in f"{one.platform} {one.url}".lower() for one in known
    ):
        return ""
    name = {"tiktok": "TikTok"}.get(platform, platform)
    return (
        f"The agent has no {name} account at GEN, so nothing can be posted there. Connect one in the "
        "GEN app, then try again."
    )


async def _goes_on(ask: Ask, call: UpdateMonitoring) -> None:
    job = await ask(GetUserJob(id=call.id, agent_id=call.agent_id))
    if job.status in ENDED:
        raise Explained(
            f"GEN has ended this already ({job.status}). Only what is pending or processing can be "
            "changed. Begin a new one."
        )


async def _fits_cell(ask: Ask, call: GenerateCell) -> None:
    sheet = await ask(GetSheet(sheet_id=call.sheet_id, agent_id=call.agent_id))
    for row in sheet.spreadsheet_rows:
        for column in sheet.spreadsheet_columns:
            cell = sheet.cell(row, column)
            if cell and cell.id == call.cell_id:
                _check_type(call.generation_type, "column", column.type, column.role)


async def _fits_layer(ask: Ask, call: GenerateLayer) -> None:
    where = {"sheet_id": call.sheet_id, "cell_id": call.cell_id, "layer_id": call.layer_id}
    layer = await ask(GetLayer(**where, agent_id=call.agent_id))
    _check_type(call.generation_type, "layer", layer.type)


def _check_type(kind: str, place: str, type: str, role: str | None = None) -> None:
    taken = fits(type, role)
    if not taken:
        raise Explained(f"GEN fills the {role} column itself; nothing can be generated there.")
    if kind not in taken:
        raise Explained(f"{kind} does not fit a {place} of type {type}: {', '.join(taken)} do.")
