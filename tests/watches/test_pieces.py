"""Layers, rows and columns at GEN: added, copied, named, moved, deleted, and what the video's plan knows of it."""

from dataclasses import replace

import pytest

from genbot.domain.errands import ErrandState, What
from genbot.domain.errors import BadForm, NotNow, NotYours
from genbot.domain.pieces import Kind, Piece, Step
from genbot.domain.productions import Stage, TaskState
from genbot.domain.studio import Spot
from genbot.domain.watches import Kind as Watched
from genbot.flows import errands, pieces, productions, steps, studio
from genbot.gen.edit import GenerateLayer, GetCell, GetLayer
from genbot.gen.errors import NotFound, Refused, SlowDown, Unclear
from genbot.gen.layers import (
    CreateLayer,
    DeleteLayer,
    DuplicateLayer,
    UpdateLayer,
    UpdateLayerPositions,
)
from genbot.gen.rows import (
    CreateColumn,
    CreateRow,
    DuplicateColumn,
    DuplicateRow,
    ListColumns,
    ListRows,
    MassUpdateColumns,
    UpdateColumnPositions,
    UpdateRowPositions,
)
from genbot.gen.sheets import Cell, Column, Layer, Row, Sheet
from tests.deciding import decides
from tests.gen.answers import SHEET
from tests.golden.make import BEA, CHANNEL, MAYA, approved, ends, rendered

E = ErrandState
BUSY = Refused("validation_error", 422, "Position is taken.")


class Shelves:
    """A vidsheet at GEN: ids and names of its layers, rows and columns, in their order."""

    def __init__(self, gen):
        self.layers = {"81": "Background", "82": "Voice", "83": "Captions"}
        self.rows = {"70": "", "90": ""}
        self.columns = {"1": "Hook", "2": "Script", "3": "VIDEO", "4": "FINAL VIDEO"}
        self.last = 100
        gen.will(GetCell, lambda call: Cell(id=call.cell_id, video_layers=self.told(Layer)))
        gen.will(ListRows, lambda call: self.told(Row))
        gen.will(ListColumns, lambda call: self.told(Column))
        gen.will(CreateLayer, self.add_layer)
        gen.will(DuplicateLayer, lambda call: Layer(id=self.new(self.layers, "Voice")))
        gen.will(UpdateLayer, lambda call: Layer(id=call.layer_id, name=call.name))
        gen.will(DeleteLayer, self.delete_layer)
        gen.will(UpdateLayerPositions, lambda call: self.put("layers", call.layers))
        gen.will(CreateRow, lambda call: Row(id=self.new(self.rows, "")))
        gen.will(DuplicateRow, lambda call: Row(id=self.new(self.rows, "")))
        gen.will(UpdateRowPositions, lambda call: self.put("rows", call.rows))
        gen.will(CreateColumn, lambda call: Column(id=self.new(self.columns, call.title)))
        gen.will(DuplicateColumn, lambda call: Column(id=self.new(self.columns, "copy")))
        gen.will(MassUpdateColumns, None)
        gen.will(UpdateColumnPositions, lambda call: self.put("columns", call.columns))

    def new(self, shelf, name):
        self.last += 1
        shelf[str(self.last)] = name
        return str(self.last)

    def add_layer(self, call):
        return Layer(id=self.new(self.layers, call.name), name=call.name, type=call.type)

    def delete_layer(self, call):
        if not self.layers.pop(call.layer_id, ""):
            raise NotFound("not_found", 404, "Not found")

    def put(self, name, order):
        shelf = getattr(self, name)
        slots = list(shelf)
        for one in order:
            slots.remove(one.id)
        for one in sorted(order, key=lambda one: one.position):
            slots.insert(one.position, one.id)
        setattr(self, name, {id: shelf[id] for id in slots})

    def told(self, kind):
        if kind is Layer:
            every = enumerate(self.layers.items())
            return [Layer(id=id, name=name, position=n) for n, (id, name) in every]
        if kind is Row:
            return [Row(id=id, position=n) for n, id in enumerate(self.rows)][::-1]
        roles = {"3": "video", "4": "final_video"}
        return [
            Column(id=id, title=name, position=n, role=roles.get(id, "ingredient"))
            for n, (id, name) in enumerate(self.columns.items())
        ]


@pytest.fixture
def shelves(gen):
    return Shelves(gen)


@pytest.fixture
async def made(world, shelves):
    """A video in review, and nothing else under way."""
    one = await world.do(rendered, "tacos")
    await world.passes(60)
    return one


def layer(made, id="82", name="Voice"):
    return Piece(Kind.LAYER, Spot(made.id, "70", "73"), id, name)


def row(made, id="70"):
    return Piece(Kind.ROW, Spot(made.id), id, "1")


def column(made, id="1", name="Hook"):
    return Piece(Kind.COLUMN, Spot(made.id), id, name)


async def wanted(world, story, *args, by=BEA, **more):
    """The errand after everything had its time."""
    errand = await world.do(story, *args, by=by, **more)
    await world.passes(600)
    return next(one for one in await world.all("errands") if one.id == errand.id)


async def add(world, made, name="Music", type="audio", kind=Kind.LAYER, **more):
    spot = Spot(made.id, "70", "73")
    return await wanted(world, pieces.add, kind, spot, name, type, **more)


async def production(world):
    return await world.one("productions")


async def test_a_layer_is_added_at_the_front_or_at_the_back(world, shelves, made, gen):
    first = await add(world, made, "  Late   night music ")
    await add(world, made, "Sky", "image", back=True)

    front, back = gen.asked(CreateLayer)
    assert (front.sheet_id, front.cell_id, front.name) == ("7", "73", "Late night music")
    assert (front.type, front.position) == ("audio", 3)
    assert (back.type, back.position) == ("image", 0)
    assert (first.state, first.thread, first.result["id"]) == (E.DONE, made.slot, "101")
    assert (await production(world)).edited == 2


@pytest.mark.parametrize("acted", [True, False])
async def test_a_lost_answer_never_makes_two_of_it(world, shelves, made, gen, acted):
    def lost(call):
        if acted:
            shelves.add_layer(call)
        raise Unclear("reset")

    gen.will(CreateLayer, lost, shelves.add_layer)
    errand = await add(world, made)

    assert list(shelves.layers.values()).count("Music") == 1
    assert (errand.state, errand.result["id"]) == (E.DONE, "101")


async def test_what_was_given_up_is_looked_for_before_it_is_done_again(world, shelves, made, gen):
    gen.will(CreateLayer, BUSY)
    errand = await add(world, made)
    assert errand.state is E.FAILED
    shelves.new(shelves.layers, "Music")  # its answer was lost after all
    await world.do(errands.again, errand.id, by=BEA)
    await world.passes(600)

    assert (await world.one("errands")).result["id"] == "101"
    assert len(gen.asked(CreateLayer)) == 1


async def test_a_restart_between_the_two_calls_forgets_nothing(world, shelves, made, gen):
    await world.do(pieces.add, Kind.LAYER, Spot(made.id, "70", "73"), "Music", "audio", by=BEA)
    await world.round()
    assert (await world.one("errands")).result == {"before": ["81", "82", "83"]}
    world.restart()
    await world.passes(600)

    assert len(gen.asked(CreateLayer)) == 1
    assert (await world.one("errands")).state is E.DONE


async def test_a_layer_is_copied_once(world, shelves, made, gen):
    def lost(call):
        shelves.new(shelves.layers, "Voice")
        raise Unclear("reset")

    gen.will(DuplicateLayer, lost)
    errand = await wanted(world, pieces.copy, layer(made))

    [call] = gen.asked(DuplicateLayer)
    assert call.layer_id == "82"
    assert (errand.title, errand.result["id"]) == ("Duplicate layer Voice", "101")


@pytest.mark.parametrize(
    ("step", "order"),
    [
        (Step.FIRST, "82 81 83"),
        (Step.EARLIER, "82 81 83"),
        (Step.LATER, "81 83 82"),
        (Step.LAST, "81 83 82"),
    ],
)
async def test_a_layer_is_moved_by_telling_the_whole_order(world, shelves, made, gen, step, order):
    await wanted(world, pieces.move, layer(made), step)

    [call] = gen.asked(UpdateLayerPositions)
    assert [one.id for one in call.layers] == order.split()
    assert [one.position for one in call.layers] == [0, 1, 2]
    assert list(shelves.layers) == order.split()
    assert (await production(world)).edited == 1


async def test_a_lost_answer_does_not_move_it_twice(world, shelves, made, gen):
    def lost(call):
        shelves.put("layers", call.layers)
        raise Unclear("reset")

    gen.will(UpdateLayerPositions, lost, lambda call: shelves.put("layers", call.layers))
    await wanted(world, pieces.move, layer(made, "81"), Step.LATER)

    assert list(shelves.layers) == ["82", "81", "83"]


async def test_trying_again_looks_at_the_order_anew(world, shelves, made, gen):
    gen.will(UpdateLayerPositions, BUSY, lambda call: shelves.put("layers", call.layers))
    errand = await wanted(world, pieces.move, layer(made), Step.LAST)
    assert errand.state is E.FAILED
    shelves.new(shelves.layers, "Music")
    await world.do(errands.again, errand.id, by=BEA)
    await world.passes(600)

    assert list(shelves.layers) == ["81", "83", "101", "82"]


async def test_sixty_layers_are_put_in_order_by_one_call(world, shelves, made, gen):
    shelves.layers = {str(n): f"🌮 {n} עברית" for n in range(60)}
    await wanted(world, pieces.move, layer(made, "0"), Step.LAST)

    [call] = gen.asked(UpdateLayerPositions)
    assert len(call.layers) == 60
    assert list(shelves.layers)[-1] == "0"


async def test_a_layer_has_another_name_and_so_has_its_part_of_the_plan(world, made, gen):
    errand = await wanted(world, pieces.rename, layer(made), "Voice-over 🎙️")

    [call] = gen.asked(UpdateLayer)
    assert (call.layer_id, call.name) == ("82", "Voice-over 🎙️")
    assert errand.state is E.DONE
    after = await production(world)
    assert [one.title for one in after.tasks if one.layer_id == "82"] == ["Voice-over 🎙️"]
    assert after.edited == 0


async def test_the_plan_forgets_a_layer_that_is_deleted(world, shelves, made, gen):
    assert pieces.made_from(made, layer(made)) == (["Captions"], [])
    errand = await wanted(world, pieces.delete, layer(made))

    assert errand.state is E.DONE
    assert list(shelves.layers) == ["81", "83"]
    after = await production(world)
    assert [one.title for one in after.tasks] == ["Background", "Captions"]
    assert all(not one.needs for one in after.tasks)
    assert (after.edited, after.skipped) == (1, made.skipped)


async def test_what_is_left_can_be_made_anew_afterwards(world, shelves, made, gen):
    await wanted(world, pieces.delete, layer(made))
    after = await production(world)
    captions = next(one for one in after.tasks if one.title == "Captions")
    assert captions.data["source_resource_id"]
    await world.do(
        productions.change, made.id, made.version, "Bigger letters", [captions.id], by=BEA
    )
    await world.passes(600)

    again = await production(world)
    assert (again.stage, again.version) == (Stage.REVIEW, 2)
    [call] = [one for one in gen.asked(GenerateLayer) if one.layer_id == "83"]
    assert call.data["source_resource_id"] == captions.data["source_resource_id"]


async def test_a_failed_part_that_is_deleted_is_not_missed(world, shelves):
    await world.do(ends(steps.unmade), "tacos")
    failed = await production(world)
    assert failed.stage is Stage.FAILED
    bad = [one for one in failed.tasks if one.state is TaskState.FAILED]
    for task in bad:
        await wanted(world, pieces.delete, layer(failed, task.layer_id, task.title))
    await world.do(productions.resume, failed.id, by=BEA)
    await world.passes(600)

    again = await production(world)
    assert again.stage is Stage.REVIEW
    assert not {one.id for one in bad} & {one.id for one in again.tasks}


def test_what_could_not_be_made_without_it_is_left_out():
    voice = steps.Task("t1", "Voice", "73", "82")
    captions = steps.Task("t2", "Captions", "73", "83", needs={"source_resource_id": "t1"})
    shout = steps.Task("t3", "Shout", "73", "84", needs={"audio_resource_id": "t2"})
    sky = steps.Task("t4", "Sky", "73", "85")
    plan = productions.Production("p", "i", "r", CHANNEL, "a", MAYA, "Tacos", 0.0)
    plan = replace(plan, tasks=(voice, captions, shout, sky))

    assert pieces.made_from(plan, layer(plan)) == ([], ["Captions", "Shout"])
    assert [one.id for one in plan.without("73", "82").tasks] == ["t4"]
    assert plan.without("73", "4711") == plan


async def test_what_is_gone_at_gen_is_as_good_as_deleted(world, shelves, made, gen):
    gen.will(DeleteLayer, NotFound("not_found", 404, "Not found"))
    errand = await wanted(world, pieces.delete, layer(made))

    assert (errand.state, errand.result["gone"]) == (E.DONE, True)
    assert "Voice" not in [one.title for one in (await production(world)).tasks]


async def test_a_layer_that_is_being_made_anew_is_not_deleted(world, shelves, made, gen):
    gen.will(GetLayer, Unclear("reset"))
    spot = Spot(made.id, "70", "73", "82")
    await world.do(
        studio.change, What.REGENERATE, "Make anew: <Voice>", spot, by=BEA, type="text", data={}
    )

    with pytest.raises(NotNow, match="“Make anew: &lt;Voice&gt;”"):
        await world.do(pieces.delete, layer(made), by=BEA)
    assert (await wanted(world, pieces.delete, layer(made, "83", "Captions"))).state is E.DONE


async def test_a_layer_whose_stop_is_under_way_is_not_deleted(world, made):
    await world.do(lambda tx: tx.watch(Watched.STOP, made.tasks[0].id))

    with pytest.raises(NotNow, match="told to stop"):
        await world.do(pieces.delete, layer(made), by=BEA)


async def test_one_thing_is_rearranged_at_a_time(world, shelves, made):
    await world.do(pieces.copy, layer(made), by=BEA)
    with pytest.raises(NotNow, match="Duplicate layer Voice"):
        await world.do(pieces.copy, layer(made), by=BEA)
    with pytest.raises(NotNow, match="Duplicate layer Voice"):
        await world.do(pieces.move, row(made), Step.LAST, by=BEA)
    await world.passes(600)

    assert (await wanted(world, pieces.copy, layer(made))).state is E.DONE


async def test_trying_again_waits_for_its_turn_too(world, shelves, made, gen):
    gen.will(DuplicateLayer, BUSY)
    errand = await wanted(world, pieces.copy, layer(made))
    await world.do(pieces.move, row(made), Step.LAST, by=BEA)

    with pytest.raises(NotNow, match="Move row 1"):
        await world.do(errands.again, errand.id, by=BEA)


async def test_what_failed_is_not_tried_again_when_it_is_too_late(world, shelves, made, gen):
    gen.will(DuplicateLayer, BUSY)
    errand = await wanted(world, pieces.copy, layer(made))
    await world.do(productions.reject, made.id, made.version, "off", by=BEA)

    with pytest.raises(NotNow, match="This video is rejected now"):
        await world.do(errands.again, errand.id, by=BEA)


async def test_a_row_is_added_copied_and_moved_and_the_video_stays_what_it_is(
    world, shelves, made, gen
):
    await add(world, made, kind=Kind.ROW)
    await wanted(world, pieces.copy, row(made))
    errand = await wanted(world, pieces.move, row(made), Step.LAST)

    assert errand.title == "Move row 1"
    assert list(shelves.rows) == ["90", "101", "102", "70"]
    after = await production(world)
    assert (after.edited, after.final_cell, after.tasks) == (0, made.final_cell, made.tasks)


async def test_five_hundred_rows_are_put_in_order_by_one_call(world, shelves, made, gen):
    shelves.rows = {str(n): "" for n in range(500)}
    await wanted(world, pieces.move, row(made, "499"), Step.FIRST)

    [call] = gen.asked(UpdateRowPositions)
    assert [one.position for one in call.rows] == list(range(500))
    assert next(iter(shelves.rows)) == "499"


def test_the_board_opens_at_the_row_the_video_is_made_from():
    told = SHEET.model_dump(mode="json")
    other = {"id": "90", "position": -1, "spreadsheet_cells": [{"id": "94", "column_id": "4"}]}
    told["spreadsheet_rows"].append(other)
    sheet = Sheet.model_validate(told)

    board = studio.read(sheet, "Tacos", Spot("p1"), "74")
    assert (board.spot.row, board.source, board.rows) == ("70", "70", ("90", "70"))
    turned = studio.read(sheet, "Tacos", Spot("p1", "90"), "74")
    assert (turned.spot.row, turned.source) == ("90", "70")
    assert studio.read(sheet, "Tacos", Spot("p1")).source == "90"


async def test_a_column_is_added_copied_named_and_moved_among_ours(world, shelves, made, gen):
    await add(world, made, "Sound of the salsa", "audio", Kind.COLUMN)
    await wanted(world, pieces.copy, column(made))
    await wanted(world, pieces.rename, column(made), "Opening")
    await wanted(world, pieces.move, column(made), Step.LAST)

    [call] = gen.asked(CreateColumn)
    assert (call.title, call.type) == ("Sound of the salsa", "audio")
    assert [one.columns for one in gen.asked(MassUpdateColumns)] == [
        [{"id": "1", "title": "Opening"}]
    ]
    assert list(shelves.columns) == ["2", "101", "3", "4", "102", "1"]
    assert (await production(world)).edited == 0


async def test_columns_of_gen_do_not_move(world, shelves, made, gen):
    errand = await wanted(world, pieces.move, column(made, "3", "VIDEO"), Step.FIRST)

    assert errand.state is E.FAILED
    assert "That column is not there any more" in errand.reason
    assert gen.asked(UpdateColumnPositions) == []


@pytest.mark.parametrize(
    "story", [(pieces.copy,), (pieces.rename, "Other"), (pieces.move, Step.LAST)]
)
async def test_what_is_gone_is_said_to_be(world, shelves, made, gen, story):
    gone = NotFound("not_found", 404, "Not found")
    for kind in (GetCell, DuplicateLayer, UpdateLayer):
        gen.will(kind, gone)
    do, *how = story
    errand = await wanted(world, do, layer(made), *how)

    assert errand.state is E.FAILED
    assert errand.reason.startswith("That layer is not there any more.")


async def test_a_vidsheet_that_is_gone_is_said_to_be(world, shelves, made, gen):
    gen.will(ListRows, NotFound("not_found", 404, "Not found"))
    errand = await add(world, made, kind=Kind.ROW)

    assert "That vidsheet is not there any more" in errand.reason


async def test_a_busy_gen_is_asked_again_later(world, shelves, made, gen):
    gen.will(CreateRow, SlowDown(5.0), lambda call: Row(id=shelves.new(shelves.rows, "")))
    errand = await add(world, made, kind=Kind.ROW)

    assert errand.state is E.DONE
    assert len(shelves.rows) == 3


@pytest.mark.parametrize(
    ("name", "type", "wrong"),
    [(" ", "audio", "name"), ("x" * 201, "audio", "name"), ("Music", "smell", "type")],
)
async def test_what_gen_would_not_take_goes_back_into_the_form(world, made, name, type, wrong):
    with pytest.raises(BadForm) as refused:
        await world.do(pieces.add, Kind.LAYER, Spot(made.id, "70", "73"), name, type, by=BEA)
    assert list(refused.value.fields) == [wrong]


async def test_a_form_with_nothing_changed_is_told_so(world, made):
    with pytest.raises(BadForm, match="its name already"):
        await world.do(pieces.rename, layer(made), " Voice ", by=BEA)
    with pytest.raises(BadForm, match="where it goes"):
        await world.do(pieces.move, layer(made), "sideways", by=BEA)


async def test_what_gen_cannot_do_is_not_asked_of_it(world, made):
    with pytest.raises(NotNow, match="no name"):
        await world.do(pieces.rename, row(made), "One", by=BEA)
    with pytest.raises(NotNow, match="layers only"):
        await world.do(pieces.delete, column(made), by=BEA)


async def test_only_who_may_approve_videos_may_rearrange_them(world, shelves, made):
    await world.do(decides(CHANNEL, videos=(BEA,)))
    for story in (pieces.copy, pieces.delete):
        with pytest.raises(NotYours):
            await world.do(story, layer(made), by=MAYA)


async def test_nothing_is_rearranged_while_parts_are_made(world, shelves):
    made = await world.do(approved, "tacos")

    with pytest.raises(NotNow, match="Nothing was changed"):
        await world.do(pieces.copy, layer(made), by=BEA)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_piece_comes_back_as_it_was(kind):
    piece = Piece(kind, Spot("p1", "70", "73", page=2), "82", "Voz 🌮 עברית")

    assert Piece.read(piece.ref) == piece
    assert len(replace(piece, name="🌮" * 500).ref) < 400
    family = replace(piece, name="👨‍👩‍👧\x00")
    assert Piece.read(family.ref).name == "👨‍👩‍👧"
