"""What people wrote, as they typed it: Slack's escapes and half characters undone."""

import re
from collections.abc import Mapping
from typing import Any

ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
LINK = re.compile(r"<(https?://[^|>]+|mailto:[^|>]+)(?:\|[^>]*)?>")
ROOM = re.compile(r"<#[A-Z0-9]+\|([^>]*)>")


def whole(value: Any) -> Any:
    """The same with every half character (JSON can hold `\\ud800`) as a question mark: it could be
    neither kept nor said."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {whole(key): whole(inner) for key, inner in value.items()}
    return [whole(inner) for inner in value] if isinstance(value, list) else value


def plain(text: str) -> str:
    """Message text as it was typed: Slack escapes it and wraps addresses in brackets."""
    text = ROOM.sub(r"#\1", LINK.sub(lambda found: found[1].removeprefix("mailto:"), text))
    for entity, letter in ENTITIES:
        text = text.replace(entity, letter)
    return text.strip()
