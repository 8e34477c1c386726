"""A channel set up and looked over, walked: agent, settings, help, status, Home, one person's forms."""

from genbot.slack.desk import commands
from tests.browser.page import (
    expect,
    field,
    fill_form,
    message_with,
    press,
    type_command,
)
from tests.browser.walks.steps import opened

BEA = "U0BRANDOWN"


def test_a_channel_is_set_up(walk):
    page = walk.visit()
    type_command(page, "/gen use")
    press(page, "Use this one", in_message="Which agent should speak in this channel?")
    bound = message_with(page, "This channel works with", within=".channel")
    press(page, "Settings…", in_message=bound)
    fill_form(page, {"Budget of this channel": "500"})
    expect(page.locator(".channel")).to_contain_text("budget 500 credits in 30 days")

    type_command(page, "/gen settings")
    expect(field(opened(page, "Budget"), "Budget of this channel").locator(".typed")).to_have_value(
        "500"
    )
    fill_form(page, {"Budget of each person here": "100"})
    expect(page.locator(".channel")).to_contain_text("each person 100 credits in 30 days")


def test_help_and_status_lead_on(walk):
    page = walk.visit()
    type_command(page, "/gen help")
    helped = message_with(page, "From an idea to a published video", within=".channel")
    press(page, f"All {len([*commands])} commands…", in_message=helped)
    walk.picture(opened(page, "/gen voices"), "help-form")
    page.keyboard.press("Escape")
    press(page, "Ask the agent…", in_message=helped)
    fill_form(page, {"What do you want to know": "who watches us?"})
    expect(message_with(page, "who watches us?", within=".channel")).to_contain_text("Ask me for")
    type_command(page, "/gen status")
    press(page, "New ideas…", in_message=message_with(page, "Settings…", within=".channel"))
    opened(page, "What about?")


def test_home_leads_to_everything(walk):
    page = walk.visit(channel="home")
    home = page.locator(".home")
    expect(home).to_contain_text("Nothing waits for your decision")
    press(page, "New ideas…")
    form = opened(page, "What about?")
    answers = {"What about": "late-night tacos", "How many": "2", "Type of video": "Montage"}
    fill_form(
        page,
        {**answers, "Requirements": "no faces, no music", "Where": "video-ideas"},
        submit=False,
    )
    walk.picture(form, "ideas-typed-form")
    fill_form(page, {})
    channel = walk.visit().locator(".channel")
    expect(channel).to_contain_text("Type: Montage · Requirements: no faces, no music")
    expect(channel).to_contain_text("2 waiting")
    press(page, "Refresh")
    expect(home).to_contain_text("2 things wait for your decision")
    home.locator("button", has_text="Details").first.click()
    opened(page, "Script")
    page.keyboard.press("Escape")
    press(page, "Help")
    opened(page, "/gen voices")
