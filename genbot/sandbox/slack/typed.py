"""What a person put into an input: turned into Slack's state, and checked as Slack's client does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.windows import HOLDS, LISTS

Dict = dict[str, Any]
REQUIRED = "Please complete this required field."
LARGEST_FILE = 10_000_000  # bytes, in a form


def held(element: Dict, given: Any) -> Dict:
    """The state of an input after a person gave it this, as a state object or as a bare value."""
    kind = str(element["type"])
    field = HOLDS[kind][0]
    value = given.get(field, given.get("value")) if isinstance(given, dict) else given
    if field in LISTS:
        value = [_picked(element, one) for one in _many(value)]
    elif value not in (None, ""):
        value = _picked(element, value)
    else:
        value = None
    return {"type": kind, field: value}


def _many(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _picked(element: Dict, value: Any) -> Any:
    """One value: an option is looked up by its value, a moment becomes a number."""
    kind = element["type"]
    if kind == "datetimepicker":
        if not str(value).isdecimal():
            raise Refused("invalid_date_time", f"{value} is no moment")
        return int(value)
    if "options" in element or "option_groups" in element:
        return option(element, value)
    if kind.endswith("external_select") and not isinstance(value, dict):
        return {"text": {"type": "plain_text", "text": str(value)}, "value": str(value)}
    return value


def option(element: Dict, value: Any) -> Dict:
    """The option of a menu with this value; only what is offered can be chosen."""
    wanted = value.get("value") if isinstance(value, dict) else value
    groups = element.get("option_groups") or []
    offered = [*(element.get("options") or []), *(one for g in groups for one in g["options"])]
    found: Dict | None = next((one for one in offered if one["value"] == wanted), None)
    if found is None:
        raise Refused("invalid_option", f"{wanted} is not offered")
    return dict(found)


def complaint(block: Dict, state: Dict) -> str | None:
    """What Slack's own form would say before it sends anything, if it would."""
    element = block["element"]
    value = state[HOLDS[element["type"]][0]]
    if value in (None, "", []):
        return None if block.get("optional") else REQUIRED
    check = CHECKS.get(element["type"])
    return check(element, value) if check else _too_many(element, value)


def _too_many(element: Dict, value: Any) -> str | None:
    most = element.get("max_selected_items")
    if most and len(value) > most:
        return f"Please choose at most {most}."
    return None


def _length(element: Dict, value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Please write at least {least} characters."
    return f"Please shorten this to {most} characters." if len(value) > most else None


def _number(element: Dict, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and not re.fullmatch(r"[+-]?\d+", value):
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return None


def _email(element: Dict, value: str) -> str | None:
    return None if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) else "Please enter an email."


def _url(element: Dict, value: str) -> str | None:
    parts = urlsplit(value)
    return None if parts.scheme in ("http", "https") and parts.netloc else "Please enter a URL."


def _files(element: Dict, value: list[Dict]) -> str | None:
    """How many, of which endings, how large (docs.slack.dev, file input element)."""
    most, endings = element.get("max_files", 10), element.get("filetypes") or []
    if len(value) > most:
        return f"Please choose at most {most}."
    if endings and any(file["filetype"] not in endings for file in value):
        return f"Please choose a file of these types: {', '.join(endings)}."
    if any(file["size"] > LARGEST_FILE for file in value):
        return "Please choose a file of at most 10 MB."
    return None


CHECKS: dict[str, Callable[[Dict, Any], str | None]] = {
    "file_input": _files,
    "plain_text_input": _length,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
}
