"""What waits too long, and who may decide: reminded, asked and answered, each in their private talk."""

import datetime as dt

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
from tests.browser.walks.steps import decides, ideas, opened

BEA, PABLO = "U0BRANDOWN", "U0PRODUCER"
NOON = 12


@pytest.fixture
def speed():
    return 1_000.0  # the most there is: the first reminder is due after a minute and a half


def private(walk, user):
    """Somebody looks at their private talk with genbot."""
    return walk.visit(user, channel=f"D{user[1:]}")


def test_what_waits_reminds_in_the_daytime_and_is_decided_from_there(walk):
    page = walk.visit()
    walk.ask(walk.town.at_slack("travel", user=BEA, tz=noon()))
    decides(page, "Bea Brandt")
    ideas(page, 3, "late-night tacos")

    bea = private(walk, BEA)
    reminder = message_with(bea, "3 things wait for your decision")
    expect(reminder).to_be_visible(timeout=180_000)
    expect(reminder).to_contain_text("idea to decide about")
    walk.picture(reminder, "reminder")
    press(bea, "See what waits", in_message=reminder)
    window = opened(bea, "Waiting: 1 of 3")
    press(bea, "Next")
    expect(window).to_contain_text("Waiting: 2 of 3")
    press(bea, "Back")
    press(bea, "Approve")
    expect(form_on_top(bea)).to_contain_text("of 2")


def test_who_may_not_decide_asks_and_is_answered_with_one_click(walk):
    page = walk.visit()
    decides(page, "Bea Brandt")
    replies = thread(page, ideas(page, 1, "late-night tacos"))
    idea = replies.locator(".message", has_text="Why it should work")

    refused = ask(page, idea)
    walk.picture(refused, "access-refused")
    bea = private(walk, BEA)
    asked = message_with(bea, "asks to approve ideas")
    expect(asked).to_be_visible()
    walk.picture(asked, "access")
    press(bea, "Decline", in_message=asked)
    expect(message_with(bea, "asks to approve ideas")).to_contain_text("Declined by")
    expect(message_with(private(walk, "U0MARKETER"), "would rather keep it")).to_be_visible()

    ask(page, idea)
    press(bea, "Allow", in_message=message_with(bea, "Allow adds them"))
    expect(message_with(bea, "asks to approve ideas")).to_contain_text("Allowed by")
    press(page, "Approve", in_message=idea)
    expect(replies).to_contain_text("Approved by @Maya")


def test_what_nobody_decides_is_put_before_somebody_else_and_rejected_in_the_end(walk):
    page = walk.visit()
    walk.ask(walk.town.at_slack("travel", user=BEA, tz=noon()))
    walk.ask(walk.town.at_slack("travel", user=PABLO, tz=noon()))
    type_command(page, "/gen policy ideas")
    opened(page, "An idea becomes a video")
    fill_form(page, {"People who may approve": "Bea Brandt", "Remind": "After 1 and 4 hours",
                     "Then ask this person": "Pablo Ruiz",
                     "Reject it after so many hours": "60"})  # fmt: skip
    opened(page, "Saved.")
    page.keyboard.press("Escape")
    replies = thread(page, ideas(page, 1, "late-night tacos"))

    pablo = private(walk, PABLO)
    asked = message_with(pablo, "nobody has decided")
    expect(asked).to_be_visible(timeout=200_000)
    walk.picture(asked, "escalation")
    expect(replies).to_contain_text("was asked to see to it")
    expect(replies).to_contain_text("Nobody decided within 60 hours", timeout=200_000)
    card = replies.locator(".message", has_text="Nobody decided within 60 hours").last
    walk.picture(card, "expired")
    type_command(page, "/gen history idea 1")
    told = message_with(page, "Idea 1,", within=".channel")
    expect(told).to_contain_text("Reminded")
    expect(told).to_contain_text("others were asked: @Pablo")
    walk.picture(told, "history-expired")


def noon():
    """A time zone in which it is about noon."""
    east = NOON - dt.datetime.now(dt.UTC).hour
    return f"Etc/GMT{'-' if east >= 0 else '+'}{abs(east)}"  # the sign is the other way round


def ask(page, idea):
    """Press Approve without the right to, and ask for it; the refusal."""
    press(page, "Approve", in_message=idea)
    refused = message_with(page, "may decide about ideas", within=".thread")
    press(page, "Request access", in_message=refused)
    expect(message_with(page, "You will hear from me", within=".thread").last).to_be_visible()
    return refused
