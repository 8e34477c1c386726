"""How a person reads a message or a form: the words on it, its buttons, and the fields to fill in."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Payload = dict[str, Any]

_WORDY = {"text", "title", "alt_text", "label", "hint", "name"}
_SHORT_CODE = re.compile(r":[a-z0-9_+-]+:")
_TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_NOT_A_WORD = re.compile(r"[^\w\s]+")


class NotThere(LookupError):
    """Somebody looked for a button, a field or a choice that is not drawn."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: what it says, and what Slack is told when it is pressed."""

    label: str
    block_id: str
    action_id: str
    value: str = ""
    confirm: str = ""  # what the dialog asks first; empty: nothing is asked

    @property
    def press(self) -> Payload:
        return {"block_id": self.block_id, "action_id": self.action_id, "value": self.value}


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a form."""

    label: str
    block_id: str
    element: Payload

    @property
    def action_id(self) -> str:
        return str(self.element.get("action_id", ""))


def plain(words: str) -> str:
    """What is left when emoji, punctuation and capitals are overlooked."""
    return " ".join(
        _NOT_A_WORD.sub(" ", _SHORT_CODE.sub(" ", html.unescape(words))).casefold().split()
    )


def as_read(mrkdwn: str) -> str:
    """Slack's notation as it looks on the screen: names of links, times, no marks."""
    shown = _TOKEN.sub(lambda found: found[2] or found[1].lstrip("@#!"), mrkdwn)
    return html.unescape(re.sub(r"(?<!\w)[*_~`]|[*_~`](?!\w)", "", shown)).strip()


def words(message: Payload) -> str:
    """Everything a person can read on it, one piece per line."""
    pieces = [str(message.get("text") or ""), *_texts(message.get("blocks") or [])]
    pieces += [str(file.get("title") or file.get("name")) for file in message.get("files") or []]
    return "\n".join(dict.fromkeys(piece for piece in pieces if piece))


def reads(message: Payload, wanted: str) -> bool:
    """Whether these words can be read on it."""
    return plain(wanted) in plain(words(message))


def begins(message: Payload, wanted: str) -> bool:
    """Whether its first words are these."""
    return plain(str(message.get("text"))).startswith(plain(wanted))


def has(view: Payload, name: str, words_too: bool = True) -> bool:
    """Whether a form has a field by this name, or words."""
    try:
        field(view, name)
    except NotThere:
        return words_too and reads(view, name)
    return True


def buttons(message: Payload) -> list[Button]:
    """All buttons of a message or a view, in the order they are drawn."""
    blocks = message.get("blocks") or []
    return [_button(block, part) for block in blocks for part in _of_type(block, "button")]


def button(message: Payload, says: str) -> Button | None:
    """The button that says this: exactly, else beginning with it, else containing it."""
    drawn, wanted = buttons(message), plain(says)
    for fits in (str.__eq__, str.startswith, str.__contains__):
        for one in drawn:
            if fits(plain(one.label), wanted):
                return one
    return None


def fields(view: Payload) -> list[Field]:
    """The inputs of a form, in the order they are drawn."""
    blocks = [block for block in view.get("blocks") or [] if block.get("type") == "input"]
    return [
        Field(label(block.get("label")), str(block.get("block_id", "")), block["element"])
        for block in blocks
    ]


def field(view: Payload, name: str) -> Field:
    """The field with this label, or this block id."""
    drawn, wanted = fields(view), plain(name)
    for one in drawn:
        if one.block_id == name or plain(one.label) == wanted:
            return one
    for one in drawn:
        if wanted in plain(one.label):
            return one
    labels = ", ".join(f"“{one.label}”" for one in drawn) or "none"
    raise NotThere(f"no field “{name}” in the form; its fields: {labels}")


def before(element: Payload) -> Payload:
    """What a field holds before anybody touched it."""
    initial, key = _HOLDS[str(element["type"])]
    return {"type": element["type"], key: element.get(initial, [] if key in _LISTS else None)}


def filled(element: Payload, answer: Any) -> Payload:
    """What a field holds once a person answered: with text, the words of an option, ids, a time."""
    _, key = _HOLDS[str(element["type"])]
    if key in _LISTS and isinstance(answer, str):
        answer = [answer]
    if key == "selected_option":
        answer = _option(element, answer)
    elif key == "selected_options":
        answer = [_option(element, one) for one in answer]
    return {"type": element["type"], key: answer}


_HOLDS = {
    "plain_text_input": ("initial_value", "value"),
    "url_text_input": ("initial_value", "value"),
    "email_text_input": ("initial_value", "value"),
    "number_input": ("initial_value", "value"),
    "static_select": ("initial_option", "selected_option"),
    "radio_buttons": ("initial_option", "selected_option"),
    "multi_static_select": ("initial_options", "selected_options"),
    "checkboxes": ("initial_options", "selected_options"),
    "users_select": ("initial_user", "selected_user"),
    "multi_users_select": ("initial_users", "selected_users"),
    "conversations_select": ("initial_conversation", "selected_conversation"),
    "channels_select": ("initial_channel", "selected_channel"),
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "file_input": ("initial_files", "files"),
    "datetimepicker": ("initial_date_time", "selected_date_time"),
}
"""Per kind of element: where its first content is told, and where its content is kept."""

_LISTS = {"selected_options", "selected_users", "files"}


def _option(element: Payload, wanted: str) -> Payload:
    groups = element.get("option_groups") or []
    options = [*(element.get("options") or []), *(one for g in groups for one in g["options"])]
    for option in options:
        if option["value"] == wanted or plain(label(option["text"])) == plain(wanted):
            return dict(option)
    for option in options:
        if plain(wanted) in plain(label(option["text"])):
            return dict(option)
    raise NotThere(f"no choice “{wanted}”; there are: {[label(one['text']) for one in options]}")


def _button(block: Payload, part: Payload) -> Button:
    ask = part.get("confirm") or {}
    return Button(
        label=label(part.get("text")),
        block_id=str(block.get("block_id", "")),
        action_id=str(part.get("action_id", "")),
        value=str(part.get("value", "")),
        confirm=label(ask.get("text")),
    )


def _of_type(part: Any, kind: str) -> Iterator[Payload]:
    if isinstance(part, dict):
        if part.get("type") == kind:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _of_type(inner, kind)


def _texts(part: Any, key: str = "") -> Iterator[str]:
    if isinstance(part, str):
        if key in _WORDY:
            yield part
    elif isinstance(part, dict):
        for inner_key, inner in part.items():
            yield from _texts(inner, inner_key)
    elif isinstance(part, list):
        for inner in part:
            yield from _texts(inner, key)


def label(part: Any) -> str:
    """The words of one of Slack's text objects."""
    return str(part.get("text", "")) if isinstance(part, dict) else str(part or "")
