"""What a message or a view may hold: text, blocks and metadata, judged before they are kept."""

from __future__ import annotations

import json
from typing import Any

from genbot.sandbox.slack.blocks import every_block, problems
from genbot.sandbox.slack.calls import Call
from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.windows import named
from genbot.sandbox.slack.workspace import Slack

Dict = dict[str, Any]
POST_MOST = 40_000  # characters of a new message's text
UPDATE_MOST = 4_000  # characters of an update's text, chat.update
MARKDOWN_MOST = 12_000
BLOCKS_MOST = 12_000  # characters in all blocks together: maintainers' answer in bolt-js#2509
METADATA_MOST = 8_000  # bytes; the real limit is not documented
ATTACHMENTS_MOST = 100


def welcome_blocks(slack: Slack, blocks: Any) -> list[Dict]:
    """The blocks with their missing names, or the reasons why Slack would refuse them."""
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format", "blocks must be an array [json-pointer:/blocks]")
    wrong = problems(blocks, "message")
    videos = any(block.get("type") == "video" for block in every_block(blocks))
    if videos and not slack.app.may("links.embed:write"):
        wrong.append("video blocks need the scope links.embed:write [json-pointer:/blocks]")
    if wrong:
        raise Refused("invalid_blocks", *wrong, errors=wrong)
    if _written(blocks) > BLOCKS_MOST:
        raise Refused("msg_blocks_too_long")
    return named(blocks, slack.name)


def _written(part: Any) -> int:
    """How many characters a reader gets to see."""
    if isinstance(part, list):
        return sum(map(_written, part))
    if not isinstance(part, dict):
        return 0
    own = part.get("text")
    inner = (value for value in part.values() if isinstance(value, list | dict))
    return (len(own) if isinstance(own, str) else 0) + sum(map(_written, inner))


def spoken(blocks: list[Dict]) -> str:
    """The text Slack makes of blocks when a message brings none of its own."""
    lines = []
    for block in blocks:
        text = block.get("text")
        lines.append(text.get("text", "") if isinstance(text, dict) else text or "")
    return "\n".join(line for line in lines if line)


def welcome_text(call: Call, most: int) -> str:
    text = call.text("text")
    if len(text) > most:
        raise Refused("msg_too_long")
    return text


def body(call: Call, most: int) -> tuple[str, list[Dict] | None]:
    """The text and the blocks of a message; blocks are None when none were given."""
    given = call.json("blocks", "invalid_blocks_format")
    blocks = welcome_blocks(call.slack, given) if given not in (None, []) else given
    markdown = call.text("markdown_text")
    if markdown and (call.text("text") or blocks):
        raise Refused("markdown_text_conflict")
    if markdown:
        blocks = welcome_blocks(call.slack, [{"type": "markdown", "text": markdown}])
    text = welcome_text(call, most) or markdown or spoken(blocks or [])
    attachments = call.json("attachments", "invalid_attachments")
    if attachments and len(attachments) > ATTACHMENTS_MOST:
        raise Refused("too_many_attachments")
    if not text.strip() and not blocks and not attachments:
        raise Refused("no_text")
    return text, blocks


def metadata(call: Call) -> Dict | None:
    """The metadata given, {} to take it away, None when none was given."""
    return welcome_metadata(call.json("metadata", "invalid_metadata_format"))


def welcome_metadata(given: Any) -> Dict | None:
    """`event_type` and a shallow `event_payload`, as the metadata page asks."""
    if given is None or given == {}:
        return given  # type: ignore[no-any-return]
    if not isinstance(given, dict) or set(given) - {"event_type", "event_payload", "entities"}:
        raise Refused("invalid_metadata_format")
    if "entities" not in given:
        _shallow(given)
    if len(json.dumps(given).encode()) > METADATA_MOST:
        raise Refused("metadata_too_large")
    return dict(given)


def _shallow(given: Dict) -> None:
    payload = given.get("event_payload")
    if not given.get("event_type") or not isinstance(given["event_type"], str):
        raise Refused("invalid_metadata_format", "event_type is required")
    if not isinstance(payload, dict):
        raise Refused("invalid_metadata_format", "event_payload must be an object")
    for name, value in payload.items():
        for one in value if isinstance(value, list) else [value]:
            leaves = list(one.values()) if isinstance(one, dict) else [one]
            if not all(isinstance(leaf, str | int | float) for leaf in leaves):
                raise Refused("invalid_metadata_schema", f"{name} is too deep or of a wrong type")
