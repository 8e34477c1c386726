"""Research, walked: the price first, the findings in the thread, ideas from them."""

from tests.browser.page import (
    expect,
    field,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)


def test_from_the_question_to_ideas(walk):
    page = walk.visit()
    type_command(page, "/gen research late-night tacos deep")
    form = form_on_top(page)
    expect(form).to_contain_text("costs more than 35 credits")
    expect(field(form, "What should the agent find out").locator(".typed")).to_have_value(
        "late-night tacos"
    )
    walk.picture(form, "research-form")
    fill_form(page, {})

    card = message_with(page, "Research: late-night tacos", within=".channel")
    expect(card).to_contain_text("Done")
    expect(card).to_contain_text("in the thread")
    walk.picture(card, "research-done")
    findings = thread(page, card)
    expect(findings).to_contain_text("here is what I found about late-night tacos")
    walk.picture(findings, "research-findings")

    press(page, "Make 3 ideas from this", in_message=card)
    expect(message_with(page, "3 ideas about late-night tacos", within=".channel")).to_be_visible()
    expect(page.locator(".channel")).to_contain_text("3 waiting")
    runs = walk.ask(walk.town.gen())["runs"]
    assert len({run["conversation_id"] for run in runs}) == 1
