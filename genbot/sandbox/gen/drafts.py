"""An idea's content as one frozen value, and how it reads as script, manifest and data."""

from dataclasses import dataclass, replace
from typing import Any

VIDEO_TYPES = {
    0: "Any",
    1: "Talking Avatar",
    2: "Green Screen",
    3: "Montage",
    4: "Text-Driven",
    5: "POV Object",
    6: "Narrated/VO",
    8: "Split Screen",
    9: "Skit",
}
RATIO = "9:16"


@dataclass(frozen=True, slots=True)
class Beat:
    """One shot and the words over it."""

    shot: str
    voice: str


@dataclass(frozen=True, slots=True)
class Source:
    """A clip that already worked, and what the idea took from it."""

    creator: str
    url: str
    watches: int
    likes: int
    used: str

    def told(self) -> dict[str, Any]:
        return {
            "type": "video",
            "url": self.url,
            "creator": self.creator,
            "watch_count": self.watches,
            "like_count": self.likes,
            "what_was_used": self.used,
        }


@dataclass(frozen=True, slots=True)
class Asset:
    """Footage picked for the idea, and which seconds of it."""

    clip: str
    kind: str
    description: str
    usage: str
    source: str
    start: float = 0.0
    end: float = 0.0

    def told(self) -> dict[str, Any]:
        suffix = "mp4" if self.kind == "video" else "jpg"
        return {
            "url": f"/cdn/library/{self.clip}.{suffix}",
            "type": self.kind,
            "description": self.description,
            "usage": self.usage,
            "source": self.source,
            "clip_range": {"start": self.start, "end": self.end},
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """What the agent proposes to shoot."""

    topic: str
    title: str
    hook: str
    beats: tuple[Beat, ...]
    description: str
    video_type: int
    seconds: int
    assets: tuple[Asset, ...]
    sources: tuple[Source, ...]
    rationale: str

    def using(self, creator: str) -> "Draft":
        """The same with somebody's own clip in it."""
        first, *rest = self.assets
        return replace(self, assets=(replace(first, source=creator), *rest))

    def timed(self) -> list[tuple[float, float, Beat]]:
        """Each beat with its beginning and end; the hook is short, the rest share evenly."""
        first = min(2.0, self.seconds / max(2, len(self.beats)))
        each = (self.seconds - first) / max(1, len(self.beats) - 1)
        starts = [0.0] + [first + each * n for n in range(len(self.beats))]
        starts[-1] = float(self.seconds)
        return [
            (round(begin, 1), round(end, 1), beat)
            for begin, end, beat in zip(starts, starts[1:], self.beats, strict=False)
        ]

    def script(self) -> str:
        lines = [
            f"[{_clock(begin)}-{_clock(end)}] {_stopped(beat.shot)}\n{beat.voice}"
            for begin, end, beat in self.timed()
        ]
        return "\n\n".join(lines)

    def data(self) -> dict[str, Any]:
        return {
            "selected_assets": [asset.told() for asset in self.assets],
            "project_manifest": self._manifest(),
            "inspiration_sources": [source.told() for source in self.sources],
            "rationale": self.rationale,
        }

    def _manifest(self) -> dict[str, Any]:
        beats = self.timed()
        layers = [
            {"type": "video", "start": begin, "end": end, "content": beat.shot, "position": 0}
            for begin, end, beat in beats
        ]
        layers += [
            {"type": "audio", "start": begin, "end": end, "content": beat.voice, "position": 1}
            for begin, end, beat in beats
        ]
        hook = {
            "type": "text",
            "start": 0.0,
            "end": beats[0][1],
            "content": self.hook,
            "position": 2,
        }
        return {
            "video_title": self.title,
            "total_duration": self.seconds,
            "aspect_ratio": RATIO,
            "global_extracted_assets": [asset.told()["url"] for asset in self.assets],
            "timeline_layers": [*layers, hook],
        }


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "”")) else f"{sentence}."


def _clock(seconds: float) -> str:
    whole, tenth = divmod(round(seconds * 10), 10)
    return f"{whole // 60}:{whole % 60:02d}" + (f".{tenth}" if tenth else "")
