"""The approved file, walked: exchanged at GEN it does not go out, put back it does."""

import pytest

from tests.browser.page import confirm, expect, message_with, press, thread, type_command
from tests.browser.walks.steps import IN_REVIEW


@pytest.fixture
def reviewed(walk):
    """Maya's page, and the thread of a video that waits to be approved."""
    page = walk.visit()
    type_command(page, "/gen ideas 1 late-night tacos")
    request = message_with(page, "1 idea about late-night tacos", within=".channel")
    expect(request).to_contain_text("1 waiting")
    press(page, "Approve", in_message=thread(page, request).locator(".message").last)
    video = message_with(page, IN_REVIEW, within=".channel")
    expect(video).to_be_visible(timeout=90_000)
    return page, thread(page, video)


def test_an_exchanged_file_is_not_published(walk, reviewed):
    page, replies = reviewed
    review = message_with(page, "Caption", within=".thread")
    expect(review).to_contain_text("exactly this file (SHA-256")
    walk.ask(walk.town.order(exchange_video=True))
    press(page, "Publish now", in_message=review)
    confirm(page, "Publish now")
    post = message_with(page, "It was not sent", within=".thread")
    expect(post).to_contain_text("not the one that was approved", timeout=90_000)
    walk.picture(post, "file-exchanged")

    walk.ask(walk.town.order(exchange_video=True))
    press(page, "Try again", in_message=post)
    expect(replies).to_contain_text("Live on TikTok", timeout=90_000)


def test_what_was_exchanged_is_rendered_again_and_approved_anew(walk, reviewed):
    page, replies = reviewed
    review = message_with(page, "Caption", within=".thread")
    walk.ask(walk.town.order(exchange_video=True))
    press(page, "Publish now", in_message=review)
    confirm(page, "Publish now")
    post = message_with(page, "It was not sent", within=".thread")
    press(page, "Back to review", in_message=post)
    expect(review).to_contain_text("was exchanged after it was approved")
    expect(review.get_by_role("button", name="Publish now")).to_have_count(0)
    walk.picture(review, "file-exchanged-review")

    press(page, "Render again", in_message=review)
    again = message_with(page, "Version 2 is ready to watch", within=".thread")
    expect(again).to_be_visible(timeout=90_000)
    press(page, "Publish now", in_message=again)
    confirm(page, "Publish now")
    expect(replies).to_contain_text("Live on TikTok", timeout=90_000)
