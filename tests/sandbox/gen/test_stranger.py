"""The five steps of GEN's own guide, done by a client that knows the texts and nothing of genbot."""

import json
from typing import Any

import pytest

from tests.sandbox.gen.stranger import Stranger


async def test_the_whole_journey_goes_as_the_texts_tell_it(stranger: Stranger) -> None:
    await find_the_agent(stranger)
    hook = await have_ideas(stranger)
    cells = await clone_a_template(stranger)
    await fill_and_generate(stranger, hook, cells["video_layers"])
    await publish(stranger, await render(stranger))


async def find_the_agent(stranger: Stranger) -> None:
    ask, ids = stranger.ask, stranger.ids
    [workspace, *_] = await ask("GET /v1/workspaces", says="id name")
    ids["workspace"] = workspace["id"]
    [agent, *_] = await ask("GET /v1/agents?workspace_id={workspace}", says="id name")
    ids["agent"] = agent["id"]


async def have_ideas(stranger: Stranger) -> str:
    ask, ids = stranger.ask, stranger.ids
    wanted = {
        "message": "Generate 5 content ideas grounded in this weeks trends",
        "agent_id": ids["agent"],
    }
    started = "run_id conversation_id status firebase_path"
    run = await ask("POST /v1/agent/run", wanted, status=202, says=started)
    assert run["status"] == "running"
    ids |= {"run": run["run_id"], "talk": run["conversation_id"]}
    done = await stranger.poll(
        "GET /v1/agent/runs/{run}", says="run_id conversation_id status messages"
    )
    assert done["status"] == "completed"
    assert {"role", "content", "data"} <= set(done["messages"][-1])
    said = {
        **wanted,
        "message": "Make idea 1 punchier. Drop idea 3.",
        "conversation_id": ids["talk"],
    }
    refined = await ask("POST /v1/agent/run", said, status=202, says=started)
    assert refined["conversation_id"] == ids["talk"]
    ids["run"] = refined["run_id"]
    await stranger.poll("GET /v1/agent/runs/{run}")
    fields = (
        "id idea_id agent_id title hook full_script description video_type video_type_id status "
        "estimated_duration aspect_ratio data created_at"
    )
    ideas = await ask("GET /v1/agent/ideas?agent_id={agent}&status=generated", says=fields)
    idea = ideas[0]
    assert set(idea["data"]) >= {
        "selected_assets", "project_manifest", "inspiration_sources", "rationale",
    }  # fmt: skip
    ids["idea"] = idea["id"]
    await ask("PUT /v1/agent/ideas/{idea}/status/approve_to_create")
    return str(idea["hook"])


async def clone_a_template(stranger: Stranger) -> dict[str, Any]:
    ask, ids = stranger.ask, stranger.ids
    fields = "id slug title name description cover tutorial_url tags recent_generated_contents"
    templates = await ask("GET /v1/templates/projects?page=1", says=fields)
    assert {"id", "type", "thumbnail_url"} <= set(templates[0]["recent_generated_contents"][0])
    ids["slug"] = next(one["slug"] for one in templates if one["slug"] == "tiktok-montage")
    await ask("GET /v1/templates/projects/{slug}", says=fields)
    sheet = await ask(
        "POST /v1/templates/spreadsheets/{slug}/clone", {"agent_id": ids["agent"]},
        status=201, says="id spreadsheet_columns spreadsheet_rows",
    )  # fmt: skip
    ids["engine"] = sheet["id"]
    titles = {column["title"]: column["id"] for column in sheet["spreadsheet_columns"]}
    assert {"TEXT 1", "TEXT 2", "PROMPT", "VIDEO", "FINAL VIDEO", "STATS"} <= set(titles)
    cells = {cell["column_id"]: cell for cell in sheet["spreadsheet_rows"][0]["spreadsheet_cells"]}
    ids |= {
        "text": cells[titles["TEXT 1"]]["id"],
        "video": cells[titles["VIDEO"]]["id"],
        "final": cells[titles["FINAL VIDEO"]]["id"],
    }
    return dict(cells[titles["VIDEO"]])


async def fill_and_generate(stranger: Stranger, hook: str, layers: list[dict[str, Any]]) -> None:
    ask, ids = stranger.ask, stranger.ids
    await ask(
        "PATCH /v1/autocontentengine/{engine}/cells/{text}?agent_id={agent}",
        {"spreadsheet_cell": {"value": hook}},
    )
    for layer in layers:
        ids["layer"] = layer["id"]
        begun = await ask(
            "POST /v1/autocontentengine/{engine}/cells/{video}/layers/{layer}/generate"
            "?agent_id={agent}",
            _card(layer["type"], ids), status=201, says="generation_id status",
        )  # fmt: skip
        assert begun["status"] == "pending"
        ids["generation"] = begun["generation_id"]
        fields = "id status user_job_type result output_resources"
        made = await stranger.poll("GET /v1/generations/{generation}", says=fields)
        assert made["status"] == "completed", made
        if layer["type"] == "audio":
            ids["spoken"] = made["output_resources"][0]["id"]
    whole = "GET /v1/autocontentengine/{engine}?agent_id={agent}&with_execution_cost=true"
    filled = await ask(whole, says="spreadsheet_columns spreadsheet_rows global_variables_sheet")
    assert float(filled["spreadsheet_rows"][0]["execution_cost"]) > 0


async def render(stranger: Stranger) -> str:
    ask, ids = stranger.ask, stranger.ids
    begun = await ask(
        "POST /v1/autocontentengine/{engine}/cells/{final}/render?agent_id={agent}",
        status=201, says="generation_id status",
    )  # fmt: skip
    ids["render"] = begun["generation_id"]
    rendered = await stranger.poll("GET /v1/generations/{render}")
    film = rendered["output_resources"][0]
    assert {"id", "url", "thumbnail_url", "object_type"} <= set(film)
    assert film["object_type"] == "video"
    assert (await stranger.get(film["url"])).content[4:8] == b"ftyp"
    assert (await stranger.get(film["thumbnail_url"])).content[:2] == b"\xff\xd8"
    return str(film["url"])


async def publish(stranger: Stranger, film: str) -> None:
    ask, ids = stranger.ask, stranger.ids
    await ask("PUT /v1/agent/ideas/{idea}/status/approved_to_post")
    post = {
        "platform": "tiktok",
        "media_url": film,
        "description": "The $2 taco at 2am #streetfood #tacotok",
        "schedule_type": "now",
        "media_type": "VIDEO",
    }
    job = await ask(
        "POST /v1/user_jobs?agent_id={agent}",
        {"user_job_type": "publish_content", "data": json.dumps(post)},
        status=201, says="user_job_id",
    )  # fmt: skip
    ids["job"] = job["user_job_id"]
    out = await stranger.poll("GET /v1/user_jobs/{job}?agent_id={agent}")
    assert out["status"] == "completed"
    assert out["result"]["post_id"]
    posted = await ask("PUT /v1/agent/ideas/{idea}/status/posted")
    assert posted["status"] == "posted"


def _card(kind: str, ids: dict[str, object]) -> dict[str, object]:
    """What the pages "Creation Card Types" give as `generation_type` and `data`."""
    cards = {
        "video": ("video_from_text", {
            "prompt": "Tacos at night", "negative_prompt": "text", "model": "veo_3_fast",
            "aspect_ratio": "9:16", "duration": 5, "variables": {},
        }),
        "audio": ("speech_from_text", {
            "script": "Two. The usual.", "voice_method": "my_voices",
            "voice_id": "21m00Tcm4TlvDq8ikWAM", "enhance_voice": True, "speed": 1.0, "language": "en",
        }),
        "captions": ("captions", {"model": "gemini", "source_resource_id": ids.get("spoken")}),
    }  # fmt: skip
    named, data = cards[kind]
    return {"generation_type": named, "data": data}


@pytest.mark.parametrize(
    "headers", [{"X-API-Key": "sandbox-key"}, {"Authorization": "Bearer sandbox-key"}]
)
async def test_either_way_of_showing_the_key_opens(stranger: Stranger, headers) -> None:
    await stranger.ask("GET /v1/me", headers=headers, says="id email name username created_at")


async def test_without_a_key_nothing_opens(stranger: Stranger) -> None:
    told = await stranger.ask("GET /v1/me", headers={}, status=401, says="error error_code")

    assert told["error_code"] == "unauthorized"
