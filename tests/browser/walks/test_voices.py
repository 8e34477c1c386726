"""Voices, walked: found, heard in the thread, made the default, made from a recording and from a description."""

import pytest

from genbot.sandbox.gen.media import MEDIA
from tests.browser.page import (
    expect,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)
from tests.browser.walks.steps import bring, choose
from tests.journeys.town import Moment


def test_from_the_list_to_a_new_default(walk):
    page = walk.visit()
    type_command(page, "/gen voices")
    form = form_on_top(page)
    expect(form).to_contain_text("santiago speaks with it")
    walk.picture(form, "voices-list")
    form.locator("button", has_text="Hear it…").first.click()
    form = form_on_top(page)
    expect(form).to_contain_text("What should it say?")
    fill_form(page, {"What should it say": "Two tacos, no lime. You know the way."})

    card = message_with(page, "Hear Rachel", within=".channel")
    expect(card).to_contain_text("The sound is in the thread.")
    walk.picture(card, "voices-heard")
    player = thread(page, card).locator("audio")
    expect(player).to_be_visible()
    page.wait_for_function("audio => audio.duration > 1", arg=player.element_handle())

    press(page, "Make it the default…", in_message=card)
    expect(form_on_top(page)).to_contain_text("santiago speaks with this voice from now on")
    fill_form(page, {})
    expect(message_with(page, "Voice of santiago: Rachel", within=".channel")).to_contain_text(
        "Done"
    )
    type_command(page, "/gen agent")
    expect(form_on_top(page)).to_contain_text("Rachel")


def test_a_voice_from_a_recording(walk):
    page = walk.visit()
    type_command(page, "/gen voices clone Tía Rosa")
    form = form_on_top(page)
    expect(form).to_contain_text("whose owner has agreed")
    form.locator("input[type=file]").set_input_files(MEDIA / "voice.m4a")
    expect(form.locator("[aria-busy]")).to_have_count(0)
    walk.picture(form, "voices-clone")
    fill_form(page, {"Language": "Spanish"})

    card = message_with(page, "Clone the voice Tía Rosa", within=".channel")
    expect(card).to_contain_text("voice.m4a")
    expect(card).to_contain_text("Done")
    press(page, "Hear it…", in_message=card)
    fill_form(page, {})
    expect(message_with(page, "Hear Tía Rosa", within=".channel")).to_contain_text("in the thread")


def test_a_voice_from_a_message(walk):
    page = walk.visit()
    said = bring(page, "rosa.m4a", (MEDIA / "voice.m4a").read_bytes())
    choose(page, said, "clone_voice")
    form = form_on_top(page)
    expect(form).to_contain_text("rosa.m4a")
    fill_form(page, {"Name of the new voice": "Rosa of the griddle"})
    card = message_with(page, "Clone the voice Rosa of the griddle", within=".channel")
    expect(card).to_contain_text("Done")


def test_a_voice_from_a_description(walk):
    page = walk.visit()
    type_command(page, "/gen voices design")
    fill_form(page, {"Gender": "Female", "Language": "Spanish"})
    card = message_with(page, "New voice: its words", within=".channel")
    expect(card).to_contain_text("Buenas noches")
    press(page, "Next: how it sounds…", in_message=card)
    fill_form(page, {})
    replies = thread(page, card)
    sound = message_with(page, "New voice: how it sounds", within=".thread")
    press(page, "Next: hear it…", in_message=sound)
    fill_form(page, {})
    expect(replies.locator("audio")).to_have_count(3)
    samples = message_with(page, "New voice: three samples", within=".thread")
    walk.picture(samples, "voices-samples")
    samples.locator("button", has_text="Keep it…").nth(1).click()
    fill_form(page, {"Name of the new voice": "Tía Rosa"})
    voice = message_with(page, "New voice: Tía Rosa", within=".thread")
    expect(voice).to_contain_text("Done")
    expect(voice).to_contain_text("Hear it…")


def test_what_was_made_is_made_again_and_deleted(walk):
    page = walk.visit()
    type_command(page, "/gen voices")
    expect(form_on_top(page)).to_contain_text("Design a voice…")
    press(page, "Design a voice…")
    fill_form(page, {"Gender": "Female"})
    card = message_with(page, "New voice: its words", within=".channel")
    press(page, "Other words…", in_message=card)
    fill_form(page, {"Gender": "Male"})
    expect(message_with(page, "New voice: its words")).to_contain_text("Next: how it sounds…")

    page.keyboard.press("Escape")
    type_command(page, "/gen voices")
    expect(form_on_top(page)).to_contain_text("Clone a voice…")
    press(page, "Clone a voice…")
    form = form_on_top(page)
    expect(form).to_contain_text("whose owner has agreed")
    form.locator("input[type=file]").set_input_files(MEDIA / "voice.m4a")
    expect(form.locator("[aria-busy]")).to_have_count(0)
    fill_form(page, {"Name of the new voice": "Rosa"})
    expect(message_with(page, "Clone the voice Rosa", within=".channel")).to_contain_text("Done")
    type_command(page, "/gen voices rosa")
    expect(form_on_top(page)).to_contain_text("Delete…")
    press(page, "Delete…")
    form = form_on_top(page)
    expect(form).to_contain_text("This goes, for good")
    walk.picture(form, "voices-delete")
    fill_form(page, {})
    expect(message_with(page, "Delete the voice Rosa", within=".channel")).to_contain_text("Done")


class TestInDoubt:
    @pytest.mark.parametrize(
        "moments", [(Moment("POST /v1/agents/.*/voice/.*/preview", deadly=False),)]
    )
    def test_a_lost_answer_is_put_to_a_person(self, walk, moments):
        page = walk.visit()
        type_command(page, "/gen voices hear rachel")
        fill_form(page, {"What should it say": "You are right on time."})
        card = message_with(page, "Hear Rachel", within=".channel")
        expect(card).to_contain_text("GEN's answer was lost. So it may or may not be done.")
        walk.picture(card, "voices-in-doubt")
        press(page, "It was done", in_message=card)
        expect(card).to_contain_text("Done")
