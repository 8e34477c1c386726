"""A file from a message into GEN's library, walked: saved, filed, looked at, and what is left to spend."""

from genbot.sandbox.gen.cast import SANTIAGO
from genbot.sandbox.gen.media import MEDIA
from tests.browser.page import (
    expect,
    field,
    fill_form,
    form_on_top,
    message_with,
    press,
    type_command,
)
from tests.browser.walks.steps import bring, choose, review, video


def save(page, message):
    choose(page, message, "save_to_gen")
    form = form_on_top(page)
    expect(field(form, "Which folder")).to_be_visible()
    return form


def test_from_a_message_to_the_library(walk):
    page = walk.visit()
    type_command(page, "/gen assets")
    form = form_on_top(page)
    expect(form).to_contain_text("Nothing lies here yet")
    press(page, "New folder…")
    expect(field(form_on_top(page), "Name")).to_be_visible()
    fill_form(page, {"Name": "B-roll"})
    made = message_with(page, "New folder: B-roll", within=".channel")
    expect(made).to_contain_text("Done")

    clip = bring(page, "griddle.mp4", (MEDIA / "ember.mp4").read_bytes())
    form = save(page, clip)
    expect(form).to_contain_text("griddle.mp4")
    walk.picture(form, "assets-save")
    fill_form(page, {"Which folder": "B-roll"})
    card = message_with(page, "Save to GEN: griddle.mp4", within=".channel")
    expect(card).to_contain_text("Done")
    expect(card).to_contain_text("In B-roll")

    save(page, bring(page, "santiago-logo.jpg", (MEDIA / "salsa.jpg").read_bytes()))
    fill_form(page, {})
    card = message_with(page, "Save to GEN: santiago-logo.jpg", within=".channel")
    expect(card).to_contain_text("Done")
    expect(card.locator("img").first).to_be_visible()
    walk.picture(card, "assets-saved")

    type_command(page, "/gen assets")
    form = form_on_top(page)
    expect(form).to_contain_text("santiago-logo.jpg")
    walk.picture(form, "assets-library")
    press(page, "Open")
    expect(form).to_contain_text("griddle.mp4")
    press(page, "Up")
    expect(form).to_contain_text("santiago-logo.jpg")
    press(page, "Details…")
    expect(form).to_contain_text("Use as cover…")
    press(page, "Rename…")
    fill_form(page, {"New name": "logo.jpg"})
    renamed = message_with(page, "Rename: santiago-logo.jpg", within=".channel")
    expect(renamed).to_contain_text("Done")

    type_command(page, "/gen assets logo")
    expect(form_on_top(page)).to_contain_text("logo.jpg")
    press(page, "Details…")
    press(page, "Delete…")
    expect(form_on_top(page)).to_contain_text("Nobody can bring it back.")
    fill_form(page, {})
    gone = message_with(page, "Delete: logo.jpg", within=".channel")
    expect(gone).to_contain_text("1 file deleted for good.")

    type_command(page, "/gen credits")
    left = message_with(page, "credits left", within=".channel")
    expect(left).to_contain_text("Taco Team")
    walk.picture(left, "credits")


def test_a_copy_in_another_folder_and_a_cover(walk):
    page = walk.visit()
    gate = review(page, video(page))
    walk.gen("POST", f"/asset_folders?agent_id={SANTIAGO}", asset_folder={"name": "B-roll"})
    save(page, bring(page, "logo.jpg", (MEDIA / "salsa.jpg").read_bytes()))
    fill_form(page, {})
    card = message_with(page, "Save to GEN: logo.jpg", within=".channel")
    expect(card).to_contain_text("Done")
    press(page, "Details…", in_message=card)
    expect(form_on_top(page)).to_contain_text("Copy to a folder…")
    press(page, "Copy to a folder…")
    expect(field(form_on_top(page), "Which folder")).to_be_visible()
    fill_form(page, {"Which folder": "B-roll"})
    copy = message_with(page, "Copy: logo.jpg", within=".channel")
    expect(copy).to_contain_text("In B-roll")
    page.keyboard.press("Escape")

    press(page, "Details…", in_message=copy)
    expect(form_on_top(page)).to_contain_text("Use as cover…")
    press(page, "Use as cover…")
    form = form_on_top(page)
    expect(field(form, "Which video")).to_be_visible()
    walk.picture(form, "assets-cover")
    choose_option = field(form, "Which video").locator(".select")
    choose_option.click()
    page.locator(".popover [role=option]").first.click()
    fill_form(page, {})
    expect(gate).to_contain_text("Cover")
