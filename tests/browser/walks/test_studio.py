"""The studio, walked: a text edited, a voice made anew and heard, a take chosen, rendered again."""

from tests.browser.page import (
    choose,
    expect,
    field,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)

TITLE = "The 2 a.m. verdict"


def opens(page, title):
    """The part with this title, from the row."""
    row = form_on_top(page).locator(".section").filter(has_text=title).first
    row.locator(".button").click()
    expect(form_on_top(page)).to_contain_text("Back to all parts")


def studio(page):
    press(
        page, "Studio…", in_message=message_with(page, "Watch it in this thread", within=".channel")
    )
    expect(form_on_top(page)).to_contain_text("FINAL VIDEO")
    return form_on_top(page)


def done(page, title):
    card = message_with(page, title, within=".thread")
    expect(card).to_contain_text("Done ·", timeout=60_000)
    return card


def test_from_a_part_to_the_next_version(walk):
    page = walk.visit()
    type_command(page, f"/gen video {TITLE}")
    answers = {"Hook": "Nobody believes it.", "Script": "0-3 s: sizzle. 3-9 s: the verdict."}
    fill_form(page, {**answers, "Which type": "Narrated/VO"})
    video = message_with(page, "Watch it in this thread", within=".channel")
    expect(video).to_contain_text(TITLE, timeout=90_000)
    thread(page, video)
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
    expect(page.locator(".thread")).to_contain_text(f"{TITLE}, version 2")
