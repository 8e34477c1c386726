"""Gates, walked: a morning of decisions in one window, a planned week, two who have to agree."""

import datetime as dt

import pytest

from tests.browser.page import (
    choose,
    confirm,
    expect,
    field,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)
from tests.browser.walks.steps import (
    IN_REVIEW,
    MADE,
    approved,
    ideas,
    opened,
    post,
    review,
    video,
)

MAYA, BEA = "U0MARKETER", "U0BRANDOWN"
NOW = "Publish now"


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
        press(bea, NOW)
        confirm(bea, NOW)
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


def planned(page, title, hour, near=""):
    """One of the videos that are ready goes out next week, under this title."""
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=7)
    thread(page, page.locator(".channel .message", has_text=IN_REVIEW).first)
    press(page, "Edit or schedule…", in_message=message_with(page, "Caption", within=".thread"))
    fill_form(page, {"When": f"{day} {hour}", "Title": title})
    if near:
        form = opened(page, f"“{near}” goes out from the same account")
        form.get_by_text("Post it all the same").click()
        fill_form(page, {})
    expect(page.locator(".thread")).to_contain_text("It can be moved or cancelled until then")


def test_a_week_is_planned(walk):
    page, home = walk.visit(), walk.visit(channel="home")
    approved(page, 2)
    made(page, 2)
    planned(page, "Taco night", "15:00")
    made(page, 1)
    planned(page, "Taco dawn", "15:40", near="Taco night")

    press(home, "Calendar…")
    opened(home, "every channel where you have met me")
    home.keyboard.press("Escape")
    turned(walk, page)

    type_command(page, "/gen receipt tacos")
    asked = message_with(page, "Which one do you mean?", within=".channel")
    walk.picture(asked, "receipt-which")
    for one in asked.locator(".button").all():
        one.click()
    read = page.locator(".thread .file-chip", has_text="(to read)")
    text = read.evaluate("it => fetch(it.href).then((one) => one.text())")
    assert "Taco dawn" in text
    assert f"approved** by {MAYA}" in text


def turned(walk, page):
    """The calendar by week and month, here and everywhere, back and on."""
    type_command(page, "/gen calendar")
    window = opened(page, "Calendar")
    press(page, "Every channel")
    opened(page, "every channel where you have met me")
    press(page, "Month")
    expect(window.get_by_role("button", name="Week", exact=True)).to_be_visible()
    month = f"{dt.datetime.now(dt.UTC) + dt.timedelta(days=7):%B %Y}"
    if month not in window.inner_text():
        press(page, "Later")
    expect(opened(page, month)).to_contain_text("Less than an hour from “Taco dawn”")
    walk.picture(window, "calendar-month")
    now = window.get_by_role("button", name="Now", exact=True)
    for way in ("Later", "Earlier"):
        press(page, way)
        now.click()
        expect(now).to_be_hidden()
    press(page, "This channel")
    expect(window).not_to_contain_text("every channel")
    page.keyboard.press("Escape")


def two_decide(page):
    """Maya and Bea together let videos out from now on."""
    type_command(page, "/gen settings")
    opened(page, "Budget of this channel")
    press(page, "Who decides here…")
    form = opened(page, "Who decides in")
    form.get_by_role("button", name="Change…", exact=True).nth(1).click()
    form = opened(page, "A video is published")
    choose(page, field(form, "People who may approve"), "Maya Marks", "Bea Brandt")
    fill_form(page, {"How many of them": "3"})
    expect(form).to_contain_text("3 can never be reached")
    fill_form(page, {"How many of them": "2"})
    opened(page, "Saved.")
    page.keyboard.press("Escape")
    expect(page.locator(".channel")).to_contain_text("2 of")


def test_two_agree_on_exactly_one_thing(walk):
    maya, bea = walk.visit(), walk.visit(BEA)
    two_decide(bea)
    gate = review(maya, video(maya))
    press(maya, NOW, in_message=gate)
    confirm(maya, NOW)
    gate = maya.locator(".thread .message", has_text="1 of 2 approvals").last
    expect(gate).to_be_visible()
    press(maya, "Why?", in_message=gate)
    walk.picture(opened(maya, "You have approved it"), "why")
    maya.keyboard.press("Escape")

    thread(bea, message_with(bea, IN_REVIEW, within=".channel"))
    seen = bea.locator(".thread .message", has_text="1 of 2 approvals").last
    press(bea, "Edit or schedule…", in_message=seen)
    fill_form(bea, {"Caption": "Tacos, at last."})
    expect(gate).to_contain_text("does not count any more")
    walk.picture(gate, "gate-voided")
    press(maya, "Approve", in_message=gate)
    confirm(maya, "Approve")
    expect(post(maya)).to_contain_text("Live on TikTok", timeout=MADE)
    assert walk.ask(walk.town.gen())["publish_calls"] == 1
    type_command(bea, "/gen policy")
    opened(bea, "Who decides in")


def voted(page, nth, hour, near=""):
    """One of two has approved one of the videos for next week; its card."""
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=7)
    thread(page, page.locator(".channel .message", has_text=IN_REVIEW).nth(nth))
    gate = page.locator(".thread .message", has_text="Edit or schedule…").last
    press(page, "Edit or schedule…", in_message=gate)
    fill_form(page, {"When": f"{day} {hour}", "Title": f"At {hour}"})
    if near:
        form = opened(page, f"“{near}” waits for approval to go out")
        form.get_by_text("Post it all the same").click()
        fill_form(page, {})
    expect(gate).to_contain_text("1 of 2 approvals")
    return gate


def test_two_votes_for_one_hour_know_of_each_other(walk):
    page, bea = walk.visit(), walk.visit(BEA)
    two_decide(bea)
    approved(page, 2)
    made(page, 2)
    voted(page, 0, "15:00")
    gate = voted(page, 1, "15:20", near="At 15:00")
    expect(gate).to_contain_text("“At 15:00” waits for approval to go out from the same account")
    walk.picture(gate, "gate-near")
    thread(page, page.locator(".channel .message", has_text=IN_REVIEW).first)
    seen = page.locator(".thread .message", has_text="1 of 2 approvals").last
    expect(seen).to_contain_text("“At 15:20” waits for approval to go out")


def test_a_form_that_was_open_while_the_video_was_changed_approves_nothing(walk):
    pablo, bea = walk.visit(), walk.visit(BEA)
    gate = review(pablo, video(pablo))
    review(bea, message_with(bea, IN_REVIEW, within=".channel"))
    press(bea, "Edit or schedule…", in_message=bea.locator(".thread .message", has_text=NOW).last)
    opened(bea, "Caption")
    press(pablo, "Change…", in_message=gate)
    opened(pablo, "Which parts are made again?")
    form_on_top(pablo).locator("input[type=checkbox]").first.check(force=True)
    fill_form(pablo, {"What should change": "more sizzle"})
    again = pablo.locator(".thread .message", has_text=NOW).last
    expect(again).to_contain_text("Version 2", timeout=MADE)
    fill_form(bea, {"Caption": "Words for the first one"})
    expect(bea.locator(".thread")).to_contain_text("There is a newer version of this video")
    expect(again).not_to_contain_text("Words for the first one")
    assert walk.ask(walk.town.gen())["publish_calls"] == 0
