"""Engines from the command to the copy, over a real socket."""

from genbot.domain.errands import What
from genbot.flows import engines
from tests.slack.conftest import BEA, MAYA, option


async def wanted(here, what):
    return [one for one in await here.store.read(lambda tx: tx.errands.find()) if one.what is what]


async def made(here, workspace):
    await workspace.command("engines new  Q1 tacos")
    await here.router.rest()
    assert "Q1 tacos" in str(workspace.form())
    await workspace.submit(title="Q1 tacos", columns="Hook\nClip: video", default=None)
    [errand] = await wanted(here, What.NEW_ENGINE)
    await here.store.unit(engines.made, errand, "55")
    await here.deliver()
    return errand


async def test_columns_that_make_no_sense_stay_in_the_form(here, workspace):
    await workspace.command("engines new")
    await here.router.rest()

    answer = await workspace.submit(title="Q1", columns="Clip: film")

    assert "A column is one of" in str(answer)
    assert await wanted(here, What.NEW_ENGINE) == []


async def test_from_nothing_to_the_list_to_a_copy(here, workspace):
    await workspace.command("engines", user=BEA)
    await here.answered()
    assert "No engine was made" in workspace.said(to=BEA)[-1]
    await made(here, workspace)
    assert "New engine: Q1 tacos" in str(workspace.message("New engine").blocks)

    await workspace.command("engines", user=BEA)
    await here.answered()
    await workspace.press(workspace.message("1 engine made here"), "copy_engine", user=BEA)
    await here.router.rest()
    await workspace.submit(BEA, agent=option("agent-sofia"))

    [copy] = await wanted(here, What.COPY_ENGINE)
    assert (copy.wish["sheet"], copy.wish["target"], copy.by) == ("55", "agent-sofia", BEA)


async def test_the_button_of_the_list_opens_the_form(here, workspace):
    await workspace.command("engines")
    await here.answered()
    await workspace.press(workspace.message("No engine was made"), "new_engine")
    await here.router.rest()

    assert workspace.form(MAYA)["callback_id"] == "new_engine_form"
