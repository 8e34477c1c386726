"""Engines, walked: made from nothing with columns, listed, copied to another agent."""

from tests.browser.page import (
    expect,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)


def test_from_nothing_to_a_copy(walk):
    page = walk.visit()
    type_command(page, "/gen engines new Q1 tacos")
    form = form_on_top(page)
    walk.picture(form, "engine-form")
    fill_form(page, {})

    card = message_with(page, "New engine: Q1 tacos", within=".channel")
    expect(card).to_contain_text("Hook (text), Script (text), Voice (audio), Clip (video)")
    expect(thread(page, card)).to_contain_text("Columns of Q1 tacos")
    walk.picture(card, "engine-made")

    type_command(page, "/gen engines")
    listed = message_with(page, "1 engine made here", within=".channel")
    press(page, "Copy to another agent…", in_message=listed)
    expect(form_on_top(page)).to_contain_text("For which agent?")
    fill_form(page, {"For which agent": "luma"})
    copy = message_with(page, "Copy of Q1 tacos", within=".channel")
    expect(copy).to_contain_text("For luma")
    expect(copy).to_contain_text("Done")


def test_the_list_leads_to_a_new_one(walk):
    page = walk.visit()
    type_command(page, "/gen engines")
    press(page, "New engine…", in_message=message_with(page, "New engine…", within=".channel"))
    fill_form(page, {"What is it called": "Q2 salsa"})
    expect(message_with(page, "New engine: Q2 salsa", within=".channel")).to_contain_text("Done")
