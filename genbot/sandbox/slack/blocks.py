"""An independent judge of Block Kit: says what Slack would refuse, in Slack's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from genbot.sandbox.slack.elements import ELEMENTS
from genbot.sandbox.slack.kinds import BLOCKS, MARKDOWN_MOST
from genbot.sandbox.slack.pieces import plain
from genbot.sandbox.slack.rules import (
    Dict,
    Fields,
    Need,
    Report,
    Rule,
    anything,
    boolean,
    items,
    shape,
    string,
    tagged,
)

# Where a block keeps the blocks it holds.
INSIDE = {"container": "child_blocks", "plan": "tasks", "carousel": "elements"}
MOST = {"message": 50, "modal": 100, "home": 100}
EVERYWHERE = (
    *("actions", "context", "section", "header", "divider"),
    *("image", "input", "rich_text", "video", "card"),
)
# The surface table: blocks.json and the block pages of docs.slack.dev.
SURFACES: dict[str, tuple[str, ...]] = {
    "message": (
        *EVERYWHERE,
        "carousel",
        "container",
        "markdown",
        "context_actions",
        "plan",
        "task_card",
        "table",
        "data_table",
    ),
    "modal": (*EVERYWHERE, "alert"),
    "home": (*EVERYWHERE, "carousel", "table", "data_table"),
}


def problems(blocks: Any, surface: str = "message") -> list[str]:
    """Everything Slack would refuse in these blocks; an empty list means they are welcome."""
    report = Report(surface)
    _judge(blocks, "/blocks", report)
    return report.problems


def view_problems(view: Any) -> list[str]:
    """Everything Slack would refuse in this view, a modal or a Home tab."""
    kind = view.get("type") if isinstance(view, dict) else None
    report = Report(str(kind))
    if not isinstance(view, dict):
        report.say("must provide an object", "/view")
    elif kind not in VIEWS:
        report.say(f"unsupported type: {kind}", "/view/type")
    else:
        VIEWS[kind](view, "/view", report)
        _judge(view.get("blocks"), "/view/blocks", report)
    return report.problems


_ANY_VIEW: Fields = {
    "type": Need(anything),
    "blocks": Need(anything),
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
}


def _inputs_can_be_sent(value: Any, at: str, report: Report) -> None:
    blocks = value.get("blocks") if isinstance(value.get("blocks"), list) else []
    kinds = [one.get("type") for one in blocks if isinstance(one, dict)]
    if "input" in kinds and not value.get("submit"):
        report.say("missing required field: submit (the view has an input block)", at)


VIEWS: dict[str, Rule] = {
    "home": shape(_ANY_VIEW),
    "modal": shape(
        _ANY_VIEW
        | {
            "title": Need(plain(24)),
            "submit": plain(24),
            "close": plain(24),
            "submit_disabled": boolean,
        },
        _inputs_can_be_sent,
    ),
}


def _judge(blocks: Any, at: str, report: Report) -> None:
    allowed = SURFACES[report.surface]
    items(tagged(BLOCKS, allowed), 1, MOST[report.surface])(blocks, at, report)
    if isinstance(blocks, list):
        _names_are_unique(blocks, at, report)
        _totals(list(every_block(blocks)), at, report)


def every_block(blocks: list[Any]) -> Iterator[Dict]:
    """All blocks of a payload, those inside containers, plans and carousels too."""
    for block in blocks:
        if isinstance(block, dict):
            yield block
            inner = INSIDE.get(str(block.get("type")), "")
            within = block.get(inner)
            yield from every_block(within if isinstance(within, list) else [])


def every_element(block: Dict) -> list[Dict]:
    """The elements of one block that a person can use."""
    many = block.get("actions" if block.get("type") == "card" else "elements")
    found = [
        *(many if isinstance(many, list) else ()),
        block.get("accessory"),
        block.get("element"),
    ]
    return [one for one in found if isinstance(one, dict) and str(one.get("type")) in ELEMENTS]


def _names_are_unique(blocks: list[Any], at: str, report: Report) -> None:
    seen: set[str] = set()
    for block in every_block(blocks):
        name = block.get("block_id")
        if isinstance(name, str) and name in seen:
            report.say(f"block_id must be unique: {name}", at)
        seen.add(str(name))
        acts = [str(one["action_id"]) for one in every_element(block) if one.get("action_id")]
        for act in sorted({act for act in acts if acts.count(act) > 1}):
            report.say(f"action_id must be unique within a block: {act}", at)


def _totals(blocks: list[Dict], at: str, report: Report) -> None:
    written = [str(one.get("text", "")) for one in blocks if one.get("type") == "markdown"]
    if sum(map(len, written)) > MARKDOWN_MOST:
        report.say(f"all markdown blocks together exceed {MARKDOWN_MOST} characters", at)
    if [one.get("type") for one in blocks].count("table") > 1:
        report.say("no more than 1 table allowed", at)
    eager = [one for block in blocks for one in every_element(block) if one.get("focus_on_load")]
    if len(eager) > 1:
        report.say("only one element may have focus_on_load", at)
