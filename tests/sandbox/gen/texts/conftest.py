"""Requests that GEN's four texts print, sent as they stand; only ids are those of this world."""

from typing import Any

import pytest

from genbot.sandbox.gen.cast import SANTIAGO
from tests.sandbox.gen.stranger import Stranger


@pytest.fixture
def ask(stranger: Stranger):
    stranger.ids["agent"] = SANTIAGO
    return stranger.ask


@pytest.fixture
def ids(stranger: Stranger) -> dict[str, Any]:
    return stranger.ids


@pytest.fixture
async def sheet(ask, ids):
    """An engine with an ingredient column of each type, and a layer of each in its video cell."""
    body = {"spreadsheet": {"title": "By hand", "is_default": True}}
    made = await ask("POST /v1/autocontentengine?agent_id={agent}", body, status=201, says="id")
    ids["engine"] = made["id"]
    for nth, kind in enumerate(("text", "image", "video", "audio")):
        column = {"spreadsheet_column": {"title": kind.title(), "type": kind, "position": nth}}
        told = await ask(
            "POST /v1/autocontentengine/{engine}/columns?agent_id={agent}", column, status=201,
            says="id title type position",
        )  # fmt: skip
        ids[f"{kind}_column"] = told["id"]
    row = await ask(
        "POST /v1/autocontentengine/{engine}/rows?agent_id={agent}",
        {"spreadsheet_row": {"position": 0}}, status=201, says="id position spreadsheet_cells",
    )  # fmt: skip
    ids["row"] = row["id"]
    places = {cell["column_id"]: cell["id"] for cell in row["spreadsheet_cells"]}
    ids |= {kind: places[ids[f"{kind}_column"]] for kind in ("text", "image", "video", "audio")}
    return made


async def generated(stranger: Stranger, place: str, card: dict[str, Any]) -> Any:
    """Begin it in the cell known as `place`, wait, and answer its id."""
    line = f"POST /v1/autocontentengine/{{engine}}/cells/{{{place}}}/generate?agent_id={{agent}}"
    begun = await stranger.ask(line, card, status=201, says="generation_id status")
    assert begun["status"] == "pending"
    stranger.ids["generation"] = begun["generation_id"]
    done = await stranger.poll(
        "GET /v1/generations/{generation}", says="id status user_job_type result output_resources"
    )
    assert done["status"] == "completed", done["failed_reason"]
    for one in done["output_resources"]:
        assert {"id", "url", "thumbnail_url", "object_type"} <= set(one)
        stranger.ids[f"made_{one['object_type']}"] = one["id"]
    return begun["generation_id"]
