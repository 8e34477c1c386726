"""A rehearsal, walked: from the tick in the settings to what stands where a post would."""

import pytest

from tests.browser.page import confirm, expect, fill_form, message_with, press, thread, type_command
from tests.browser.walks.steps import IN_REVIEW, MADE, opened, video

TICK = "Publish nothing: show here what would go out"


@pytest.fixture
def settings():
    return {"GENBOT_UNDO": "2"}


def test_a_video_is_rehearsed_and_nothing_is_published(walk):
    page = walk.visit()
    type_command(page, "/gen settings")
    opened(page, "Rehearsal")
    fill_form(page, {"Rehearsal": TICK})
    expect(page.locator(".channel")).to_contain_text("Rehearsal: nothing is published.")

    made = video(page)
    expect(made).to_contain_text(IN_REVIEW, timeout=MADE)
    replies = thread(page, made)
    gate = message_with(page, "is ready to watch", within=".thread")
    expect(gate).to_contain_text("Rehearsal: nothing is published.")
    walk.picture(gate, "rehearsal-review")
    press(page, "Rehearse now", in_message=gate)
    confirm(page, "Rehearse now")

    shown = message_with(page, "would be out now", within=".channel")
    expect(shown).to_be_visible(timeout=MADE)
    card = replies.locator(".message", has_text="Rehearsed").last
    expect(card).to_contain_text("It was shown in this channel as it would look.")
    expect(shown).to_contain_text("1 reply")
    walk.picture(shown, "rehearsal-shown")

    press(page, "Back to review", in_message=card)
    press(page, "Edit or schedule…", in_message=gate)
    opened(page, "Rehearse this video")
    fill_form(page, {"Caption": "Once more, and shorter."})
    again = page.locator(".channel .message", has_text="would be out now")
    expect(again).to_have_count(2, timeout=MADE)
    expect(again.last).to_contain_text("Once more, and shorter.")
    assert walk.ask(walk.town.gen())["published"] == []
