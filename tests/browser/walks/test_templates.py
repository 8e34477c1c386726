"""Templates, walked: found by words, taken as a default, made into a video without an idea."""

from tests.browser.page import (
    expect,
    fill_form,
    form_on_top,
    message_with,
    press,
    type_command,
)


def test_from_the_library_to_a_video(walk):
    page = walk.visit()
    type_command(page, "/gen templates")
    library = form_on_top(page)
    expect(library).to_contain_text("Made with it lately")
    walk.picture(library, "templates")
    fill_form(page, {"Find": "montage"})
    expect(library).to_contain_text("1 to 1 of 1 template")

    press(page, "Default for…")
    expect(library).to_contain_text("Take it for")
    walk.picture(library, "template-default")
    fill_form(page, {})
    expect(page.locator(".channel")).to_contain_text("This channel works with")

    type_command(page, "/gen video The 2 a.m. verdict")
    form = form_on_top(page)
    expect(form).to_contain_text("waits for somebody who may")
    answers = {"Hook": "Nobody believes it.", "Script": "0-3 s: sizzle. 3-9 s: the verdict."}
    fill_form(page, {**answers, "Which type": "Montage"}, submit=False)
    walk.picture(form, "make-video")
    fill_form(page, {})

    video = message_with(page, "Watch it in this thread", within=".channel")
    expect(video).to_contain_text("The 2 a.m. verdict", timeout=90_000)
    state = walk.ask(walk.town.gen())
    assert state["ideas"] == state["runs"] == []
