"""Other people's posts, from the command to the questions about them, over a real socket."""

import pytest

from genbot.cards.monitors import NOTHING
from genbot.domain.errands import ErrandState, What
from genbot.domain.monitors import kept
from genbot.flows import errands, monitors
from tests.slack.conftest import BEA, IDEAS, MAYA, option

E = ErrandState
TYPED = "monitor @tacoking on tiktok 30d us max 50 comments ongoing"


def ticked(*values):
    return {"selected_options": [{"value": value} for value in values]}


async def wanted(here, *whats):
    every = await here.store.read(lambda tx: tx.errands.find())
    return [one for one in every if not whats or one.what in whats]


async def begun(here, workspace, typed=TYPED):
    """What was typed, sent as the form was filled in, and taken by GEN."""
    await workspace.command(typed)
    await here.router.rest()
    await workspace.submit(**filled(workspace.form()))
    [errand] = await wanted(here)
    await here.store.unit(errands.taken, errand.id, "7")
    await here.deliver()
    return errand


def filled(form):
    """What the inputs hold when nobody touches them, as Slack sends it."""
    held = {}
    for block in form["blocks"]:
        element = block.get("element") or {}
        match element.get("type"):
            case "plain_text_input":
                held[block["block_id"]] = element.get("initial_value")
            case "static_select":
                held[block["block_id"]] = {"selected_option": element["initial_option"]}
            case "checkboxes":
                held[block["block_id"]] = {"selected_options": element.get("initial_options", [])}
    return held


async def test_nothing_begins_before_the_form_with_the_price_is_sent(here, workspace):
    await workspace.command(TYPED)
    await here.router.rest()

    assert "50 posts · $0.75 at most" in str(workspace.form())
    assert await wanted(here) == []


async def test_sent_as_it_was_typed_it_is_exactly_that(here, workspace):
    errand = await begun(here, workspace)

    assert (errand.what, errand.by, errand.channel) == (What.MONITOR, MAYA, IDEAS)
    assert kept(errand.wish).told() == {
        "value": "@tacoking", "platform": "tiktok", "days": 30, "country": "us", "most": 50,
        "comments": True, "ongoing": True,
    }  # fmt: skip
    assert "Watching @tacoking on TikTok" in workspace.said()[-1]


async def test_what_cannot_be_searched_is_said_in_the_form_and_refused(here, workspace):
    await workspace.command("monitor late tacos on instagram weekly")
    await here.router.rest()
    form = workspace.form()
    assert "Instagram cannot be searched for words" in str(form)
    assert "I did not understand “weekly”" in str(form)

    answer = await workspace.submit(**filled(form))

    assert "Instagram cannot be searched for words" in str(answer)
    assert await wanted(here) == []


async def test_the_list_opens_the_form_and_leads_to_change_and_stop(here, workspace):
    await workspace.command("monitors")
    await here.answered()
    assert NOTHING in workspace.said(to=MAYA)[-1]
    await workspace.press(workspace.message(NOTHING), "open_monitor")
    await here.router.rest()
    assert workspace.form()["callback_id"] == "monitor_form"
    await workspace.submit(
        **{**filled(workspace.form()), "value": "#tacos", "more": ticked("ongoing")}
    )
    [errand] = await wanted(here)
    await here.store.unit(errands.taken, errand.id, "7")

    await workspace.command("monitors", user=BEA)
    await here.answered()
    listed = workspace.message("1 search of posts")
    await workspace.press(listed, "change_monitor", user=BEA)
    await here.router.rest()
    held = {**filled(workspace.form(BEA)), "days": option("7")}
    await workspace.submit(BEA, **held)
    [change] = await wanted(here, What.CHANGE_MONITOR)
    assert (change.wish["changes"], change.by) == ({"days": 7}, BEA)

    await here.store.unit(monitors.changed, change.id)
    await workspace.press(listed, "stop_monitor", user=BEA)
    [_, stop] = await wanted(here, What.CHANGE_MONITOR)
    assert stop.wish["changes"] == {"ongoing": False}
    await here.store.unit(monitors.changed, stop.id)
    [errand] = await wanted(here, What.MONITOR)
    assert errand.state is E.STOPPED


async def test_a_change_of_nothing_stays_in_its_form(here, workspace):
    await begun(here, workspace)
    await workspace.press(workspace.message("Watching @tacoking"), "change_monitor")
    await here.router.rest()

    answer = await workspace.submit(**filled(workspace.form()))

    assert "This is as it was" in str(answer)


async def test_a_second_stop_is_told_what_came_of_the_first(here, workspace):
    errand = await begun(here, workspace)
    card = workspace.message("Watching @tacoking")
    await workspace.press(card, "stop_monitor")
    await workspace.press(card, "stop_monitor", user=BEA)
    await here.answered()
    assert "another change already" in workspace.said(to=BEA)[-1]

    [stop] = await wanted(here, What.CHANGE_MONITOR)
    await here.store.unit(monitors.changed, stop.id)
    await workspace.press(card, "stop_monitor", user=BEA)
    await here.answered()

    assert "This has ended" in workspace.said(to=BEA)[-1]
    assert (await here.store.read(lambda tx: tx.errands.get(errand.id))).state is E.STOPPED


async def test_ideas_are_made_from_what_is_watched(here, workspace):
    await begun(here, workspace)

    await workspace.press(workspace.message("Watching @tacoking"), "ideas_from", user=BEA)

    [asked] = await here.store.read(lambda tx: tx.requests.find())
    assert (asked.count, asked.by) == (3, BEA)
    assert asked.topic == "what works at @tacoking on TikTok, from the posts you have read"


async def test_a_question_about_it_is_asked_in_its_thread(here, workspace):
    errand = await begun(here, workspace)
    await workspace.press(workspace.message("Watching @tacoking"), "ask_about", user=BEA)
    await here.router.rest()
    assert "about 7 credits" in str(workspace.form(BEA))
    await workspace.submit(BEA, question="Which hook works?")

    [asked] = [one for one in await wanted(here) if one.id != errand.id]
    assert (asked.title, asked.by, asked.thread) == ("Which hook works?", BEA, errand.slot)


@pytest.mark.parametrize("act", ["change_monitor", "ask_about"])
async def test_a_form_about_what_is_gone_is_answered(here, workspace, act):
    errand = await begun(here, workspace)
    card = workspace.message("Watching @tacoking")
    await here.store.unit(lambda tx: tx._db.execute("DELETE FROM errands"))
    await workspace.press(card, act)
    await here.answered()

    assert workspace.form() is None
    assert len(workspace.said(to=MAYA)) == 1, errand
