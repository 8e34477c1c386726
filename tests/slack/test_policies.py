"""Who decides, over a real socket: seen in words, changed gate by gate, refused at the field."""

import pytest

from genbot.domain.approvals import WORKSPACE, Gate, Rule
from genbot.domain.people import Group
from genbot.flows import policies, policy_edits
from tests.slack.conftest import BEA, IDEAS, MAYA, PABLO, option

LEADS = "S0LEADS"


@pytest.fixture
async def window(here, workspace):
    await here.store.unit(lambda tx: tx.groups.save(Group(LEADS, "brand-leads", (BEA, PABLO))))
    await workspace.command("policy")
    await here.router.rest()
    return workspace


def shown(workspace, user=MAYA):
    return str(workspace.form(user)["blocks"])


async def press(here, workspace, act, value, user=MAYA):
    form = workspace.form(user)
    block = next(
        block["block_id"]
        for block in form["blocks"]
        for one in [*block.get("elements", []), block.get("accessory") or {}]
        if (one.get("action_id"), one.get("value")) == (act, value)
    )
    about = {"view_id": form["id"], "block_id": block, "action_id": act, "value": value}
    await workspace.act(user, "press", **about)
    await here.answered()
    return shown(workspace, user)


def people(*users):
    return {"selected_users": list(users)}


async def rules(here, id=IDEAS):
    return (await here.store.read(policies.of, id)).rules


async def test_a_gate_is_changed_in_the_window_and_it_says_what_holds_now(here, window):
    assert "Everyone decides" in shown(window)
    assert "Groups who may approve" in await press(here, window, "change_rule", f"{IDEAS}|videos")

    refused = await window.submit(people=people(BEA), needed="2", remind=option("24"))
    assert "can never be reached" in str(refused)
    groups = {"selected_options": [{"value": LEADS}]}
    sent = {"people": people(MAYA), "groups": groups, "needed": "2", "remind": option("4,24")}
    await window.submit(**sent, counts={"selected_options": []}, expire="72")
    await here.answered()

    told = shown(window)
    assert f"*Saved.* Videos: 2 of <@{MAYA}>, @brand-leads, never whoever asked" in told
    rule = Rule((MAYA,), (LEADS,), 2, own=False, remind=(4, 24), expire=72, expired="reject")
    assert await rules(here) == {Gate.VIDEOS: rule}
    await here.deliver()
    assert "2 of" in window.said(to=MAYA)[-1]


async def test_the_workspace_has_a_rule_that_a_channel_may_keep_to(here, window):
    await press(here, window, "open_policy", WORKSPACE)
    await press(here, window, "change_rule", f"{WORKSPACE}|ideas")
    await window.submit(people=people(BEA), needed="1")
    await here.answered()
    assert (await rules(here, WORKSPACE))[Gate.IDEAS].people == (BEA,)

    assert "as the workspace says" in await press(here, window, "open_policy", IDEAS)
    await press(here, window, "change_rule", f"{IDEAS}|ideas")
    await window.submit(people=people(MAYA), needed="1", whose=option("here"))
    await here.answered()
    assert (await rules(here))[Gate.IDEAS].people == (MAYA,)
    await press(here, window, "change_rule", f"{IDEAS}|ideas")
    await window.submit(people=people(MAYA), needed="1", whose=option("workspace"))
    await here.answered()
    assert await rules(here) == {}


async def test_who_saves_second_sees_what_was_changed_meanwhile(here, window):
    await press(here, window, "change_rule", f"{IDEAS}|videos")
    await here.store.unit(policy_edits.change, IDEAS, Gate.VIDEOS, Rule((MAYA, BEA)), by=BEA)
    await window.submit(people=people(PABLO), needed="1")
    await here.answered()

    assert f"<@{BEA}> changed this meanwhile" in shown(window)
    assert (await rules(here))[Gate.VIDEOS].people == (MAYA, BEA)


async def test_who_may_not_change_it_sees_it_and_is_told_who_may(here, window):
    await here.store.unit(policy_edits.change, IDEAS, Gate.VIDEOS, Rule((BEA,)), by=MAYA)

    assert f"Only <@{BEA}> may change who decides" in await press(
        here, window, "change_rule", f"{IDEAS}|ideas"
    )
    assert Gate.IDEAS not in await rules(here)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("policy videos", "A video is published"),
        ("policy workspace", "every channel without a rule of its own"),
        ("policy budget workspace", "A video goes over budget"),
    ],
)
async def test_what_is_typed_opens_the_right_one(here, workspace, text, told):
    await workspace.command(text)
    await here.router.rest()
    assert told in shown(workspace)


async def test_other_words_are_answered(here, workspace):
    await workspace.command("policy everybody")
    await here.router.rest()
    await here.deliver()
    assert "Say `ideas`, `videos` or `budget`" in workspace.said(to=MAYA)[-1]
