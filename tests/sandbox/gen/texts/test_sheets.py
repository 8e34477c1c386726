"""Phases 3 and 4 as the texts print them: templates, engines, and everything in them."""

import base64
import hashlib

from genbot.sandbox.gen.cast import SANTIAGO
from tests.sandbox.gen.texts.conftest import generated

JPEG = ("face.jpg", b"\xff\xd8jpeg", "image/jpeg")
RESOURCE = "id url thumbnail_url file_name content_type"


async def test_templates_by_any_name(ask, ids):
    [one, *_] = await ask("GET /v1/templates/projects?page=1")
    assert await ask("GET /v1/templates/projects?page=2") is not None
    for name in (one["slug"], one["uuid"], one["id"]):
        ids["slug"] = name
        await ask("GET /v1/templates/projects/{slug}", says="id slug title tags")
        body = {"agent_id": SANTIAGO}
        await ask("POST /v1/templates/spreadsheets/{slug}/clone", body, status=201, says="id")


async def test_rows(ask, ids, sheet):
    at = "/v1/autocontentengine/{engine}/rows"
    await ask(f"GET {at}?agent_id={{agent}}", says="id position spreadsheet_cells")
    await ask(f"GET {at}/{{row}}?agent_id={{agent}}", says="id position spreadsheet_cells")
    twin = await ask(f"POST {at}/{{row}}/duplicate?agent_id={{agent}}", status=201, says="id")
    order = {"rows": [{"id": twin["id"], "position": 0}, {"id": ids["row"], "position": 1}]}
    await ask(f"PUT {at}/update_positions?agent_id={{agent}}", order)
    await ask(f"PUT {at}/mass_update?agent_id={{agent}}", {"rows": [{"id": ids["row"]}]})


async def test_columns(ask, ids, sheet):
    at = "/v1/autocontentengine/{engine}/columns"
    await ask(f"GET {at}?agent_id={{agent}}", says="id title type position")
    await ask(f"POST {at}/{{text_column}}/duplicate?agent_id={{agent}}", status=201, says="id")
    order = {"columns": [{"id": ids["text_column"], "position": 2}]}
    await ask(f"PATCH {at}/update_positions?agent_id={{agent}}", order)
    named = {"columns": [{"id": ids["text_column"], "title": "Hook"}]}
    await ask(f"PUT {at}/mass_update?agent_id={{agent}}", named)


async def test_cells(ask, ids, sheet, stranger):
    at = "/v1/autocontentengine/{engine}/cells"
    await ask(f"GET {at}/{{text}}?agent_id={{agent}}", says="id value")
    value = {"spreadsheet_cell": {"value": "The $2 taco at 2am"}}
    told = await ask(f"PATCH {at}/{{text}}?agent_id={{agent}}", value, says="id value")
    assert told["value"] == "The $2 taco at 2am"
    many = {"cells": [{"id": ids["text"], "value": "Another"}]}
    await ask(f"PUT {at}/mass_update?agent_id={{agent}}", many)
    card = {"generation_type": "text", "data": {"prompt": "A hook", "model": "gpt_4o"}}
    ids["made"] = await generated(stranger, "text", card)
    chosen = {"user_job_id": ids["made"]}
    await ask(f"PATCH {at}/{{text}}/set_default_user_job?agent_id={{agent}}", chosen)


async def test_layers(ask, ids, sheet):
    at = "/v1/autocontentengine/{engine}/cells/{video}/layers"
    new = {"video_layer": {"name": "Logo", "type": "image", "position": 0}}
    ids["layer"] = (
        await ask(f"POST {at}?agent_id={{agent}}", new, status=201, says="id name type position")
    )["id"]
    await ask(f"GET {at}/{{layer}}?agent_id={{agent}}", says="id name type position")
    await ask(f"PATCH {at}/{{layer}}?agent_id={{agent}}", {"video_layer": {"name": "Mark"}})
    twin = await ask(f"POST {at}/{{layer}}/duplicate?agent_id={{agent}}", status=201, says="id")
    order = {"layers": [{"id": twin["id"], "position": 0}]}
    await ask(f"PUT {at}/update_positions?agent_id={{agent}}", order)
    await ask(f"DELETE {at}/{{layer}}?agent_id={{agent}}", status=204)


async def test_stop_and_continue(ask, ids, sheet, stranger):
    card = {"generation_type": "text", "data": {"prompt": "A hook", "model": "gpt_4o"}}
    begun = await ask(
        "POST /v1/autocontentengine/{engine}/cells/{text}/generate?agent_id={agent}", card,
        status=201,
    )  # fmt: skip
    ids["generation"] = begun["generation_id"]
    before = (await ask("GET /v1/organizations"))[0]["available_credit"]["generic"]
    stopped = await ask("POST /v1/generations/{generation}/stop")
    assert stopped["status"] == "stopped"
    assert (await ask("GET /v1/organizations"))[0]["available_credit"]["generic"] > before
    assert (await ask("POST /v1/generations/{generation}/continue"))["status"] == "pending"
    assert (await ask("GET /v1/organizations"))[0]["available_credit"]["generic"] == before
    assert (await stranger.poll("GET /v1/generations/{generation}"))["status"] == "completed"


async def test_global_variables(ask, ids, sheet, stranger):
    at = "/v1/autocontentengine"
    await ask(f"GET {at}/{{engine}}/global_variables?agent_id={{agent}}")
    url = f"{at}/global_variables_template"
    empty = await stranger.get(url, headers={"X-API-Key": "sandbox-key"})
    assert empty.content[:2] == b"PK"
    book = ("variables.xlsx", empty.content, empty.headers["Content-Type"])
    line = f"POST {at}/{{engine}}/import_global_variables?agent_id={{agent}}"
    await ask(line, form={"file": book})


async def test_engines_are_cloned(ask, ids, sheet):
    [other] = [one for one in await ask("GET /v1/agents") if one["id"] != SANTIAGO][:1]
    line = "POST /v1/autocontentengine/{engine}/clone?agent_id={agent}"
    await ask(line, {}, status=201, says="id spreadsheet_columns")
    await ask(line, {"target_agent_id": other["id"]}, status=201, says="id spreadsheet_columns")


async def test_content_resources(ask, ids):
    folder = {"asset_folder": {"name": "Tacos"}}
    ids["folder"] = (await ask("POST /v1/asset_folders?agent_id={agent}", folder, status=201))[
        "asset_folder_id"
    ]
    brought = {"content_resource[file]": JPEG, "asset_folder[id]": str(ids["folder"])}
    made = await ask(
        "POST /v1/content_resources?agent_id={agent}", form=brought, status=201,
        says="content_resource generator",
    )  # fmt: skip
    assert set(RESOURCE.split()) <= set(made["content_resource"])
    assert made["generator"] is None
    ids["resource"] = made["content_resource"]["id"]
    for kind in ("image", "video", "audio", "zip", "safe_tensors"):
        await ask(f"GET /v1/content_resources?agent_id={{agent}}&type={kind}&page=0")
    listed = "GET /v1/content_resources?agent_id={agent}&ids[]={resource}"
    assert len(await ask(listed, says=RESOURCE)) == 1
    await ask("GET /v1/content_resources?agent_id={agent}&project_id=1")
    await ask(
        "GET /v1/content_resources/{resource}?agent_id={agent}", says="content_resource generator"
    )
    renamed = {"content_resource": {"filename": "tacos.jpg"}}
    await ask("PATCH /v1/content_resources/{resource}?agent_id={agent}", renamed)
    await ask("DELETE /v1/content_resources/{resource}?agent_id={agent}")


async def test_the_asset_library(ask, ids):
    folder = {"asset_folder": {"name": "Tacos"}}
    line = "POST /v1/asset_folders?agent_id={agent}"
    ids["folder"] = (await ask(line, folder, status=201))["asset_folder_id"]
    inner = {"asset_folder": {"name": "Salsa", "parent_id": ids["folder"]}}
    await ask(line, inner, status=201)
    named = {"asset_folder": {"name": "Night tacos"}}
    await ask("PATCH /v1/asset_folders/{folder}?agent_id={agent}", named)
    found = await ask(
        "GET /v1/asset_libraries?agent_id={agent}&asset_type=image,video,audio,folder"
        "&search=night&order=recent&page=0&page_size=20",
        says="id type name",
    )
    assert (found[0]["type"], found[0]["name"]) == ("AssetFolder", "Night tacos")
    brought = {"content_resource[file]": JPEG, "asset_folder[id]": str(ids["folder"])}
    await ask("POST /v1/content_resources?agent_id={agent}", form=brought, status=201)
    inside = await ask(
        "GET /v1/asset_libraries?agent_id={agent}&folder_id={folder}&asset_type=image",
        says=f"type {RESOURCE}",
    )
    assert inside[0]["type"] == "ContentResource"
    await ask("DELETE /v1/asset_folders/{folder}?agent_id={agent}")


async def test_a_direct_upload(ask, stranger):
    data = b"a film of eleven bytes"
    checksum = base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()
    blob = {
        "filename": "film.mp4", "byte_size": len(data), "checksum": checksum,
        "content_type": "video/mp4", "metadata": {"identified": True},
    }  # fmt: skip
    told = await ask(
        "POST /v1/direct_upload", {"blob": blob},
        says="id key filename content_type byte_size checksum signed_id direct_upload",
    )  # fmt: skip
    there = told["direct_upload"]
    assert set(there["headers"]) == {"Content-Type", "Content-MD5"}
    assert await stranger.put(there["url"], data, there["headers"]) in {200, 204}
    line = "POST /v1/content_resources?agent_id={agent}"
    form = {"content_resource[file]": told["signed_id"]}
    made = await ask(line, form=form, status=201)
    assert made["content_resource"]["file_name"] == "film.mp4"
    body = {"content_resource": {"file": told["signed_id"]}}
    await ask(line, body, status=201)


async def test_automation(ask):
    at = "/v1/agents/{agent}/automation_config"
    await ask(f"GET {at}", says="webhook_url callback_url polling_enabled")
    config = {
        "webhook_url": "http://127.0.0.1:9/hook", "callback_url": "http://127.0.0.1:9/back",
        "polling_enabled": True,
    }  # fmt: skip
    told = await ask(f"PATCH {at}", {"automation_config": config})
    assert told == config
    await ask(f"POST {at}/test_webhook", says="success")
    await ask(f"POST {at}/test_callback", says="success")
