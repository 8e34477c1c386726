"""The few Block Kit shapes the stories need."""

from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str, **more: Any) -> Block:
    name = label.lower()
    return {"type": "button", "text": plain(label), "action_id": name, "value": name, **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "block_id": "decide", "elements": list(elements)}


def choices(*labels: str) -> list[Block]:
    return [{"text": plain(label), "value": label.lower()} for label in labels]


def question(label: str, kind: str, **more: Any) -> Block:
    """An input block; its block_id is the label in small letters."""
    element = {"type": kind, "action_id": "answer", **more.pop("element", {})}
    return {
        "type": "input",
        "block_id": label.lower(),
        "label": plain(label),
        "element": element,
        **more,
    }


def form(*blocks: Block, title: str = "A form", **more: Any) -> Block:
    view = {"type": "modal", "title": plain(title), "submit": plain("Send"), "close": plain("Back")}
    return {**view, "callback_id": "form", "blocks": list(blocks), **more}


def steps(*statuses: str) -> Block:
    tasks = [
        {"type": "task_card", "task_id": f"t{i}", "title": f"Step {i}", "status": status}
        for i, status in enumerate(statuses, 1)
    ]
    return {"type": "plan", "block_id": "plan", "title": "Making the video", "tasks": tasks}
