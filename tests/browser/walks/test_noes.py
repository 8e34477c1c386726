"""Noes, walked: where a rejection by one does not end it, and a video that may not go over budget."""

from tests.browser.page import (
    expect,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)
from tests.browser.walks.steps import IN_REVIEW, MADE, opened, over_budget, review, video

BEA, PABLO = "U0BRANDOWN", "U0PRODUCER"
PEOPLE = ["Bea Brandt", "Maya Marks", "Pablo Ruiz"]


def two_of_three(page):
    """A video goes out with two of three, and a no of one is a vote."""
    type_command(page, "/gen policy videos")
    form = opened(page, "A video is published")
    asked = {"People who may approve": PEOPLE, "Rejections": "A rejection by one ends it"}
    fill_form(page, {**asked, "How many of them": "3"})
    expect(form).to_contain_text("one no ends it anyway")
    fill_form(page, {"How many of them": "2"})
    expect(opened(page, "Saved.")).to_contain_text("one no does not end it")
    page.keyboard.press("Escape")


def in_review(page):
    thread(page, message_with(page, IN_REVIEW, within=".channel"))
    return page.locator(".thread .message", has_text="Caption").last


def test_a_no_is_a_vote(walk):
    maya, bea, pablo = walk.visit(), walk.visit(BEA), walk.visit(PABLO, narrow=True)
    two_of_three(bea)
    review(maya, video(maya))
    gate = in_review(maya)
    press(bea, "Reject…", in_message=in_review(bea))
    fill_form(bea, {"Why": "Too risky", "Anything to add": "too dark"}, submit=False)
    walk.picture(form_on_top(bea), "reject-vote")
    fill_form(bea, {})
    expect(gate).to_contain_text("2 of 3 can still say yes")
    walk.picture(gate, "gate-no")
    press(maya, "Why?", in_message=gate)
    expect(opened(maya, "Said no")).to_contain_text("Too risky: too dark")
    maya.keyboard.press("Escape")

    press(pablo, "Reject…", in_message=in_review(pablo))
    fill_form(pablo, {"Why": "The hook is weak"})
    gone = maya.locator(".thread .message", has_text="The hook is weak").last
    expect(gone).to_contain_text("Too risky: too dark")
    walk.picture(gone, "gate-rejected")


def test_a_video_may_not_go_over_budget(walk):
    page = walk.visit()
    made = over_budget(page)
    expect(made).to_contain_text("Do not allow…", timeout=MADE)
    press(page, "Do not allow…", in_message=made)
    fill_form(page, {"Why": "Too expensive to make"})
    expect(made).to_contain_text("Not allowed over budget")
    expect(made).to_contain_text("Too expensive to make")
    walk.picture(made, "video-not-allowed")


def test_two_of_three_let_a_video_go_over_budget(walk):
    maya, bea, pablo = walk.visit(), walk.visit(BEA), walk.visit(PABLO, narrow=True)
    type_command(bea, "/gen policy budget")
    opened(bea, "A video goes over budget")
    fill_form(bea, {"People who may approve": PEOPLE, "How many of them": "2"})
    opened(bea, "Saved.")
    bea.keyboard.press("Escape")
    made = over_budget(maya)
    expect(made).to_contain_text("Allow once", timeout=MADE)

    def held(page):
        return message_with(page, "Do not allow…", within=".channel")

    press(bea, "Allow once", in_message=held(bea))
    expect(made).to_contain_text("1 of 2 approvals")
    walk.picture(made, "budget-ballot")
    press(maya, "Why?", in_message=made)
    opened(maya, "everybody is asked again")
    maya.keyboard.press("Escape")
    press(pablo, "Allow once", in_message=held(pablo))
    expect(made).to_contain_text("Watch it in this thread", timeout=MADE)
