"""Layers, rows, columns, variables and files of a video over a real socket: looked at and changed."""

from dataclasses import replace

import pytest

from genbot.domain.errands import What
from genbot.domain.pieces import Piece
from genbot.domain.productions import Stage
from genbot.domain.studio import Spot
from genbot.flows import errands
from genbot.gen.assets import (
    ContentResource,
    DownloadVariablesTemplate,
    GetGlobalVariables,
    ListContentResources,
)
from genbot.gen.convert import GetSheet
from genbot.gen.errors import NotSent
from genbot.gen.rows import ListColumns
from genbot.gen.sheets import Sheet
from genbot.sandbox.gen.variables import write_xlsx
from tests.cards.reading import buttons, inputs, words
from tests.deciding import decides
from tests.flows.test_switching import take, two_rows
from tests.gen.answers import SHEET
from tests.slack.conftest import BEA, IDEAS, MAYA, PABLO, RANDOM, option
from tests.slack.test_agents import pressed, wanted
from tests.slack.test_studio import gen, made, now, opened, part, said

__all__ = ["gen", "made"]

TABLE = write_xlsx([("name", "value")])


def grown(rows=1, layers=3):
    """The vidsheet with more in it."""
    told = SHEET.model_dump(mode="json")
    [row] = told["spreadsheet_rows"]
    video = row["spreadsheet_cells"][2]
    video["video_layers"] = [
        {"id": f"8{n}", "name": f"Layer {n} 🌮", "type": "video", "position": n}
        for n in range(1, layers + 1)
    ]
    for n in range(1, rows):
        cells = [{"id": f"{n}c", "column_id": "1", "value": f"Hook {n} עברית"}]
        told["spreadsheet_rows"].append({"id": f"9{n}", "position": n, "spreadsheet_cells": cells})
    return Sheet.model_validate(told)


async def see(here, workspace, act, user=MAYA):
    """From the card of the video into the studio, and on to one of the lists."""
    await opened(here, workspace, user)
    return await pressed(here, workspace, act, user=user)


async def newest(here):
    return (await wanted(here))[-1]


async def of(here, workspace, act, id, user=MAYA):
    """Press the button of the piece with this id."""
    found = [
        one["value"]
        for block in workspace.form(user)["blocks"]
        for one in block.get("elements", [])
        if one.get("action_id") == act and Piece.read(one["value"]).id == id
    ]
    return await pressed(here, workspace, act, found[0], user)


async def test_a_layer_is_added(here, workspace, made):
    assert "1.  " in words(await see(here, workspace, "see_layers"))
    await pressed(here, workspace, "add_piece")
    await workspace.submit(name="Music", type=option("audio"), place=option("back"))
    await said(here)

    errand = await newest(here)
    assert (errand.what, errand.title, errand.thread) == (
        What.ADD_PIECE, "Add layer Music", made.slot,
    )  # fmt: skip
    told = {"kind": "layer", "cell": "73", "name": "Music", "type": "audio", "back": True}
    assert told.items() <= errand.wish.items()
    assert workspace.message("Add layer Music").thread_ts


async def test_a_layer_is_moved_named_copied_and_deleted(here, workspace, made):
    filled = {
        "move_piece": {"step": option("first")},
        "rename_piece": {"name": "Voice-over 🎙️"},
        "copy_piece": {},
        "delete_piece": {},
    }
    for act, values in filled.items():
        await see(here, workspace, "see_layers")
        form = await of(here, workspace, act, "82")
        assert "Voice" in words(form) + str(inputs(form))
        await workspace.submit(**values)
        errand = await newest(here)
        assert errand.wish["id"] == "82"
        await here.store.unit(errands.done, errand.id, {})
    every = [one.title for one in await wanted(here)]
    assert every == [
        "Move layer Voice", "Rename layer Voice", "Duplicate layer Voice", "Delete layer Voice",
    ]  # fmt: skip


async def test_deleting_says_what_was_made_from_it(here, workspace, made):
    await see(here, workspace, "see_layers")
    form = await of(here, workspace, "delete_piece", "82")

    assert "Captions was made from it, and stays" in words(form)


async def test_a_form_with_nothing_changed_stays_open(here, workspace, made):
    await see(here, workspace, "see_layers")
    await of(here, workspace, "rename_piece", "82")

    assert "its name already" in str(await workspace.submit(name="Voice"))


async def test_the_card_of_a_change_leads_back(here, workspace, made):
    await see(here, workspace, "see_layers")
    await of(here, workspace, "copy_piece", "82")
    await workspace.submit()
    await here.store.unit(errands.done, (await newest(here)).id, {})
    await said(here)
    await workspace.press(workspace.message("Duplicate layer Voice"), "see_layers")
    await here.router.rest()

    assert "3 layers of VIDEO" in words(workspace.form())


async def test_sixty_layers_are_paged(here, workspace, made, gen):
    gen.will(GetSheet, grown(layers=60))
    await see(here, workspace, "see_layers")
    turned = await pressed(here, workspace, "see_layers")

    assert "16.  " in words(turned)
    assert {"Those before", "Those after"} <= set(buttons(turned))


async def test_rows_are_paged_and_say_which_one_the_video_is_made_from(here, workspace, made, gen):
    gen.will(GetSheet, grown(rows=500))
    first = words(await see(here, workspace, "see_rows"))
    assert "500 rows" in first
    assert "*Row 1*  🎬 this video is made from it" in first
    assert "*Row 2*\nHook 1 עברית" in first
    assert "*Row 16*" in words(await pressed(here, workspace, "see_rows"))


async def test_a_row_is_added_copied_moved_and_opened(here, workspace, made, gen):
    gen.will(GetSheet, grown(rows=3))
    for act, values in {
        "add_piece": {},
        "copy_piece": {},
        "move_piece": {"step": option("last")},
    }.items():
        await see(here, workspace, "see_rows")
        await of(here, workspace, act, "" if act == "add_piece" else "91")
        await workspace.submit(**values)
        await here.store.unit(errands.done, (await newest(here)).id, {})
    assert [(one.title, one.wish["id"]) for one in await wanted(here)] == [
        ("Add a row", ""),
        ("Duplicate row 2 (Hook 1 עברית)", "91"),
        ("Move row 2 (Hook 1 עברית)", "91"),
    ]
    await see(here, workspace, "see_rows")
    other = await pressed(here, workspace, "open_studio", Spot(made.id, "91").ref)
    assert "Row 2 of 3, *not the one this video is made from*" in words(other)


async def test_the_video_is_made_from_another_row(here, workspace, made, gen):
    gen.will(GetSheet, two_rows(Voice=[take("41")]))
    await see(here, workspace, "see_rows")
    form = await of(here, workspace, "use_row", "170")
    assert "Row 2" in words(form)
    await workspace.submit()
    await said(here)

    assert (await now(here)).final_cell == "174"
    assert "Row 2 of 2" in words(await opened(here, workspace))
    shown = words(await pressed(here, workspace, "see_rows"))
    assert "*Row 2*  🎬 this video is made from it" in shown


async def test_columns_are_added_named_and_moved(here, workspace, made, gen):
    gen.will(ListColumns, list(SHEET.spreadsheet_columns))
    for act, values in {
        "add_piece": {"name": "Salsa", "type": option("audio")},
        "rename_piece": {"name": "Opening"},
        "move_piece": {"step": option("last")},
        "copy_piece": {},
    }.items():
        await see(here, workspace, "see_columns")
        await of(here, workspace, act, "" if act == "add_piece" else "1")
        await workspace.submit(**values)
        await here.store.unit(errands.done, (await newest(here)).id, {})
    assert [one.title for one in await wanted(here)] == [
        "Add column Salsa", "Rename column Hook", "Move column Hook", "Duplicate column Hook",
    ]  # fmt: skip


async def test_a_second_wish_waits_for_the_first(here, workspace, made):
    for _ in range(2):
        await see(here, workspace, "see_layers")
        await of(here, workspace, "copy_piece", "82")
        await workspace.submit()
    await said(here)

    assert len(await wanted(here)) == 1
    assert "Still under way in the studio: “Duplicate layer Voice”" in workspace.said(to=MAYA)[-1]


async def test_who_may_not_change_it_sees_it_and_why(here, workspace, made):
    await here.store.unit(decides(IDEAS, videos=(BEA,)))
    shown = await see(here, workspace, "see_layers", PABLO)

    assert "*Voice*" in words(shown)
    assert "BRANDOWN" in words(shown)
    assert set(buttons(shown)) == {"Open…", "Back to all parts"}


async def test_a_video_of_another_channel_is_not_changed(here, workspace, made):
    await see(here, workspace, "see_layers")
    window = workspace.slack.windows.top(MAYA)
    sealed = window.source["private_metadata"].replace(IDEAS, RANDOM)
    window.source["private_metadata"] = sealed
    shown = await of(here, workspace, "copy_piece", "82")
    await workspace.submit()
    await said(here)

    assert "Duplicate this layer" not in words(shown)
    assert await wanted(here) == []


async def test_a_form_that_was_open_too_long_changes_nothing(here, workspace, made):
    await see(here, workspace, "see_layers")
    await of(here, workspace, "delete_piece", "82")

    def published(tx):
        tx.productions.save(replace(tx.productions.get(made.id), stage=Stage.PUBLISHED))

    await here.store.unit(published)
    await workspace.submit()
    await said(here)

    assert await wanted(here) == []
    assert "This video is published now" in workspace.said(to=MAYA)[-1]


async def test_without_gen_the_list_says_so(here, workspace, made, gen):
    await opened(here, workspace)
    gen.will(GetSheet, NotSent("no way"))

    assert "GEN" in words(await pressed(here, workspace, "see_layers"))
    assert await wanted(here) == []


def variables(*pairs):
    columns = [
        {"id": 1, "title": "name", "role": "global_variable_name", "position": 0},
        {"id": 2, "title": "value", "role": "global_variable_value", "position": 1},
    ]
    rows = [
        {"id": n, "position": n, "spreadsheet_cells": [
            {"id": f"{n}n", "column_id": 1, "value": name},
            {"id": f"{n}v", "column_id": 2, "value": value},
        ]}
        for n, (name, value) in enumerate(pairs)
    ]  # fmt: skip
    return Sheet.model_validate({"id": 9, "spreadsheet_columns": columns, "spreadsheet_rows": rows})


@pytest.fixture
def book(gen):
    gen.will(GetGlobalVariables, variables(("price", "$2"), ("city", "São Paulo")))
    gen.will(DownloadVariablesTemplate, TABLE)


async def test_variables_are_read_in_from_a_table(here, workspace, made, book):
    assert "*{{city}}*\nSão Paulo" in words(await see(here, workspace, "see_variables"))
    form = await pressed(here, workspace, "bring_variables")
    assert "The 2 variables there now" in words(form)
    brought = await workspace.act(MAYA, "upload", name="prices.xlsx", base64="UEsDBAAA")
    await workspace.submit(file={"files": [{"id": brought["file_id"]}]})

    errand = await newest(here)
    assert (errand.what, errand.title) == (What.BRING_VARIABLES, "Variables from prices.xlsx")
    assert errand.wish["file"] == brought["file_id"]


async def test_the_empty_table_comes_into_the_thread(here, workspace, made, book):
    await see(here, workspace, "see_variables")
    shown = await pressed(here, workspace, "empty_table")
    await said(here)

    assert "on its way into the thread" in words(shown)
    [message] = [one for one in workspace.slack.board.every() if one.files]
    [file] = message.files
    assert (file["name"], message.thread_ts is not None) == ("variables.xlsx", True)
    assert workspace.slack.contents[file["id"]] == TABLE
    assert "*{{price}}*" in words(await pressed(here, workspace, "see_variables"))


async def test_many_variables_are_paged(here, workspace, made, gen):
    gen.will(GetGlobalVariables, variables(*((f"n{n}", "x") for n in range(60))))
    assert "{{n0}}" in words(await see(here, workspace, "see_variables"))
    assert "{{n25}}" in words(await pressed(here, workspace, "see_variables"))


async def test_a_file_of_the_library_is_put_into_a_part(here, workspace, made, gen):
    gen.will(
        ListContentResources,
        lambda call: [] if call.page else [
            ContentResource(id="501", file_name="salsa 🌮.mp3", content_type="audio/mpeg")
        ],
    )  # fmt: skip
    await opened(here, workspace)
    await part(here, workspace, made, "82")
    form = await pressed(here, workspace, "use_file")
    assert "salsa 🌮.mp3" in str(inputs(form))
    [asked] = gen.asked(ListContentResources)[:1]
    assert asked.type == "audio"
    chosen = inputs(form)["file"]["options"][0]
    await workspace.submit(file={"selected_option": chosen})

    errand = await newest(here)
    assert (errand.what, errand.title) == (What.REGENERATE, "Use salsa 🌮.mp3: Voice")
    assert errand.wish["data"] == {"content_resource_id": "501"}
    assert (errand.wish["type"], errand.wish["layer"]) == ("media", "82")


async def test_words_take_no_file(here, workspace, made):
    await opened(here, workspace)
    assert "Use a file…" not in buttons(await part(here, workspace, made, "71"))
