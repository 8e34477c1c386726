"""Creation cards: the template's own where it tells one, else a sound default from the idea."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from genbot.domain.ideas import Idea
from genbot.domain.productions import Task
from genbot.domain.value import value
from genbot.gen.creation import CARDS, card_for, choices, fits
from genbot.gen.sheets import Column, Generated

CANONICAL = {
    "text_generation": "text",
    "gemini_image_generation": "image_from_text",
    "image_generation": "image_from_text",
    "eleven_labs": "speech_from_text",
    "speech": "speech_from_text",
    "kling": "video_from_text",
    "video_generation": "video_from_text",
    "lip_sync": "lipsync",
}
"""Backend names that older clients send, and what the texts call them (NOTES, vendor's clients)."""

BY_NAME = (
    (re.compile(r"caption|subtitle", re.IGNORECASE), "captions"),
    (re.compile(r"lip|avatar|presenter|talking", re.IGNORECASE), "lipsync"),
)
BY_TYPE = {
    "text": "text",
    "image": "image_from_text",
    "video": "video_from_text",
    "audio": "speech_from_text",
    "speech": "speech_from_text",
    "voiceover": "speech_from_text",
    "captions": "captions",
    "caption": "captions",
    "lipsync": "lipsync",
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "text": {"model": "gemini_2_5_pro"},
    "image_from_text": {"model": "gemini_image"},
    "video_from_text": {"model": "veo_3_fast", "duration": 5},
    "video_from_image": {"model": "kling_2_1", "duration": 5},
    "video_from_ingredients": {"model": "pika", "duration": 5},
    "speech_from_text": {"voice_method": "my_voices"},
    "lipsync": {"model": "sync_so"},
    "captions": {"model": "gemini"},
}
"""The cheapest sound choice of each type (full-reference, Creation Card Types)."""

SOURCES: dict[str, dict[str, tuple[str, ...]]] = {
    "lipsync": {"video_resource_id": ("video", "lipsync"), "audio_resource_id": ("speech",)},
    "captions": {"source_resource_id": ("speech", "lipsync", "video")},
    "video_from_image": {"image_resource_id": ("image",)},
    "video_from_ingredients": {"asset_resource_ids": ("image",)},
}
"""What is made from the output of something else: field, and the types it may come from."""

Card = tuple[str, dict[str, Any]]


@value
class Wanted:
    """A place that wants to be generated; `card` is what its template told, if it did."""

    title: str
    type: str
    cell_id: str
    layer_id: str
    card: Card | None
    earlier: tuple[str, ...]


def told(place: Generated, column: Column | None) -> Card | None:
    """The creation card in a place's attributes, its column's, or its earlier jobs."""
    for attributes in (place.additional_attributes, column.additional_attributes if column else {}):
        if card := _card_in(attributes):
            return card
    jobs = [place.default_user_job] if place.default_user_job else []
    for job in [*jobs, *reversed(place.user_jobs)]:
        named = job.generation_type or job.user_job_type or ""
        kind = CANONICAL.get(named, named)
        if kind in CARDS:
            return kind, dict(job.data)
    return None


def scene(idea: Idea) -> str:
    """What can be seen, in words for a model that makes pictures."""
    said = " ".join(part for part in (idea.description, idea.hook) if part) or idea.title
    shots = "; ".join(asset.description for asset in idea.assets if asset.description)
    return f"{idea.title}. {said}" + (f" Shots: {shots}" if shots else "")


def tasks(
    places: Iterable[Wanted], idea: Idea, production_id: str, voice: str
) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """One task per place, wired to what it is made from; and the places that cannot be made."""
    every = [_task(place, n, idea, production_id, voice) for n, place in enumerate(places, 1)]
    made: list[Task] = []
    skipped: list[str] = []
    for task in sorted(every, key=lambda one: one.type in SOURCES):
        if wired := _wired(task, made):
            made.append(wired)
        else:
            skipped.append(task.title)
    return tuple(made), tuple(skipped)


def _card_in(attributes: Mapping[str, Any], depth: int = 3) -> Card | None:
    kind = attributes.get("generation_type") or attributes.get("type")
    kind = CANONICAL.get(kind, kind) if isinstance(kind, str) else None
    if kind in CARDS:
        data = attributes.get("data")
        return kind, dict(data) if isinstance(data, Mapping) else {}
    for inside in attributes.values() if depth else ():
        first = inside[0] if isinstance(inside, list) and inside else inside
        if isinstance(first, Mapping) and (card := _card_in(first, depth - 1)):
            return card
    return None


def _type(place: Wanted) -> str:
    if place.card:
        return place.card[0]
    named = next((kind for like, kind in BY_NAME if like.search(place.title)), None)
    if named and named not in fits(place.type):
        named = None  # "Avatar voice" is a voice
    return named or BY_TYPE.get(place.type.lower(), "text")


def _task(place: Wanted, number: int, idea: Idea, production_id: str, voice: str) -> Task:
    kind = _type(place)
    data = {**DEFAULTS.get(kind, {}), **{k: v for k, v in _given(place).items() if v is not None}}
    fields = CARDS[kind].model_fields
    data = {name: value for name, value in data.items() if name in fields}
    if "prompt" in fields and not str(data.get("prompt") or "").strip():
        data["prompt"] = scene(idea) if kind != "text" else f"{place.title} for: {scene(idea)}"
    if "aspect_ratio" in fields and not data.get("aspect_ratio"):
        allowed = choices(kind, "aspect_ratio")
        data["aspect_ratio"] = idea.aspect_ratio if idea.aspect_ratio in allowed else "9:16"
    if "variables" in fields:
        words = {"title": idea.title, "hook": idea.hook, "script": idea.script}
        data["variables"] = {**words, **(data.get("variables") or {})}
    if kind == "speech_from_text":
        data = _spoken(data, idea, voice)
    id = f"{production_id}.{number}"
    return Task(
        id, place.title or kind, place.cell_id, place.layer_id, kind, data, earlier=place.earlier
    )


def _given(place: Wanted) -> dict[str, Any]:
    return place.card[1] if place.card else {}


def _spoken(data: dict[str, Any], idea: Idea, voice: str) -> dict[str, Any]:
    script = str(data.get("script") or "").strip() or idea.script or idea.hook or idea.title
    data = {**data, "script": script}
    if data["voice_method"] == "my_voices":
        data["voice_id"] = data.get("voice_id") or voice
    return data


def _wired(task: Task, made: list[Task]) -> Task | None:
    """The task with its sources named; None when nothing it could be made from is being made."""
    needs: dict[str, str] = {}
    sources: dict[str, tuple[str, ...]] = SOURCES.get(task.type, {})
    for name, types in sources.items():
        if (task.data or {}).get(name):
            continue
        source = next((t for kind in types for t in made if t.type.startswith(kind)), None)
        if source is None:
            return None
        needs[name] = source.id
    if needs:
        return replace(task, needs=needs)
    try:
        card_for(task.type, task.data or {})
    except ValueError:
        return None
    return task
