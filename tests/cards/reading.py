"""What a person finds on a card or form: its words, its buttons, and whether Slack would take it."""

import json
from collections.abc import Iterator
from typing import Any

from genbot.domain.posts import Card
from genbot.sandbox.slack.blocks import problems, view_problems


def wrong_with(card: Card) -> list[str]:
    """What Slack would refuse in this message; its own text is limited to what can be updated."""
    found = problems(list(card.blocks), "message")
    if not card.text.strip() or len(card.text) > 4_000:
        found.append("text is empty or too long to be updated")
    return found


def wrong_with_view(view: dict[str, Any]) -> list[str]:
    return view_problems(view)


def everything(value: Any) -> Iterator[dict[str, Any]]:
    """Every object anywhere in a payload."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from everything(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from everything(inner)


def words(shown: Card | dict[str, Any]) -> str:
    """All that can be read, in order."""
    blocks = shown.blocks if isinstance(shown, Card) else shown["blocks"]
    found = [part["text"] for part in everything(blocks) if isinstance(part.get("text"), str)]
    found += [part["title"] for part in everything(blocks) if isinstance(part.get("title"), str)]
    return "\n".join(found)


def buttons(shown: Card | dict[str, Any]) -> dict[str, str]:
    """Label of each button, and what it asks for."""
    blocks = shown.blocks if isinstance(shown, Card) else shown["blocks"]
    return {
        part["text"]["text"]: part["action_id"]
        for part in everything(blocks)
        if part.get("type") == "button"
    }


def values(shown: Card) -> set[str]:
    return {
        part.get("value", "") for part in everything(shown.blocks) if part.get("type") == "button"
    }


def inputs(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The element of each input of a form, by its block id."""
    return {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}


def steps(shown: Card) -> dict[str, str]:
    """Title and status of each step of a plan."""
    found = everything(shown.blocks)
    return {part["title"]: part["status"] for part in found if part.get("type") == "task_card"}


def size(shown: Card) -> int:
    return len(json.dumps(shown.blocks, ensure_ascii=False))
