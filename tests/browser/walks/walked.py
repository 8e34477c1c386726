"""What each walk uses of all that can be typed, pressed and filled in: kept beside them in walked.json."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from genbot.slack.desk import buttons, commands, forms, shortcuts

RECORD = Path(__file__).with_name("walked.json")
TABLES = {"command": commands, "button": buttons, "form": forms, "shortcut": shortcuts}
KINDS = {
    "slash_command": "command",
    "block_actions": "button",
    "view_submission": "form",
    "message_action": "shortcut",
    "shortcut": "shortcut",
}
Payload = dict[str, Any]


def surfaces() -> set[str]:
    """Everything that has a handler: "command ideas", "button approve_idea"."""
    return {f"{kind} {row.name}" for kind, table in TABLES.items() for row in table}


def used(state: Payload) -> list[str]:
    """What people used in a pretend Slack, by its own account."""
    return sorted(surfaces() & {*_interactions(state), *_said(state)})


def _interactions(state: Payload) -> Iterator[str]:
    for one in state["interactions"]:
        yield f"{KINDS.get(one['kind'])} {one['what'].removeprefix('/gen ') or 'help'}"


def _said(state: Payload) -> Iterator[str]:
    """A mention, and a message in private, take the same commands."""
    for one in state["messages"]:
        first, *words = [*one.get("text", "").split(), ""]
        if first.startswith("<@") or one["channel"].startswith("D"):
            yield f"command {words[0] if first.startswith('<@') else first}"


def recorded() -> dict[str, list[str]]:
    """The walks, each with what it used when it was recorded last."""
    told: dict[str, list[str]] = json.loads(RECORD.read_text(encoding="utf-8"))
    return told


def record(walk: str, uses: list[str]) -> None:
    """Keep it; walks that are no more are taken out by hand."""
    every = (recorded() if RECORD.exists() else {}) | {walk: uses}
    told = json.dumps(dict(sorted(every.items())), indent=1)
    RECORD.write_text(f"{told}\n", encoding="utf-8")
