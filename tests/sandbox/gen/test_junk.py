"""However strange a request is, the answer is a documented one."""

from typing import Any

import pytest

from genbot.sandbox.gen.app import operations
from genbot.sandbox.gen.cast import LUMA
from tests.sandbox.gen.conftest import KEY, Vidsheet, Visitor

WRAPPERS = (
    "spreadsheet",
    "spreadsheet_row",
    "spreadsheet_column",
    "spreadsheet_cell",
    "video_layer",
    "organization",
    "agent",
    "persisted_token",
    "content_resource",
    "asset_folder",
    "automation_config",
    "blob",
    "user_job",
)
FIELDS = [
    "rows",
    "columns",
    "cells",
    "layers",
    "id",
    "position",
    "title",
    "name",
    "type",
    "value",
    "message",
    "agent_id",
    "conversation_id",
    "topic",
    "depth",
    "approved",
    "generation_type",
    "data",
    "user_job_id",
    "user_job_type",
    "keywords",
    "monitored",
    "linked_accounts",
    "default_user_voice",
    "description",
    "expires_in",
    "api_key",
    "gender",
    "text",
    "generation_id",
    "audio_url",
    "audio_base64",
    "agent_avatars_attributes",
    "default_user_voice_attributes",
    "file",
    "additional_attributes",
    "spreadsheet_cells",
    "webhook_url",
    "byte_size",
    "checksum",
    "parent_id",
    "eleven_lab_api_key",
]
STRANGE: tuple[Any, ...] = (
    None,
    7,
    "?",
    True,
    [],
    [None],
    [{"id": "x"}],
    [{"id": 1}],
    {},
    {"id": []},
)


def bodies(junk: Any) -> list[dict[str, Any]]:
    flat = dict.fromkeys(FIELDS, junk)
    return [
        flat,
        {**flat, **dict.fromkeys(WRAPPERS, junk)},
        {**flat, **dict.fromkeys(WRAPPERS, flat)},
    ]


def real_path(path: str, sheet: Vidsheet) -> str:
    video = sheet.cell("VIDEO")
    ids = {
        "sheet_id": sheet.sheet["id"],
        "row_id": sheet.row["id"],
        "column_id": sheet.sheet["spreadsheet_columns"][0]["id"],
        "cell_id": video["id"],
        "layer_id": video["video_layers"][0]["id"],
        "agent_id": sheet.agent,
        "slug": "tiktok-montage",
        "status": "posted",
    }
    return path.format_map({**dict.fromkeys(("id", "run_id", "job_id"), 1), **UNKNOWN, **ids})


UNKNOWN = {"generation_id": "x", "organization_id": "x", "voice_id": "x"}
WRITES = [
    row
    for row in operations()
    if row.verb in {"POST", "PUT", "PATCH"} and not row.path.startswith("/organizations")
]


@pytest.mark.parametrize("junk", STRANGE, ids=str)
async def test_a_strange_body_never_breaks_an_operation(visitor: Visitor, junk: Any) -> None:
    sheet = await visitor.clone("tiktok-montage", agent=LUMA)
    for row in WRITES:
        path = f"/v1{real_path(row.path, sheet)}?agent_id={LUMA}"
        for body in bodies(junk):
            async with visitor.client.request(row.verb, path, json=body, headers=KEY) as answer:
                assert answer.status < 500, (row.verb, row.path, body)


@pytest.mark.parametrize("junk", STRANGE, ids=str)
async def test_a_strange_field_never_breaks_a_setup_or_a_row(visitor: Visitor, junk: Any) -> None:
    sheet = await visitor.clone("tiktok-montage", agent=LUMA)
    account = {"url": "https://a.example", "id": junk}
    row = {"id": sheet.row["id"], "spreadsheet_cells": junk, "additional_attributes": junk}
    tries = [("PUT", f"{sheet.path}/rows/mass_update", {"rows": [row]})]
    fields = (*FIELDS, "personality", "shortform", "target_platforms", "research_topics")
    tries += [("PATCH", f"/agents/{LUMA}/core", {field: junk}) for field in fields]
    tries.append(("PATCH", f"/agents/{LUMA}/core", {"linked_accounts": [account]}))

    for verb, path, body in tries:
        url = f"/v1{path}?agent_id={LUMA}"
        async with visitor.client.request(verb, url, json=body, headers=KEY) as answer:
            assert answer.status < 500, (path, body)


@pytest.mark.parametrize("query", ["page=x", "page=-1", "cursor=x", "per_page=0", "folder_id=x"])
async def test_a_strange_query_never_breaks_a_read(visitor: Visitor, query: str) -> None:
    sheet = await visitor.clone("tiktok-montage", agent=LUMA)
    for row in (row for row in operations() if row.verb == "GET"):
        path = f"/v1{real_path(row.path, sheet)}?agent_id={LUMA}&{query}"
        async with visitor.client.get(path, headers=KEY) as answer:
            assert answer.status < 500, row.path


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "a form without its boundary": (b"--x", "multipart/form-data"),
    "a form with a strange name": (
        b'--x\r\nContent-Disposition: form-data; name="a\x11"\r\n\r\nb\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    "bytes that are no text": (b"\x89\xa3", "application/json"),
    "broken JSON": (b"{", "application/json"),
    "a field without a name": (b"[]=a", "application/x-www-form-urlencoded"),
}


@pytest.mark.parametrize("what", UNREADABLE)
async def test_a_body_that_cannot_be_read_is_refused(visitor: Visitor, what: str) -> None:
    data, kind = UNREADABLE[what]
    headers = {**KEY, "Content-Type": kind}

    refusal = await visitor.refused("POST", "/organizations", data=data, headers=headers)

    assert refusal == (422, "validation_error")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/agents", {"agent": {"name": "Pepe", "description": {}}}),
        ("/persisted_tokens", {"expires_in": 10**15}),
        (f"/agents/{LUMA}/voice/clone", {"name": "Tía", "audio_base64": "é"}),
        (
            "/direct_upload",
            {"blob": {"filename": "a", "byte_size": 1, "checksum": "é", "content_type": "a/b"}},
        ),
    ],
)
async def test_a_value_that_cannot_be_meant_is_refused(
    visitor: Visitor, path: str, body: dict[str, Any]
) -> None:
    assert await visitor.refused("POST", path, body) == (422, "validation_error")
