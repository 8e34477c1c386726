"""Short texts the pretend models write: hashtags, titles, captions, scripts, subtitles."""

import random
import re
from typing import Any

_SECONDS_A_WORD = 0.38

_OPENERS = ("Look closer", "Nobody tells you this", "One more time, slowly", "You had to be there")
_CLOSERS = ("Save it for later.", "Tell the one who needs it.", "You know where to find us.")


def worded(prompt: str, rng: random.Random) -> str:
    """An answer in the spirit of the prompt; about the thing the prompt is about."""
    subject = _subject(prompt)
    if re.search(r"hashtag", prompt, re.IGNORECASE):
        words = [word for word in re.findall(r"\w+", subject.lower()) if len(word) > 2]
        tags = ["".join(words[:3]), *words, "fyp", "behindthescenes", "watchthis"]
        return " ".join(f"#{tag}" for tag in list(dict.fromkeys(filter(None, tags)))[:5])
    if re.search(r"\btitle\b|\bheadline\b", prompt, re.IGNORECASE) and "called" not in prompt:
        return f"{rng.choice(_OPENERS)}: {subject}"
    if re.search(r"\b(?:caption|description|script)\b", prompt, re.IGNORECASE):
        return f"{rng.choice(_OPENERS)}. {_sentence(subject)} {rng.choice(_CLOSERS)}"
    return _sentence(subject)


def captions(script: str) -> list[dict[str, Any]]:
    """Subtitles, a few words at a time."""
    words = script.split() or ["♪"]
    groups = [words[n : n + 3] for n in range(0, len(words), 3)]
    found, at = [], 0.0
    for group in groups:
        end = round(at + _SECONDS_A_WORD * len(group), 2)
        found.append({"start": at, "end": end, "text": " ".join(group)})
        at = end
    return found


def _subject(prompt: str) -> str:
    about = re.search(r"\b(?:about|for|called|on|of)\b:?\s+(.+)", prompt, re.IGNORECASE | re.DOTALL)
    return " ".join((about[1] if about else prompt).split()).strip(" \"'.") or "this"


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
