"""Buttons and forms: decided once, by whoever may, and answered where they were pressed."""

import re
from dataclasses import replace

import pytest

from genbot.domain.budgets import Budget
from genbot.domain.ideas import IdeaStatus
from tests.deciding import decides
from tests.slack.conftest import BEA, IDEAS, MAYA, PABLO, option, until, with_an_idea

CARD = "The 2 a.m. verdict"


@pytest.fixture
async def idea(here):
    return await with_an_idea(here)


async def the_idea(here):
    return await here.store.read(lambda tx: tx.ideas.get("idea1"))


async def test_an_approved_idea_loses_its_buttons_and_says_who(here, workspace, idea):
    await workspace.press(workspace.message(CARD), "approve_idea")
    await here.deliver()

    card = workspace.message(CARD)
    assert (await the_idea(here)).status is IdeaStatus.APPROVE_TO_CREATE
    assert "approve_idea" not in str(card.blocks)
    assert f"<@{MAYA}>" in str(card.blocks)


async def test_a_second_click_gets_a_private_answer_in_the_thread(here, workspace, idea):
    card = workspace.message(CARD)
    seen = replace(card, blocks=list(card.blocks))
    await workspace.press(card, "approve_idea")
    await workspace.press(seen, "approve_idea", user=PABLO)
    await here.deliver()

    [answer] = workspace.said(to=PABLO)
    assert f"<@{MAYA}>" in answer
    assert workspace.message(answer).thread_ts == card.thread_ts


async def test_the_same_click_delivered_twice_is_one_click(here, workspace, idea):
    await workspace.press(workspace.message(CARD), "approve_idea")
    await workspace.control("redeliver", what="all")
    await until(lambda: not workspace.slack.deliveries.waiting)
    await here.deliver()

    assert workspace.said(to=MAYA) == []
    assert len(await here.store.read(lambda tx: tx.productions.find())) == 1


async def test_who_may_not_decide_is_told_who_may(here, workspace, idea):
    await here.store.unit(decides(IDEAS, ideas=(BEA,)))

    await workspace.press(workspace.message(CARD), "approve_idea")
    await here.deliver()

    assert f"<@{BEA}>" in workspace.said(to=MAYA)[0]
    assert (await the_idea(here)).status is IdeaStatus.GENERATED


async def test_rejecting_asks_why_and_keeps_the_answer(here, workspace, idea):
    await workspace.press(workspace.message(CARD), "reject_idea")
    await here.router.rest()
    await workspace.submit(reason=option("hook"), note="too slow")
    await here.deliver()

    rejected = await the_idea(here)
    assert (rejected.status, rejected.reason) == (IdeaStatus.REJECTED, "hook:too slow")
    assert rejected.decided_by == MAYA
    assert "too slow" in str(workspace.message(CARD).blocks)


async def test_changing_sends_the_wish_to_the_same_conversation(here, workspace, idea):
    await workspace.press(workspace.message(CARD), "change_idea")
    await here.router.rest()
    await workspace.submit(wish="make it punchier")

    runs = await here.store.read(lambda tx: tx.runs.find(request_id=idea.request_id))
    assert "make it punchier" in runs[-1].message
    assert (await the_idea(here)).status is IdeaStatus.CHANGE_IDEA


async def test_details_show_the_script(here, workspace, idea):
    await workspace.press(workspace.message(CARD), "idea_details")
    await here.router.rest()

    assert "Sizzle." in str(workspace.form()["blocks"])


async def test_a_form_that_cannot_be_taken_stays_open_and_can_be_sent_again(here, workspace):
    await workspace.act(MAYA, "shortcut", callback_id="new_ideas")
    await here.router.rest()

    where = {"selected_conversation": IDEAS}
    refused = await workspace.submit(topic="  ", count="3", channel=where)
    taken = await workspace.submit(topic="tacos", count="3", channel=where)

    assert refused["errors"] == {"topic": "Say what the ideas should be about."}
    assert "errors" not in taken
    [asked] = await here.store.read(lambda tx: tx.requests.find())
    assert (asked.topic, asked.count, asked.channel) == ("tacos", 3, IDEAS)


async def test_a_form_says_of_which_type_and_what_all_have_to_keep_to(here, workspace):
    await workspace.act(MAYA, "shortcut", callback_id="new_ideas")
    await here.router.rest()
    await workspace.submit(
        topic="tacos", count="3", channel={"selected_conversation": IDEAS},
        video_type=option("3"), requirements=" no faces ",
    )  # fmt: skip

    [asked] = await here.store.read(lambda tx: tx.requests.find())
    assert (asked.video_type, asked.requirements) == (3, "no faces")
    [run] = await here.store.read(lambda tx: tx.runs.find())
    assert run.message == (
        "Generate 3 content ideas about tacos\nVideo type: Montage\nRequirements: no faces"
    )


async def test_a_refused_form_is_answered_where_it_was_opened(here, workspace, idea):
    await workspace.press(workspace.message(CARD), "reject_idea")
    await here.router.rest()
    await workspace.press(workspace.message(CARD), "approve_idea", user=PABLO)
    await workspace.submit(reason=option("hook"))
    await here.deliver()

    assert f"<@{PABLO}>" in workspace.said(to=MAYA)[0]


async def test_a_form_from_a_message_begins_with_its_words(here, workspace):
    said = await workspace.act(PABLO, "say", channel=IDEAS, text="Tacos & <more> at 2 a.m.")

    await workspace.act(MAYA, "shortcut", callback_id="make_ideas", channel=IDEAS, ts=said["ts"])
    await here.router.rest()

    topic = workspace.form()["blocks"][0]["element"]["initial_value"]
    assert topic == "Tacos & <more> at 2 a.m."


async def test_settings_are_kept(here, workspace):
    await workspace.command("settings")
    await here.router.rest()

    await workspace.submit(
        agent=option("agent-sofia"),
        announce={"selected_options": []},
        template_6=option("narrated"),
    )

    kept = await here.store.read(lambda tx: tx.channels.get(IDEAS))
    assert (kept.agent_id, kept.agent_name) == ("agent-sofia", "Sofia")
    assert kept.announce is False
    assert kept.templates == {"6": "narrated"}


async def test_a_budget_is_kept_and_a_negative_one_goes_back_into_the_form(here, workspace):
    await workspace.command("settings")
    await here.router.rest()
    agent = option("agent-sofia")

    refused = await workspace.submit(agent=agent, budget="-300", budget_period=option("week"))
    assert "budget" in str(refused)
    assert await here.store.read(lambda tx: tx.channels.get(IDEAS).budget) is None

    await workspace.submit(agent=agent, budget="300", budget_period=option("week"))
    assert await here.store.read(lambda tx: tx.channels.get(IDEAS).budget) == Budget(300.0, "week")


async def test_home_shows_what_waits_and_its_buttons_answer_there(here, workspace, idea):
    async with workspace.http.get(f"{workspace.url}/_sandbox/home", params={"user": MAYA}):
        await until(lambda: MAYA in workspace.slack.windows.homes)
    home = workspace.slack.windows.homes[MAYA]
    assert CARD in str(home.source)

    block, button = next(
        (block["block_id"], one)
        for block in home.source["blocks"]
        for one in block.get("elements", [])
        if one.get("action_id") == "open_help"
    )
    press = {"view_id": home.id, "block_id": block, "action_id": button["action_id"]}
    await workspace.act(MAYA, "press", **press)
    await here.router.rest()

    assert "/gen ideas" in str(workspace.form()["blocks"])


async def test_a_bug_is_answered_with_a_reference_and_leaves_nothing_half_done(
    here, workspace, idea, caplog
):
    await here.store.unit(lambda tx: tx._db.execute("ALTER TABLE productions RENAME TO lost"))

    answer = await workspace.press(workspace.message(CARD), "approve_idea")
    await here.store.unit(lambda tx: tx._db.execute("ALTER TABLE lost RENAME TO productions"))
    await here.deliver()

    assert answer["ok"]
    (reference,) = re.findall(r"`(ref\d+)`", workspace.said(to=MAYA)[0])
    assert f"{reference}: approve_idea failed" in caplog.text
    assert (await the_idea(here)).status is IdeaStatus.GENERATED
