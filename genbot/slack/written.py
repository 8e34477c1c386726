"""What people wrote, as they typed it: Slack's escapes, codes and half characters undone."""

import json
import re
from collections.abc import Mapping
from typing import Any

from genbot.slack.emoji import drawn

ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
LINK = re.compile(r"<(https?://[^|>]+|mailto:[^|>]+)(?:\|[^>]*)?>")
NAMED = re.compile(r"<(?:@[A-Z0-9]+|!subteam\^[A-Z0-9]+)\|([^>]+)>")
US = "genbot"
ROOM = re.compile(r"<#([A-Z0-9]+)(?:\|([^>]*))?>")  # of a private channel Slack tells no name


def whole(value: Any) -> Any:
    """The same with every half character (JSON can hold `\\ud800`) as a question mark: it could be
    neither kept nor said."""
    try:
        json.dumps(value, ensure_ascii=False).encode()  # far quicker than to look into everything
    except UnicodeEncodeError:
        return _mended(value)
    return value


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {_mended(key): _mended(inner) for key, inner in value.items()}
    return [_mended(inner) for inner in value] if isinstance(value, list) else value


def plain(text: str) -> str:
    """Text as it was typed: Slack escapes it, wraps addresses and names in brackets, and has codes
    for emoji."""
    text = LINK.sub(lambda found: found[1].removeprefix("mailto:"), text)
    text = ROOM.sub(_room, NAMED.sub(lambda found: "@" + found[1].removeprefix("@"), text))
    for entity, letter in ENTITIES:
        text = text.replace(entity, letter)
    return drawn(text).strip()


def unnamed(text: str, me: str) -> str:
    """Without our name where it calls us; between other words it is part of what is said."""
    if not me:
        return text
    inside = re.sub(rf"(?<=[\w,]) <@{me}> (?=\w)", f" @{US} ", text)
    return inside.replace(f"<@{me}>", " ")


def rooms(text: str) -> dict[str, str]:
    """The channels that are named in it, by what is left of that in `plain`."""
    return {_room(found): found[1] for found in ROOM.finditer(text)}


def _room(found: re.Match[str]) -> str:
    return f"#{found[2]}" if found[2] else found[0]
