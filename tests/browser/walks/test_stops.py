"""Stops, walked: posts that missed their time, and a channel that freezes by itself."""

import pytest

from tests.browser.page import confirm, expect, message_with, press, type_command
from tests.browser.walks.steps import MADE, opened, post, review, video

NOW = "Publish now"
PAST = "due => Date.now() > due"  # nothing on the page changes when that is over


@pytest.fixture
def settings():
    return {"GENBOT_UNDO": "20"}


def test_what_missed_its_time_in_a_freeze_is_asked_about(walk):
    page = walk.visit()
    gate = review(page, video(page))
    press(page, NOW, in_message=gate)
    confirm(page, NOW)
    expect(post(page)).to_contain_text("Nothing has left")
    type_command(page, "/gen freeze the menu changes")
    expect(post(page)).to_contain_text("Frozen by")
    page.wait_for_function(PAST, arg=page.evaluate("Date.now() + 21_000"))
    assert walk.ask(walk.town.gen())["publish_calls"] == 0

    type_command(page, "/gen thaw")
    thawed = message_with(page, "Go through them…", within=".channel")
    expect(thawed).to_contain_text("missed")
    walk.picture(thawed, "thawed")
    expect(post(page)).to_contain_text("It missed its time")
    press(page, "Go through them…", in_message=thawed)
    opened(page, "It missed its time")
    press(page, NOW)
    confirm(page, NOW)
    expect(post(page)).to_contain_text("Live on TikTok", timeout=MADE)
    assert walk.ask(walk.town.gen())["publish_calls"] == 1


class TestInARow:
    @pytest.fixture
    def settings(self):
        return {"GENBOT_UNDO": "0.5"}

    def test_three_failures_freeze_the_channel_by_themselves(self, walk):
        page = walk.visit()
        made = video(page)
        gate = review(page, made)
        walk.ask(walk.town.order(fail_publish="TikTok did not like the sound."))
        press(page, NOW, in_message=gate)
        confirm(page, NOW)
        expect(post(page)).to_contain_text("TikTok did not like the sound.", timeout=MADE)
        for attempt in (2, 3):
            walk.ask(walk.town.order(fail_publish=f"Nor the {attempt}nd time."))
            press(page, "Try again", in_message=post(page))
            expect(post(page)).to_contain_text(f"Nor the {attempt}nd time.", timeout=MADE)
        frozen = message_with(page, "by itself", within=".channel")
        expect(frozen).to_contain_text("Thaw")
        walk.picture(frozen, "frozen-by-itself")
        press(page, "Try again", in_message=post(page))
        expect(page.locator(".thread")).to_contain_text("frozen")
        assert walk.ask(walk.town.gen())["publish_calls"] == 3

        press(page, "Thaw", in_message=frozen)
        confirm(page, "Thaw")
        press(page, "Try again", in_message=post(page))
        expect(post(page)).to_contain_text("Live on TikTok", timeout=MADE)


class TestWhileAway:
    @pytest.fixture
    def settings(self):
        return {"GENBOT_UNDO": "5", "GENBOT_GRACE": "60"}

    def test_what_genbot_slept_through_is_asked_about(self, walk):
        page, bot = walk.visit(), walk.town.world.bot
        gate = review(page, video(page))
        press(page, NOW, in_message=gate)
        confirm(page, NOW)
        expect(post(page)).to_contain_text("Nothing has left")
        walk.ask(bot.stop())
        later = page.evaluate("Date.now() + 67_000")  # the grace, after its moment
        page.wait_for_function(PAST, arg=later, timeout=90_000)
        walk.loop.call_soon_threadsafe(bot.keep)
        expect(post(page)).to_contain_text("It missed its time", timeout=MADE)
        expect(post(page)).to_contain_text("I was not running")
        assert walk.ask(walk.town.gen())["publish_calls"] == 0

        press(page, NOW, in_message=post(page))
        confirm(page, NOW)
        expect(post(page)).to_contain_text("Live on TikTok", timeout=MADE)
        assert walk.ask(walk.town.gen())["publish_calls"] == 1
