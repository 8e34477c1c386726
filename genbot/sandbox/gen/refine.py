"""Changes an idea as it was wished: punchier, funnier, shorter, longer, warmer, with numbers; else a fresh angle."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from genbot.sandbox.gen.angles import ANGLES
from genbot.sandbox.gen.drafts import Beat, Draft
from genbot.sandbox.gen.writer import Brief, capital, compose, counted

Change = Callable[[Draft, str, random.Random], Draft]

_PUNCHES = ("{Topic}. No warm-up.", "Stop. {Topic}.", "{Topic}. Now.", "Eyes here: {topic}.")
_GAGS = (
    Beat("A pigeon walks through the shot, unbothered", "“Ignore him. He's the manager.”"),
    Beat("The camera falls over; nobody picks it up", "“We'll fix it in the edit.” They did not."),
    Beat("A tiny violin, played badly, off screen", "“Who hired her?” “She came with the light.”"),
)
_EXTRAS = (
    Beat("The same move once more, from the other side", "Once more, because you blinked."),
    Beat("A bystander's face, three seconds, no comment", "That's the review."),
)


def refine(draft: Draft, wish: str, brief: Brief, rng: random.Random) -> Draft:
    """The idea after the wish; the title stays, unless nothing but a fresh angle will do."""
    fitting = [change for words, change in _DIRECTIONS if re.search(words, wish, re.IGNORECASE)]
    changed = draft
    for change in fitting:
        changed = change(changed, wish, rng)
    if not fitting:
        changed = _fresh(draft, wish, brief, rng)
    said = wish or "something else"
    return replace(changed, rationale=f"Changed on your wish: “{said}”. {changed.rationale}")


def _punchier(draft: Draft, wish: str, rng: random.Random) -> Draft:
    words = {"topic": draft.topic, "Topic": capital(draft.topic)}
    punches = [punch.format_map(words) for punch in rng.sample(_PUNCHES, len(_PUNCHES))]
    punches += [_sentences(draft.hook)[0]]
    hook = min((punch for punch in punches if punch != draft.hook), key=len, default=draft.hook)
    beats = [Beat(beat.shot, _sentences(beat.voice)[0]) for beat in draft.beats]
    return _cut(_rehook(replace(draft, beats=tuple(beats)), hook), draft.seconds - 2)


def _funnier(draft: Draft, wish: str, rng: random.Random) -> Draft:
    hook = f"{_sentences(draft.hook)[0]} It goes wrong beautifully."
    gag = rng.choice([gag for gag in _GAGS if gag not in draft.beats] or list(_GAGS))
    beats = (*draft.beats[:-1], gag, draft.beats[-1])
    return _rehook(replace(draft, beats=beats), hook)


def _shorter(draft: Draft, wish: str, rng: random.Random) -> Draft:
    told = re.search(r"(\d+)\s*(?:s|sec|secs|seconds?)\b", wish, re.IGNORECASE)
    under = bool(re.search(r"under|below|less", wish, re.IGNORECASE))
    return _cut(draft, int(told[1]) - under if told else round(draft.seconds * 0.7))


def _longer(draft: Draft, wish: str, rng: random.Random) -> Draft:
    extra = rng.choice(_EXTRAS)
    beats = (*draft.beats[:-1], extra, draft.beats[-1])
    return replace(draft, beats=beats, seconds=round(draft.seconds * 1.4))


def _warmer(draft: Draft, wish: str, rng: random.Random) -> Draft:
    hook = f"Come closer. This one is about {draft.topic}, and about you."
    last = draft.beats[-1]
    kind = Beat(last.shot, f"{last.voice} And thank you for staying.")
    return _rehook(replace(draft, beats=(*draft.beats[:-1], kind)), hook)


def _counted(draft: Draft, wish: str, rng: random.Random) -> Draft:
    best = max(draft.sources, key=lambda source: source.watches)
    return _rehook(draft, f"{counted(best.watches)} people stopped for {draft.topic}. Here is why.")


def _fresh(draft: Draft, wish: str, brief: Brief, rng: random.Random) -> Draft:
    fitting = [
        angle
        for angle in ANGLES
        if draft.video_type in angle.types and not _same(angle.hooks, draft)
    ]
    angle = rng.choice(fitting or list(ANGLES))
    again = replace(brief, topic=draft.topic, seconds=draft.seconds + 1)
    fresh = compose(again, angle, draft.video_type, rng, round_=rng.randrange(2))
    asked = Beat(f"Insert, as asked: {wish or 'a new beginning'}", "You asked. Here it is.")
    beats = (fresh.beats[0], asked, *fresh.beats[1:])
    return replace(fresh, seconds=draft.seconds, beats=beats)


_DIRECTIONS: tuple[tuple[str, Change], ...] = (
    (r"punch|snapp|sharp|tight|stronger|bolder|catch", _punchier),
    (r"fun|humou?r|silly|joke|laugh", _funnier),
    (r"short|trim|faster|quick|under \d|less than \d", _shorter),
    (r"\blong|slower|more detail", _longer),
    (r"warm|soft|kind|friendl|gentl|calm", _warmer),
    (r"number|data|fact|statistic|proof", _counted),
)


def _rehook(draft: Draft, hook: str) -> Draft:
    """A new first line, on the card and in the script."""
    first = draft.beats[0]
    rest = first.voice.removeprefix(draft.hook).strip() if first.voice != draft.hook else ""
    rest = rest if rest != first.voice else " ".join(_sentences(first.voice)[1:])
    opening = Beat(first.shot, f"{hook} {rest}".strip())
    return replace(draft, hook=hook, beats=(opening, *draft.beats[1:]))


def _cut(draft: Draft, seconds: int) -> Draft:
    seconds = max(4, min(seconds, draft.seconds - 1))
    fits = max(2, min(len(draft.beats) - 1, 2 + seconds // 4))
    beats = (*draft.beats[: fits - 1], draft.beats[-1])
    return replace(draft, seconds=seconds, beats=beats)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def _same(hooks: tuple[str, ...], draft: Draft) -> bool:
    return any(
        hook.split("{", maxsplit=1)[0] == draft.hook[: len(hook.split("{", maxsplit=1)[0])]
        for hook in hooks
    )
