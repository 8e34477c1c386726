"""The studio, walked: a text edited, a voice made anew and heard, a take chosen, rendered again."""

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
    type_command,
)
from tests.browser.walks.steps import VERDICT, done, own_video, studio


def opens(page, title):
    """The part with this title, from the row."""
    row = form_on_top(page).locator(".section").filter(has_text=title).first
    row.locator(".button").click()
    expect(form_on_top(page)).to_contain_text("Back to all parts")


def test_from_a_part_to_the_next_version(walk):
    page = walk.visit()
    own_video(page, "Narrated/VO")
    walk.picture(studio(page), "studio-row")

    opens(page, "Description")
    press(page, "Edit text…")
    fill_form(page, {"Description": "Two dollars, two in the morning."})
    done(page, "Edit: Description")

    studio(page)
    opens(page, "Voiceover")
    press(page, "Make anew…")
    form = form_on_top(page)
    expect(form).to_contain_text("The last take cost")
    walk.picture(form, "studio-make-anew")
    choose(page, field(form, "Where the voice comes from"), "Described: language and gender")
    expect(field(form, "Gender")).to_be_visible()
    fill_form(page, {"What is said": "Two dollars. Two a.m. One verdict."})
    card = done(page, "Make anew: Voiceover")
    expect(card).to_contain_text("credits")
    walk.picture(card, "studio-made")

    press(page, "Studio…", in_message=card)
    expect(form_on_top(page)).to_contain_text("FINAL VIDEO")
    opens(page, "Voiceover")
    expect(form_on_top(page)).to_contain_text("2 takes, the newest first")
    walk.picture(form_on_top(page), "studio-takes")
    press(page, "Put it in the thread")
    expect(form_on_top(page)).to_contain_text("On its way")
    press(page, "Back")
    press(page, "Use this")
    expect(form_on_top(page)).to_contain_text("On its way")
    page.keyboard.press("Escape")
    done(page, "Use: Take 1 of")
    expect(page.locator(".thread audio").first).to_be_attached()

    review = message_with(page, "Version 1 is ready to watch", within=".thread")
    expect(review).to_contain_text("3 changes since this was rendered")
    walk.picture(review, "studio-review")
    press(page, "Render again", in_message=review)
    expect(message_with(page, "Version 2 is ready to watch", within=".thread")).to_be_visible(
        timeout=90_000
    )
    expect(page.locator(".thread")).to_contain_text(f"{VERDICT}, version 2")


def clip(page):
    """The part at the back of the video, by the list of its layers."""
    studio(page)
    press(page, "Layers…")
    expect(form_on_top(page)).to_contain_text("the first lies at the back")
    form_on_top(page).locator(".button", has_text="Open…").first.click()
    expect(form_on_top(page)).to_contain_text("Back to all parts")


def test_texts_of_a_row_are_written_in_one_form(walk):
    page = walk.visit()
    own_video(page, "Montage")
    type_command(page, "/gen studio verdict")
    expect(form_on_top(page)).to_contain_text("Choose a video")
    press(page, "Open…")
    expect(form_on_top(page)).to_contain_text("FINAL VIDEO")
    press(page, "Edit texts…")
    form = form_on_top(page)
    expect(form).to_contain_text("Only what you change is sent")
    walk.picture(form, "studio-texts")
    form.locator("textarea").first.fill("Two dollars.")
    form.locator("textarea").nth(1).fill("Two in the morning.")
    fill_form(page, {})
    expect(done(page, "Edit")).to_contain_text("Two in the morning.")


class TestSlowly:
    """What is under way stays so long enough for somebody to stop it."""

    @pytest.fixture
    def speed(self):
        return 12.0

    def test_what_is_made_anew_is_stopped_and_goes_on(self, walk):
        page = walk.visit()
        own_video(page, "Montage")
        clip(page)
        press(page, "Make anew…")
        expect(form_on_top(page)).to_contain_text("Made as")
        fill_form(page, {})
        card = message_with(page, "Make anew: Clip 1", within=".thread")
        press(page, "Stop", in_message=card)
        confirm(page, "Stop it")
        expect(done(page, "Stop: Make anew")).to_contain_text("GEN gives back")
        stopped = message_with(page, "Continue", within=".thread")
        walk.picture(stopped, "studio-stopped")
        press(page, "Continue", in_message=stopped)
        clip(page)
        press(page, "Stop")
        expect(form_on_top(page)).to_contain_text("On its way")
