"""Gates, walked: a morning of decisions in one window."""

import pytest

from tests.browser.page import (
    confirm,
    expect,
    field,
    fill_form,
    form_on_top,
    press,
    type_command,
)
from tests.browser.walks.steps import IN_REVIEW, MADE, ideas, opened

BEA = "U0BRANDOWN"


@pytest.fixture
def settings():
    return {"GENBOT_UNDO": "0.5"}


def begun(page, count):
    """The window on the Home tab, with as many things."""
    press(page, "Refresh")
    expect(page.locator(".home")).to_contain_text(f"{count} things wait for your decision")
    press(page, "Go through them…")
    return opened(page, f"Waiting: 1 of {count}")


def made(page, count):
    """As many videos are ready to watch."""
    expect(page.locator(".channel .message", has_text=IN_REVIEW)).to_have_count(count, timeout=MADE)


def test_a_morning_of_decisions(walk):
    maya, bea = walk.visit(), walk.visit(BEA, "home")
    type_command(walk.visit(BEA), "/gen status")  # who has met genbot in a channel sees its things
    ideas(maya, 4, "late-night tacos")
    window = begun(bea, 4)
    press(bea, "Reject…")
    expect(field(window, "Why")).to_be_visible()
    press(bea, "Do not reject")
    press(bea, "Next")
    opened(bea, "Waiting: 2 of 4")
    press(bea, "Back")
    for left in (4, 3, 2, 1):
        opened(bea, f"Waiting: 1 of {left}")
        press(bea, "Approve")
    expect(window).to_contain_text("4 approved, 0 rejected, 0 left.")
    window.locator("button[type=submit]").click()
    made(maya, 4)

    channel, window = maya.locator(".channel"), begun(bea, 4)
    for nth, trouble in enumerate(("lose", "lose", "fail", "fail")):
        opened(bea, "Version 1")
        walk.ask(walk.town.order(**{f"{trouble}_publish": True}))
        press(bea, "Publish now")
        confirm(bea, "Publish now")
        told = "may or may not be on TikTok" if trouble == "lose" else "was not published"
        expect(channel.locator(".message", has_text=told)).to_have_count(nth % 2 + 1)
    answered(walk, bea)
    press(bea, "Next")
    expect(window).to_contain_text("5 approved, 0 rejected, 3 settled, 2 left.")


def answered(walk, page):
    """Two posts in doubt and two that failed: each way to settle one."""
    opened(page, "I may have published it")
    walk.picture(form_on_top(page), "waiting-doubt")
    press(page, "Hold")
    opened(page, "I may have published it")
    press(page, "It is live…")
    press(page, "I am not sure")
    opened(page, "I may have published it")
    press(page, "It is live…")
    _, live, *_ = walk.ask(walk.town.gen())["published"]
    fill_form(page, {"Link to the post": live["post_id"]})
    opened(page, "It was not published")
    shown = form_on_top(page).locator("blockquote").inner_text()
    press(page, "Back to review")
    expect(opened(page, "It was not published").locator("blockquote")).not_to_have_text(shown)
    press(page, "Try again")
