"""A pretend GEN with a little of everything in it, and one request of each kind that must succeed."""

import base64
import json
from typing import Any

from genbot.sandbox.gen.cast import HOME, SANTIAGO
from genbot.sandbox.gen.variables import XLSX, write_xlsx
from tests.sandbox.gen.conftest import CLIP, SPEECH, Vidsheet, Visitor

# What `{id}` means under each of these paths.
IDS = {
    "/agents/": "avatar_id",
    "/persisted_tokens/": "token_id",
    "/user_jobs/": "user_job_id",
    "/content_resources/": "resource_id",
    "/asset_folders/": "folder_id",
    "/agent/conversations/": "conversation_id",
    "/agent/ideas/": "idea_id",
}
WHOSE = f"?agent_id={SANTIAGO}"
IMAGE = ("face.jpg", b"jpeg", "image/jpeg")
POST = {
    "platform": "tiktok",
    "media_url": "",
    "description": "The $2 taco at 2am",
    "schedule_type": "now",
}
SCRAPE = {"platform": "tiktok", "type": "keyword", "value": "tacos", "days": 7, "monitoring": True}


async def settled(visitor: Visitor, label: str) -> dict[str, Any]:
    """Fills a fresh GEN, and tells the ids of what is there now, named as the paths name them."""
    known: dict[str, Any] = {"agent_id": SANTIAGO, "organization_id": HOME, "status": "posted"}
    known |= await _a_sheet(visitor, rendered="render" in label or "user_job" in label)
    known |= await _a_talk(visitor, waiting="approve" in label)
    known |= await _things(visitor)
    known |= await _work(visitor, known)
    known["slug"] = "tiktok-montage"
    if "/generations/" in label and "continue" in label:
        await visitor.ask("POST", f"/generations/{known['generation_id']}/stop")
    if "render" in label:
        known["cell_id"] = known["final_id"]
    if label.startswith("PATCH") and label.endswith(("/{cell_id}", "/set_default_user_job")):
        known["cell_id"] = known["text_id"]
    path = label.split()[1]
    known["id"] = next((known[name] for at, name in IDS.items() if path.startswith(at)), None)
    return known


async def _a_sheet(visitor: Visitor, *, rendered: bool) -> dict[str, Any]:
    sheet = await visitor.clone()
    if rendered:
        await sheet.fill()
    video, prompt, text = (sheet.cell(title) for title in ("VIDEO", "PROMPT", "TEXT 1"))
    written = await sheet.generate(
        f"/cells/{text['id']}", "text", prompt="A hook", model="gpt_4o_mini"
    )
    return {
        "sheet_id": sheet.sheet["id"],
        "row_id": sheet.row["id"],
        "column_id": prompt["column_id"],
        "cell_id": video["id"],
        "text_id": text["id"],
        "final_id": sheet.cell("FINAL VIDEO")["id"],
        "layer_id": video["video_layers"][0]["id"],
        "take_id": written["id"],
        "media_url": await _film(sheet) if rendered else "",
    }


async def _film(sheet: Vidsheet) -> str:
    made = await sheet.render()
    return str(made["output_resources"][0]["url"])


async def _a_talk(visitor: Visitor, *, waiting: bool) -> dict[str, Any]:
    talk = await visitor.talk("Make 2 ideas about tacos")
    ideas = await visitor.ask("GET", f"/agent/ideas{WHOSE}")
    if waiting:
        await visitor.control("next", approval=True)
        talk = await visitor.talk("Make 2 ideas about tacos")
    first = (ideas["ideas"] if isinstance(ideas, dict) else ideas)[0]
    told = {name: talk[name] for name in ("run_id", "conversation_id")}
    return {**told, "idea_id": first["id"]}


async def _things(visitor: Visitor) -> dict[str, Any]:
    folder = {"asset_folder": {"name": "Tacos"}}
    made = await visitor.ask("POST", f"/asset_folders{WHOSE}", folder, expect=201)
    token = await visitor.ask("POST", "/persisted_tokens", {"name": "Ours"}, expect=201)
    faces = await visitor.ask("GET", f"/agents/{SANTIAGO}/avatars")
    voice = await visitor.ask(
        "POST",
        f"/agents/{SANTIAGO}/voice/clone",
        {"name": "Tía", "audio_url": "https://a.example/tia.mp3"},
        expect=201,
    )
    samples = await visitor.ask(
        "POST", f"/agents/{SANTIAGO}/voice/design/generate-samples", {"text": "Two. The usual."}
    )
    return {
        "folder_id": made["asset_folder_id"],
        "token_id": token["id"],
        "avatar_id": faces[0]["id"],
        "voice_id": voice["voice_id"],
        "sample_id": samples["samples"][0]["generation_id"],
        "resource_id": await visitor.image(),
    }


async def _work(visitor: Visitor, known: dict[str, Any]) -> dict[str, Any]:
    """What is still going on: a generation, a monitor, a voice that is being prepared."""
    other = await visitor.clone()
    cell = other.cell("VIDEO")
    wanted = {"generation_type": "video_from_text", "data": CLIP}
    path = f"/cells/{cell['id']}/layers/{cell['video_layers'][0]['id']}/generate"
    made = await other.ask("POST", path, wanted, expect=201)
    scrape = {"user_job_type": "train_social", "data": json.dumps(SCRAPE)}
    job = await visitor.ask("POST", f"/user_jobs{WHOSE}", scrape, expect=201)
    path = f"/agents/{SANTIAGO}/voice/{known['voice_id']}/preview"
    heard = await visitor.ask("POST", path, {"text": "Two."}, expect=202)
    return {
        "generation_id": made["generation_id"],
        "user_job_id": job["user_job_id"],
        "job_id": heard["user_job_id"],
    }


def bodies(known: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """How each write is asked for well; what is missing here, anything made up does well."""
    sheet = "/autocontentengine/{sheet_id}"
    cell = f"{sheet}/cells/{{cell_id}}"
    voice = "/agents/{agent_id}/voice"
    clip = {"generation_type": "video_from_text", "data": CLIP}
    rows = {"rows": [{"id": known["row_id"], "position": 0}]}
    columns = {"columns": [{"id": known["column_id"], "position": 0}]}
    layers = {"layers": [{"id": known["layer_id"], "position": 1}]}
    return {
        "POST /agents": as_json(agent={"name": "Pepe"}),
        "PATCH /agents/{agent_id}": as_json(agent={"time_zone": "Europe/Berlin"}),
        "POST /agents/{agent_id}/avatars": {"files": {"agent_avatars_attributes[]": IMAGE}},
        "POST /organizations": {"files": {"organization[name]": (None, "Night kitchen")}},
        "PATCH /organizations/{organization_id}": {
            "files": {"organization[name]": (None, "Night kitchen")}
        },
        "POST /persisted_tokens": as_json(name="Night", expires_in=3600),
        "PATCH /persisted_tokens/{id}": as_json(persisted_token={"name": "Night"}),
        "POST /autocontentengine": as_json(spreadsheet={"title": "By hand"}),
        f"POST {sheet}/columns": as_json(spreadsheet_column={"title": "Note", "type": "text"}),
        f"PUT {sheet}/rows/update_positions": as_json(**rows),
        f"PUT {sheet}/rows/mass_update": as_json(**rows),
        f"PATCH {sheet}/columns/update_positions": as_json(**columns),
        f"PUT {sheet}/columns/mass_update": as_json(**columns),
        f"PATCH {cell}": as_json(spreadsheet_cell={"value": "A hook"}),
        f"PUT {sheet}/cells/mass_update": as_json(
            cells=[{"id": known["text_id"], "value": "A hook"}]
        ),
        f"PATCH {cell}/set_default_user_job": as_json(user_job_id=known["take_id"]),
        f"POST {cell}/layers": as_json(video_layer={"name": "Logo", "type": "image"}),
        f"PUT {cell}/layers/update_positions": as_json(**layers),
        f"POST {cell}/generate": as_json(**clip),
        f"POST {cell}/layers/{{layer_id}}/generate": as_json(**clip),
        f"POST {sheet}/import_global_variables": {
            "files": {"file": ("v.xlsx", write_xlsx([("city", "San Antonio")]), XLSX)}
        },
        "POST /user_jobs": as_json(
            user_job_type="publish_content",
            data=json.dumps(POST | {"media_url": known["media_url"]}),
        ),
        "PUT /user_jobs/{id}": {"files": {"days": (None, "30")}},
        "POST /content_resources": {"files": {"content_resource[file]": IMAGE}},
        "PATCH /content_resources/{id}": as_json(content_resource={"filename": "tacos.jpg"}),
        "PATCH /asset_folders/{id}": as_json(asset_folder={"name": "Night tacos"}),
        "POST /direct_upload": as_json(
            blob={
                "filename": "a.mp4",
                "byte_size": 4,
                "checksum": base64.b64encode(bytes(16)).decode(),
                "content_type": "video/mp4",
            }
        ),
        "POST /agent/runs/{run_id}/approve": as_json(approved=True),
        "PATCH /agent/conversations/{id}": as_json(title="Tacos"),
        f"POST {voice}/integrations/elevenlabs": as_json(api_key="sk_" + "5" * 32),
        f"POST {voice}/clone": as_json(name="Tío", audio_url="https://a.example/tio.mp3"),
        f"POST {voice}/design": as_json(
            generation_id=known["sample_id"], name="Tío", gender="male", language="en"
        ),
        f"POST {voice}/{{voice_id}}/preview": as_json(text=SPEECH["script"]),
    }


def as_json(**body: Any) -> dict[str, Any]:
    return {"json": body}
