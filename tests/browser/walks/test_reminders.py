"""What waits too long: reminded of in private, and decided from there."""

import datetime as dt

import pytest

from tests.browser.page import expect, form_on_top, message_with, press
from tests.browser.walks.steps import decides, ideas, opened

BEA = "U0BRANDOWN"
NOON = 12


@pytest.fixture
def speed():
    return 1_000.0  # the most there is: the first reminder is due after a minute and a half


def private(walk, user):
    """Somebody looks at their private talk with genbot."""
    return walk.visit(user, channel=f"D{user[1:]}")


def test_what_waits_reminds_in_the_daytime_and_is_decided_from_there(walk):
    page = walk.visit()
    east = NOON - dt.datetime.now(dt.UTC).hour
    zone = f"Etc/GMT{'-' if east >= 0 else '+'}{abs(east)}"  # the sign is the other way round
    walk.ask(walk.town.at_slack("travel", user=BEA, tz=zone))
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
