"""What the specification forbids never leaves the machine."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from genbot.gen.creation import CARDS, FITTING, card_for, choices, fits
from genbot.gen.edit import GenerateCell, GenerateLayer
from genbot.gen.errors import Impossible
from genbot.gen.export import Publish, PublishData
from genbot.gen.monitoring import Scrape
from genbot.gen.setup import NewResearchTopic, PatchAgentCore
from genbot.gen.voices import CloneVoice

VIDEO = {"prompt": "Tacos", "model": "veo_3_1", "aspect_ratio": "9:16", "duration": 5}
GOOD = {
    "text": {"prompt": "Hook", "model": "gpt_4o", "variables": {"city": "San Antonio"}},
    "image_from_text": {"prompt": "Taco", "model": "midjourney", "aspect_ratio": "3:4"},
    "video_from_text": VIDEO,
    "video_from_image": VIDEO | {"image_resource_id": 4},
    "video_from_ingredients": VIDEO | {"asset_resource_ids": [1, 2]},
    "speech_from_text": {"script": "Hi", "voice_method": "my_voices", "voice_id": "v", "speed": 1},
    "lipsync": {"model": "sync_so", "video_resource_id": 1, "audio_resource_id": 2},
    "captions": {"source_resource_id": 1},
    "media": {"content_resource_id": 1},
}


@pytest.mark.parametrize("kind", sorted(CARDS))
def test_what_the_pages_show_is_allowed(kind):
    assert card_for(kind, GOOD[kind]).generation_type == kind


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("text", {"model": "veo_3"}),
        ("text", {"prompt": ""}),
        ("image_from_text", {"aspect_ratio": "21:9"}),
        ("video_from_text", {"duration": 7}),
        ("video_from_text", {"duration": "long"}),
        ("video_from_text", {"aspect_ratio": "3:4"}),
        ("video_from_image", {"image_resource_id": None}),
        ("video_from_ingredients", {"asset_resource_ids": []}),
        ("speech_from_text", {"voice_id": None}),
        ("speech_from_text", {"voice_method": "clone_voice"}),
        ("lipsync", {"model": "gpt_4o"}),
        ("captions", {"model": "gpt_4o"}),
        ("media", {"content_resource_id": ""}),
    ],
)
def test_what_they_forbid_is_refused(kind, wrong):
    with pytest.raises(Impossible):
        card_for(kind, GOOD[kind] | wrong)


def test_what_no_page_names_passes():
    assert card_for("media", {"content_resource_id": 1, "seed": 7}).model_dump() == {
        "content_resource_id": "1",
        "seed": 7,
    }


@pytest.mark.parametrize(
    "voice",
    [
        {"voice_method": "design_voice", "language": "en", "gender": "female"},
        {"voice_method": "clone_voice", "audio_resource_id": 3},
    ],
)
def test_each_way_to_a_voice_has_its_own_needs(voice):
    assert card_for("speech_from_text", {"script": "Hi"} | voice)


def test_a_type_nobody_knows_is_named():
    with pytest.raises(ValueError, match="kling"):
        card_for("kling", {})
    with pytest.raises(Impossible, match="Generation type: one of text"):
        GenerateCell(sheet_id=1, cell_id=2, agent_id="a1", generation_type="kling", data={})


def test_a_generation_is_sent_as_its_card_understands_it():
    call = GenerateLayer(
        sheet_id=1,
        cell_id=2,
        layer_id=3,
        agent_id="a1",
        generation_type="video_from_text",
        data=VIDEO | {"duration": "10s", "negative_prompt": None},
    )

    assert call.wire().body == {
        "generation_type": "video_from_text",
        "data": VIDEO | {"duration": 10, "variables": {}},
    }


def test_a_form_can_offer_what_is_allowed():
    assert choices("video_from_text", "duration") == (5, 10)
    assert choices("lipsync", "model") == ("sync_so", "gen")


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        (("text",), {"text", "captions"}),
        (("image",), {"image_from_text", "media"}),
        (("audio",), {"speech_from_text", "media"}),
        (("captions",), {"captions"}),
        (("Sound",), {"speech_from_text", "media"}),
        (("text", "stats"), set()),
        (("video", "final_video"), set()),
        (("text", "global_variable_name"), set()),
        (("text", None), {"text", "captions"}),
        (("hologram",), set(CARDS)),
        (("",), set(CARDS)),
    ],
)
def test_a_place_takes_what_it_can_hold(place, kinds):
    assert set(fits(*place)) == kinds


@pytest.mark.parametrize("role", ["ingredient", "video", "something new"])
def test_a_video_is_made_in_several_ways(role):
    assert fits("video", role) == (
        *("video_from_text", "video_from_image", "video_from_ingredients", "lipsync", "media"),
    )


def test_every_kind_of_generation_has_its_place():
    assert {kind for kinds in FITTING.values() for kind in kinds} == set(CARDS)


POST = {"media_url": "https://cdn.gen.pro/v.mp4", "description": "The $2 taco #tacotok"}
THURSDAY = datetime(2026, 3, 19, 15, 0, tzinfo=timezone(timedelta(hours=1)))


def test_a_post_s_data_is_one_json_text():
    body = Publish(agent_id="a1", data=PublishData(**POST)).wire().body

    assert body == {
        "user_job_type": "publish_content",
        "data": '{"platform":"tiktok","media_url":"https://cdn.gen.pro/v.mp4",'
        '"description":"The $2 taco #tacotok","media_type":"VIDEO","schedule_type":"now"}',
    }


def test_a_post_for_later_tells_its_time_in_utc():
    later = PublishData(**POST, schedule_type="scheduled", scheduled_time=THURSDAY)

    assert '"scheduled_time":"2026-03-19T14:00:00Z"' in later.model_dump_json()


@pytest.mark.parametrize(
    "wrong",
    [
        {"description": "x" * 2201},
        {"media_url": "file:///etc/passwd"},
        {"platform": "myspace"},
        {"schedule_type": "scheduled"},
        {"scheduled_time": THURSDAY},
        {"schedule_type": "scheduled", "scheduled_time": datetime(2026, 3, 19)},  # noqa: DTZ001
        {"media_type": "GIF"},
        {"privacy": "public"},
        {"timezone_offset": 9000},
    ],
)
def test_a_post_gen_would_refuse_is_refused_here(wrong):
    with pytest.raises(Impossible):
        PublishData(**POST | wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"platform": "instagram", "type": "keyword", "value": "tacos"},
        {"platform": "tiktok", "type": "username", "value": "keila"},
        {"platform": "tiktok", "type": "hashtag", "value": "@keila"},
        {"platform": "tiktok", "type": "keyword", "value": "tacos", "days": 3},
        {"platform": "tiktok", "type": "keyword", "value": "tacos", "max_results": 51},
        {"platform": "tiktok", "type": "keyword", "value": "tacos", "country": "Texas"},
    ],
)
def test_a_scrape_gen_would_refuse_is_refused_here(wrong):
    with pytest.raises(Impossible):
        Scrape(**wrong)


def test_an_agent_s_setup_keeps_to_its_limits():
    with pytest.raises(Impossible, match="Description: at most 500"):
        PatchAgentCore(agent_id="a1", description="x" * 501)
    with pytest.raises(Impossible, match="Research topics: at most 20; these are 21"):
        PatchAgentCore(agent_id="a1", research_topics=[NewResearchTopic(topic="tacos")] * 21)


@pytest.mark.parametrize("recordings", [{}, {"audio_url": "https://u", "audio_base64": "b"}])
def test_a_cloned_voice_needs_exactly_one_recording(recordings):
    with pytest.raises(Impossible, match="recording"):
        CloneVoice(agent_id="a1", name="Luma", **recordings)


def test_the_time_of_a_post_is_compared_in_one_zone():
    assert PublishData(
        **POST, schedule_type="scheduled", scheduled_time=THURSDAY
    ).scheduled_time == THURSDAY.astimezone(UTC)
