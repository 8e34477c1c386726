"""Block elements: buttons, menus, pickers and inputs, with their documented limits."""

from __future__ import annotations

import datetime as dt
from typing import Any

from genbot.sandbox.slack.pieces import (
    CONFIRM,
    OPTION_GROUPS,
    STYLES,
    options,
    picture,
    pictured,
    plain,
)
from genbot.sandbox.slack.richtext import RICH_TEXT
from genbot.sandbox.slack.rules import (
    Fields,
    Need,
    Report,
    Rule,
    anything,
    boolean,
    either,
    in_order,
    items,
    not_both,
    one_of,
    shape,
    string,
    url,
    whole,
)

PLAIN = ("plain_text",)
DEEP_LINKS = ("http", "https", "mailto", "tel", "slack")


def _element(fields: Fields, *also: Rule) -> Rule:
    extra: Fields = {"type": Need(anything), "action_id": string(255)}
    return shape(extra | fields, *also)


def _asked(fields: Fields, *also: Rule) -> Rule:
    """An element that may ask "are you sure?" and take the cursor when a form opens."""
    extra: Fields = {"confirm": CONFIRM, "focus_on_load": boolean}
    return _element(extra | fields, *also)


def _menu(fields: Fields, *also: Rule) -> Rule:
    extra: Fields = {"placeholder": plain(150)}
    return _asked(extra | fields, *also)


def _typed(fields: Fields, *also: Rule) -> Rule:
    dispatch = shape(
        {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 1, 2)}
    )
    extra: Fields = {
        "placeholder": plain(150),
        "dispatch_action_config": dispatch,
        "focus_on_load": boolean,
    }
    return _element(extra | fields, *also)


def _offered(value: dict[str, Any]) -> list[Any]:
    groups = [group for group in _list(value.get("option_groups")) if isinstance(group, dict)]
    grouped = [one for group in groups for one in _list(group.get("options"))]
    return [*_list(value.get("options")), *grouped]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _chosen_are_offered(value: Any, at: str, report: Report) -> None:
    """An initial choice must be one of the choices, to the letter."""
    offered = _offered(value)
    if (one := value.get("initial_option")) is not None and one not in offered:
        report.say("initial_option must match one of the options", f"{at}/initial_option")
    chosen = value.get("initial_options")
    if isinstance(chosen, list) and any(one not in offered for one in chosen):
        report.say("initial_options must match the options", f"{at}/initial_options")


def _day(value: Any, at: str, report: Report) -> None:
    try:
        dt.datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=dt.UTC)
    except (TypeError, ValueError):
        report.say("must be a date in the format YYYY-MM-DD", at)


def _numeral(value: Any, at: str, report: Report) -> None:
    try:
        float(value if isinstance(value, str) else "")
    except ValueError:
        report.say("must be a number written as a string", at)


CHOSEN = items(anything, 1, 100)
IDS = items(string(255))
SELECTED = whole(1)
FILTER = shape(
    {
        "include": items(one_of("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    either("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
_STATIC: Fields = {
    "options": options(1, 100, *PLAIN),
    "option_groups": OPTION_GROUPS,
}
_STATIC_ALSO = (
    either("options", "option_groups"),
    not_both("options", "option_groups"),
    _chosen_are_offered,
)
_FEEDBACK = shape(
    {"text": Need(plain(75)), "value": Need(string(2000)), "accessibility_label": string(75)}
)

ELEMENTS: dict[str, Rule] = {
    "button": _element(
        {
            "text": Need(plain(75)),
            "url": url(schemes=DEEP_LINKS),
            "value": string(2000),
            "style": one_of(*STYLES),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "agent_prompt": string(4000),
            "agent_prompt_display": string(75),
            "visible_to_user_ids": items(string(255), 1, 10),
        }
    ),
    "icon_button": _element(
        {
            "icon": Need(one_of("trash")),
            "text": Need(plain(75)),
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": items(string(255), 1, 10),
        }
    ),
    "feedback_buttons": _element(
        {"positive_button": Need(_FEEDBACK), "negative_button": Need(_FEEDBACK)}
    ),
    "workflow_button": _element(
        {
            "text": Need(plain(75)),
            "workflow": Need(anything),
            "style": one_of(*STYLES),
            "accessibility_label": string(75),
        }
    ),
    "image": pictured(picture()),
    "overflow": _element({"options": Need(options(1, 5, *PLAIN, link=True)), "confirm": CONFIRM}),
    "checkboxes": _asked(
        {"options": Need(options(1, 10)), "initial_options": CHOSEN}, _chosen_are_offered
    ),
    "radio_buttons": _asked(
        {"options": Need(options(1, 10)), "initial_option": anything}, _chosen_are_offered
    ),
    "datepicker": _menu({"initial_date": _day}),
    "timepicker": _menu(
        {
            "initial_time": string(pattern=r"([01]\d|2[0-3]):[0-5]\d", what="must be HH:mm"),
            "timezone": string(),
        }
    ),
    "datetimepicker": _asked({"initial_date_time": whole(1_000_000_000, 9_999_999_999)}),
    "static_select": _menu(_STATIC | {"initial_option": anything}, *_STATIC_ALSO),
    "multi_static_select": _menu(
        _STATIC | {"initial_options": CHOSEN, "max_selected_items": SELECTED}, *_STATIC_ALSO
    ),
    "external_select": _menu({"initial_option": anything, "min_query_length": whole(0)}),
    "multi_external_select": _menu(
        {"initial_options": CHOSEN, "min_query_length": whole(0), "max_selected_items": SELECTED}
    ),
    "users_select": _menu({"initial_user": string(255)}),
    "multi_users_select": _menu({"initial_users": IDS, "max_selected_items": SELECTED}),
    "channels_select": _menu({"initial_channel": string(255), "response_url_enabled": boolean}),
    "multi_channels_select": _menu({"initial_channels": IDS, "max_selected_items": SELECTED}),
    "conversations_select": _menu(
        {
            "initial_conversation": string(255),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        }
    ),
    "multi_conversations_select": _menu(
        {
            "initial_conversations": IDS,
            "default_to_current_conversation": boolean,
            "max_selected_items": SELECTED,
            "filter": FILTER,
        }
    ),
    "plain_text_input": _typed(
        {
            "initial_value": string(3000, least=0),
            "multiline": boolean,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
        in_order("min_length", "max_length"),
    ),
    "number_input": _typed(
        {
            "is_decimal_allowed": Need(boolean),
            "initial_value": _numeral,
            "min_value": _numeral,
            "max_value": _numeral,
        },
        in_order("min_value", "max_value"),
    ),
    "email_text_input": _typed({"initial_value": string(least=0)}),
    "url_text_input": _typed({"initial_value": string(3000, least=0)}),
    "rich_text_input": _typed(
        {"initial_value": RICH_TEXT, "min_lines": whole(1, 100), "max_lines": whole(1, 100)},
        in_order("min_lines", "max_lines"),
    ),
    "file_input": _element({"filetypes": items(string(255)), "max_files": whole(1, 10)}),
}

_KINDS = ("static", "external", "users", "channels", "conversations")
MENUS = tuple(f"{kind}_select" for kind in _KINDS)
MULTI_MENUS = tuple(f"multi_{menu}" for menu in MENUS)
_SHARED = ("checkboxes", "radio_buttons", "datepicker", "timepicker", *MENUS)
_TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input")

# Where each element may stand, from the "works with" line of its own page.
IN_SECTION = ("button", "image", "overflow", "workflow_button", *_SHARED, *MULTI_MENUS)
IN_ACTIONS = ("button", "overflow", "workflow_button", "datetimepicker", *_SHARED)
IN_INPUT = (*_TYPED, "rich_text_input", "file_input", "datetimepicker", *_SHARED, *MULTI_MENUS)
IN_CONTEXT_ACTIONS = ("feedback_buttons", "icon_button")
