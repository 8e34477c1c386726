"""views.*: open, stack and change forms, and fill the Home tab."""

from __future__ import annotations

from typing import Any

from genbot.sandbox.slack.blocks import every_block, every_element
from genbot.sandbox.slack.calls import Call, Method
from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.triggers import Trigger
from genbot.sandbox.slack.windows import View, checked

Dict = dict[str, Any]


def _spend(call: Call) -> tuple[Trigger, Dict]:
    """The right to show a form; a form Slack would refuse does not use it up."""
    call.need("trigger_id", "view")
    view = _allowed(call, checked(call.args["view"], "modal"))
    return call.slack.triggers.spend(call.text("trigger_id")), view


def _allowed(call: Call, view: Dict) -> Dict:
    """A form may ask for files only if the app may read them (file input element, usage info)."""
    elements = (one for block in every_block(view["blocks"]) for one in every_element(block))
    if any(one["type"] == "file_input" for one in elements):
        call.allow("files:read")
    return view


def _shown(call: Call, view: View) -> Dict:
    call.slack.show_view(view.user)
    return {"view": view.as_told()}


def open_(call: Call) -> Dict:
    trigger, source = _spend(call)
    return _shown(call, call.slack.windows.open(trigger.user, source))


def push(call: Call) -> Dict:
    trigger, source = _spend(call)
    if trigger.view_id is None:
        raise Refused("not_found", "the trigger_id does not come from a view")
    return _shown(call, call.slack.windows.push(trigger.user, source))


def update(call: Call) -> Dict:
    call.need("view")
    windows = call.slack.windows
    view = windows.find(call.text("view_id")) or windows.external(call.text("external_id"))
    if view is None:
        raise Refused("not_found")
    fresh = _allowed(call, checked(call.args["view"], view.source["type"]))
    windows.update(view, fresh, call.text("hash"))
    if view.source["type"] == "home":
        call.slack.show_home(view)
        return {"view": view.as_told()}
    return _shown(call, view)


def publish(call: Call) -> Dict:
    call.need("user_id", "view")
    if not call.slack.app.home_tab:
        raise Refused("not_enabled")
    if call.text("user_id") not in call.slack.people.persons:
        raise Refused("invalid_arguments", "no such user_id [json-pointer:/user_id]")
    view = call.slack.windows.publish(
        call.text("user_id"), call.args["view"], call.text("hash") or None
    )
    call.slack.show_home(view)
    return {"view": view.as_told()}


METHODS = {
    "views.open": Method(open_, 4),
    "views.push": Method(push, 4),
    "views.update": Method(update, 4),
    "views.publish": Method(publish, 4),
}
