"""The library of templates: what each one's sheet looks like and which creation cards it brings."""

from dataclasses import dataclass
from typing import Any, Literal

Told = Literal["attributes", "job"]


@dataclass(frozen=True, slots=True)
class Card:
    """A creation card (Creation Card Types, full reference), and where the template tells it."""

    kind: str
    data: dict[str, Any]
    told: Told = "attributes"

    def look(self) -> dict[str, Any]:
        return {"creation_card": {"generation_type": self.kind, "data": dict(self.data)}}


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A column a person or a generation fills."""

    title: str
    type: str = "text"
    card: Card | None = None
    on_cell: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """A layer of the video cell; without a card the template tells nothing about it."""

    name: str
    type: str
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A pre-configured engine. `says` is the key its columns carry their role under (NOTES)."""

    id: int
    slug: str
    title: str
    tags: tuple[str, ...]
    about: str
    cover: str
    ingredients: tuple[Ingredient, ...]
    tracks: tuple[Track, ...]
    says: str = "column_role"


def _clip(model: str, prompt: str, seconds: int = 5, **more: Any) -> Card:
    data = {"model": model, "prompt": prompt, "aspect_ratio": "9:16", "duration": seconds, **more}
    return Card("video_from_text", data)


def _speech(script: str = "{{Script}}") -> Card:
    return Card("speech_from_text", {"voice_method": "my_voices", "script": script, "speed": 1.0})


_CAPTIONS = Card("captions", {"model": "gemini"})
_LIPSYNC = Card("lipsync", {"model": "sync_so"})
_HASHTAGS = Card(
    "text", {"model": "gemini_2_0_flash", "prompt": "Five hashtags for a clip called {{Title}}"}
)
_STILL = Card(
    "image_from_text",
    {"model": "gemini_image", "prompt": "{{Image prompt}}", "aspect_ratio": "9:16"},
)
_MOVED = Card(
    "video_from_image",
    {
        "model": "kling_2_6",
        "prompt": "Slow push in, {{Image prompt}}",
        "aspect_ratio": "9:16",
        "duration": 5,
    },
)
_EARLIER = Card(
    "video_from_text",
    {"model": "seedance_pro", "prompt": "{{Prompt}}", "aspect_ratio": "9:16", "duration": 5},
    told="job",
)

TEMPLATES = (
    Template(
        id=101,
        slug="tiktok-talking-avatar",
        title="Talking avatar",
        tags=("Talking Avatar", "TikTok", "9:16"),
        about="Your avatar says the script; captions follow the voice.",
        cover="ember",
        ingredients=(
            Ingredient("Hook"),
            Ingredient("Script"),
            Ingredient("Title"),
            Ingredient("Description"),
        ),
        tracks=(
            Track(
                "Background video", "video", _clip("veo_3_1_fast", "Soft background for: {{Hook}}")
            ),
            Track("Voiceover", "audio", _speech()),
            Track("Avatar lipsync", "video", _LIPSYNC),
            Track("Captions", "captions", _CAPTIONS),
        ),
        says="role",
    ),
    Template(
        id=102,
        slug="tiktok-montage",
        title="Montage",
        tags=("Montage", "TikTok", "9:16"),
        about="Three clips cut on the beat, with a voice over them.",
        cover="salsa",
        ingredients=(
            Ingredient("TEXT 1"),
            Ingredient("TEXT 2"),
            Ingredient("PROMPT"),
            Ingredient("Voiceover"),
        ),
        tracks=(
            Track("Clip 1", "video", _clip("kling_1_6", "Opening shot, {{PROMPT}}")),
            Track("Clip 2", "video", _clip("kling_1_6", "Close-up, {{PROMPT}}")),
            Track("Voiceover", "audio", _speech("{{Voiceover}}")),
            Track("Captions", "captions", _CAPTIONS),
        ),
    ),
    Template(
        id=103,
        slug="tiktok-vo-broll",
        title="Voice-over with b-roll",
        tags=("Narrated/VO", "TikTok", "9:16"),
        about="A narrator over one moving picture.",
        cover="dusk",
        ingredients=(
            Ingredient("Script"),
            Ingredient("Title"),
            Ingredient("Description"),
            Ingredient("Image prompt"),
            Ingredient("B-roll still", "image", _STILL),
            Ingredient("Hashtags", "text", _HASHTAGS, on_cell=True),
        ),
        tracks=(
            Track("B-roll", "video", _MOVED),
            Track("Voiceover", "audio", _speech()),
            Track("Captions", "captions", _CAPTIONS),
        ),
        says="role",
    ),
    Template(
        id=104,
        slug="tiktok-text-driven",
        title="Words on screen",
        tags=("Text-Driven", "TikTok", "9:16"),
        about="Big words over slow footage, no face needed.",
        cover="mint",
        ingredients=(
            Ingredient("TEXT 1"),
            Ingredient("TEXT 2"),
            Ingredient("Prompt"),
            Ingredient("Description"),
        ),
        tracks=(
            Track("Background video", "video", _EARLIER),
            Track(
                "Text overlay",
                "text",
                Card("text", {"model": "gpt_4o_mini", "prompt": "{{TEXT 1}}"}, told="job"),
            ),
        ),
    ),
    Template(
        id=105,
        slug="tiktok-split-screen",
        title="Split screen",
        tags=("Split Screen", "TikTok", "9:16"),
        about="Two stories side by side; tells its layers nothing and trusts your defaults.",
        cover="rose",
        ingredients=(
            Ingredient("Hook"),
            Ingredient("Script"),
            Ingredient("Left prompt"),
            Ingredient("Right prompt"),
        ),
        tracks=(
            Track("Left video", "video"),
            Track("Right video", "video"),
            Track("Voiceover", "audio"),
            Track("Captions", "captions"),
        ),
    ),
    Template(
        id=106,
        slug="ig-reel-story",
        title="Little story",
        tags=("Skit", "POV Object", "Reel", "9:16"),
        about="A scene with a voice: for skits, and for objects with opinions.",
        cover="noon",
        ingredients=(
            Ingredient("Title"),
            Ingredient("Script"),
            Ingredient("Scene prompt"),
            Ingredient("Voiceover", "audio", _speech()),
        ),
        tracks=(
            Track("Scene", "video", _clip("sora_2", "{{Scene prompt}}", 10)),
            Track("Voiceover", "audio", _speech()),
            Track("Captions", "captions", _CAPTIONS),
        ),
        says="role",
    ),
    Template(
        id=107,
        slug="yt-short-explainer",
        title="Explainer in front of a picture",
        tags=("Green Screen", "Short", "9:16"),
        about="A speaker in front of the thing that is being explained.",
        cover="mint",
        ingredients=(
            Ingredient("Hook"),
            Ingredient("Script"),
            Ingredient("Image prompt"),
            Ingredient("Background image", "image", _STILL),
            Ingredient("Description"),
        ),
        tracks=(
            Track("Background", "video", _MOVED),
            Track("Voiceover", "audio", _speech()),
            Track("Captions", "captions"),
        ),
    ),
)
