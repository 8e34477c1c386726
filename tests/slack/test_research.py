"""Research from the command to the ideas, over a real socket."""

import pytest

from genbot.domain.errands import ErrandState
from genbot.domain.ideas import RunState
from genbot.flows import errands, runs
from tests.slack.conftest import BEA, IDEAS, MAYA, option


async def wanted(here):
    return await here.store.read(lambda tx: tx.errands.find())


@pytest.mark.parametrize(
    ("typed", "topic", "depth"),
    [
        ("research late tacos", "late tacos", "default"),
        ("research late tacos DEEP", "late tacos", "deep"),
        ("research", "", "default"),
        ("research quick", "", "quick"),
    ],
)
async def test_the_price_is_shown_before_anything_is_asked(here, workspace, typed, topic, depth):
    await workspace.command(typed)
    await here.router.rest()

    form = workspace.form()
    inputs = {one["block_id"]: one["element"] for one in form["blocks"] if one["type"] == "input"}
    assert inputs["topic"].get("initial_value", "") == topic
    assert inputs["depth"]["initial_option"]["value"] == depth
    assert "35 credits" in str(inputs["depth"]["options"])
    assert await wanted(here) == []


async def test_sent_it_is_said_in_the_channel_and_ends_with_ideas(here, workspace):
    await workspace.command("research late <!channel> tacos")
    await here.router.rest()
    await workspace.submit(depth=option("deep"))
    await here.deliver()
    [errand] = await wanted(here)
    assert (errand.wish["depth"], errand.by, errand.channel) == ("deep", MAYA, IDEAS)
    assert "Research: late &lt;!channel&gt; tacos" in str(
        workspace.message("Research: late").blocks
    )

    found = {"summary": "Two things.", "findings": [{"finding": "Late.", "sources": []}]}
    await here.store.unit(errands.done, errand.id, {"conversation": "c9", **found})
    await here.deliver()
    await workspace.press(workspace.message("Research: late"), "ideas_from", user=BEA)
    await here.deliver()

    [asked] = await here.store.read(lambda tx: tx.requests.find())
    assert (asked.count, asked.conversation_id, asked.by) == (3, "c9", BEA)


async def test_a_second_press_costs_nothing_while_the_first_is_under_way(here, workspace):
    await workspace.command("research tacos")
    await here.router.rest()
    await workspace.submit(depth=option("quick"))
    [errand] = await wanted(here)
    found = {"summary": "Two things.", "findings": [], "conversation": "c9"}
    await here.store.unit(errands.done, errand.id, found)
    await here.deliver()
    for user in (MAYA, BEA):
        await workspace.press(workspace.message("Research: tacos"), "ideas_from", user=user)
    await here.deliver()
    [asked] = await here.store.read(lambda tx: tx.requests.find())
    assert asked.by == MAYA
    assert workspace.said(to=BEA) == [f"<@{MAYA}> has just asked for these. They are on their way."]

    [run] = await here.store.read(lambda tx: tx.runs.find())
    await here.store.unit(runs.ended, run.id, RunState.FAILED, "No.")
    await workspace.press(workspace.message("Research: tacos"), "ideas_from", user=BEA)
    assert len(await here.store.read(lambda tx: tx.requests.find())) == 2


async def test_a_form_without_a_topic_says_so(here, workspace):
    await workspace.command("research")
    await here.router.rest()
    answer = await workspace.submit(topic="   ", depth=option("default"))

    assert "Say what the agent should find out." in str(answer) + str(workspace.form())
    assert await wanted(here) == []


async def test_what_failed_is_tried_again_by_a_button(here, workspace):
    await workspace.command("research tacos")
    await here.router.rest()
    await workspace.submit(depth=option("quick"))
    [errand] = await wanted(here)
    await here.store.unit(errands.ended, errand.id, "failed", "The web is closed.")
    await here.deliver()

    await workspace.press(workspace.message("Research: tacos"), "repeat_errand")

    [errand] = await wanted(here)
    assert (errand.state, errand.attempt) == (ErrandState.WANTED, 2)


@pytest.mark.parametrize(("act", "verdict"), [("allow_errand", "yes"), ("deny_errand", "no")])
async def test_the_agents_question_is_answered_by_a_button(here, workspace, act, verdict):
    await workspace.command("research tacos")
    await here.router.rest()
    await workspace.submit(depth=option("quick"))
    [errand] = await wanted(here)
    await here.store.unit(errands.taken, errand.id, "r9")
    await here.store.unit(errands.asks, errand.id, "Go ahead?")
    await here.deliver()

    await workspace.press(workspace.message("Research: tacos"), act)

    [errand] = await wanted(here)
    assert errand.verdict == verdict


async def test_a_doubt_is_settled_by_a_button(here, workspace):
    await workspace.command("research tacos")
    await here.router.rest()
    await workspace.submit(depth=option("quick"))
    [errand] = await wanted(here)
    await here.store.unit(errands.ended, errand.id, "unsure", "The answer was lost.")
    await here.deliver()

    await workspace.press(workspace.message("Research: tacos"), "settle_errand")

    [errand] = await wanted(here)
    assert errand.state is ErrandState.DONE
