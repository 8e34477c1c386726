"""Writes ideas: an angle, a niche and a little chance make one that follows its topic."""

import random
import re
from dataclasses import dataclass, field, replace

from genbot.sandbox.gen.angle import Angle
from genbot.sandbox.gen.angles import ANGLES
from genbot.sandbox.gen.drafts import Asset, Beat, Draft, Source
from genbot.sandbox.gen.niches import Niche, niche

_SHORTEST = 5
_FREE_LENGTHS = (12, 15, 18, 22, 28)


@dataclass(frozen=True, slots=True)
class Brief:
    """What is asked of the writer."""

    topic: str
    keywords: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    seconds: int | None = None
    video_type: int | None = None


def write(brief: Brief, count: int, taken: set[str], rng: random.Random) -> list[Draft]:
    """So many ideas, no two alike, none with a title that is taken."""
    drafts: list[Draft] = []
    used: list[int] = []
    titles = set(taken)
    for round_, angle in _angles(brief, count, rng):
        video_type = brief.video_type or min(angle.types, key=used.count)
        draft = compose(brief, angle, video_type, rng, round_)
        draft = _retitle(draft, titles)
        drafts.append(draft)
        titles.add(draft.title)
        used.append(video_type)
    return drafts


def compose(
    brief: Brief, angle: Angle, video_type: int, rng: random.Random, round_: int = 0
) -> Draft:
    """One idea from one angle."""
    world = niche(brief.topic, brief.keywords)
    words = _words(brief.topic, world, rng)
    hook = _say(angle.hooks[round_ % len(angle.hooks)], words)
    seconds = _length(brief.seconds, rng)
    sources = _sources(angle, world, rng)
    return Draft(
        topic=brief.topic,
        title=_say(angle.titles[round_ % len(angle.titles)], words),
        hook=hook,
        beats=_beats(angle, hook, seconds, words),
        description=f"{_say(angle.caption, words)} {_tags(brief.topic, world, rng)}",
        video_type=video_type,
        seconds=seconds,
        assets=_assets(world, words, seconds, rng),
        sources=sources,
        rationale=_rationale(angle, brief, sources),
    )


def counted(number: int) -> str:
    """1400000 as people say it: 1.4M."""
    if number >= 1_000_000:
        return f"{number / 1_000_000:.1f}M"
    return f"{number / 1000:.0f}k" if number >= 1000 else str(number)


def _angles(brief: Brief, count: int, rng: random.Random) -> list[tuple[int, Angle]]:
    fitting = [angle for angle in ANGLES if brief.video_type in (None, *angle.types)] or list(
        ANGLES
    )
    order = rng.sample(fitting, len(fitting))
    return [(n // len(order), order[n % len(order)]) for n in range(count)]


def _words(topic: str, world: Niche, rng: random.Random) -> dict[str, str]:
    words = {
        "topic": topic,
        "place": rng.choice(world.places),
        "expert": rng.choice(world.experts),
        "detail": rng.choice(world.details),
        "object": rng.choice(world.objects),
        "sound": rng.choice(world.sounds),
        "price": rng.choice(world.prices),
        "wrong": world.wrong,
        "right": world.right,
        "unit": world.unit,
    }
    return words | {name.capitalize(): capital(word) for name, word in words.items()}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _say(pattern: str, words: dict[str, str]) -> str:
    return pattern.format_map(words)


def _length(limit: int | None, rng: random.Random) -> int:
    if limit is None:
        return rng.choice(_FREE_LENGTHS)
    most = max(1, limit - 1)
    return rng.randint(min(most, max(_SHORTEST, most - 3)), most)


def _beats(angle: Angle, hook: str, seconds: int, words: dict[str, str]) -> tuple[Beat, ...]:
    keep = (0, 2, 4) if seconds <= 9 else (0, 1, 2, 4) if seconds <= 15 else (0, 1, 2, 3, 4)
    beats = [Beat(_say(angle.beats[n][0], words), _say(angle.beats[n][1], words)) for n in keep]
    beats[0] = Beat(beats[0].shot, f"{hook} {beats[0].voice}")
    return tuple(beats)


def _tags(topic: str, world: Niche, rng: random.Random) -> str:
    own = "#" + re.sub(r"[\W_]+", "", topic.lower())[:30]
    tags = rng.sample(world.tags, 3)
    return " ".join([*([own] if len(own) > 1 else []), *tags])


def _sources(angle: Angle, world: Niche, rng: random.Random) -> tuple[Source, ...]:
    """The most watched one first: it is where the angle itself was seen."""
    creators = rng.sample(world.creators, rng.choice((2, 3)))
    watched = sorted((round(rng.lognormvariate(13.6, 0.7)) for _ in creators), reverse=True)
    used = [angle.used, *rng.sample(_BORROWED, len(creators) - 1)]
    return tuple(
        Source(
            creator,
            f"https://tiktok.example/{creator}/video/{73 * 10**17 + rng.randrange(10**17)}",
            watches,
            round(watches * rng.uniform(0.06, 0.16)),
            taken,
        )
        for creator, watches, taken in zip(creators, watched, used, strict=True)
    )


_BORROWED = (
    "the cut on the loudest second",
    "the first line, said before the picture settles",
    "the ending that loops back to its beginning",
    "the pause before the answer",
    "captions two words at a time",
)


def _assets(
    world: Niche, words: dict[str, str], seconds: int, rng: random.Random
) -> tuple[Asset, ...]:
    first, second, third = rng.sample(world.clips, 3)
    begin = round(rng.uniform(0.0, 1.0), 1)
    length = round(min(2.5, seconds / 3), 1)
    return (
        Asset(
            first,
            "video",
            f"Close-up: {words['detail']}",
            "the turn of the story",
            "agent library",
            begin,
            begin + length,
        ),
        Asset(
            second, "video", f"Wide: {words['place']}", "opening shot", "trend scan", 0.0, length
        ),
        Asset(
            third, "image", f"Still of {words['object']}", "cover and last frame", "agent library"
        ),
    )


def _rationale(angle: Angle, brief: Brief, sources: tuple[Source, ...]) -> str:
    best, other, *_ = sources
    seen = (
        f"{angle.why}: {best.creator} reached {counted(best.watches)} watches and "
        f"{counted(best.likes)} likes with {best.used}, {other.creator} "
        f"{counted(other.watches)} and {counted(other.likes)} with {other.used}."
    )
    reasons = [seen, f"Nobody we watch has tried it for {brief.topic} this week."]
    reasons += [f"Keeps your rule: {rule.rstrip('.')}." for rule in brief.rules[-2:]]
    return " ".join(reasons)


def _retitle(draft: Draft, titles: set[str]) -> Draft:
    number, title = 2, draft.title
    while title in titles:
        title, number = f"{draft.title}, Part {number}", number + 1
    return replace(draft, title=title)
