"""Talking in private and looking back, walked: direct message, conversations, titles, rules."""

from genbot.sandbox.gen.cast import SANTIAGO
from tests.browser.page import (
    confirm,
    expect,
    fill_form,
    form_on_top,
    message_with,
    press,
    reply,
    say,
    thread,
    type_command,
)


def talks(walk):
    return {one["title"]: one["pinned"] for one in walk.ask(walk.town.gen())["conversations"]}


def private(walk):
    """Maya's page, where she looks at what genbot and she say in private."""
    return walk.visit(channel=walk.town.maya.directs[0])


def test_in_private_no_command_is_needed(walk):
    page = private(walk)
    say(page, "hello")
    expect(message_with(page, "Hello @Maya", within=".channel")).to_be_visible()
    say(page, "who watches us at night?")
    asked = message_with(page, "who watches us at night?", within=".channel")
    replies = thread(page, asked)
    expect(replies).to_contain_text("Ask me for ideas")
    reply(page, "and in the morning?")
    expect(replies.locator(".message", has_text="Ask me for ideas")).to_have_count(2)
    walk.picture(replies, "talk-private")

    say(page, "idaes 2 salsa")
    press(page, "Ask the agent", in_message="Did you mean /gen ideas 2 salsa")
    answer = message_with(page, "idaes 2 salsa", within=".channel")
    expect(answer).to_contain_text("Ask me for ideas")
    assert len(talks(walk)) == 2


def test_looking_through_what_was_said(walk):
    for nth in range(12):
        walk.gen("POST", "/agent/run", agent_id=SANTIAGO, message=f"What about salsa {nth}?")
    page = walk.visit()
    type_command(page, "/gen conversations")
    window = form_on_top(page)
    expect(window).to_contain_text("Older")
    press(page, "Older")
    expect(window).to_contain_text("Newer")
    press(page, "Newer")
    expect(window).to_contain_text("Older")

    press(page, "Pin")
    expect(message_with(page, "Pin: ", within=".channel")).to_contain_text("Done")
    page.keyboard.press("Escape")
    assert True in talks(walk).values()
    type_command(page, "/gen conversations")
    expect(form_on_top(page)).to_contain_text("Unpin")
    press(page, "Unpin")
    page.keyboard.press("Escape")
    expect(message_with(page, "Unpin: ", within=".channel")).to_contain_text("Done")

    type_command(page, "/gen conversations")
    fill_form(page, {"Search the titles": "salsa 7"})
    press(page, "Delete")
    confirm(page, "Delete it")
    gone = message_with(page, "Delete conversation: ", within=".channel")
    expect(gone).to_contain_text("Its ideas and videos are still there.")


def test_an_old_conversation_goes_on_in_a_thread(walk):
    walk.gen("POST", "/agent/run", agent_id=SANTIAGO, message="What about salsa?")
    page = walk.visit()
    type_command(page, "/gen conversations")
    expect(form_on_top(page)).to_contain_text("What about salsa?")
    press(page, "Open")
    expect(form_on_top(page)).to_contain_text("It goes on in the channel")
    page.keyboard.press("Escape")
    opened = message_with(page, "Reply in this thread to go on.", within=".channel")
    walk.picture(opened, "talk-opened")
    replies = thread(page, opened)
    reply(page, "@genbot title Salsa season")
    expect(opened).to_contain_text("Salsa season")
    reply(page, "what else?")
    expect(replies).to_contain_text("Ask me for ideas")
    assert list(talks(walk)) == ["Salsa season"]


def test_rules_by_forms(walk):
    page = walk.visit()
    type_command(page, "/gen preferences")
    press(page, "Remember a rule…", in_message="What the agent remembers")
    fill_form(page, {"What should it remember": "no music"})
    made = message_with(page, "Remember: no music", within=".channel")
    expect(made).to_contain_text("Done")
    press(page, "All rules", in_message=made)
    rules = message_with(page, "1. no music", within=".channel")
    expect(rules).to_be_visible()
    type_command(page, "/gen forget")
    fill_form(page, {"Which rule should it forget": "no music"})
    expect(message_with(page, "Forget: no music", within=".channel")).to_contain_text("Done")
