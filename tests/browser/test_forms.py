"""Forms over the page: opened, filled, refused, stacked, closed."""

import pytest

from tests.browser.blocks import choices, form, question
from tests.browser.page import (
    expect,
    field,
    fill_form,
    form_on_top,
    press,
    type_command,
)
from tests.browser.scene import BEA, PABLO

pytestmark = pytest.mark.browser


def opened(scene, page, view):
    """Somebody types a command; the app answers with this form."""
    type_command(page, "/gen form")
    trigger = scene.hear("slash_commands")["trigger_id"]
    scene.call("views.open", trigger_id=trigger, view=view)
    expect(form_on_top(page)).to_be_visible()


def answers(heard):
    values = heard["view"]["state"]["values"]
    return {name: block["answer"] for name, block in values.items()}


def test_everything_that_can_be_asked_can_be_answered(scene, visit):
    page = visit()
    options = {"options": choices("Now", "Later", "Never")}
    view = form(
        question("Caption", "plain_text_input", element={"multiline": True, "max_length": 2200}),
        question("When", "radio_buttons", element=options),
        question("Also", "checkboxes", element=options),
        question("Style", "static_select", element=options),
        question("Many", "multi_static_select", element=options),
        question("Who", "multi_users_select"),
        question("Room", "channels_select"),
        question("Day", "datepicker"),
        question("Hour", "timepicker"),
        question("Moment", "datetimepicker"),
        question("Credits", "number_input", element={"is_decimal_allowed": False}),
        question("Link", "url_text_input"),
        question("Mail", "email_text_input"),
    )
    opened(scene, page, view)

    fill_form(
        page,
        {
            "Caption": "Ready, *set* & <go>",
            "When": "Later",
            "Also": ["Now", "Never"],
            "Style": "Never",
            "Many": ["Now", "Later"],
            "Who": ["Bea Brandt", "Pablo Ruiz"],
            "Room": "launches",
            "Day": "2026-12-24",
            "Hour": "15:00",
            "Moment": "2026-12-31 23:30",
            "Credits": 40,
            "Link": "https://example.com/a",
            "Mail": "bea@example.com",
        },
    )

    said = answers(scene.hear("view_submission"))
    assert said["caption"]["value"] == "Ready, *set* & <go>"
    assert said["when"]["selected_option"]["value"] == "later"
    assert [one["value"] for one in said["also"]["selected_options"]] == ["now", "never"]
    assert said["style"]["selected_option"]["value"] == "never"
    assert [one["value"] for one in said["many"]["selected_options"]] == ["now", "later"]
    assert said["who"]["selected_users"] == [BEA, PABLO]
    assert said["room"]["selected_channel"] == "C0LAUNCHES0"
    assert said["day"]["selected_date"] == "2026-12-24"
    assert said["hour"]["selected_time"] == "15:00"
    assert said["moment"]["selected_date_time"] == 1798777800  # half past eleven in New York
    assert said["credits"]["value"] == "40"
    assert said["link"]["value"] == "https://example.com/a"
    assert said["mail"]["value"] == "bea@example.com"
    expect(page.get_by_role("dialog")).not_to_be_attached()


def test_a_form_says_what_is_missing_before_it_asks_the_app(scene, visit):
    page = visit()
    short = question("Title", "plain_text_input", element={"max_length": 10})
    opened(scene, page, form(question("Why", "plain_text_input"), short))

    fill_form(page, {"Title": "eleven chars"})

    top = form_on_top(page)
    expect(field(top, "Why")).to_contain_text("Please complete this required field.")
    expect(field(top, "Title")).to_contain_text("Please use at most 10 characters (now 12).")
    expect(field(top, "Title").locator(".counter")).to_have_text("-2")
    expect(field(top, "Why").locator("input")).to_be_focused()


def test_what_the_app_finds_wrong_stands_beneath_the_field(scene, visit):
    page = visit()
    wrong = {"response_action": "errors", "errors": {"why": "Say a little more."}}
    scene.answers["view_submission"] = lambda _: wrong
    opened(scene, page, form(question("Why", "plain_text_input")))

    fill_form(page, {"Why": "no"})

    expect(field(form_on_top(page), "Why")).to_contain_text("Say a little more.")
    expect(field(form_on_top(page), "Why").locator("input")).to_have_value("no")


@pytest.mark.impatient
def test_a_form_nobody_takes_stays_open_with_what_was_typed(scene, visit):
    page = visit()
    scene.answers["view_submission"] = lambda _: {"ack": False}
    opened(scene, page, form(question("Why", "plain_text_input")))

    fill_form(page, {"Why": "because"})

    expect(form_on_top(page).locator(".view-error")).to_contain_text("Try again?")
    expect(field(form_on_top(page), "Why").locator("input")).to_have_value("because")


def test_forms_stack_and_escape_closes_one_at_a_time(scene, visit):
    page = visit()
    second = form(question("More", "plain_text_input"), title="Second")
    scene.answers["view_submission"] = lambda _: {"response_action": "push", "view": second}
    opened(scene, page, form(question("Why", "plain_text_input"), title="First"))

    fill_form(page, {"Why": "because"})
    expect(page.get_by_role("dialog", name="Second")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog", name="First")).to_be_visible()
    expect(field(form_on_top(page), "Why").locator("input")).to_have_value("because")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).not_to_be_attached()


def test_closing_tells_the_app_when_it_wants_to_know(scene, visit):
    page = visit()
    opened(scene, page, form(question("Why", "plain_text_input"), notify_on_close=True))

    press(page, "Back")

    assert scene.hear("view_closed")["is_cleared"] is False


def test_an_updated_form_keeps_what_was_typed(scene, visit):
    page = visit()
    opened(scene, page, form(question("Why", "plain_text_input", optional=True)))
    fill_form(page, {"Why": "half a thou"}, submit=False)

    view_id = form_on_top(page).get_attribute("data-view-id")
    more = form(
        question("Why", "plain_text_input", optional=True),
        question("Who", "users_select", optional=True),
        title="Longer",
    )
    scene.call("views.update", view_id=view_id, view=more)

    expect(page.get_by_role("dialog", name="Longer")).to_be_visible()
    expect(field(form_on_top(page), "Why").locator("input")).to_have_value("half a thou")
    press(page, "Send")
    assert answers(scene.hear("view_submission"))["why"]["value"] == "half a thou"


def test_tab_stays_in_the_form_and_focus_returns_when_it_closes(scene, visit):
    page = visit()
    opened(scene, page, form(question("Why", "plain_text_input")))

    for _ in range(8):
        page.keyboard.press("Tab")
        inside = "document.querySelector('.view').contains(document.activeElement)"
        assert page.evaluate(inside)
    page.keyboard.press("Escape")

    expect(page.get_by_role("textbox", name="Message")).to_be_focused()


def test_a_choice_in_a_form_may_tell_the_app_at_once(scene, visit):
    page = visit()
    when = question(
        "When", "radio_buttons", element={"options": choices("Now", "Later")}, dispatch_action=True
    )
    opened(scene, page, form(when))

    fill_form(page, {"When": "Later"}, submit=False)

    heard = scene.hear("block_actions")
    assert heard["actions"][0]["selected_option"]["value"] == "later"
    assert heard["view"]["callback_id"] == "form"
