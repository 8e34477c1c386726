"""The nine creation cards: what may be asked of GEN when a cell or a layer is generated.

Models, ratios and lengths are those of the page "Creation Card Types". What a page does not name
passes: a template's own card may know more than the pages do.
"""

from typing import Annotated, Any, ClassVar, Literal, Self, get_args, get_origin

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)

from genbot.gen.endpoint import Part, Text

GenerationType = Literal[
    "text",
    "image_from_text",
    "video_from_text",
    "video_from_image",
    "video_from_ingredients",
    "speech_from_text",
    "lipsync",
    "captions",
    "media",
]

ImageRatio = Literal["1:1", "9:16", "16:9", "4:3", "3:4"]
VideoRatio = Literal["1:1", "9:16", "16:9"]
Duration = Annotated[
    Literal[5, 10],
    BeforeValidator(lambda told: int(told.removesuffix("s")) if isinstance(told, str) else told),
]
Variables = dict[str, Any]


class CardFields(Part):
    """What all cards have in common."""

    model_config = ConfigDict(extra="allow")


class TextCard(CardFields):
    generation_type: ClassVar[GenerationType] = "text"
    prompt: Text
    model: Literal[
        "gemini_2_0_flash",
        "gemini_2_5_pro",
        "gpt_4o",
        "gpt_4o_mini",
        "o3_mini",
        "o4_mini",
        "claude_sonnet_4",
    ]
    variables: Variables = Field(default_factory=dict)


class ImageCard(CardFields):
    generation_type: ClassVar[GenerationType] = "image_from_text"
    prompt: Text
    model: Literal["gemini_image", "gemini_pro_image", "midjourney"]
    aspect_ratio: ImageRatio
    variables: Variables = Field(default_factory=dict)


class VideoCard(CardFields):
    generation_type: ClassVar[GenerationType] = "video_from_text"
    prompt: Text
    negative_prompt: str | None = None
    model: Literal[
        "veo_3",
        "veo_3_fast",
        "veo_3_1",
        "veo_3_1_fast",
        "sora_2",
        "kling_1_6",
        "seedance_pro",
        "seedance_pro_1_5",
    ]
    aspect_ratio: VideoRatio
    duration: Duration
    variables: Variables = Field(default_factory=dict)


class AnimationCard(CardFields):
    """A picture set in motion."""

    generation_type: ClassVar[GenerationType] = "video_from_image"
    prompt: Text
    negative_prompt: str | None = None
    model: Literal[
        "kling_2_1",
        "kling_2_6",
        "veo_3",
        "veo_3_fast",
        "veo_3_1",
        "veo_3_1_fast",
        "sora_2",
        "seedance_lite",
        "seedance_pro",
        "seedance_pro_1_5",
    ]
    image_resource_id: Text
    image_tail_resource_id: str | None = None
    aspect_ratio: VideoRatio
    duration: Duration


class IngredientsCard(CardFields):
    """A video made with given pictures in it."""

    generation_type: ClassVar[GenerationType] = "video_from_ingredients"
    prompt: Text
    model: Literal["pika", "kling_1_6", "seedance_lite", "veo_3_1", "veo_3_1_fast"]
    asset_resource_ids: list[str] = Field(min_length=1)
    aspect_ratio: VideoRatio
    duration: Duration


class SpeechCard(CardFields):
    """A voice: one of the agent's own, one designed in words, or one cloned from a recording."""

    generation_type: ClassVar[GenerationType] = "speech_from_text"
    script: Text
    voice_method: Literal["my_voices", "design_voice", "clone_voice"]
    voice_id: str | None = None
    language: str | None = None
    gender: str | None = None
    audio_resource_id: str | None = None
    enhance_voice: bool | None = None
    speed: float | None = None

    @model_validator(mode="after")
    def _method_has_its_voice(self) -> Self:
        if missing := [name for name in NEEDED[self.voice_method] if getattr(self, name) is None]:
            raise ValueError(f"{self.voice_method} needs {', '.join(missing)}")
        return self


NEEDED = {
    "my_voices": ("voice_id",),
    "design_voice": ("language", "gender"),
    "clone_voice": ("audio_resource_id",),
}
"""What each way to a voice needs besides the script."""


class LipsyncCard(CardFields):
    generation_type: ClassVar[GenerationType] = "lipsync"
    model: Literal["sync_so", "gen"]
    video_resource_id: Text
    audio_resource_id: Text


class CaptionsCard(CardFields):
    generation_type: ClassVar[GenerationType] = "captions"
    model: Literal["gemini"] = "gemini"
    source_resource_id: Text


class MediaCard(CardFields):
    """Something uploaded, put in place as it is."""

    generation_type: ClassVar[GenerationType] = "media"
    content_resource_id: Text


Card = (
    TextCard
    | ImageCard
    | VideoCard
    | AnimationCard
    | IngredientsCard
    | SpeechCard
    | LipsyncCard
    | CaptionsCard
    | MediaCard
)
CARDS: dict[str, type[Card]] = {kind.generation_type: kind for kind in get_args(Card)}


FITTING: dict[str, tuple[GenerationType, ...]] = {
    "text": ("text", "captions"),
    "image": ("image_from_text", "media"),
    "video": (
        "video_from_text",
        "video_from_image",
        "video_from_ingredients",
        "lipsync",
        "media",
    ),
    "audio": ("speech_from_text", "media"),
    "captions": ("captions",),
}
"""What each type of column or layer holds, by what the cards put out, the usual one first."""

ALSO_CALLED = {
    "sound": "audio",
    "music": "audio",
    "voice": "audio",
    "voiceover": "audio",
    "speech": "audio",
    "clip": "video",
    "lipsync": "video",
    "caption": "captions",
    "subtitles": "captions",
}
"""The pages list the types of columns; those of layers they only show examples of."""


def fits(type: str, role: str | None = "ingredient") -> tuple[GenerationType, ...]:
    """What may be generated in a column's cell or in a layer of this type.

    Nothing where the platform fills the column itself; everything where nobody knows the type.
    """
    if role in {"final_video", "stats"} or (role or "").startswith("global_variable"):
        return ()
    return FITTING.get(kin(type), get_args(GenerationType))


def kin(type: str) -> str:
    """The usual name of a type of column or layer: image, video, audio and so on."""
    named = type.strip().lower()
    return ALSO_CALLED.get(named, named)


def card_for(generation_type: str, data: dict[str, Any]) -> Card:
    """The card these data make; raises ValueError for what the specification forbids."""
    if generation_type not in CARDS:
        raise ValueError(f"GEN knows no generation type {generation_type!r}")
    return CARDS[generation_type].model_validate(data)


def _as_card(data: dict[str, Any], known: ValidationInfo) -> dict[str, Any]:
    if "generation_type" not in known.data:
        return data  # it was refused already, and says so better than we could
    return card_for(known.data["generation_type"], data).model_dump(exclude_none=True)


CardData = Annotated[dict[str, Any], AfterValidator(_as_card)]
"""The data of a generation, checked against the card named by `generation_type` before it."""


def choices(generation_type: str, field: str) -> tuple[Any, ...]:
    """What a person may choose from, for example the models of `video_from_text`; empty where
    anything may stand."""
    kind: Any = CARDS[generation_type].model_fields[field].annotation
    return get_args(kind) if get_origin(kind) is Literal else ()


OF_METHOD = {
    "my_voices": ("voice_id", "enhance_voice", "speed", "language"),
    "design_voice": ("language", "gender", "enhance_voice"),
    "clone_voice": ("audio_resource_id",),
}
"""What each way to a voice takes besides the script (page "speech_from_text")."""


def asked(generation_type: str, method: str = "") -> dict[str, bool]:
    """What a person is asked for such a card, in the order of the page, and whether it must be there.
    Of a voice it depends on the way to it."""
    fields = CARDS[generation_type].model_fields
    names = [name for name in fields if name != "variables"]
    needed: tuple[str, ...] = ()
    if "voice_method" in fields:
        names, needed = ["script", "voice_method", *OF_METHOD[method]], NEEDED[method]
    return {name: fields[name].is_required() or name in {"model", *needed} for name in names}


FILES = {
    "image_resource_id": ("image",),
    "image_tail_resource_id": ("image",),
    "asset_resource_ids": ("image", "video"),
    "video_resource_id": ("video",),
    "audio_resource_id": ("audio",),
    "source_resource_id": ("video", "audio"),
    "content_resource_id": ("image", "video", "audio"),
}
"""Which fields name a file, and what it may be."""
