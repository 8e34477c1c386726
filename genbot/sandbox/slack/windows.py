"""Forms and Home tabs: the stack of views each person has open, and their typed values."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from genbot.sandbox.slack.blocks import every_block, every_element, view_problems
from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.people import APP_ID, BOT_ID, TEAM

Dict = dict[str, Any]
DEEPEST = 3
LARGEST = 250_000  # bytes of one view


@dataclass(eq=False, slots=True)
class View:
    """One view on somebody's screen."""

    id: str
    user: str
    source: Dict
    hash: str
    root: str = ""
    previous: str | None = None
    values: dict[str, Dict] = field(default_factory=dict)

    def as_told(self) -> Dict:
        """The view as the Web API and interactions show it."""
        told: Dict = {
            "id": self.id,
            "team_id": TEAM["id"],
            "app_id": APP_ID,
            "app_installed_team_id": TEAM["id"],
            "bot_id": BOT_ID,
            "type": self.source["type"],
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "title": None,
            "submit": None,
            "close": None,
            "clear_on_close": False,
            "notify_on_close": False,
        }
        told |= copy.deepcopy(self.source)
        return told | {
            "state": {"values": copy.deepcopy(self.values)},
            "hash": self.hash,
            "root_view_id": self.root or self.id,
            "previous_view_id": self.previous,
        }


class Windows:
    """All views of everybody."""

    def __init__(self, name: Callable[[str], str], stamp: Callable[[], str]) -> None:
        self._name = name
        self._stamp = stamp
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def top(self, user: str) -> View | None:
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def find(self, view_id: str) -> View | None:
        return next((view for view in self._all() if view.id == view_id), None)

    def external(self, external_id: str) -> View | None:
        wanted = (view for view in self._all() if view.source.get("external_id") == external_id)
        return next(wanted, None) if external_id else None

    def _all(self) -> list[View]:
        return [*(view for stack in self.stacks.values() for view in stack), *self.homes.values()]

    def open(self, user: str, source: Dict) -> View:
        """A new form, in place of whatever form was open."""
        view = self._new(user, checked(source, "modal"))
        self.stacks[user] = [view]
        return view

    def push(self, user: str, source: Dict) -> View:
        """A form on top of the one that is open."""
        stack = self.stacks.get(user)
        if not stack:
            raise Refused("not_found", "no view is open to push onto")
        if len(stack) >= DEEPEST:
            raise Refused("push_limit_reached")
        view = self._new(user, checked(source, "modal"))
        view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)
        return view

    def update(self, view: View, source: Dict, hash: str | None = None) -> View:
        """Show something else in the same view; what was typed stays where its names stay."""
        if hash and hash != view.hash:
            raise Refused("hash_conflict")
        view.source = self._named(self._unique(checked(source, view.source["type"]), view))
        view.hash = self._hash()
        view.values = kept(view.values, view.source["blocks"])
        return view

    def publish(self, user: str, source: Dict, hash: str | None = None) -> View:
        """The Home tab of one person."""
        home = self.homes.get(user)
        if home is not None:
            return self.update(home, source, hash)
        if hash:
            raise Refused("hash_conflict")
        home = self.homes[user] = self._new(user, checked(source, "home"))
        return home

    def close(self, view: View) -> None:
        """Take this view, and all above it, off the stack."""
        stack = self.stacks.get(view.user, [])
        if view in stack:
            del stack[stack.index(view) :]

    def clear(self, user: str) -> list[View]:
        return self.stacks.pop(user, [])

    def _new(self, user: str, source: Dict) -> View:
        view = View(self._name("V"), user, self._named(self._unique(source)), self._hash())
        view.values = kept({}, view.source["blocks"])
        return view

    def _hash(self) -> str:
        return f"{self._stamp()}.{self._name('')[:8].lower()}"

    def _unique(self, source: Dict, mine: View | None = None) -> Dict:
        other = self.external(str(source.get("external_id") or ""))
        if other is not None and other is not mine:
            raise Refused("duplicate_external_id")
        return source

    def _named(self, source: Dict) -> Dict:
        return source | {"blocks": named(source["blocks"], self._name)}


def checked(source: Any, surface: str) -> Dict:
    """The view, if Slack would take it on this surface."""
    if isinstance(source, str):
        try:
            source = json.loads(source)
        except ValueError:
            raise Refused("invalid_arguments", "invalid `view` [json-pointer:/view]") from None
    if wrong := view_problems(source):
        raise Refused("invalid_arguments", *wrong)
    if source["type"] != surface:
        raise Refused("invalid_arguments", f"must be a {surface} view [json-pointer:/view/type]")
    if len(json.dumps(source).encode()) > LARGEST:
        raise Refused("view_too_large")
    return dict(source)


def named(blocks: list[Dict], name: Callable[[str], str]) -> list[Dict]:
    """The blocks with names for those blocks and elements that came without."""
    mine = copy.deepcopy(blocks)
    for block in every_block(mine):
        block.setdefault("block_id", name("")[:5])
        for element in every_element(block):
            if element["type"] != "image":
                element.setdefault("action_id", name("")[:5])
    return mine


# What an input holds before anybody touched it, by type: the field and where it comes from.
HOLDS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
LISTS = frozenset(
    ["selected_options", "selected_users", "selected_conversations", "selected_channels", "files"]
)


def untouched(element: Dict) -> Dict:
    """The state of an input nobody has touched."""
    holds, initial = HOLDS[element["type"]]
    empty: Any = [] if holds in LISTS else None
    return {"type": element["type"], holds: copy.deepcopy(element.get(initial, empty))}


def kept(before: dict[str, Dict], blocks: list[Dict]) -> dict[str, Dict]:
    """The state of these blocks: as before where block and action keep their names, else fresh."""
    values: dict[str, Dict] = {}
    for block in every_block(blocks):
        for element in every_element(block):
            if element["type"] in HOLDS:
                block_id, action_id = block["block_id"], element["action_id"]
                old = before.get(block_id, {}).get(action_id)
                same = old is not None and old["type"] == element["type"]
                values.setdefault(block_id, {})[action_id] = old if same else untouched(element)
    return values
