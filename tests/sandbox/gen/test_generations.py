"""Creation cards become things: checked, charged, made in their time, stopped and gone on with."""

import pytest

from genbot.sandbox.gen.creation import MODELS
from tests.sandbox.gen.conftest import CLIP, KEY, SPEECH, Vidsheet, Visitor

INVALID = (422, "validation_error")


def layer(sheet: Vidsheet, name: str) -> str:
    video = sheet.cell("VIDEO")
    found = next(each for each in video["video_layers"] if each["name"] == name)
    return f"/cells/{video['id']}/layers/{found['id']}"


def cell(sheet: Vidsheet, title: str) -> str:
    return f"/cells/{sheet.cell(title)['id']}"


async def test_a_generated_text_is_the_cells_value(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    await sheet.write(TEXT_2="late-night tacos")

    made = await sheet.generate(
        cell(sheet, "TEXT 1"), "text", model="gpt_4o", prompt="Five hashtags for {{TEXT 2}}"
    )

    assert made["status"] == "completed"
    assert made["result"].startswith("#latenighttacos")
    found = await sheet.ask("GET", cell(sheet, "TEXT 1"))
    assert found["value"] == made["result"]
    assert found["default_user_job"]["id"] == found["user_jobs"][0]["id"] == made["id"]


async def test_a_generated_clip_plays_from_the_cdn(visitor: Visitor) -> None:
    sheet = await visitor.clone()

    made = await sheet.generate(layer(sheet, "Clip 1"), "video_from_text", **CLIP)

    output = made["output_resources"][0]
    clip = await visitor.fetch(output["url"])
    still = await visitor.fetch(output["thumbnail_url"])
    assert (clip.content_type, (await clip.read())[4:8]) == ("video/mp4", b"ftyp")
    assert (still.content_type, (await still.read())[:2]) == ("image/jpeg", b"\xff\xd8")
    assert output["object_type"] == "video"


async def test_a_generation_is_pending_then_processing_then_completed(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    body = {"generation_type": "video_from_text", "data": CLIP}
    begun = await sheet.ask("POST", f"{layer(sheet, 'Clip 1')}/generate", body, expect=201)
    path = f"/generations/{begun['generation_id']}"

    seen = [begun["status"]]
    for _ in range(60):
        visitor.time_passes(5)
        seen.append((await visitor.ask("GET", path))["status"])

    assert list(dict.fromkeys(seen)) == ["pending", "processing", "completed"]


async def test_one_thing_is_made_from_another(visitor: Visitor) -> None:
    sheet = await visitor.clone("tiktok-talking-avatar")
    video = await sheet.generate(layer(sheet, "Background video"), "video_from_text", **CLIP)
    voice = await sheet.generate(layer(sheet, "Voiceover"), "speech_from_text", **SPEECH)

    synced = await sheet.generate(
        layer(sheet, "Avatar lipsync"),
        "lipsync",
        model="sync_so",
        video_resource_id=str(video["output_resources"][0]["id"]),
        audio_resource_id=voice["output_resources"][0]["id"],
    )
    captions = await sheet.generate(
        layer(sheet, "Captions"),
        "captions",
        model="gemini",
        source_resource_id=synced["output_resources"][0]["id"],
    )

    assert (await visitor.fetch(voice["output_resources"][0]["url"])).content_type == "audio/mp4"
    assert synced["output_resources"][0]["object_type"] == "video"
    assert captions["result"]["captions"][0]["start"] == 0


async def test_an_uploaded_picture_moves_and_fills_a_cell(visitor: Visitor) -> None:
    sheet = await visitor.clone("tiktok-vo-broll")
    picture = await visitor.image()

    shown = await sheet.generate(cell(sheet, "B-roll still"), "media", content_resource_id=picture)
    moved = await sheet.generate(
        layer(sheet, "B-roll"),
        "video_from_image",
        **{**CLIP, "model": "kling_2_6", "image_resource_id": picture},
    )

    assert shown["output_resources"][0]["id"] == picture
    assert moved["output_resources"][0]["object_type"] == "video"


@pytest.mark.parametrize(
    ("place", "kind", "data"),
    [
        ("Clip 1", "video_from_dreams", CLIP),
        ("Clip 1", "speech_from_text", SPEECH),
        ("Voiceover", "video_from_text", CLIP),
        ("Clip 1", "video_from_text", {**CLIP, "model": "kling_2_6"}),
        ("Clip 1", "video_from_text", {**CLIP, "aspect_ratio": "4:3"}),
        ("Clip 1", "video_from_text", {**CLIP, "duration": 7}),
        ("Clip 1", "video_from_text", {**CLIP, "prompt": " "}),
        ("Clip 1", "video_from_text", {k: v for k, v in CLIP.items() if k != "model"}),
        ("Clip 1", "video_from_text", {**CLIP, "prompt": "{{TEXT 1}}, slowly"}),
        ("Clip 1", "video_from_image", {**CLIP, "model": "kling_2_6"}),
        ("Clip 1", "video_from_image", {**CLIP, "model": "kling_2_6", "image_resource_id": 1}),
        ("Clip 1", "video_from_ingredients", {**CLIP, "asset_resource_ids": []}),
        ("Clip 1", "video_from_ingredients", {**CLIP, "asset_resource_ids": [1]}),
        ("Clip 1", "lipsync", {"model": "sync_so", "video_resource_id": 1}),
        ("Clip 1", "media", {"content_resource_id": 1}),
        ("Voiceover", "speech_from_text", {**SPEECH, "voice_id": "nobody"}),
        ("Voiceover", "speech_from_text", {**SPEECH, "voice_method": "shouting"}),
        ("Voiceover", "speech_from_text", {**SPEECH, "voice_method": "design_voice"}),
        ("Voiceover", "speech_from_text", {**SPEECH, "voice_method": "clone_voice"}),
        ("Voiceover", "speech_from_text", {**SPEECH, "speed": 9}),
        ("Captions", "captions", {"model": "gemini"}),
    ],
)
async def test_what_the_reference_forbids_is_refused_and_not_charged(
    visitor: Visitor, place: str, kind: str, data: dict
) -> None:
    sheet = await visitor.clone()

    body = {"generation_type": kind, "data": data}
    assert await sheet.refused("POST", f"{layer(sheet, place)}/generate", body) == INVALID

    assert (await visitor.state())["credits"] == 5000


async def test_a_picture_is_no_sound(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    picture = await visitor.image()
    voice = {**SPEECH, "voice_method": "clone_voice", "audio_resource_id": picture}
    for place, kind, data in (
        ("Voiceover", "speech_from_text", voice),
        ("Voiceover", "media", {"content_resource_id": picture}),
        ("Captions", "captions", {"model": "gemini", "source_resource_id": picture}),
    ):
        body = {"generation_type": kind, "data": data}
        assert await sheet.refused("POST", f"{layer(sheet, place)}/generate", body) == INVALID


@pytest.mark.parametrize("title", ["FINAL VIDEO", "STATS"])
async def test_the_platforms_cells_are_not_generated(visitor: Visitor, title: str) -> None:
    sheet = await visitor.clone()

    body = {"generation_type": "text", "data": {"model": "gpt_4o", "prompt": "x"}}

    assert await sheet.refused("POST", f"{cell(sheet, title)}/generate", body) == INVALID


async def test_a_variable_nobody_knows_stays_as_it_is(visitor: Visitor) -> None:
    sheet = await visitor.clone()

    made = await sheet.generate(
        cell(sheet, "TEXT 1"),
        "text",
        model="gpt_4o",
        prompt="{{greeting}} {{whoever}}",
        variables={"greeting": "Hello"},
    )

    assert made["result"] == "Hello {{whoever}}."


@pytest.mark.parametrize("model", MODELS["video_from_text"])
async def test_every_listed_model_is_accepted(visitor: Visitor, model: str) -> None:
    sheet = await visitor.clone()

    made = await sheet.generate(
        layer(sheet, "Clip 1"), "video_from_text", **{**CLIP, "model": model, "duration": "10s"}
    )

    assert made["status"] == "completed"


async def test_a_failure_tells_why_and_gives_all_credits_back(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    await visitor.control("next", fail_generation="The model refused the prompt.")

    made = await sheet.generate(layer(sheet, "Clip 1"), "video_from_text", **CLIP)
    again = await sheet.generate(layer(sheet, "Clip 1"), "video_from_text", **CLIP)

    assert (made["status"], made["failed_reason"]) == ("failed", "The model refused the prompt.")
    assert again["status"] == "completed"
    spent = [each["credits"] for each in (await visitor.state())["generations"]]
    assert spent[0] == 0
    assert spent[1] > 0


async def test_a_stopped_generation_costs_nothing_until_it_goes_on(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    body = {"generation_type": "video_from_text", "data": CLIP}
    begun = await sheet.ask("POST", f"{layer(sheet, 'Clip 1')}/generate", body, expect=201)
    path = f"/generations/{begun['generation_id']}"

    stopped = await visitor.ask("POST", f"{path}/stop")
    refunded = (await visitor.state())["credits"]
    visitor.time_passes()
    still = (await visitor.ask("GET", path))["status"]
    going = await visitor.ask("POST", f"{path}/continue")
    charged = (await visitor.state())["credits"]
    visitor.time_passes()

    assert stopped == {"generation_id": begun["generation_id"], "status": "stopped"}
    assert (still, going["status"], refunded, charged) == ("stopped", "pending", 5000, 4750)
    assert (await visitor.ask("GET", path))["status"] == "completed"
    assert await visitor.refused("POST", f"{path}/stop") == INVALID
    assert await visitor.refused("POST", f"{path}/continue") == INVALID
    assert await visitor.refused("GET", "/generations/1") == (404, "not_found")


async def test_without_credits_nothing_is_begun(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    body = {"generation_type": "video_from_text", "data": CLIP}
    await visitor.control("credits", generic=249)

    refusal = await sheet.refused("POST", f"{layer(sheet, 'Clip 1')}/generate", body)

    assert refusal == (422, "insufficient_credits_for_job")
    assert (await visitor.state())["generations"] == []


async def test_an_idempotency_key_generates_once(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    headers = {**KEY, "Idempotency-Key": "clip-1"}
    body = {"generation_type": "video_from_text", "data": CLIP}
    path = f"{layer(sheet, 'Clip 1')}/generate"

    first = await sheet.ask("POST", path, body, headers=headers, expect=201)
    second = await sheet.ask("POST", path, body, headers=headers, expect=201)

    assert first == second
    assert len((await visitor.state())["generations"]) == 1


async def test_an_earlier_try_can_be_shown_again(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    place = layer(sheet, "Clip 1")
    first = await sheet.generate(place, "video_from_text", **CLIP)
    await sheet.generate(place, "video_from_text", **CLIP)
    path = f"{cell(sheet, 'VIDEO')}/set_default_user_job"

    changed = await sheet.ask("PATCH", path, {"user_job_id": str(first["id"])})

    shown = changed["video_layers"][0]
    assert shown["default_user_job"]["id"] == first["id"]
    assert len(shown["user_jobs"]) == 2
    assert await sheet.refused("PATCH", path, {"user_job_id": 1}) == (404, "not_found")
    assert await sheet.refused("PATCH", path, {}) == INVALID
