"""Talking with the agent, walked: a question and its thread, rules, conversations, ideas of one type."""

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
    return walk.ask(walk.town.gen())["conversations"]


def test_a_question_its_thread_and_its_conversation(walk):
    page = walk.visit()
    type_command(page, "/gen ask what performed best last week?")
    card = message_with(page, "what performed best last week?", within=".channel")
    expect(card).to_contain_text("Ask me for ideas")
    walk.picture(card, "talk-answer")
    beneath = thread(page, card)
    reply(page, "Give me 2 ideas about late-night tacos")
    expect(beneath).to_contain_text("2 waiting")
    walk.picture(beneath, "talk-thread")
    [talk] = talks(walk)
    assert talk["title"] == "what performed best last week?"

    type_command(page, "/gen conversations performed")
    window = form_on_top(page)
    expect(window).to_contain_text("what performed best last week?")
    walk.picture(window, "conversations")
    press(page, "Rename…")
    fill_form(page, {"Title": "Taco week"})
    expect(message_with(page, "Taco week", within=".channel").first).to_be_visible()
    assert [one["title"] for one in talks(walk)] == ["Taco week"]


def test_a_mention_is_a_question_and_rules_are_kept(walk):
    page = walk.visit()
    say(page, "@genbot who watches us?")
    asked = message_with(page, "who watches us?", within=".channel")
    expect(thread(page, asked)).to_contain_text("Ask me for ideas")

    type_command(page, "/gen remember no questions in the hook")
    made = message_with(page, "Remember: no questions in the hook", within=".channel")
    expect(made).to_contain_text("I will remember")
    type_command(page, "/gen preferences")
    rules = message_with(page, "What the agent remembers", within=".channel")
    expect(rules).to_contain_text("1. no questions in the hook")
    walk.picture(rules, "talk-rules")
    press(page, "Forget", in_message=rules)
    confirm(page, "Forget it")
    gone = message_with(page, "Forget: no questions in the hook", within=".channel")
    expect(gone).to_contain_text("Forgotten")
