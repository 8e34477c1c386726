"""Voices: listed, connected, designed, cloned, deleted and previewed."""

import base64

import pytest

from genbot.sandbox.gen.cast import LUMA
from tests.sandbox.gen.conftest import Visitor

VOICE = f"/agents/{LUMA}/voice"
INVALID = (422, "validation_error")


async def test_the_library_is_sorted_by_source(visitor: Visitor) -> None:
    every = await visitor.ask("GET", f"{VOICE}/library")
    none = await visitor.ask("GET", f"{VOICE}/library?source=user_trained")

    assert every["total"] == len(every["voices"]) == 4
    assert none == {"voices": [], "total": 0}
    assert await visitor.refused("GET", f"{VOICE}/library?source=moon") == INVALID


async def test_an_elevenlabs_account_brings_its_own_voice(visitor: Visitor) -> None:
    path = f"{VOICE}/integrations/elevenlabs"
    assert await visitor.refused("POST", path, {"api_key": "bad"}) == (400, "invalid_key")
    assert await visitor.ask("POST", f"{path}/test", {"api_key": "bad"}) == {"valid": False}

    await visitor.ask("POST", path, {"api_key": "sk_1234567890"})

    assert await visitor.ask("GET", path) == {"connected": True, "masked_key": "sk_…7890"}
    own = await visitor.ask("GET", f"{VOICE}/library?source=user_elevenlabs")
    assert own["total"] == 1
    await visitor.ask("DELETE", path, expect=204)
    assert (await visitor.ask("GET", path))["connected"] is False


async def test_a_voice_is_designed_in_four_steps(visitor: Visitor) -> None:
    script = await visitor.ask("POST", f"{VOICE}/design/generate-script", {"language": "es"})
    told = await visitor.ask("POST", f"{VOICE}/design/generate-description", {"gender": "male"})
    body = {"text": script["voice_sample"], "description": told["voice_description"]}
    samples = (await visitor.ask("POST", f"{VOICE}/design/generate-samples", body))["samples"]
    chosen = {"generation_id": samples[1]["generation_id"], "name": "Tío", "gender": "male"}

    made = await visitor.ask("POST", f"{VOICE}/design", chosen, expect=201)

    assert len(samples) == 3
    assert base64.b64decode(samples[0]["audio"])[4:8] == b"ftyp"
    assert (made["source"], made["gender"]) == ("user_designed", "male")
    assert await visitor.refused("POST", f"{VOICE}/design", chosen) == INVALID
    await visitor.ask("DELETE", f"{VOICE}/{made['voice_id']}", expect=204)
    gone = await visitor.refused("DELETE", f"{VOICE}/{made['voice_id']}")
    assert gone == (404, "not_found")


@pytest.mark.parametrize(
    "audio",
    [
        {},
        {"audio_url": "https://a.example/a.mp3", "audio_base64": "QUJD"},
        {"audio_base64": "not base64!"},
        {"audio_url": "a.mp3"},
    ],
)
async def test_a_clone_needs_exactly_one_recording(visitor: Visitor, audio: dict) -> None:
    assert await visitor.refused("POST", f"{VOICE}/clone", {"name": "Me", **audio}) == INVALID


async def test_a_cloned_voice_speaks(visitor: Visitor) -> None:
    body = {"name": "Me", "audio_base64": "QUJD"}
    voice = (await visitor.ask("POST", f"{VOICE}/clone", body, expect=201))["voice_id"]

    job = await visitor.ask("POST", f"{VOICE}/{voice}/preview", {"text": "Hello"}, expect=202)
    path = f"{VOICE}/preview/{job['user_job_id']}"
    early = await visitor.ask("GET", path)
    visitor.time_passes()
    late = await visitor.ask("GET", path)

    assert (early["status"], early["output_resources"]) == ("pending", [])
    assert late["status"] == "completed"
    assert (await visitor.fetch(late["output_resources"][0]["url"])).content_type == "audio/mp4"
    assert await visitor.refused("GET", f"{VOICE}/preview/1") == (404, "not_found")


async def test_a_public_voice_cannot_be_deleted(visitor: Visitor) -> None:
    refusal = await visitor.refused("DELETE", f"{VOICE}/21m00Tcm4TlvDq8ikWAM")

    assert refusal == (404, "not_found")
