"""The studio's lists, walked: layers, rows, columns, variables, and a file of one's own in a part."""

import re

import pytest

from genbot.sandbox.gen.media import MEDIA
from genbot.sandbox.gen.variables import write_xlsx
from tests.browser.page import (
    confirm,
    expect,
    fill_form,
    form_on_top,
    message_with,
    press,
    type_command,
)
from tests.browser.walks.steps import bring, done, opened, own_video, studio
from tests.browser.walks.test_assets import save

TABLE = write_xlsx([("name", "value"), ("price", "$2"), ("city", "San Antonio")])


@pytest.fixture
def page(walk):
    """Maya's page, with a video in review and its thread open."""
    page = walk.visit()
    own_video(page, "Montage")
    return page


def listed(page, way, shows):
    """From the card of the video into the studio, and on to one of its lists."""
    studio(page)
    press(page, way)
    return opened(page, shows)


def test_layers(walk, page):
    form = listed(page, "Layers…", "the first lies at the back")
    walk.picture(form, "studio-layers")
    press(page, "Add a layer…")
    fill_form(page, {"What is it called": "Music", "What does it hold": "Sound"})
    card = done(page, "Add layer Music")
    press(page, "Layers…", in_message=card)
    expect(form_on_top(page)).to_contain_text("Music")
    press(page, "Move…")
    fill_form(page, {"Where does it go": "Behind all others"})
    press(page, "Layers…", in_message=done(page, "Move layer Music"))
    expect(form_on_top(page)).to_contain_text("Music")
    press(page, "Delete…")
    expect(form_on_top(page)).to_contain_text("every take of it")
    walk.picture(form_on_top(page), "studio-layer-delete")
    fill_form(page, {})
    done(page, "Delete layer")


def test_rows(walk, page):
    listed(page, "Rows…", "this video is made from it")
    press(page, "Duplicate…")
    fill_form(page, {})
    press(page, "Rows…", in_message=done(page, "Duplicate row 1"))
    expect(form_on_top(page)).to_contain_text("Row 2")
    walk.picture(form_on_top(page), "studio-rows")
    press(page, "Open…")
    expect(form_on_top(page)).to_contain_text("not the one this video is made from")
    press(page, "Rows…")
    press(page, "Make the video from it…")
    expect(form_on_top(page)).to_contain_text("what stands in this row")
    fill_form(page, {})
    listed(page, "Columns…", "the finished video")
    press(page, "Back to all parts")
    expect(form_on_top(page)).to_contain_text("Row 2 of 2")
    expect(form_on_top(page)).to_contain_text("1 change")
    press(page, "Render again")
    confirm(page, "Render it")
    press(page, "Close")
    expect(page.locator(".thread")).to_contain_text("version 2", timeout=90_000)


def test_columns(walk, page):
    listed(page, "Columns…", "the finished video")
    press(page, "Add a column…")
    fill_form(page, {"What is it called": "Salsa", "What does it hold": "Sound"})
    press(page, "Columns…", in_message=done(page, "Add column Salsa"))
    form = form_on_top(page)
    expect(form).to_contain_text("Salsa")
    walk.picture(form, "studio-columns")


def test_variables(walk, page):
    listed(page, "Variables…", "None yet")
    press(page, "Get an empty table")
    expect(form_on_top(page)).to_contain_text("on its way")
    press(page, "Back")
    expect(form_on_top(page)).to_contain_text("None yet")
    press(page, "Read in a table…")
    form = form_on_top(page)
    expect(form).to_contain_text("no variables yet")
    with page.expect_response("**/_sandbox/act"):
        form.locator("input[type=file]").set_input_files(
            {"name": "prices.xlsx", "mimeType": "application/octet-stream", "buffer": TABLE}
        )
    expect(form.locator("[aria-busy]")).to_have_count(0)
    fill_form(page, {})
    card = done(page, "Variables from prices.xlsx")
    expect(card).to_contain_text("2 variables now")
    expect(page.locator(".thread [href$='variables.xlsx']").first).to_be_visible()
    press(page, "Variables…", in_message=card)
    form = form_on_top(page)
    expect(form).to_contain_text("San Antonio")
    walk.picture(form, "studio-variables")


def test_a_file_of_ones_own(walk, page):
    save(page, bring(page, "griddle.mp4", (MEDIA / "ember.mp4").read_bytes()))
    fill_form(page, {})
    expect(message_with(page, "Save to GEN: griddle.mp4", within=".channel")).to_contain_text(
        "Done"
    )
    listed(page, "Layers…", "Clip 1")
    form_on_top(page).locator(".button", has_text="Open…").first.click()
    expect(form_on_top(page)).to_contain_text("Use a file…")
    press(page, "Use a file…")
    expect(form_on_top(page)).to_contain_text("used as it is")
    fill_form(page, {"Which file": "griddle.mp4"}, submit=False)
    walk.picture(form_on_top(page), "studio-file")
    fill_form(page, {})
    done(page, "Use griddle.mp4: Clip 1")


def test_names_and_rows_in_turn(walk, page):
    listed(page, "Columns…", "the finished video")
    press(page, "Rename…")
    fill_form(page, {"New name": "Opening line"})
    press(page, "Columns…", in_message=done(page, "Rename column"))
    expect(form_on_top(page)).to_contain_text("Opening line")
    press(page, "Close")
    listed(page, "Rows…", "this video is made from it")
    press(page, "Add a row…")
    fill_form(page, {})
    done(page, "Add a row")
    studio(page)
    expect(form_on_top(page)).to_contain_text("Row 1 of 2")
    press(page, "Next row")
    expect(form_on_top(page)).to_contain_text("Row 2 of 2")
    press(page, "Row before")
    expect(form_on_top(page)).to_contain_text("Row 1 of 2")


MANY = 12


def test_many_parts_and_many_takes(walk, page):
    """More than one window can show: they are turned like pages."""
    type_command(page, "/gen engines")
    engines = message_with(page, "Engine ", within=".channel")
    sheet = re.search(r"Engine (\d+)", engines.text_content())[1]
    place = f"/autocontentengine/{sheet}"
    agent = "?agent_id=" + walk.ask(walk.town.gen())["agents"][0]["id"]
    for n in range(MANY):
        column = {"title": f"Extra {n}", "type": "text"}
        walk.gen("POST", f"{place}/columns{agent}", spreadsheet_column=column)
    row = walk.gen("GET", f"{place}/rows{agent}")[0]
    cell = next(one for one in row["spreadsheet_cells"] if one["cell_role"] == "ingredient")["id"]
    data = {"prompt": "A hook", "model": "gpt_4o_mini"}
    for _ in range(MANY):
        wish = {"generation_type": "text", "data": data}
        walk.gen("POST", f"{place}/cells/{cell}/generate{agent}", **wish)

    studio(page)
    expect(form_on_top(page)).to_contain_text("Parts 1 to 20")
    press(page, "Next parts")
    expect(form_on_top(page)).to_contain_text("Parts 21 to")
    press(page, "Earlier parts")
    expect(form_on_top(page)).to_contain_text("Parts 1 to 20")
    form_on_top(page).locator(".button", has_text="Open…").first.click()
    expect(form_on_top(page)).to_contain_text(f"{MANY} takes, the newest first")
    press(page, "Older takes")
    expect(form_on_top(page)).to_contain_text("Take 1")
    press(page, "Newer takes")
    expect(form_on_top(page)).to_contain_text(f"Take {MANY}")
