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
