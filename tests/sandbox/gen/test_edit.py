"""Rows, columns, cells and layers: written, moved, copied, and guarded where the platform owns them."""

import pytest

from tests.sandbox.gen.conftest import Visitor


async def test_a_cell_takes_a_text_and_keeps_it(visitor: Visitor) -> None:
    sheet = await visitor.clone()

    await sheet.write(TEXT_1="Two. The usual.")

    found = await sheet.ask("GET", f"/cells/{sheet.cell('TEXT 1')['id']}")
    assert found["value"] == "Two. The usual."
    path = f"/cells/{sheet.cell('TEXT 1')['id']}"
    wrong = await sheet.refused("PATCH", path, {"spreadsheet_cell": {"value": 7}})
    assert wrong == (422, "validation_error")
    assert await sheet.refused("GET", "/cells/1") == (404, "not_found")
    assert await sheet.refused("GET", "/cells/first") == (404, "not_found")


@pytest.mark.parametrize("title", ["VIDEO", "FINAL VIDEO", "STATS"])
async def test_the_platforms_cells_cannot_be_written(visitor: Visitor, title: str) -> None:
    sheet = await visitor.clone()

    path = f"/cells/{sheet.cell(title)['id']}"
    refusal = await sheet.refused("PATCH", path, {"spreadsheet_cell": {"value": "mine"}})

    assert refusal == (422, "validation_error")


@pytest.mark.parametrize("name", ["cells", "spreadsheet_cells"])
async def test_many_cells_are_written_at_once_or_not_at_all(visitor: Visitor, name: str) -> None:
    sheet = await visitor.clone()
    ids = [sheet.cell(title)["id"] for title in ("TEXT 1", "TEXT 2")]
    wanted = [{"id": str(id), "value": f"v{id}"} for id in ids]

    written = await sheet.ask("PUT", "/cells/mass_update", {name: wanted})
    wrong = {name: [{"id": ids[0], "value": "lost"}, {"id": 1, "value": "x"}]}
    refusal = await sheet.refused("PUT", "/cells/mass_update", wrong)

    assert [cell["value"] for cell in written] == [f"v{id}" for id in ids]
    assert refusal == (404, "not_found")
    after = await sheet.ask("GET", f"/cells/{ids[0]}")
    assert after["value"] == f"v{ids[0]}"
    assert await sheet.refused("PUT", "/cells/mass_update", {}) == (422, "validation_error")


async def test_rows_are_added_copied_and_moved(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    await sheet.write(TEXT_1="First")
    first = sheet.row["id"]

    fresh = await sheet.ask("POST", "/rows", {"spreadsheet_row": {"position": 0}}, expect=201)
    copy = await sheet.ask("POST", f"/rows/{first}/duplicate", expect=201)

    assert fresh["position"] == 0
    assert fresh["spreadsheet_cells"][0]["value"] is None
    assert len(fresh["spreadsheet_cells"][-3]["video_layers"]) == 4
    assert copy["spreadsheet_cells"][0]["value"] == "First"
    moves = {"rows": [{"id": str(copy["id"]), "position": 0}]}
    moved = await sheet.ask("PUT", "/rows/update_positions", moves)
    assert [row["id"] for row in moved] == [copy["id"], fresh["id"], first]
    assert [row["id"] for row in await sheet.ask("GET", "/rows")] == [
        copy["id"],
        fresh["id"],
        first,
    ]
    assert (await sheet.ask("GET", f"/rows/{copy['id']}"))["position"] == 0
    bad = {"rows": [{"id": first, "position": -1}]}
    assert await sheet.refused("PUT", "/rows/update_positions", bad) == (422, "validation_error")


async def test_many_rows_change_with_their_cells(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    cell = {"id": sheet.cell("TEXT 1")["id"], "value": "By row"}
    row = {"id": sheet.row["id"], "additional_attributes": {"note": 1}, "spreadsheet_cells": [cell]}

    rows = await sheet.ask("PUT", "/rows/mass_update", {"rows": [row]})

    assert rows[0]["additional_attributes"] == {"note": 1}
    assert rows[0]["spreadsheet_cells"][0]["value"] == "By row"


async def test_ingredient_columns_are_added_copied_renamed_and_moved(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    await sheet.write(TEXT_1="Kept")
    wanted = {"spreadsheet_column": {"title": "Music", "type": "audio", "position": 0}}

    music = await sheet.ask("POST", "/columns", wanted, expect=201)
    copied = sheet.sheet["spreadsheet_columns"][0]["id"]
    copy = await sheet.ask("POST", f"/columns/{copied}/duplicate", expect=201)
    renamed = {"columns": [{"id": copy["id"], "title": "Second text"}]}
    await sheet.ask("PUT", "/columns/mass_update", renamed)
    await sheet.ask(
        "PATCH", "/columns/update_positions", {"columns": [{"id": copy["id"], "position": 1}]}
    )

    columns = await sheet.ask("GET", "/columns")
    assert [column["title"] for column in columns][:3] == ["Music", "Second text", "TEXT 1"]
    assert music["column_role"] == "ingredient"
    row = (await sheet.ask("GET", "/rows"))[0]
    values = {cell["column_id"]: cell["value"] for cell in row["spreadsheet_cells"]}
    assert (values[copy["id"]], values[music["id"]]) == ("Kept", None)


async def test_the_platforms_columns_stay_as_they_are(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    video = sheet.sheet["spreadsheet_columns"][-3]["id"]

    for verb, path, body in (
        ("POST", f"/columns/{video}/duplicate", {}),
        ("PUT", "/columns/mass_update", {"columns": [{"id": video, "title": "Mine"}]}),
        (
            "POST",
            "/columns",
            {"spreadsheet_column": {"title": "V", "type": "video", "role": "video"}},
        ),
        ("POST", "/columns", {"spreadsheet_column": {"title": "V", "type": "smell"}}),
    ):
        assert await sheet.refused(verb, path, body) == (422, "validation_error")


async def test_layers_are_made_changed_copied_moved_and_deleted(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    layers = f"/cells/{sheet.cell('VIDEO')['id']}/layers"
    wanted = {"video_layer": {"name": "Background Music", "type": "sound", "position": 0}}

    music = await sheet.ask("POST", layers, wanted, expect=201)
    changed = {"video_layer": {"name": "Loud music", "additional_attributes": {"volume": 3}}}
    await sheet.ask("PATCH", f"{layers}/{music['id']}", changed)
    copy = await sheet.ask("POST", f"{layers}/{music['id']}/duplicate", expect=201)
    moves = {"layers": [{"id": copy["id"], "position": 0}]}
    moved = await sheet.ask("PUT", f"{layers}/update_positions", moves)
    await sheet.ask("DELETE", f"{layers}/{music['id']}", expect=204)

    assert music["position"] == 0
    assert (copy["name"], copy["additional_attributes"]) == ("Loud music", {"volume": 3})
    assert [layer["id"] for layer in moved][:2] == [copy["id"], music["id"]]
    assert await sheet.refused("GET", f"{layers}/{music['id']}") == (404, "not_found")
    assert (await sheet.ask("GET", f"{layers}/{copy['id']}"))["type"] == "sound"
    final = f"/cells/{sheet.cell('FINAL VIDEO')['id']}/layers"
    assert await sheet.refused("POST", final, wanted) == (422, "validation_error")
