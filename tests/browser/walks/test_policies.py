"""Who decides, walked: the workspace's rule with a group, a channel's own, and who may not change it."""

import pytest

from tests.browser.page import (
    expect,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)
from tests.browser.walks.steps import ideas, opened

BEA, MAYA, PABLO = "U0BRANDOWN", "U0MARKETER", "U0PRODUCER"
COUNTED = """async () => {
    const told = await (await fetch("/_sandbox/state")).json();
    return told.calls["users.info"] > 3;
}"""


@pytest.fixture
def settings():
    return {"GENBOT_ADMINS": BEA}


def change(page, nth):
    """The form of that gate."""
    window = form_on_top(page)
    window.get_by_role("button", name="Change…", exact=True).nth(nth).click()
    return opened(page, "People who may approve")


def test_who_decides_is_set_for_the_workspace_and_for_a_channel(walk):
    bea = walk.visit(BEA)
    walk.ask(walk.town.at_slack("group", handle="launch-team", people=[BEA, PABLO]))
    type_command(bea, "/gen policy")
    opened(bea, "Who decides in")
    press(bea, "The workspace…")
    opened(bea, "every channel without a rule of its own")
    form = change(bea, 1)
    fill_form(bea, {"Groups who may approve": "@launch-team, 2 people", "How many of them": "2"},
              submit=False)  # fmt: skip
    walk.picture(form, "policy-gate")
    fill_form(bea, {})
    opened(bea, "Saved.")

    press(bea, "This channel…")
    window = opened(bea, "2 of @launch-team")
    expect(window).to_contain_text("as the workspace says")
    change(bea, 0)
    fill_form(bea, {"People who may approve": "Pablo Ruiz", "How many of them": "2"})
    expect(form_on_top(bea)).to_contain_text("Only 1 person may decide, so 2 can never be reached")
    fill_form(bea, {"How many of them": "1"})
    window = opened(bea, "Saved.")
    walk.picture(window, "policy")

    bea.keyboard.press("Escape")
    bea.get_by_role("button", name="People and channels…").click()
    bea.locator("[data-group=launch-team]").get_by_label("Pablo").uncheck()
    bea.keyboard.press("Escape")
    type_command(bea, "/gen policy videos workspace")
    expect(opened(bea, "People who may approve")).to_contain_text("@launch-team, 1 person")
    fill_form(bea, {})
    expect(form_on_top(bea)).to_contain_text("Only 1 person may decide, so 2 can never be reached")

    maya = walk.visit(narrow=True)
    type_command(maya, "/gen policy")
    opened(maya, "Who decides in")
    form_on_top(maya).get_by_role("button", name="Change…", exact=True).first.click()
    window = opened(maya, "may change who decides")
    walk.picture(window, "policy-narrow")

    bea.keyboard.press("Escape")
    type_command(bea, "/gen slots Mon Wed 15:00 Berlin")
    type_command(bea, "/gen history channel")
    told = message_with(bea, "The channel #video-ideas", within=".channel")
    expect(told).to_contain_text("Everywhere: who decides was changed by @Bea")
    expect(told).to_contain_text("posting times: Mon Wed 15:00")
    walk.picture(told, "history-channel")


def test_more_than_are_in_the_channel_is_refused(walk):
    """Three people and genbot are there, and everybody decides."""
    maya, bea = walk.visit(), walk.visit(BEA)
    type_command(bea, "/gen policy")
    opened(bea, "Who decides in")
    bea.wait_for_function(COUNTED)  # each was looked at, and genbot is no person
    form = change(bea, 0)
    fill_form(bea, {"How many of them": "4"})
    expect(form).to_contain_text("Only 3 people are in this channel, so 4 cannot be reached.")
    walk.picture(form, "policy-crowd")
    fill_form(bea, {"How many of them": "2"})
    opened(bea, "2 of everyone")
    bea.keyboard.press("Escape")

    replies = thread(maya, ideas(maya, 1, "late-night tacos"))
    idea = replies.locator(".message", has_text="Why it should work")
    press(maya, "Approve", in_message=idea)
    expect(idea).to_contain_text("1 more approval is needed.")
    walk.ask(walk.town.at_slack("channel", channel="video-ideas", people=[MAYA]))
    expect(idea).to_contain_text("Too few people are in this channel")
    walk.picture(idea, "too-few-here")
    press(maya, "Why?", in_message=idea)
    opened(maya, "too few people are in this channel")
    maya.keyboard.press("Escape")
    walk.ask(walk.town.at_slack("channel", channel="video-ideas", people=[MAYA, BEA]))
    expect(idea).to_contain_text("1 more approval is needed.")
