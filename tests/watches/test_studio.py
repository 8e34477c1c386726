"""The studio at GEN: words written, a part made anew, another take shown, and the video rendered again."""

import pytest

from genbot.domain.errands import ErrandState, What
from genbot.domain.errors import NotNow, NotYours
from genbot.domain.ideas import IdeaStatus
from genbot.domain.productions import Stage, TaskState
from genbot.domain.studio import Fill, Spot
from genbot.flows import errands, productions, publications, steps, studio, studio_edits
from genbot.gen.edit import (
    GenerateLayer,
    GetCell,
    GetGeneration,
    GetLayer,
    MassUpdateCells,
    SetDefaultUserJob,
    UpdateCell,
)
from genbot.gen.errors import NotFound, OutOfCredits, SlowDown, Unclear
from genbot.gen.export import Render
from genbot.gen.jobs import Accepted
from genbot.gen.sheets import Cell, Generation, Layer
from tests.deciding import decides
from tests.gen.answers import SHEET
from tests.golden.make import BEA, CHANNEL, MAYA, approved, ends, rendered

E = ErrandState
VOICE = {"script": "Two dollars, two a.m.", "voice_method": "my_voices", "voice_id": "v1"}


def take(id, cost=12.0, **more):
    out = [{"id": f"res-{id}", "url": f"https://cdn.gen.pro/outputs/{id}.mp3"}]
    told = {"id": id, "status": "completed", "execution_cost": cost, "output_resources": out}
    return Generation.model_validate(told | {"generation_type": "speech_from_text"} | more)


class Place:
    """The Voice layer at GEN, with every take it has."""

    def __init__(self, gen):
        self.takes = [take("21")]
        self.asked = []
        gen.will(GetLayer, lambda call: Layer(id=call.layer_id, user_jobs=list(self.takes)))
        gen.will(GetCell, lambda call: Cell(id=call.cell_id, user_jobs=list(self.takes)))
        gen.will(GenerateLayer, self.make)
        gen.will(GetGeneration, self.one)
        gen.will(SetDefaultUserJob, None)
        gen.will(UpdateCell, Cell(id="71"))
        gen.will(MassUpdateCells, None)
        gen.will(Render, Accepted(generation_id="99"))

    def make(self, call):
        self.takes.append(take(str(22 + len(self.asked))))
        self.asked.append(call)
        return Accepted(generation_id=self.takes[-1].id)

    def one(self, call):
        known = {one.id: one for one in self.takes}
        url = "https://cdn.gen.pro/outputs/render_2.mp4"
        again = take("99", 5.0, output_resources=[{"id": "r99", "url": url}])
        return known.get(call.generation_id, again)


@pytest.fixture
def place(gen):
    return Place(gen)


async def production(world):
    return await world.one("productions")


@pytest.fixture
async def made(world, place):
    """A video in review, and nothing else under way."""
    one = await world.do(rendered, "tacos")
    await world.passes(60)
    return one


async def regenerate(world, made, by=BEA, **more):
    spot = Spot(made.id, "70", "73", "82")
    data = VOICE | more
    return await world.do(
        studio.change, What.REGENERATE, "Make anew: Voice", spot, by=by,
        type="speech_from_text", data=data,
    )  # fmt: skip


async def edit(world, made, *texts, by=BEA):
    spot = Spot(made.id, "70")
    return await world.do(studio.change, What.EDIT_TEXTS, "Edit: Hook", spot, by=by, texts=texts)


def layer(made):
    return next(one for one in made.tasks if one.layer_id == "82")


async def test_a_part_is_made_anew_and_the_plan_knows_the_new_take(world, place, made):
    spent = made.credits
    errand = await regenerate(world, made)
    await world.passes(600)

    [call] = place.asked
    assert (call.sheet_id, call.cell_id, call.layer_id) == ("7", "73", "82")
    done = await world.one("errands")
    assert (done.state, done.thread) == (E.DONE, made.slot)
    assert (done.result["take"], done.result["cost"]) == ("22", 12.0)
    after = await production(world)
    assert layer(after).generation == "22"
    assert layer(after).url.endswith("/22.mp3")
    assert (after.edited, after.credits, after.stage) == (1, spent + 12.0, Stage.REVIEW)
    [asked] = [one for one in world.gen.log if isinstance(one.call, GenerateLayer)]
    assert asked.key == errand.key


async def test_a_lost_answer_is_looked_for_and_nothing_is_paid_twice(world, place, made, gen):
    def lost(call):
        place.make(call)
        raise Unclear("reset")

    gen.will(GenerateLayer, lost)
    await regenerate(world, made)
    await world.passes(600)

    assert len(place.asked) == 1
    assert (await world.one("errands")).result["take"] == "22"


async def test_what_is_in_a_state_nobody_knows_is_not_paid_twice(world, place, made, gen):
    def lost(call):
        place.make(call)
        place.takes = [take("22", status="reticulating")]
        raise Unclear("reset")

    gen.will(GenerateLayer, lost)
    await regenerate(world, made)
    await world.passes(30)

    assert len(place.asked) == 1


async def test_what_never_reached_gen_is_asked_for_again(world, place, made, gen):
    gen.will(GenerateLayer, Unclear("reset"), place.make)
    await regenerate(world, made)
    await world.passes(600)

    keys = [one.key for one in gen.log if isinstance(one.call, GenerateLayer)]
    assert len(keys) == 2
    assert keys[0] == keys[1]
    assert (await world.one("errands")).state is E.DONE


async def test_a_crash_between_the_two_calls_forgets_nothing(world, place, made):
    await regenerate(world, made)
    await world.round()
    assert (await world.one("errands")).result == {"earlier": ["21"], "kept": {}}
    world.restart()
    await world.passes(600)

    assert len(place.asked) == 1
    assert (await world.one("errands")).state is E.DONE


async def test_without_credits_it_waits_for_a_person(world, made, gen):
    gen.will(GenerateLayer, OutOfCredits("insufficient_credits", 402, "No."))
    await regenerate(world, made)
    await world.passes(600)

    assert (await world.one("errands")).state is E.HELD
    assert (await production(world)).edited == 0


@pytest.mark.parametrize(
    ("status", "state", "said"),
    [("failed", E.FAILED, "Too loud."), ("stopped", E.STOPPED, "GEN gave back 12 credits.")],
)
async def test_a_take_that_fails_changes_nothing(world, place, made, gen, status, state, said):
    told = take("22", status=status, failed_reason="Too loud." if status == "failed" else None)
    gen.will(GetGeneration, told)
    await regenerate(world, made)
    await world.passes(600)

    errand = await world.one("errands")
    assert errand.state is state
    assert said in errand.reason
    assert (await production(world)).edited == 0
    assert (await production(world)).credits == made.credits
    assert (await production(world)).refunded == 12.0


async def test_one_text_is_written_by_one_call_and_several_by_one_too(world, made, gen):
    await edit(world, made, ("71", "Two dollars."))
    await world.passes(60)
    await edit(world, made, ("71", "One dollar."), ("72", ""))
    await world.passes(60)

    [one] = gen.asked(UpdateCell)[-1:]
    assert (one.cell_id, one.value) == ("71", "Two dollars.")
    [many] = gen.asked(MassUpdateCells)
    assert [(cell.id, cell.value) for cell in many.cells] == [("71", "One dollar."), ("72", "")]
    assert (await production(world)).edited == 2


async def choose(world, made, take):
    spot = Spot(made.id, "70", "73", "82")
    await world.do(studio.change, What.CHOOSE_TAKE, "Take 1 of Voice", spot, by=BEA, take=take)
    await world.passes(60)
    return (await world.all("errands"))[-1]


async def test_another_take_is_shown_and_used(world, place, made, gen):
    place.takes.append(take("22"))
    errand = await choose(world, made, "22")

    [call] = gen.asked(SetDefaultUserJob)
    assert (call.cell_id, call.user_job_id) == ("73", "22")
    assert errand.state is E.DONE
    after = await production(world)
    assert layer(after).resource == "res-22"
    assert after.credits == made.credits


async def test_a_take_that_is_gone_is_said_to_be(world, made):
    errand = await choose(world, made, "4711")

    assert errand.state is E.FAILED
    assert "not there any more" in errand.reason


async def test_rendering_again_makes_the_next_version(world, made):
    await regenerate(world, made)
    await world.passes(600)
    again = await world.do(productions.render, made.id, made.version, by=BEA)
    assert again.stage is Stage.RENDERING
    await world.passes(600)

    after = await production(world)
    assert (after.stage, after.version, after.edited) == (Stage.REVIEW, 2, 0)
    assert after.video_url.endswith("render_2.mp4")
    assert (await world.one("ideas")).status is IdeaStatus.READY_FOR_REVIEW


async def test_the_approval_of_the_old_version_means_nothing_then(world, made):
    await world.do(productions.render, made.id, made.version, by=BEA)
    await world.passes(600)

    with pytest.raises(NotNow):
        await world.do(publications.publish, made.id, made.version, by=BEA)


@pytest.mark.parametrize("press", [productions.render, productions.resume])
async def test_what_is_still_being_changed_is_waited_for(world, made, press):
    await regenerate(world, made)
    version = (made.version,) if press is productions.render else ()

    with pytest.raises(NotNow, match="Make anew: Voice"):
        await world.do(press, made.id, *version, by=BEA)


async def test_a_failed_part_made_in_the_studio_is_not_paid_again(world, place):
    await world.do(ends(steps.unmade), "tacos")
    failed = await production(world)
    assert failed.stage is Stage.FAILED
    bad = [one for one in failed.tasks if one.state is TaskState.FAILED]
    for task in bad:
        spot = Spot(failed.id, "70", task.cell_id, task.layer_id)
        await world.do(
            studio.change, What.REGENERATE, task.title, spot, by=BEA,
            type="speech_from_text", data=VOICE,
        )  # fmt: skip
    await world.passes(600)
    asked = len(place.asked)

    await world.do(productions.resume, failed.id, by=BEA)
    again = await production(world)
    assert all(again.task(one.id).state is not TaskState.WORKING for one in bad)
    assert len(place.asked) == asked


async def test_nothing_is_changed_while_parts_are_made(world, place):
    made = await world.do(approved, "tacos")

    with pytest.raises(NotNow, match="Nothing was changed"):
        await regenerate(world, made)


async def test_only_who_may_approve_videos_may_change_them(world, made):
    await world.do(decides(CHANNEL, videos=(BEA,)))
    with pytest.raises(NotYours):
        await regenerate(world, made, by=MAYA)


async def test_a_busy_gen_is_asked_again_later(world, made, gen):
    gen.will(UpdateCell, SlowDown(5.0), Cell(id="71"))
    await edit(world, made, ("71", "Two dollars."))
    await world.passes(600)

    assert (await world.one("errands")).state is E.DONE


async def test_a_vidsheet_that_is_gone_ends_it(world, made, gen):
    gen.will(UpdateCell, NotFound("not_found", 404, "No such cell."))
    await edit(world, made, ("71", "Two dollars."))
    await world.passes(600)

    assert (await world.one("errands")).state is E.FAILED


def test_a_vidsheet_is_read_as_people_see_it():
    board = studio.read(SHEET, "Tacos", Spot("p1"))

    assert [part.title for part in board.parts] == ["Hook", "Script", "VIDEO", "FINAL VIDEO"]
    assert [part.platform for part in board.parts] == [False, False, True, True]
    assert [one.title for one in board.parts[2].layers] == ["Background", "Voice", "Captions"]
    assert board.spot.row == "70"
    here = studio.read(SHEET, "Tacos", Spot("p1", "70", "73", "81")).part()
    assert here.title == "Background"
    assert here.card[0] == "video_from_text"
    assert here.fill is Fill.EMPTY


@pytest.mark.parametrize("spot", [Spot("p1"), Spot("p1", "70", "73", "81", 2)])
def test_a_spot_comes_back_as_it_was(spot):
    assert Spot.read(spot.ref) == spot
    assert Spot.read("p1:3") == Spot("p1")


async def test_somebody_who_asks_again_gets_the_same_place(world, made, gen):
    gen.will(GenerateLayer, OutOfCredits("insufficient_credits", 402, "No."), Place(gen).make)
    first = await regenerate(world, made)
    await world.passes(60)
    await world.do(errands.again, first.id, by=BEA)
    await world.passes(600)

    assert (await world.one("errands")).state is E.DONE


async def show(world, made, take):
    spot = Spot(made.id, "70", "73", "82", take=take, name="Take 1 of Voice")
    await world.do(studio_edits.show, spot, by=MAYA)
    await world.passes(60)
    return (await world.all("errands"))[-1]


async def test_a_take_is_shown_where_gen_has_it_now(world, made):
    errand = await show(world, made, "21")

    assert errand.state is E.DONE
    told = {"kind": "audio", "url": "https://cdn.gen.pro/outputs/21.mp3", "ending": ".mp3"}
    assert errand.result == {**told, "thumbnail": "", "text": ""}
    assert any(slot.startswith("take:") for slot in await world.said("upload"))
    assert (await production(world)).edited == 0


@pytest.mark.parametrize(
    ("more", "why"),
    [({"id": "22"}, "not there any more"), ({"output_resources": []}, "nothing in that take yet")],
)
async def test_a_take_that_cannot_be_shown_says_why(world, place, made, more, why):
    place.takes = [take(**{"id": "21", **more})]
    errand = await show(world, made, "21")

    assert (errand.state, why in errand.reason) == (E.FAILED, True)


async def test_a_text_is_a_take_too_and_a_clip_is_one(world, place, made):
    texts = {"output_resources": [], "result": "Two a.m.", "generation_type": "text"}
    clip = {"id": "r9", "url": "https://cdn.gen.pro/9.mp4", "object_type": "video"}
    place.takes = [take("21", **texts), take("22", output_resources=[clip])]

    assert (await show(world, made, "21")).result["text"] == "Two a.m."
    shown = (await show(world, made, "22")).result
    assert (shown["kind"], shown["ending"]) == ("video", ".mp4")
