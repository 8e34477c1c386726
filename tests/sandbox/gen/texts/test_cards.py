"""Phases 4 and 5 as the texts print them: every creation card with each of its models, and publishing."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.sandbox.gen.texts.conftest import generated

TEXT = ("gemini_2_0_flash", "gemini_2_5_pro", "gpt_4o", "gpt_4o_mini", "o3_mini", "o4_mini", "claude_sonnet_4")  # fmt: skip
IMAGE = ("gemini_image", "gemini_pro_image", "midjourney")
VEO = ("veo_3", "veo_3_fast", "veo_3_1", "veo_3_1_fast")
FROM_TEXT = (*VEO, "sora_2", "kling_1_6", "seedance_pro", "seedance_pro_1_5")
FROM_IMAGE = ("kling_2_1", "kling_2_6", *VEO, "sora_2", "seedance_lite", "seedance_pro", "seedance_pro_1_5")  # fmt: skip
FROM_INGREDIENTS = ("pika", "kling_1_6", "seedance_lite", "veo_3_1", "veo_3_1_fast")
WIDE = {"aspect_ratio": "9:16", "duration": "5s"}


@pytest.mark.parametrize("model", TEXT)
async def test_text(stranger, ask, sheet, model):
    data = {"prompt": "A hook for {{city}}", "model": model, "variables": {"city": "San Antonio"}}
    await generated(stranger, "text", {"generation_type": "text", "data": data})
    assert (await ask("GET /v1/autocontentengine/{engine}/cells/{text}?agent_id={agent}"))["value"]


@pytest.mark.parametrize("model", IMAGE)
async def test_image_from_text(stranger, sheet, model):
    for ratio in ("1:1", "9:16", "16:9", "4:3", "3:4"):
        data = {"prompt": "A taco", "model": model, "aspect_ratio": ratio, "variables": {}}
        await generated(stranger, "image", {"generation_type": "image_from_text", "data": data})
    assert stranger.ids["made_image"]


@pytest.mark.parametrize("model", FROM_TEXT)
async def test_video_from_text(stranger, sheet, model):
    for ratio, duration in (("1:1", "5s"), ("9:16", "10s"), ("16:9", 5)):
        data = {
            "prompt": "A taco", "negative_prompt": "text", "model": model, "aspect_ratio": ratio,
            "duration": duration, "variables": {},
        }  # fmt: skip
        await generated(stranger, "video", {"generation_type": "video_from_text", "data": data})
    assert stranger.ids["made_video"]


@pytest.fixture
async def picture(stranger, sheet):
    data = {"prompt": "A taco", "model": "gemini_image", "aspect_ratio": "9:16"}
    await generated(stranger, "image", {"generation_type": "image_from_text", "data": data})
    return stranger.ids["made_image"]


@pytest.mark.parametrize("model", FROM_IMAGE)
async def test_video_from_image(stranger, picture, model):
    data = {
        "prompt": "It turns", "negative_prompt": "text", "model": model, "image_resource_id": picture,
        "image_tail_resource_id": picture, **WIDE,
    }  # fmt: skip
    await generated(stranger, "video", {"generation_type": "video_from_image", "data": data})


@pytest.mark.parametrize("model", FROM_INGREDIENTS)
async def test_video_from_ingredients(stranger, picture, model):
    data = {"prompt": "Together", "model": model, "asset_resource_ids": [picture], **WIDE}
    await generated(stranger, "video", {"generation_type": "video_from_ingredients", "data": data})


async def test_speech_lipsync_captions_and_media(stranger, ask, ids, sheet):
    script = {"script": "Two. The usual."}
    speech = [
        {
            "voice_method": "my_voices", "voice_id": "21m00Tcm4TlvDq8ikWAM", "enhance_voice": True,
            "speed": 1.0, "language": "en",
        },
        {"voice_method": "design_voice", "language": "en", "gender": "female", "enhance_voice": True},
    ]  # fmt: skip
    for data in speech:
        card = {"generation_type": "speech_from_text", "data": {**script, **data}}
        await generated(stranger, "audio", card)
    cloned = {"voice_method": "clone_voice", "audio_resource_id": ids["made_audio"]}
    card = {"generation_type": "speech_from_text", "data": {**script, **cloned}}
    await generated(stranger, "audio", card)
    clip = {"prompt": "A taco", "model": "veo_3", **WIDE}
    await generated(stranger, "video", {"generation_type": "video_from_text", "data": clip})
    video, audio = ids["made_video"], ids["made_audio"]
    for model in ("sync_so", "gen"):
        data = {"model": model, "video_resource_id": video, "audio_resource_id": audio}
        await generated(stranger, "video", {"generation_type": "lipsync", "data": data})
    said = {"model": "gemini", "source_resource_id": video}
    await generated(stranger, "text", {"generation_type": "captions", "data": said})
    passed = {"content_resource_id": video}
    await generated(stranger, "video", {"generation_type": "media", "data": passed})


LATER = datetime.fromtimestamp(1_800_000_000, UTC) + timedelta(minutes=20)


POSTS: tuple[dict[str, Any], ...] = (
    {
        "platform": "tiktok",
        "media_url": "https://cdn.example.com/video.mp4",
        "description": "Factory price reveal #sourcing #china",
        "schedule_type": "now",
        "media_type": "VIDEO",
    },
    {
        "platform": "tiktok",
        "media_url": "https://cdn.example.com/video.mp4",
        "description": "Your $12 beauty sponge costs 10 cents #beauty #factory",
        "title": "Beauty sponge price reveal",
        "schedule_type": "scheduled",
        "scheduled_time": "2026-03-16T15:00:00Z",
        "media_type": "VIDEO",
        "thumbnail_url": "https://cdn.example.com/video.jpg",
        "timezone_offset": -360,
    },
)


@pytest.mark.parametrize("post", POSTS)
async def test_publishing(ask, ids, stranger, sheet, post):
    """The video is one of this world's, and a time in the future is one of its clock's."""
    clip = {"prompt": "A taco", "model": "veo_3", **WIDE}
    await generated(stranger, "video", {"generation_type": "video_from_text", "data": clip})
    film = (await ask("GET /v1/generations/{generation}"))["output_resources"][0]
    ours = {"media_url": film["url"], "thumbnail_url": film["thumbnail_url"]}
    ours["scheduled_time"] = LATER.strftime("%Y-%m-%dT%H:%M:%SZ")
    data = {name: ours.get(name, value) for name, value in post.items()}
    body = {"user_job_type": "publish_content", "data": json.dumps(data)}
    line = "POST /v1/user_jobs?agent_id={agent}"
    ids["job"] = (await ask(line, body, status=201, says="user_job_id"))["user_job_id"]
    done = await stranger.poll("GET /v1/user_jobs/{job}?agent_id={agent}")
    assert (done["status"], bool(done["result"]["post_id"])) == ("completed", True)
