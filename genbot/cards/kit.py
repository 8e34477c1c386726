"""The few shapes every card and form is made of; nothing else knows what a block looks like."""

from collections.abc import Iterable, Sequence
from typing import Any

from genbot.cards.acts import Act, FormName
from genbot.cards.text import URL, clean, plain, shorten
from genbot.domain.posts import Block, Card

# Limits: platform notes 2.4. A message text above 4,000 cannot be updated.
MOST_BLOCKS, MOST_VIEW_BLOCKS = 50, 100
TEXT, SECTION = 3_000, 3_000
MOST_OPTIONS, MOST_BOXES = 100, 10
LONGEST_VALUE = 150
BUTTON = 2_000  # characters a button can carry
TEN_DIGITS = range(1_000_000_000, 10_000_000_000)  # other times make Slack refuse the form
Options = Sequence[tuple[str, str]]  # value and what it is called


def card(text: str, *blocks: Block | None) -> Card:
    """A message; `text` is one whole sentence for notifications and screen readers."""
    there = [block for block in blocks if block]
    if len(there) > MOST_BLOCKS:
        there = [*there[: MOST_BLOCKS - 1], small("There is more than one message can show.")]
    return Card(shorten(text, TEXT), tuple(there))


def header(text: str) -> Block:
    return {"type": "header", "text": _plain(text, 150)}


def section(mrkdwn: str, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": _mrkdwn(mrkdwn)}
    return {**block, "accessory": accessory} if accessory else block


def small(*mrkdwn: str) -> Block:
    """The line of small print; empty parts are left out."""
    parts = " · ".join(part for part in mrkdwn if part)
    return {"type": "context", "elements": [_mrkdwn(parts)]}


def divider() -> Block:
    return {"type": "divider"}


def image(url: str, says: str) -> Block | None:
    """A picture, where the address is one Slack can fetch."""
    if not URL.fullmatch(url):
        return None
    return {"type": "image", "image_url": url, "alt_text": plain(says, 300, "A picture")}


def actions(*buttons: Block | None) -> Block | None:
    there = [button for button in buttons if button]
    return {"type": "actions", "elements": there} if there else None


def button(
    label: str, act: Act, value: str = "", style: str = "", confirm: Block | None = None
) -> Block:
    made: Block = {"type": "button", "text": _plain(label, 75), "action_id": act.value}
    if value:
        made["value"] = value
    if style:
        made["style"] = style
    if confirm:
        made["confirm"] = confirm
    return made


def confirm(title: str, text: str, yes: str, no: str = "Not yet", style: str = "") -> Block:
    """The question before a button that cannot be taken back."""
    asked: Block = {"title": _plain(title, 100), "text": _plain(text, 300)}
    asked |= {"confirm": _plain(yes, 30), "deny": _plain(no, 30)}
    return {**asked, "style": style} if style else asked


def plan(title: str, tasks: Sequence[Block]) -> Block:
    """Steps with their states (docs.slack.dev, plan block); only messages can show it."""
    return {"type": "plan", "title": plain(title, 250, "Steps"), "tasks": list(tasks)}


def task(id: str, title: str, status: str, details: str = "", output: str = "") -> Block:
    """One step (docs.slack.dev, task card block): pending, in_progress, complete or error."""
    made: Block = {"type": "task_card", "task_id": id, "title": plain(title, 150, "A step")}
    made["status"] = status
    if details:
        made["details"] = _rich(details)
    if output:
        made["output"] = _rich(output)
    return made


def input_text(
    id: str,
    label: str,
    *,
    value: str = "",
    long: bool = False,
    most: int = 3_000,
    hint: str = "",
    example: str = "",
    optional: bool = False,
) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": long, "max_length": most}
    if value := clean(value)[:most]:
        element["initial_value"] = value
    if example:
        element["placeholder"] = _plain(example, 150)
    return _input(id, label, element, hint=hint, optional=optional)


def input_url(id: str, label: str, *, value: str = "", hint: str = "") -> Block:
    element: Block = {"type": "url_text_input"}
    if URL.fullmatch(value):
        element["initial_value"] = value
    return _input(id, label, element, hint=hint, optional=True)


def input_number(
    id: str, label: str, *, value: int | None, least: int, most: int, hint: str = ""
) -> Block:
    """A whole number; one that has no value yet may stay empty."""
    element: Block = {"type": "number_input", "is_decimal_allowed": False}
    element |= {"min_value": str(least), "max_value": str(most)}
    if value is not None:
        element["initial_value"] = str(value)
    return _input(id, label, element, hint=hint, optional=bool(hint))


def input_choice(
    id: str,
    label: str,
    options: Options,
    *,
    value: str = "",
    hint: str = "",
    optional: bool = False,
    act: Act | None = None,
) -> Block | None:
    """One of a list; None when there is nothing to choose from. With `act` choosing is heard of at
    once, like a button."""
    offered = _options(options, MOST_OPTIONS)
    if not offered:
        return None
    element: Block = {"type": "static_select", "options": offered}
    if chosen := [option for option in offered if option["value"] == value]:
        element["initial_option"] = chosen[0]
    made = _input(id, label, element, hint=hint, optional=optional)
    if act:
        made |= {"dispatch_action": True, "element": {**made["element"], "action_id": act.value}}
    return made


def input_boxes(
    id: str,
    label: str,
    options: Options,
    *,
    values: Iterable[str] = (),
    hint: str = "",
    optional: bool = True,
) -> Block | None:
    """Any number of a list: boxes to tick while they fit, a list to pick from when they do not."""
    offered = _options(options, MOST_OPTIONS)
    if not offered:
        return None
    element: Block = {"type": "checkboxes", "options": offered}
    if len(offered) > MOST_BOXES:
        element["type"] = "multi_static_select"
    ticked = set(values)
    if chosen := [option for option in offered if option["value"] in ticked]:
        element["initial_options"] = chosen
    return _input(id, label, element, hint=hint, optional=optional)


def input_many(
    id: str, label: str, options: Options, *, values: Iterable[str] = (), hint: str = ""
) -> Block | None:
    """Any number of a list, picked from a menu; None when there is nothing to pick."""
    made = input_boxes(id, label, options, values=values, hint=hint)
    return made and {**made, "element": {**made["element"], "type": "multi_static_select"}}


def input_moment(
    id: str,
    label: str,
    *,
    at: float = 0.0,
    hint: str = "",
    optional: bool = False,
    anew: bool = False,
) -> Block:
    """With `anew` it shows its time in a window that showed another one before."""
    element: Block = {"type": "datetimepicker"}
    if int(at) in TEN_DIGITS:
        element["initial_date_time"] = int(at)
    made = _input(id, label, element, hint=hint, optional=optional)
    if anew:  # what keeps its names keeps what a person has put in
        made["element"]["action_id"] = f"value_{int(at)}"
    return made


def input_people(id: str, label: str, people: Sequence[str], *, hint: str = "") -> Block:
    element: Block = {"type": "multi_users_select"}
    if people:
        element["initial_users"] = list(people)
    return _input(id, label, element, hint=hint, optional=True)


def input_person(id: str, label: str, user: str) -> Block:
    element: Block = {"type": "users_select"}
    if user:
        element["initial_user"] = user
    return _input(id, label, element, optional=True)


def input_room(id: str, label: str, channel: str) -> Block:
    """A channel, or none."""
    element: Block = {"type": "channels_select"}
    if channel:
        element["initial_channel"] = channel
    return _input(id, label, element, optional=True)


def input_file(
    id: str, label: str, endings: Sequence[str], *, most: int = 1, hint: str = "", optional: bool
) -> Block:
    """Files of up to 10 MB with these endings; Slack asks for them, so their bytes are in Slack."""
    element: Block = {"type": "file_input", "filetypes": list(endings), "max_files": most}
    return _input(id, label, element, hint=hint, optional=optional)


def input_channel(id: str, label: str, channel: str, *, hint: str = "") -> Block:
    element: Block = {"type": "conversations_select", "default_to_current_conversation": True}
    if channel:
        element = {"type": "conversations_select", "initial_conversation": channel}
    return _input(id, label, element, hint=hint)


def form(
    name: FormName | None,
    title: str,
    *blocks: Block | None,
    submit: str = "",
    about: str = "",
    told_when_closed: bool = False,
) -> Block:
    """A modal; `about` comes back with its answer. Without `submit` it can only be read. With
    `told_when_closed`, closing it counts as sending its main form."""
    made: Block = {"type": "modal", "title": _plain(title, 24), "blocks": _view_blocks(blocks)}
    made["close"] = _plain("Cancel" if submit and not told_when_closed else "Close", 24)
    if submit:
        made["submit"] = _plain(submit, 24)
    if name:
        made["callback_id"] = name.value
    if about:
        made["private_metadata"] = about
    if told_when_closed:
        made["notify_on_close"] = True
    return made


def home(*blocks: Block | None) -> Block:
    return {"type": "home", "blocks": _view_blocks(blocks)}


def _view_blocks(blocks: Iterable[Block | None]) -> list[Block]:
    return [block for block in blocks if block][:MOST_VIEW_BLOCKS]


def _input(id: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    made: Block = {"type": "input", "block_id": id, "label": _plain(label, 150)}
    made["element"] = {**element, "action_id": "value"}
    if optional:
        made["optional"] = True
    if hint:
        made["hint"] = _plain(hint, 500)
    return made


def _options(options: Options, most: int) -> list[Block]:
    """What Slack accepts as options: each value once, none empty, none too long."""
    once = {value: label for value, label in options if 0 < len(value) <= LONGEST_VALUE}
    return [{"text": _plain(label, 75), "value": value} for value, label in once.items()][:most]


def _plain(text: str, limit: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": plain(text, limit), "emoji": True}


def _mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": shorten(text, SECTION) or "\u2013"}


def _rich(text: str) -> Block:
    """Rich text is literal by construction; Slack's task cards take nothing else."""
    words = [{"type": "text", "text": plain(text, 250, "\u2013")}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": words}]}
