"""A form is sent or closed, and the app's answer decides what is on the screen next."""

from __future__ import annotations

from typing import Any

from genbot.sandbox.slack import payloads, typed
from genbot.sandbox.slack.acts import OFFLINE, TROUBLE, deliver
from genbot.sandbox.slack.blocks import every_block
from genbot.sandbox.slack.errors import NoAnswer, Refused
from genbot.sandbox.slack.messages import linked
from genbot.sandbox.slack.people import Person
from genbot.sandbox.slack.windows import HOLDS, View
from genbot.sandbox.slack.workspace import Slack

Dict = dict[str, Any]


def _mine(slack: Slack, by: Person, view_id: str) -> View:
    view = slack.windows.find(view_id)
    if view is None or view.user != by.id or view.source["type"] != "modal":
        raise Refused("view_not_found")
    return view


async def submit(slack: Slack, by: Person, view_id: str, values: Dict) -> Dict:
    """Send a form. What Slack's own form would not let through never reaches the app."""
    view = _mine(slack, by, view_id)
    if view is not slack.windows.top(by.id):
        raise Refused("view_not_on_top")
    if errors := _fill(slack, view, values):
        return {"ok": False, "error": "invalid_input", "errors": errors}
    payload = payloads.interaction("view_submission", by) | {
        "trigger_id": slack.triggers.issue(by.id, view.id),
        "view": view.as_told(),
        "response_urls": _response_urls(slack, by, view),
    }
    try:
        answer = await deliver(slack, "view_submission", payload, by)
        return _follow(slack, view, answer)
    except NoAnswer as none:
        slow = none.error == "operation_timeout"
        slack.notice(by.id, "", *((TROUBLE, "timeout") if slow else (OFFLINE, "error")))
        raise
    except Refused as refused:
        slack.refuse("ack", refused.error, *refused.reasons)
        slack.notice(by.id, "", "We had some trouble connecting. Try again?", "error")
        raise


def _fill(slack: Slack, view: View, values: Dict) -> dict[str, str]:
    """Put what was typed into the view's state; what is wrong with it, by block."""
    errors: dict[str, str] = {}
    for block in every_block(view.source["blocks"]):
        element = block.get("element")
        if block["type"] != "input" or not isinstance(element, dict):
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        given = (values.get(block_id) or {}).get(action_id)
        if given is not None:
            view.values[block_id][action_id] = _held(slack, view.user, element, given)
        if wrong := typed.complaint(block, view.values[block_id][action_id]):
            errors[block_id] = wrong
    return errors


def _held(slack: Slack, user: str, element: Dict, given: Any) -> Dict:
    """The state of an input; files are told whole, and only those this person brought."""
    state = typed.held(element, given)
    if element["type"] == "file_input":
        named = [one["id"] if isinstance(one, dict) else one for one in state["files"]]
        found = [slack.files.get(str(name)) for name in named]
        mine = [file for file in found if file and file["user"] == user]
        if len(mine) < len(found):
            raise Refused("file_not_found")
        state["files"] = [linked(file, slack.origin) for file in mine]
    return state


def _response_urls(slack: Slack, by: Person, view: View) -> list[Dict]:
    """One for each conversation picked in a menu that asks for a response URL."""
    urls = []
    for block in every_block(view.source["blocks"]):
        element = block.get("element") or {}
        if not element.get("response_url_enabled"):
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        channel = view.values[block_id][action_id].get(HOLDS[element["type"]][0])
        path = slack.triggers.respond_at(str(channel), by.id)
        place = {"block_id": block_id, "action_id": action_id, "channel_id": channel}
        urls.append(place | {"response_url": slack.origin + path})
    return urls


def _follow(slack: Slack, view: View, answer: Dict) -> Dict:
    """Do what the acknowledgement of a form asks."""
    kind = answer.get("response_action")
    if kind is None and answer:
        raise Refused("invalid_response", "the acknowledgement names no response_action")
    if kind == "errors":
        return {"ok": False, "error": "invalid_input", "errors": _errors(view, answer)}
    if kind == "update":
        slack.windows.update(view, answer.get("view") or {})
    elif kind == "push":
        slack.windows.push(view.user, answer.get("view") or {})
    elif kind == "clear":
        _gone(slack, slack.windows.clear(view.user))
    elif kind is None:
        slack.windows.close(view)
        _gone(slack, [view])
    else:
        raise Refused("invalid_response", f"no such response_action: {kind}")
    slack.show_view(view.user)
    return {"ok": True}


def _errors(view: View, answer: Dict) -> dict[str, str]:
    errors = answer.get("errors")
    inputs = {b["block_id"] for b in every_block(view.source["blocks"]) if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - inputs:
        raise Refused("invalid_response", "errors must name input blocks of the view")
    return {str(block): str(text) for block, text in errors.items()}


def _gone(slack: Slack, views: list[View]) -> None:
    for view in views:
        slack.feed.tell([view.user], {"type": "view_closed", "view_id": view.id})


async def close(slack: Slack, by: Person, view_id: str, *, all: bool = False) -> None:
    """Close a form; the app hears of it where the view asked for that."""
    view = _mine(slack, by, view_id)
    stack = slack.windows.stacks[by.id]
    all = all or bool(view.source.get("clear_on_close"))
    leaving = list(stack) if all else stack[stack.index(view) :]
    for one in leaving:
        slack.windows.close(one)
    _gone(slack, leaving)
    slack.show_view(by.id)
    for one in leaving[::-1]:
        if one.source.get("notify_on_close"):
            payload = payloads.interaction("view_closed", by)
            payload |= {"view": one.as_told(), "is_cleared": all}
            slack.deliveries.run(_tell_closed(slack, payload, by))


async def _tell_closed(slack: Slack, payload: Dict, by: Person) -> None:
    try:
        await deliver(slack, "view_closed", payload, by)
    except NoAnswer as none:
        slack.refuse("view_closed", none.error)
