"""Voices, walked: found, heard in the thread, made the default."""

from tests.browser.page import (
    expect,
    fill_form,
    form_on_top,
    message_with,
    press,
    thread,
    type_command,
)


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
