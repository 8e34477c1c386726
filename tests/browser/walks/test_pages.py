"""Long lists, walked to their other pages and back: agents, assets, voices, templates."""

from genbot.sandbox.gen.cast import SANTIAGO
from tests.browser.page import (
    expect,
    fill_form,
    press,
    type_command,
)
from tests.browser.walks.steps import opened


def test_agents(walk):
    for nth in range(8):
        walk.gen("POST", "/agents", agent={"name": f"Scout {nth}", "description": "x"})
    page = walk.visit()
    type_command(page, "/gen agents")
    opened(page, "Next")
    press(page, "Next ones")
    opened(page, "Earlier")


def test_assets(walk):
    for nth in range(9):
        walk.gen(
            "POST", f"/asset_folders?agent_id={SANTIAGO}", asset_folder={"name": f"Folder {nth}"}
        )
    page = walk.visit()
    type_command(page, "/gen assets")
    opened(page, "Folder")
    press(page, "Next page")
    opened(page, "Page before")
    press(page, "Page before")
    opened(page, "Next page")
    fill_form(page, {"Find": "Folder 3"})
    opened(page, "with “Folder 3”")


def test_voices(walk):
    page = walk.visit()
    type_command(page, "/gen voices")
    form = opened(page, "voices")
    fill_form(page, {"With these words in the name": "rach"})
    expect(form).to_contain_text("1 to 1 of 1 voice")
    page.keyboard.press("Escape")
    type_command(page, "/gen agent")
    opened(page, "Brand: Santiago")
    press(page, "Voices…")
    opened(page, "Which voices?")


def test_templates(walk):
    page = walk.visit()
    type_command(page, "/gen templates")
    library = opened(page, "1 to 5 of")
    press(page, "Next ones")
    expect(library).not_to_contain_text("1 to 5 of")
    press(page, "Make a video…")
    opened(page, "What is it called?")
