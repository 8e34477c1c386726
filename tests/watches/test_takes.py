"""Takes at GEN: stopped and continued, found again instead of paid for twice, variables kept."""

from dataclasses import replace

import pytest

from genbot.domain.errands import ErrandState, What
from genbot.domain.errors import NotNow
from genbot.domain.productions import Stage
from genbot.domain.studio import Spot
from genbot.flows import errands, retakes, studio
from genbot.gen.convert import GetSheet
from genbot.gen.edit import (
    ContinueGeneration,
    GenerateLayer,
    GetGeneration,
    GetLayer,
    StopGeneration,
)
from genbot.gen.errors import Invalid, NotSent, Unclear
from genbot.gen.jobs import Accepted
from genbot.gen.sheets import Layer, Sheet
from tests.gen.answers import SHEET
from tests.golden.make import BEA
from tests.watches.test_studio import VOICE, layer, made, place, production, regenerate, take

__all__ = ["made", "place"]
E = ErrandState


@pytest.fixture
def going(gen, place):
    """The next take of the Voice goes on until it is stopped, and again when it is continued."""

    def stop(call):
        gen.will(GetGeneration, take("22", status="stopped"))
        return Accepted(generation_id="22")

    def go_on(call):
        gen.will(GetGeneration, place.one)
        return Accepted(generation_id="22")

    gen.will(GetGeneration, take("22", status="processing", output_resources=[]))
    gen.will(StopGeneration, stop)
    gen.will(ContinueGeneration, go_on)
    return gen


async def latest(world, what):
    return [one for one in await world.all("errands") if one.what is what][-1]


async def begun(world, made):
    errand = await regenerate(world, made)
    await world.passes(2)
    return errand


@pytest.mark.parametrize("status", ["pending", "processing", "reticulating"])
async def test_it_is_stopped_and_what_comes_back_is_told(world, going, made, status):
    going.will(GetGeneration, take("22", status=status, output_resources=[]))
    errand = await begun(world, made)
    await world.do(retakes.stop, errand.id, by=BEA)
    await world.passes(5)

    assert (await latest(world, What.STOP_TAKE)).state is E.DONE
    over = await latest(world, What.REGENERATE)
    assert (over.state, over.reason) == (E.STOPPED, "It was stopped. GEN gave back 12 credits.")
    after = await production(world)
    assert (after.credits, after.refunded, after.edited) == (made.credits, 12.0, 0)


async def test_it_is_stopped_once(world, going, made):
    errand = await begun(world, made)
    await world.do(retakes.stop, errand.id, by=BEA)
    with pytest.raises(NotNow, match="being stopped already"):
        await world.do(retakes.stop, errand.id, by=BEA)
    await world.passes(5)
    with pytest.raises(NotNow, match="not being made any more"):
        await world.do(retakes.stop, errand.id, by=BEA)
    assert len(going.asked(StopGeneration)) == 1


async def test_what_had_ended_is_not_stopped(world, going, place, made):
    errand = await begun(world, made)
    going.will(GetGeneration, place.one)
    await world.do(retakes.stop, errand.id, by=BEA)
    await world.passes(600)

    assert going.asked(StopGeneration) == []
    assert (await latest(world, What.STOP_TAKE)).result["late"] == "completed"
    assert (await latest(world, What.REGENERATE)).state is E.DONE


async def test_a_lost_answer_to_a_stop_is_asked_again(world, going, made):
    errand = await begun(world, made)
    going.will(StopGeneration, Unclear("reset"), Accepted(generation_id="22"))
    await world.do(retakes.stop, errand.id, by=BEA)
    await world.passes(600)

    assert (await latest(world, What.STOP_TAKE)).state is E.DONE


async def stopped(world, made):
    errand = await begun(world, made)
    await world.do(retakes.stop, errand.id, by=BEA)
    await world.passes(5)
    return Spot(made.id, "70", "73", "82", take="22", name="Take 2 of Voice")


async def test_it_goes_on_and_is_paid_once(world, going, made):
    spot = await stopped(world, made)
    await world.do(retakes.go_on, spot, by=BEA)
    with pytest.raises(NotNow, match="Continue: Take 2 of Voice"):
        await world.do(retakes.go_on, spot, by=BEA)
    await world.passes(600)

    [call] = [one for one in going.log if isinstance(one.call, ContinueGeneration)]
    errand = await latest(world, What.CONTINUE_TAKE)
    assert (call.key, errand.state) == (errand.key, E.DONE)
    after = await production(world)
    assert (after.credits, after.refunded) == (made.credits + 12.0, 12.0)
    assert layer(after).generation == "22"
    assert len(going.asked(GenerateLayer)) == 1


async def test_a_lost_answer_to_going_on_is_looked_for(world, going, place, made):
    spot = await stopped(world, made)

    def lost(call):
        going.will(GetGeneration, place.one)
        raise Unclear("reset")

    going.will(ContinueGeneration, lost)
    await world.do(retakes.go_on, spot, by=BEA)
    await world.passes(600)

    assert len(going.asked(ContinueGeneration)) == 1
    assert (await latest(world, What.CONTINUE_TAKE)).state is E.DONE
    assert (await production(world)).credits == made.credits + 12.0


async def test_one_that_failed_does_not_go_on(world, going, made):
    spot = await stopped(world, made)
    going.will(GetGeneration, take("22", status="failed", failed_reason="Too loud."))
    await world.do(retakes.go_on, spot, by=BEA)
    await world.passes(600)

    errand = await latest(world, What.CONTINUE_TAKE)
    assert (errand.state, errand.reason) == (E.FAILED, "Too loud.")
    assert going.asked(ContinueGeneration) == []


async def test_where_another_take_was_chosen_meanwhile_that_one_stays(world, going, place, made):
    spot = await stopped(world, made)
    other = take("21")
    going.will(
        GetLayer,
        lambda call: Layer(id="82", user_jobs=list(place.takes), default_user_job=other),
    )
    await world.do(retakes.go_on, spot, by=BEA)
    await world.passes(600)

    errand = await latest(world, What.CONTINUE_TAKE)
    assert (errand.state, errand.result["beside"]) == (E.DONE, True)
    after = await production(world)
    assert (after.edited, after.credits) == (0, made.credits + 12.0)
    assert layer(after).generation == layer(made).generation


async def test_what_an_earlier_attempt_began_is_not_paid_twice(world, going, place, made):
    errand = await begun(world, made)
    await world.do(lambda tx: tx.watches.drop(errand.kind, errand.id))
    await world.do(errands.ended, errand.id, "failed", "I lost sight of it.")
    going.will(GetGeneration, place.one)
    await world.do(errands.again, errand.id, by=BEA)
    await world.passes(600)

    assert (await world.one("errands")).state is E.DONE
    assert len(going.asked(GenerateLayer)) == 1


async def test_after_a_failure_it_is_made_once_more(world, place, made, gen):
    gen.will(GetGeneration, take("22", status="failed", failed_reason="Too loud."))
    errand = await regenerate(world, made)
    await world.passes(600)
    gen.will(GenerateLayer, Unclear("reset"), place.make)
    gen.will(
        GetGeneration,
        lambda call: take("22", status="failed") if call.generation_id == "22" else place.one(call),
    )
    place.takes[-1] = take("22", status="failed")
    await world.do(errands.again, errand.id, by=BEA)
    await world.passes(600)

    done = await world.one("errands")
    assert (done.state, done.result["take"]) == (E.DONE, "23")
    keys = [one.key for one in gen.log if isinstance(one.call, GenerateLayer)]
    assert keys == [errand.key, f"errand:{errand.id}:2", f"errand:{errand.id}:2"]


async def test_variables_are_kept(world, place, made):
    place.takes = [take("21", data={"script": "Old", "variables": {"city": "San Antonio"}})]
    errand = await world.do(
        studio.change, What.REGENERATE, "Make anew: Background",
        Spot(made.id, "70", "73", "81"), by=BEA, type="text",
        data={"prompt": "{{city}}", "model": "gpt_4o"},
    )  # fmt: skip
    await world.passes(600)

    [call] = place.asked
    assert call.data["variables"] == {"city": "San Antonio"}
    assert (await world.one("errands")).id == errand.id


async def test_our_own_plan_knows_the_variables_too(world, place, made):
    [background] = [one for one in made.tasks if one.layer_id == "81"]
    assert background.data["variables"]
    await world.do(
        studio.change, What.REGENERATE, "Make anew: Background",
        Spot(made.id, "70", "73", "81"), by=BEA, type="video_from_text",
        data={"prompt": "x", "model": "veo_3", "aspect_ratio": "9:16", "duration": 5},
    )  # fmt: skip
    await world.passes(600)

    assert place.asked[0].data["variables"] == background.data["variables"]


async def test_a_stop_that_gen_refuses_is_said(world, going, made):
    errand = await begun(world, made)
    going.will(StopGeneration, Invalid("validation_error", 422, "Too late."))
    await world.do(retakes.stop, errand.id, by=BEA)
    await world.passes(5)

    assert "Too late" in (await latest(world, What.STOP_TAKE)).reason


async def test_what_is_under_way_can_be_stopped_whatever_the_video_does(world, going, made):
    errand = await begun(world, made)
    out = replace(await production(world), stage=Stage.PUBLISHED)
    await world.do(lambda tx: tx.productions.save(out))
    await world.do(retakes.stop, errand.id, by=BEA)
    await world.passes(5)

    assert (await latest(world, What.REGENERATE)).state is E.STOPPED


@pytest.fixture
def untold(gen, place):
    """Neither a generation nor its layer tells what it cost."""
    silent = {"execution_cost": None}
    voice = lambda: [one.model_copy(update=silent) for one in place.takes]  # noqa: E731
    gen.will(GetLayer, lambda call: Layer(id=call.layer_id, user_jobs=voice()))
    gen.will(GetGeneration, take("22", cost=None))
    return gen


def priced(cost, whole=None, takes=("21", "22")):
    """The vidsheet, telling what the take 22 of the Voice cost, or what all its takes did."""
    told = SHEET.model_dump(mode="json")
    voice = told["spreadsheet_rows"][0]["spreadsheet_cells"][2]["video_layers"][1]
    voice["user_jobs"] = [{"id": id, "status": "completed"} for id in takes]
    voice["user_jobs"][-1]["execution_cost"] = cost
    voice["execution_cost"] = whole
    return Sheet.model_validate(told)


@pytest.mark.parametrize(
    ("told", "before", "cost"),
    [
        (priced(5.0, 17.0), 12.0, 5.0),
        (priced(None, 17.0), 12.0, 5.0),
        (priced(None, 5.0, ("22",)), None, 5.0),
        (priced(None, 17.0), None, 0.0),
        (priced(None), 12.0, 0.0),
    ],
)
async def test_what_only_the_vidsheet_tells_is_counted(world, made, untold, told, before, cost):
    untold.will(GetSheet, told)
    spent = await world.do(lambda tx: tx.ledger.spent(made.channel, 0.0, BEA))
    await world.do(
        studio.change, What.REGENERATE, "Make anew: Voice", Spot(made.id, "70", "73", "82"),
        by=BEA, type="speech_from_text", data=VOICE, before=before,
    )  # fmt: skip
    await world.passes(600)

    assert ((await world.one("errands")).result["cost"] or 0.0) == cost
    assert (await production(world)).credits == made.credits + cost
    assert await world.do(lambda tx: tx.ledger.spent(made.channel, 0.0, BEA)) == spent + cost


async def test_a_cost_that_nobody_tells_does_not_lose_the_take(world, made, untold):
    untold.will(GetSheet, NotSent("no network"))
    await regenerate(world, made)
    await world.passes(600)

    assert (await world.one("errands")).state is E.DONE
    assert (await production(world)).credits == made.credits
