"""A video made from another row of its vidsheet: what the plan says then, and what is rendered."""

from dataclasses import replace

import pytest

from genbot.domain.errors import NotHere, NotNow, NotYours
from genbot.domain.productions import Stage, TaskState
from genbot.domain.studio import Spot
from genbot.flows import productions, studio, switching
from genbot.gen.convert import GetSheet
from genbot.gen.edit import GenerateLayer
from genbot.gen.export import Render
from genbot.gen.sheets import Sheet
from tests.deciding import decides
from tests.gen.answers import SHEET
from tests.golden.make import BEA, CHANNEL, MAYA, rendered
from tests.watches.conftest import announce, files, gen, world

__all__ = ["announce", "files", "gen", "world"]


def take(id, **more):
    out = [{"id": f"res-{id}", "url": f"https://cdn.gen.pro/outputs/{id}.mp4"}]
    return {"id": id, "status": "completed", "execution_cost": 7, "output_resources": out, **more}


def two_rows(**other):
    """The vidsheet, and its row once more under other ids; `other` are the takes of its layers."""
    told = SHEET.model_dump(mode="json")
    [row] = told["spreadsheet_rows"]
    video = {"id": "173", "column_id": "3", "video_layers": [
        {"id": f"1{layer['id']}", "name": layer["name"], "type": layer["type"],
         "position": layer["position"], "user_jobs": other.get(layer["name"], []),
         "default_user_job": (other.get(layer["name"]) or [None])[-1]}
        for layer in row["spreadsheet_cells"][2]["video_layers"]
    ]}  # fmt: skip
    final = {"id": "174", "column_id": "4", "user_jobs": [take("c4")]}
    cells = [{"id": f"17{n}", "column_id": f"{n}"} for n in (1, 2)]
    told["spreadsheet_rows"].append(
        {"id": "170", "position": 1, "spreadsheet_cells": [*cells, video, final]}
    )
    return Sheet.model_validate(told)


BOTH = two_rows(
    Background=[take("31"), take("32")], Voice=[take("41")], Captions=[take("51", status="failed")]
)


@pytest.fixture
async def made(world):
    """A video in review, and nothing else under way."""
    one = await world.do(rendered, "tacos")
    await world.passes(60)
    return one


async def switch(world, made, row="170", sheet=BOTH, by=BEA):
    return await world.do(switching.use, Spot(made.id, row), sheet, by=by)


async def test_the_plan_is_what_the_other_row_shows(world, made):
    after = await switch(world, made)

    assert (after.final_cell, after.video_cell, after.render.cell_id) == ("174", "173", "174")
    assert "c4" in after.render.earlier
    told = {one.title: (one.cell_id, one.layer_id, one.generation) for one in after.tasks}
    assert told == {"Background": ("173", "181", "32"), "Voice": ("173", "182", "41")}
    background = after.tasks[0]
    assert (background.resource, background.earlier) == ("res-32", ("31",))
    assert (after.edited, after.stage, after.version) == (1, Stage.REVIEW, made.version)
    assert after.video_url == made.video_url


async def test_it_is_rendered_from_the_other_row(world, made, gen):
    await switch(world, made)
    await world.do(productions.render, made.id, made.version, by=BEA)
    await world.passes(600)

    after = await world.one("productions")
    assert [one.cell_id for one in gen.asked(Render)][-1] == "174"
    assert (after.stage, after.version, after.edited) == (Stage.REVIEW, 2, 0)
    keys = gen.keys(Render)
    assert len(keys) == len(set(keys))


async def test_a_part_is_made_anew_there_and_nowhere_else(world, made, gen):
    after = await switch(world, made)
    before = len(gen.asked(GenerateLayer))
    await world.do(productions.change, made.id, made.version, "Louder", [after.tasks[1].id], by=BEA)
    await world.passes(600)

    [call] = gen.asked(GenerateLayer)[before:]
    assert (call.cell_id, call.layer_id) == ("173", "182")
    again = await world.one("productions")
    assert (again.stage, again.version) == (Stage.REVIEW, 2)
    assert all(one.state is TaskState.DONE for one in again.tasks)


async def test_there_and_back_is_where_it_was(world, made):
    first = two_rows(Background=[take("31")])
    told = first.model_dump(mode="json")
    for layer, task in zip(
        told["spreadsheet_rows"][0]["spreadsheet_cells"][2]["video_layers"], made.tasks,
        strict=True,
    ):  # fmt: skip
        layer["default_user_job"] = take(task.generation)
    sheet = Sheet.model_validate(told)
    await switch(world, made, sheet=sheet)
    back = await switch(world, made, "70", sheet)

    assert (back.final_cell, back.video_cell) == (made.final_cell, made.video_cell)
    assert [one.layer_id for one in back.tasks] == ["81"]


async def test_what_is_made_from_a_part_that_is_empty_there_keeps_what_it_had(world, made):
    after = await switch(world, made, sheet=two_rows(Captions=[take("51")]))

    [captions] = after.tasks
    assert (captions.title, captions.needs) == ("Captions", None)
    assert captions.data["source_resource_id"]


async def test_the_row_it_is_made_from_is_no_choice(world, made):
    with pytest.raises(NotNow, match="already"):
        await switch(world, made, "70")


async def test_a_row_that_is_gone_or_has_no_place_for_a_video_is_no_choice(world, made):
    with pytest.raises(NotHere, match="gone"):
        await switch(world, made, "4711")
    told = BOTH.model_dump(mode="json")
    told["spreadsheet_rows"][1]["spreadsheet_cells"].pop()
    with pytest.raises(NotNow, match="no cell"):
        await switch(world, made, sheet=Sheet.model_validate(told))


@pytest.mark.parametrize("stage", [Stage.FAILED, Stage.STOPPED, Stage.HELD])
async def test_a_video_that_is_not_in_review_keeps_its_row(world, made, stage):
    await world.do(lambda tx: tx.productions.save(replace(made, stage=stage)))
    with pytest.raises(NotNow, match="in review"):
        await switch(world, made)


async def test_only_who_may_approve_videos_may_choose(world, made):
    await world.do(decides(CHANNEL, videos=(BEA,)))
    with pytest.raises(NotYours):
        await switch(world, made, by=MAYA)


async def test_the_board_opens_at_the_row_that_was_chosen(world, made, gen):
    after = await switch(world, made)
    gen.will(GetSheet, BOTH)
    board = await studio.board(gen, (after, Spot(made.id)))

    assert (board.spot.row, board.source) == ("170", "170")
