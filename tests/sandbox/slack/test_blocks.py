"""The judge of Block Kit: what Slack refuses is refused, what it takes is taken."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.sandbox.slack.blocks import problems, view_problems
from tests.sandbox.slack.conftest import a_form, buttons, section

IMAGE = {"type": "image", "image_url": "https://cdn.test/a.jpg", "alt_text": "a"}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hi"}]}],
}
TASK = {"type": "task_card", "task_id": "t1", "title": "Voice", "status": "in_progress"}
CARD = {"type": "card", "title": {"type": "mrkdwn", "text": "One"}}
VIDEO = {
    "type": "video",
    "alt_text": "v",
    "title": {"type": "plain_text", "text": "V"},
    "video_url": "https://v.test/1",
    "thumbnail_url": "https://v.test/1.jpg",
}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str = "a", text: str = "A", **more: Any) -> dict[str, Any]:
    return {"text": plain(text), "value": value, **more}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def select(**more: Any) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "pick", **more}


def asked(element: dict[str, Any]) -> dict[str, Any]:
    return {"type": "input", "label": plain("L"), "element": element}


def confirm(**more: Any) -> dict[str, Any]:
    texts = {"title": plain("T"), "text": plain("x"), "confirm": plain("Y"), "deny": plain("N")}
    return texts | more


WELCOME = {
    "a section": section(),
    "a section of 3000": section("x" * 3000),
    "fields": {"type": "section", "fields": [plain("x" * 2000)] * 10},
    "a header": {"type": "header", "text": plain("x" * 150)},
    "a divider": {"type": "divider"},
    "a context": {"type": "context", "elements": [plain("a"), IMAGE]},
    "an image": IMAGE | {"title": plain("t")},
    "buttons": buttons("approve", "reject"),
    "a menu": actions(select(options=[option()], initial_option=option(), confirm=confirm())),
    "a grouped menu": actions(select(option_groups=[{"label": plain("G"), "options": [option()]}])),
    "an overflow": section(
        accessory={"type": "overflow", "options": [option(url="https://x.test")]}
    ),
    "a date": section(accessory={"type": "datepicker", "initial_date": "2026-11-26"}),
    "a moment": actions({"type": "datetimepicker", "initial_date_time": 1_790_000_000}),
    "an input": asked({"type": "plain_text_input", "min_length": 1, "max_length": 3000}),
    "rich text": RICH,
    "markdown": {"type": "markdown", "text": "# Hi"},
    "a plan": {"type": "plan", "title": "Making it", "tasks": [TASK, TASK | {"details": RICH}]},
    "a task": TASK | {"sources": [{"type": "url", "url": "https://a.test", "text": "A"}]},
    "a card": CARD | {"actions": [button()]},
    "a carousel": {"type": "carousel", "elements": [CARD]},
    "a container": {"type": "container", "title": plain("T"), "child_blocks": [section()]},
    "a table": {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]},
    "feedback": {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "positive_button": {"text": plain("Good"), "value": "1"},
                "negative_button": {"text": plain("Bad"), "value": "0"},
            }
        ],
    },
    "a video": VIDEO,
}

REFUSED = {
    "a text of 3001": section("x" * 3001),
    "an empty text": section(""),
    "a field of 2001": {"type": "section", "fields": [plain("x" * 2001)]},
    "eleven fields": {"type": "section", "fields": [plain("x")] * 11},
    "a section of nothing": {"type": "section"},
    "a header in mrkdwn": {"type": "header", "text": {"type": "mrkdwn", "text": "Hi"}},
    "a header of 151": {"type": "header", "text": plain("x" * 151)},
    "a context of 3001": {"type": "context", "elements": [plain("x" * 3001)]},
    "an empty context": {"type": "context", "elements": []},
    "a context of eleven": {"type": "context", "elements": [plain("x")] * 11},
    "twenty-six buttons": actions(*(button(action_id=str(n)) for n in range(26))),
    "no buttons": actions(),
    "a button without text": actions({"type": "button", "action_id": "x"}),
    "a button's text of 76": actions(button(text=plain("x" * 76))),
    "a button in mrkdwn": actions(button(text={"type": "mrkdwn", "text": "x"})),
    "a button's value of 2001": actions(button(value="x" * 2001)),
    "a button in green": actions(button(style="green")),
    "a button that is a script": actions(button(url="javascript:alert(1)")),
    "a button for eleven": actions(button(visible_to_user_ids=["U1"] * 11)),
    "an action_id of 256": actions(button(action_id="x" * 256)),
    "twin action_ids": actions(button(), button()),
    "a block_id of 256": section(block_id="x" * 256),
    "a menu of nothing": actions(select()),
    "a menu without options": actions(select(options=[])),
    "a menu of 101": actions(select(options=[option(str(n)) for n in range(101)])),
    "a menu with options and groups": actions(
        select(options=[option()], option_groups=[{"label": plain("G"), "options": [option()]}])
    ),
    "an initial option not offered": actions(
        select(options=[option()], initial_option=option("b"))
    ),
    "an option without value": actions(select(options=[option("")])),
    "an option's value of 151": actions(select(options=[option("x" * 151)])),
    "an option's text of 76": actions(select(options=[option(text="x" * 76)])),
    "an option's description of 76": actions(select(options=[option(description=plain("x" * 76))])),
    "an option in mrkdwn": actions(
        select(options=[{"text": {"type": "mrkdwn", "text": "x"}, "value": "a"}])
    ),
    "a link in a menu": actions(select(options=[option(url="https://x.test")])),
    "an overflow of six": section(
        accessory={"type": "overflow", "options": [option(str(n)) for n in range(6)]}
    ),
    "eleven radio buttons": actions(
        {"type": "radio_buttons", "options": [option(str(n)) for n in range(11)]}
    ),
    "a confirm without text": actions(button(confirm=confirm(text=None))),
    "a confirm's title of 101": actions(button(confirm=confirm(title=plain("x" * 101)))),
    "a confirm's text of 301": actions(button(confirm=confirm(text=plain("x" * 301)))),
    "a confirm's button of 31": actions(button(confirm=confirm(deny=plain("x" * 31)))),
    "the 30th of February": actions({"type": "datepicker", "initial_date": "2026-02-30"}),
    "a quarter past 24": actions({"type": "timepicker", "initial_time": "24:15"}),
    "a moment of five digits": actions({"type": "datetimepicker", "initial_date_time": 12345}),
    "a text input in a section": section(accessory={"type": "plain_text_input"}),
    "a text input in actions": actions({"type": "plain_text_input", "action_id": "x"}),
    "a button in an input": asked(button()),
    "an input without label": {"type": "input", "element": {"type": "plain_text_input"}},
    "a max_length of 3001": asked({"type": "plain_text_input", "max_length": 3001}),
    "min above max": asked({"type": "plain_text_input", "min_length": 9, "max_length": 3}),
    "a number without decimals said": asked({"type": "number_input"}),
    "a file input in a message": asked({"type": "file_input", "action_id": "f"}),
    "an image without alt": {"type": "image", "image_url": "https://cdn.test/a.jpg"},
    "an image of nothing": {"type": "image", "alt_text": "a"},
    "an image's url with a blank": IMAGE | {"image_url": "https://cdn.test/a b.jpg"},
    "an image's alt of 2001": IMAGE | {"alt_text": "x" * 2001},
    "a video over http": VIDEO | {"video_url": "http://v.test/1"},
    "a video's title of 200": VIDEO | {"title": plain("x" * 200)},
    "a video without title": {k: v for k, v in VIDEO.items() if k != "title"},
    "markdown of 12001": {"type": "markdown", "text": "x" * 12_001},
    "a table of 101 rows": {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * 101},
    "a row of 21": {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]},
    "a task without title": TASK | {"title": ""},
    "a task that is done": TASK | {"status": "done"},
    "a task's details in text": TASK | {"details": "so"},
    "a plan of sections": {"type": "plan", "title": "P", "tasks": [section()]},
    "a card's body of 201": CARD | {"body": plain("x" * 201)},
    "a card of nothing": {"type": "card"},
    "a carousel of eleven": {"type": "carousel", "elements": [CARD] * 11},
    "a container of nothing": {"type": "container", "title": plain("T"), "child_blocks": []},
    "a container in a container": {
        "type": "container",
        "title": plain("T"),
        "child_blocks": [{"type": "container", "title": plain("T"), "child_blocks": [section()]}],
    },
    "an alert in a message": {"type": "alert", "text": plain("x")},
    "an unknown block": {"type": "hero"},
    "an unknown element": actions({"type": "slider", "action_id": "s"}),
    "an unknown field": section(colour="red"),
    "no type": {"text": plain("x")},
    "no object": "section",
    "an empty rich text": {"type": "rich_text", "elements": []},
    "an unknown rich part": {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "blink"}]}],
    },
}


@pytest.mark.parametrize("name", WELCOME)
def test_is_welcome_in_a_message(name: str) -> None:
    assert problems([WELCOME[name]]) == []


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_in_a_message(name: str) -> None:
    assert problems([REFUSED[name]]) != []


@pytest.mark.parametrize("kind", ["markdown", "plan", "task_card", "context_actions", "container"])
@pytest.mark.parametrize("surface", ["modal", "home"])
def test_some_blocks_are_for_messages_only(kind: str, surface: str) -> None:
    block = next(one for one in WELCOME.values() if one["type"] == kind)

    assert f"unsupported type: {kind} [json-pointer:/blocks/0/type]" in problems([block], surface)


def test_an_alert_belongs_in_a_modal() -> None:
    assert problems([{"type": "alert", "text": plain("x"), "level": "info"}], "modal") == []


def test_a_problem_says_what_and_where() -> None:
    found = problems([{"type": "divider"}, section("x" * 3001)])

    assert found == ["must be less than 3001 characters [json-pointer:/blocks/1/text/text]"]


def test_a_message_holds_fifty_blocks_and_a_modal_a_hundred() -> None:
    assert problems([section()] * 50) == []
    assert problems([section()] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert problems([section()] * 100, "modal") == []
    assert problems([section()] * 101, "home") != []
    assert problems([]) != []


def test_names_are_unique_also_inside_containers() -> None:
    inner = {"type": "container", "title": plain("T"), "child_blocks": [section(block_id="a")]}

    assert problems([section(block_id="a"), inner]) == [
        "block_id must be unique: a [json-pointer:/blocks]"
    ]
    assert problems([buttons("go", block_id="a"), buttons("go", block_id="b")]) == []


def test_all_markdown_together_is_limited() -> None:
    assert problems([{"type": "markdown", "text": "x" * 6_001}] * 2) != []


def test_a_message_holds_one_table() -> None:
    table = WELCOME["a table"]

    assert problems([table, table]) != []


VIEWS = {
    "no title": {k: v for k, v in a_form().items() if k != "title"},
    "a title of 25": a_form("x" * 25),
    "inputs but no submit": {k: v for k, v in a_form().items() if k != "submit"},
    "private metadata of 3001": a_form(private_metadata="x" * 3001),
    "a callback_id of 256": a_form(callback_id="x" * 256),
    "no blocks": a_form(blocks=[]),
    "an unknown field": a_form(colour="red"),
    "a home with a submit": a_form(type="home"),
    "an unknown type": a_form(type="dialog"),
    "a text": "modal",
    "twin block_ids": a_form(blocks=a_form()["blocks"] * 2),
}


@pytest.mark.parametrize("name", VIEWS)
def test_is_refused_as_a_view(name: str) -> None:
    assert view_problems(VIEWS[name]) != []


def test_forms_and_homes_are_welcome() -> None:
    assert view_problems(a_form(private_metadata="", notify_on_close=True)) == []
    assert view_problems({"type": "home", "blocks": [section()]}) == []


def test_only_one_element_takes_the_cursor() -> None:
    fields = [
        asked({"type": "plain_text_input", "action_id": name, "focus_on_load": True})
        for name in ("a", "b")
    ]

    assert problems(fields, "modal") == [
        "only one element may have focus_on_load [json-pointer:/blocks]"
    ]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A welcome block in which one field, at any depth, has become something else."""
    name = draw(st.sampled_from(sorted(WELCOME)))
    return _damage(draw, WELCOME[name])


def _damage(draw: st.DrawFn, value: Any) -> Any:
    if isinstance(value, dict) and value and draw(st.integers(0, 4)):
        key = draw(st.sampled_from(sorted(value)))
        return value | {key: _damage(draw, value[key])}
    if isinstance(value, list) and value and draw(st.integers(0, 4)):
        return [_damage(draw, value[0]), *value[1:]]
    return draw(ANYTHING)


@settings(max_examples=150)
@given(damaged())
def test_nothing_is_too_strange_to_be_judged(block: Any) -> None:
    for surface in ("message", "modal", "home"):
        assert isinstance(problems([block], surface), list)
    assert isinstance(view_problems(a_form(blocks=[block])), list)
    assert isinstance(view_problems(a_form(blocks=block)), list)
