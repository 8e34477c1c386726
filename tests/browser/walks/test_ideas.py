"""Ideas, walked: asked for in three ways, changed, decided by two people at once, through trouble."""

from tests.browser.page import (
    expect,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)
from tests.browser.walks.steps import ideas

BEA = "U0BRANDOWN"
CARD = "Why it should work"


def test_the_shortcut_and_a_change(walk):
    page = walk.visit()
    page.get_by_role("button", name="Commands").click()
    page.locator("[data-completion='New ideas']").click()
    form = form_on_top(page)
    expect(form).to_contain_text("What about?")
    fill_form(page, {"What about": "street tacos", "How many": "1", "Where": "video-ideas"})
    request = message_with(page, "1 idea about street tacos", within=".channel")
    expect(request).to_contain_text("1 waiting")

    replies = thread(page, request)
    card = replies.locator(".message", has_text="Why it should work").last
    press(page, "Details", in_message=card)
    expect(form_on_top(page)).to_contain_text("Script")
    page.keyboard.press("Escape")
    press(page, "Change…", in_message=card)
    fill_form(page, {"What should change": "Open with the sizzle."})
    expect(request).to_contain_text("Changed")
    expect(request).to_contain_text("1 waiting")


def test_two_people_decide_about_one_idea(walk):
    maya, bea = walk.visit(), walk.visit(BEA)
    request = ideas(maya, 1, "late-night tacos")
    seen = message_with(bea, "about late-night tacos", within=".channel")
    press(bea, "Reject…", in_message=thread(bea, seen).locator(".message", has_text=CARD))
    expect(form_on_top(bea)).to_contain_text("Why?")
    press(maya, "Approve", in_message=thread(maya, request).locator(".message", has_text=CARD))
    expect(request).to_contain_text("1 approved")

    fill_form(bea, {"Why": "The hook is weak"})
    told = bea.locator(".message", has_text="Only visible to you").last
    expect(told).to_contain_text("@Maya Marks")
    walk.picture(told, "ideas-two-people")
    assert [one["status"] for one in walk.ask(walk.town.gen())["ideas"]] == ["approve_to_create"]


def test_what_went_wrong_is_tried_again(walk):
    page = walk.visit()
    walk.ask(walk.town.order(fail_run="The model was overloaded."))
    type_command(page, "/gen ideas 2 noon tacos")
    failed = message_with(page, "The model was overloaded.", within=".channel")
    press(page, "Try again", in_message=failed)
    expect(message_with(page, "about noon tacos", within=".channel")).to_contain_text("2 waiting")


def test_the_agent_asks_for_permission(walk):
    page = walk.visit()
    for topic, answer in (("dawn tacos", "Do not allow"), ("dusk tacos", "Allow")):
        walk.ask(walk.town.order(approval=True))
        type_command(page, f"/gen ideas 2 {topic}")
        asks = message_with(page, f"about {topic}", within=".channel")
        expect(asks).to_contain_text("asks for your permission")
        press(page, answer, in_message=asks)
        expect(asks).not_to_contain_text("asks for your permission")
    expect(asks).to_contain_text("2 waiting")

    for answer, outcome in (("Do not allow", "That did not work"), ("Allow", "Done")):
        walk.ask(walk.town.order(approval=True))
        type_command(page, "/gen research hot salsa deep")
        fill_form(page, {})
        card = message_with(page, "Research: hot salsa", within=".channel")
        press(page, answer, in_message=card)
        expect(card).to_contain_text(outcome)
