"""What GEN's pages limit is refused before it is sent, with the limit in the words of the refusal.

`limits.txt` pins every limit the client keeps. Where the pages lie beside this repository, each
limit, list and combination they name is looked for in it.
"""

import re
from pathlib import Path

import pytest
import yaml

from genbot.gen.catalogue import operations
from genbot.gen.creation import CARDS, choices
from genbot.gen.endpoint import Upload
from genbot.gen.errors import Impossible
from tests.contract.test_endpoints import DESCRIBED, Description
from tests.gen.limits import card, limits, required, sample

PINNED = (Path(__file__).parent / "limits.txt").read_text(encoding="utf-8").splitlines()
RULES = ("enum", "maxLength", "minLength", "maxItems", "minItems", "minimum", "maximum")
POST = {"media_url": "https://cdn.gen.pro/v.mp4", "description": "Tacos"}
SPEECH = {"script": "Hi"}
VIDEO = {"prompt": "Tacos", "model": "veo_3", "aspect_ratio": "9:16", "duration": 5}


def made(name, **fields):
    return operations()[name].model_validate({**sample(name), **fields})


def test_the_list_of_limits_is_what_the_client_keeps():
    assert list(map(str, limits())) == PINNED


@pytest.mark.parametrize("limit", list(limits()), ids=str)
def test_what_breaks_a_limit_is_refused_with_the_limit(limit):
    with pytest.raises(Impossible) as refused:
        operations()[limit.name].model_validate(limit.broken())

    field = [part for part in limit.place if part != "[]"][-1]
    (words,) = [words for place, words in refused.value.broken if place[-1] == field]
    assert [told for told in limit.said if told not in words] == []


@pytest.mark.parametrize("name", list(operations()))
def test_what_fits_is_let_through(name):
    assert made(name).wire()


@pytest.mark.parametrize("name", list(operations()))
def test_a_field_that_gen_does_not_know_is_refused(name):
    with pytest.raises(Impossible, match="Colour: GEN knows no such field"):
        made(name, colour="red")


@pytest.mark.parametrize(("name", "field"), list(required()))
def test_what_is_required_may_not_be_missing(name, field):
    fields = sample(name)
    del fields[field]
    with pytest.raises(Impossible, match="it is missing"):
        operations()[name].model_validate(fields)


@pytest.mark.parametrize("kind", sorted(CARDS))
def test_what_a_card_requires_may_not_be_missing(kind):
    needed = [name for name, field in CARDS[kind].model_fields.items() if field.is_required()]
    assert needed
    for name in needed:
        data = card(kind)
        del data[name]
        with pytest.raises(
            Impossible, match=f"{name.replace('_', ' ')}: it is missing".capitalize()
        ):
            made("generate-layer", generation_type=kind, data=data)


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("train-social", {"data": {"platform": "instagram", "type": "keyword", "value": "tacos"}},
         "Instagram has no search by keyword, only by username or hashtag"),
        ("train-social", {"data": {"platform": "tiktok", "type": "username", "value": "keila"}},
         "a username starts with @"),
        ("train-social", {"data": {"platform": "youtube", "type": "hashtag", "value": "@keila"}},
         "a hashtag starts with #"),
        ("update-monitoring", {"platform": "instagram", "type": "keyword"},
         "Instagram has no search by keyword, only by username or hashtag"),
        ("update-monitoring", {"type": "username", "value": "keila"}, "a username starts with @"),
        ("publish", {"data": {**POST, "schedule_type": "scheduled"}}, "needs its time"),
        ("publish", {"data": {**POST, "scheduled_time": "2026-03-16T15:00:00Z"}}, "only a scheduled"),
        ("publish", {"data": {**POST, "schedule_type": "scheduled", "scheduled_time": "2026-03-16"}},
         "a time with its zone"),
        ("publish", {"data": {**POST, "platform": "instagram"}}, "one of tiktok; not “instagram”"),
        ("clone-voice", {"audio_url": None}, "audio_url or as audio_base64"),
        ("clone-voice", {"audio_base64": "aGk="}, "audio_url or as audio_base64"),
        ("create-agent-avatar", {"avatar": Upload("a.gif", b"GIF89a", "image/gif")},
         "an avatar is a JPEG, PNG or WebP; not image/gif"),
        ("import-global-variables", {"file": Upload("a.csv", b"a,b", "text/csv")}, "(XLSX)"),
        ("generate-cell", {"generation_type": "speech_from_text",
                           "data": {**SPEECH, "voice_method": "my_voices"}}, "needs voice_id"),
        ("generate-cell", {"generation_type": "speech_from_text",
                           "data": {**SPEECH, "voice_method": "design_voice", "gender": "male"}},
         "needs language"),
        ("generate-layer", {"generation_type": "speech_from_text",
                            "data": {**SPEECH, "voice_method": "clone_voice"}},
         "needs audio_resource_id"),
        ("generate-cell", {"generation_type": "image_from_text", "data": VIDEO},
         "one of gemini_image, gemini_pro_image or midjourney; not “veo_3”"),
        ("generate-cell", {"generation_type": "video_from_text", "data": {**VIDEO, "duration": "7s"}},
         "one of 5 or 10; not “7”"),
        ("get-sheet", {"sheet_id": ".."}, "sheet_id would lead to another address"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(name, fields, words):
    with pytest.raises(Impossible) as refused:
        made(name, **fields)

    assert words.lower() in refused.value.message.lower()


# ── what the pages say ───────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def pages():
    if not DESCRIBED.exists():
        pytest.skip("GEN's pages do not lie beside this repository")
    return {page.name: page.read_text(encoding="utf-8") for page in DESCRIBED.parent.glob("*.txt")}


def described():
    """Every limit in GEN's own description, written as ours are, by verb and path."""
    whole = yaml.safe_load(DESCRIBED.read_text(encoding="utf-8"))
    at = Description(DESCRIBED.read_text(encoding="utf-8"))._at

    def inside(schema, place):
        schema = at(schema)
        for rule in RULES:
            if rule in schema:
                yield ".".join(place), rule, schema[rule]
        for name, inner in schema.get("properties", {}).items():
            yield from inside(inner, (*place, re.sub(r"^user_job\[(\w+)\]$", r"\1", name)))
        if "items" in schema:
            yield from inside(schema["items"], (*place, "[]"))

    for path, verbs in whole["paths"].items():
        for verb, told in verbs.items():
            title = f"{verb} {re.sub(r'{[^}]+}', '{}', path)}"
            for one in map(at, told.get("parameters", [])):
                yield from ((title, *found) for found in inside(one["schema"], (one["name"],)))
            for body in at(told.get("requestBody", {})).get("content", {}).values():
                yield from ((title, *found) for found in inside(body["schema"], ()))


def test_every_limit_of_the_description_is_kept(pages):
    titles = {
        name: f"{kind.method} {re.sub(r'{[^}]+}', '{}', kind.path)}"
        for name, kind in operations().items()
    }
    ours = {(titles[one.name], ".".join(one.place), one.rule, str(one.limit)) for one in limits()}
    theirs = [(*place, str(limit)) for *place, limit in described()]

    assert len(theirs) > 30
    assert [one for one in theirs if tuple(one) not in ours] == []


def test_the_cards_offer_what_the_page_lists(pages):
    text = pages["full-reference.txt"]
    section = text.partition("## Creation Card Types")[2].partition("### render (composite)")[0]
    found = re.findall(
        r'generation_type: "(\w+)"(.*?)(?=### |$)', section.replace("\n", " "), re.DOTALL
    )
    assert {kind for kind, _ in found} == set(CARDS)
    for kind, told in found:
        for title, field in (("Models", "model"), ("Aspect ratios", "aspect_ratio")):
            if listed := re.search(rf"{title}: (.*?) (?:Aspect|Durations|data)", told):
                assert [one.strip('" ') for one in listed[1].split(",")] == list(
                    choices(kind, field)
                )
        if listed := re.search(r"Durations: (\d+)s, (\d+)s", told):
            assert tuple(map(int, listed.groups())) == choices(kind, "duration")
        if listed := re.search(r"Voice methods: (.*?) data", told):
            assert tuple(listed[1].split(" | ")) == choices(kind, "voice_method")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("`description` max 500 chars", "patch-agent-core description maxLength 500"),
        ("`personality` max 20000 chars", "patch-agent-core personality maxLength 20000"),
        ('`identity_type` enum: `"brand"` | `"character"`',
         "patch-agent-core identity_type enum brand|character"),
        ('item_type` enum: `"account"` | `"hashtag"` | `"keyword"`',
         "patch-agent-core monitored.[].item_type enum account|hashtag|keyword"),
        ("`research_topics` max 20 items", "patch-agent-core research_topics maxItems 20"),
        ("each `topic` max 500 chars", "patch-agent-core research_topics.[].topic maxLength 500"),
        ("source={public|user_designed|user_trained|user_elevenlabs}",
         "list-agent-voices source enum public|user_designed|user_trained|user_elevenlabs"),
        ("gender (required)", "generate-voice-description gender minLength 1"),
        ("text (required)", "generate-voice-samples text minLength 1"),
        ("generation_id (required), name (required)", "finalize-designed-voice name minLength 1"),
        ('depth: "quick" | "default" | "deep"', "start-research depth enum quick|default|deep"),
        ("days: 0 | 1 | 7 | 30 | 90 | 180", "train-social data.days enum 0|1|7|30|90|180"),
        ('platform (required): "tiktok" | "instagram" | "youtube"',
         "train-social data.platform enum tiktok|instagram|youtube"),
        ('type (required): "username" | "hashtag" | "keyword"',
         "train-social data.type enum username|hashtag|keyword"),
        ("country: two-letter code", "train-social data.country pattern ^[a-z]{2}$"),
        ("max_results: 1-50", "train-social data.max_results maximum 50"),
        ("Types: `text`, `image`, `video`, `audio`.", "create-column type enum text|image|video|audio"),
        ("page starts at 1.", "list-templates page minimum 1"),
        ("page starts at 0)", "list-content-resources page minimum 0"),
        ("type={image|video|audio|zip|safe_tensors}",
         "list-content-resources type enum image|video|audio|zip|safe_tensors"),
        ("asset_type={image,video,audio,folder}",
         "list-asset-libraries asset_type enum image|video|audio|folder"),
        ("byte_size (max 1GB)", "create-direct-upload blob.byte_size maximum 1073741824"),
        ("max ~2200 chars for TikTok", "publish data.description maxLength 2200"),
        (r"`VIDEO` (default) \| `IMAGE`", "publish data.media_type enum VIDEO|IMAGE"),
        (r"`now` \| `scheduled`", "publish data.schedule_type enum now|scheduled"),
    ],
)  # fmt: skip
def test_what_the_texts_limit_is_kept(pages, said, kept):
    assert said in pages["full-reference.txt"]
    assert kept in PINNED
