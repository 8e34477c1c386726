"""Every kind of block with its fields and limits, from its page in Slack's reference.

`data_visualization` and `file` are not here: the one is unwritten, the other not for apps to send.
"""

from __future__ import annotations

from typing import Any

from genbot.sandbox.slack.elements import (
    ELEMENTS,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from genbot.sandbox.slack.pieces import picture, pictured, plain, text
from genbot.sandbox.slack.richtext import RICH_TEXT
from genbot.sandbox.slack.rules import (
    Fields,
    Need,
    Report,
    Rule,
    anything,
    boolean,
    either,
    items,
    number,
    one_of,
    shape,
    string,
    tagged,
    url,
    whole,
)

HTTPS = ("https",)
MARKDOWN_MOST = 12_000  # of all markdown blocks of one payload together
IN_CONTAINER = frozenset(
    [
        "actions",
        "context",
        "section",
        "header",
        "divider",
        "image",
        "rich_text",
        "video",
        "card",
        "markdown",
        "table",
        "data_table",
        "input",
    ]
)
_CELLS: dict[str, Rule] = {
    "raw_text": shape({"type": Need(anything), "text": Need(string())}),
    "raw_number": shape({"type": Need(anything), "value": Need(number), "text": Need(string())}),
    "rich_text": RICH_TEXT,
}
_ROWS = items(items(tagged(_CELLS), 1, 20), 1, 100)
_COLUMN = shape({"align": one_of("left", "center", "right"), "is_wrapped": boolean})
_SOURCE = shape({"type": Need(one_of("url")), "url": Need(url()), "text": Need(string(256))})


def _block(fields: Fields, *also: Rule) -> Rule:
    extra: Fields = {"type": Need(anything), "block_id": string(255)}
    return shape(extra | fields, *also)


def _standing_in(*allowed: str) -> Rule:
    return tagged(ELEMENTS, allowed)


def _perhaps(rule: Rule) -> Rule:
    """Like `rule`, with null allowed: an unset column of a table."""

    def each(value: Any, at: str, report: Report) -> None:
        if value is not None:
            rule(value, at, report)

    return each


def _in_context(value: Any, at: str, report: Report) -> None:
    picture_here = isinstance(value, dict) and value.get("type") == "image"
    (ELEMENTS["image"] if picture_here else text(3000))(value, at, report)


def _child(value: Any, at: str, report: Report) -> None:
    tagged(BLOCKS, IN_CONTAINER)(value, at, report)


def _collapses(value: Any, at: str, report: Report) -> None:
    if value.get("default_collapsed") and not value.get("is_collapsible"):
        report.say("default_collapsed requires is_collapsible", at)
    if value.get("has_header_divider") and value.get("is_collapsible"):
        report.say("has_header_divider cannot be used with is_collapsible", at)


def _only_in_modals(value: Any, at: str, report: Report) -> None:
    """A file can be asked for in a form only, and so can a response URL."""
    element = value.get("element")
    if report.surface == "modal" or not isinstance(element, dict):
        return
    if element.get("type") == "file_input" or element.get("response_url_enabled"):
        report.say("element is only available in modals", f"{at}/element")


_PLAIN_ICON = pictured(picture())
_TASK = _block(
    {
        "task_id": Need(string(255)),
        "title": Need(string(256)),
        "status": one_of("pending", "in_progress", "complete", "error"),
        "details": RICH_TEXT,
        "output": RICH_TEXT,
        "sources": items(_SOURCE, least=0),
    }
)
_CARD = _block(
    {
        "hero_image": _PLAIN_ICON,
        "icon": _PLAIN_ICON,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "actions": items(_standing_in("button"), 1, 25),
    },
    either("hero_image", "title", "actions", "body"),
)

BLOCKS: dict[str, Rule] = {
    "section": _block(
        {
            "text": text(3000),
            "fields": items(text(2000), 1, 10),
            "accessory": _standing_in(*IN_SECTION),
            "expand": boolean,
        },
        either("text", "fields"),
    ),
    "header": _block({"text": Need(plain(150)), "level": whole(1, 4)}),
    "divider": _block({}),
    "context": _block({"elements": Need(items(_in_context, 1, 10))}),
    "context_actions": _block({"elements": Need(items(_standing_in(*IN_CONTEXT_ACTIONS), 1, 5))}),
    "actions": _block({"elements": Need(items(_standing_in(*IN_ACTIONS), 1, 25))}),
    "input": _block(
        {
            "label": Need(plain(2000)),
            "element": Need(_standing_in(*IN_INPUT)),
            "hint": plain(2000),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        _only_in_modals,
    ),
    "image": pictured(picture() | {"block_id": string(255), "title": plain(2000)}),
    "markdown": _block({"text": Need(string(MARKDOWN_MOST))}),
    "rich_text": RICH_TEXT,
    "video": _block(
        {
            "alt_text": Need(string(2000)),
            "video_url": Need(url(schemes=HTTPS)),
            "thumbnail_url": Need(url()),
            "title": Need(plain(199)),
            "title_url": url(schemes=HTTPS),
            "description": plain(199),
            "provider_icon_url": url(),
            "provider_name": string(),
            "author_name": string(49),
        }
    ),
    "table": _block({"rows": Need(_ROWS), "column_settings": items(_perhaps(_COLUMN), 1, 20)}),
    "data_table": _block(
        {
            "caption": Need(string()),
            "rows": Need(_ROWS),
            "page_size": whole(1, 100),
            "row_header_column_index": whole(0, 19),
        }
    ),
    "task_card": _TASK,
    "plan": _block(
        {"title": Need(string(256)), "tasks": items(tagged({"task_card": _TASK}), 1, 50)}
    ),
    "alert": _block(
        {
            "text": Need(text(200)),
            "level": one_of("default", "info", "warning", "error", "success"),
        }
    ),
    "card": _CARD,
    "carousel": _block({"elements": Need(items(tagged({"card": _CARD}), 1, 10))}),
    "container": _block(
        {
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": text(150),
            "child_blocks": Need(items(_child, 1, 10)),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": _PLAIN_ICON,
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        either("title", "rich_text_title"),
        _collapses,
    ),
}
