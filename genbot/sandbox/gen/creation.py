"""Checks a creation card before anything is charged (Creation Card Types, full reference)."""

import re
from collections.abc import Mapping
from typing import Any

from genbot.sandbox.gen.agents import Agent
from genbot.sandbox.gen.asks import one_of, refuse, text
from genbot.sandbox.gen.sheets import Row, Sheet
from genbot.sandbox.gen.state import Gen

_VEO = ("veo_3", "veo_3_fast", "veo_3_1", "veo_3_1_fast")
_SEEDANCE = ("seedance_pro", "seedance_pro_1_5")
_WIDE = ("1:1", "9:16", "16:9")

MODELS: dict[str, tuple[str, ...]] = {
    "text": (
        "gemini_2_0_flash",
        "gemini_2_5_pro",
        "gpt_4o",
        "gpt_4o_mini",
        "o3_mini",
        "o4_mini",
        "claude_sonnet_4",
    ),
    "image_from_text": ("gemini_image", "gemini_pro_image", "midjourney"),
    "video_from_text": (*_VEO, "sora_2", "kling_1_6", *_SEEDANCE),
    "video_from_image": ("kling_2_1", "kling_2_6", *_VEO, "sora_2", "seedance_lite", *_SEEDANCE),
    "video_from_ingredients": ("pika", "kling_1_6", "seedance_lite", "veo_3_1", "veo_3_1_fast"),
    "lipsync": ("sync_so", "gen"),
    "captions": ("gemini",),
}
KINDS = (*MODELS, "speech_from_text", "media")

_NEEDED = {
    "text": ("prompt",),
    "image_from_text": ("prompt",),
    "video_from_text": ("prompt",),
    "video_from_image": ("prompt",),
    "video_from_ingredients": ("prompt",),
    "speech_from_text": ("script",),
}
_RATIOS = {
    "image_from_text": ("1:1", "9:16", "16:9", "4:3", "3:4"),
    "video_from_text": _WIDE,
    "video_from_image": _WIDE,
    "video_from_ingredients": _WIDE,
}
_DURATIONS = (5, 10, "5", "10", "5s", "10s")
_RESOURCES: dict[str, dict[str, tuple[str, ...]]] = {
    "video_from_image": {"image_resource_id": ("image",), "image_tail_resource_id": ("image",)},
    "lipsync": {"video_resource_id": ("video",), "audio_resource_id": ("audio",)},
    "captions": {"source_resource_id": ("video", "audio")},
    "media": {"content_resource_id": ("image", "video", "audio")},
}
_OPTIONAL = {"image_tail_resource_id"}
_PLACES = {
    "text": ("text", "captions"),
    "image": ("image_from_text", "media"),
    "video": ("video_from_text", "video_from_image", "video_from_ingredients", "lipsync", "media"),
    "audio": ("speech_from_text", "media"),
    "captions": ("captions",),
}
_ALSO_CALLED = {"sound": "audio", "clip": "video", "voice": "audio", "music": "audio"}


def check(gen: Gen, agent: Agent, kind: str, data: Mapping[str, Any], place: str) -> None:
    """Refuse what the reference forbids, in words that say what to mend."""
    fitting = _PLACES.get(_ALSO_CALLED.get(place, place), ())
    if kind not in fitting:
        allowed = ", ".join(fitting) or "nothing"
        refuse(f"{kind} does not fit a place of type {place}; it takes {allowed}")
    for field in _NEEDED.get(kind, ()):
        text(data, field, 20_000)
    if kind in MODELS:
        one_of(data, "model", MODELS[kind])
    if kind in _RATIOS:
        one_of(data, "aspect_ratio", _RATIOS[kind])
    if kind.startswith("video_from"):
        one_of(data, "duration", _DURATIONS)
    if kind == "speech_from_text":
        _check_voice(gen, agent, data)
    if kind == "video_from_ingredients":
        _check_assets(gen, agent, data)
    for field, kinds in _RESOURCES.get(kind, {}).items():
        _check_resource(gen, agent, data, field, kinds)
    if kind == "media":
        _check_media(gen, agent, data, _ALSO_CALLED.get(place, place))


def _check_voice(gen: Gen, agent: Agent, data: Mapping[str, Any]) -> None:
    method = one_of(data, "voice_method", ("my_voices", "design_voice", "clone_voice"))
    if method == "my_voices" and agent.voice(text(data, "voice_id")) is None:
        refuse(f"voice_id {data['voice_id']} is not a voice of this agent")
    if method == "design_voice":
        text(data, "language")
        text(data, "gender")
    if method == "clone_voice":
        _check_resource(gen, agent, data, "audio_resource_id", ("audio",))
    speed = data.get("speed", 1.0)
    if isinstance(speed, bool) or not isinstance(speed, int | float) or not 0.25 <= speed <= 4:
        refuse("speed must be a number between 0.25 and 4")


def _check_assets(gen: Gen, agent: Agent, data: Mapping[str, Any]) -> None:
    ids = data.get("asset_resource_ids")
    if not isinstance(ids, list) or not ids:
        refuse("asset_resource_ids must name at least one resource")
    for id in ids:
        if gen.resource(agent, id) is None:
            refuse(f"asset_resource_ids: there is no content resource {id}")


def _check_resource(
    gen: Gen, agent: Agent, data: Mapping[str, Any], field: str, kinds: tuple[str, ...]
) -> None:
    id = data.get(field)
    if id is None:
        return None if field in _OPTIONAL else refuse(f"{field} is required")
    resource = gen.resource(agent, id)
    if resource is None:
        refuse(f"{field}: there is no content resource {id}")
    if resource.kind not in kinds:
        refuse(f"{field}: content resource {id} is {resource.kind}, not {' or '.join(kinds)}")
    return None


def _check_media(gen: Gen, agent: Agent, data: Mapping[str, Any], place: str) -> None:
    resource = gen.resource(agent, data["content_resource_id"])
    if resource and resource.kind != place:
        refuse(f"content_resource_id: a {resource.kind} does not fit a place of type {place}")


def filled_in(sheet: Sheet, row: Row, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with `{{name}}` replaced: by its own variables, the row's texts, the sheet's globals.

    An empty one is refused; a name that nobody knows stays as it is.
    """
    known = {**_globals(sheet), **_texts(sheet, row)}
    given = data.get("variables")
    if isinstance(given, Mapping):
        known.update({str(name).lower(): str(value) for name, value in given.items()})

    def put(match: re.Match[str]) -> str:
        value = known.get(match[1].strip().lower(), match[0])
        return value or refuse(f"The variable {match[1].strip()} has no value")

    return {
        name: re.sub(r"\{\{([^{}]+)\}\}", put, value) if isinstance(value, str) else value
        for name, value in data.items()
    }


def _texts(sheet: Sheet, row: Row) -> dict[str, str]:
    titles = {column.id: column.title.lower() for column in sheet.columns}
    return {titles[cell.column_id]: cell.value or "" for cell in row.cells if cell.type == "text"}


def _globals(sheet: Sheet) -> dict[str, str]:
    rows = sheet.variables.rows if sheet.variables else []
    pairs = ([cell.value or "" for cell in row.cells] for row in rows)
    return {name.lower(): value for name, value, *_ in pairs if name}
