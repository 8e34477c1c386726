"""Going through what waits, over a real socket: one window, one word at the end."""

import pytest

from genbot.flows import channels, freeze
from tests.golden.make import CHANNEL, arrived, rendered
from tests.golden.make import STORIES as STAGES
from tests.slack.conftest import BEA, IDEAS, MAYA, option, until
from tests.slack.test_history import press

assert CHANNEL == IDEAS


@pytest.fixture
async def full(here, clock):
    """Two ideas, a video and a doubtful post, all in the channel."""
    for topic, story in (("tacos", arrived), ("salsa", arrived), ("a video", rendered)):
        await here.store.unit(story, topic)
        clock.pass_(60)
    await here.store.unit(STAGES["a post is unsure"], "unsure")
    await here.deliver()
    return here


async def opened(here, workspace, user=BEA):
    await workspace.command("waiting", user=user)
    await here.answered()
    return str(workspace.form(user)["blocks"])


async def decided(here, workspace, act, user=BEA):
    return await press(here, workspace, act, user)


def summaries(workspace, user=BEA):
    return [one for one in workspace.said(to=user) if "approved," in one]


async def test_one_after_the_other_and_one_word_at_the_end(full, workspace):
    assert "The tacos story" in await opened(full, workspace)
    assert "The salsa story" in await decided(full, workspace, "waiting_yes")
    assert "Not our brand" in await decided(full, workspace, "waiting_no")
    assert "The salsa story" in await decided(full, workspace, "see_waiting")
    await decided(full, workspace, "waiting_no")
    await workspace.submit(BEA, reason=option("hook"), note="Sleepy.")
    await full.answered()
    assert "The a video story" in str(workspace.form(BEA)["blocks"])
    assert "I may have published it" in await decided(full, workspace, "next_waiting")
    assert "Link to the post" in await decided(full, workspace, "waiting_live")
    await workspace.submit(BEA, post="https://tiktok.com/@tacos/video/1")
    await full.answered()

    shown = str(workspace.form(BEA)["blocks"])
    assert "1 approved, 1 rejected, 1 settled, 1 left." in shown
    assert "The a video story" in await decided(full, workspace, "last_waiting")
    await workspace.submit(BEA)
    await full.answered()
    assert summaries(workspace) == ["1 approved, 1 rejected, 1 settled, 1 left."]
    states = await full.store.read(
        lambda tx: [(one.title, one.status, one.reason) for one in tx.ideas.find()]
    )
    assert ("The tacos story", "approve_to_create", "") in states
    assert ("The salsa story", "rejected", "hook:Sleepy.") in states


async def test_closing_the_window_is_as_good_as_done(full, workspace):
    await opened(full, workspace)
    await decided(full, workspace, "waiting_yes")
    await workspace.act(BEA, "close", view_id=workspace.form(BEA)["id"])
    await until(lambda: not workspace.slack.deliveries.waiting)
    await full.answered()

    assert summaries(workspace) == ["1 approved, 0 rejected, 3 left."]


async def test_who_decided_nothing_hears_nothing(full, workspace):
    await opened(full, workspace)
    await workspace.submit(BEA)
    await full.answered()

    assert summaries(workspace) == []


async def test_two_at_once_decide_each_thing_once(full, workspace):
    await opened(full, workspace, BEA)
    await opened(full, workspace, MAYA)
    await decided(full, workspace, "waiting_yes", MAYA)

    shown = await decided(full, workspace, "waiting_yes", BEA)

    assert f"already approved by <@{MAYA}>" in shown
    assert "The salsa story" in shown
    assert len(await full.store.read(lambda tx: tx.productions.find(stage="cloning"))) == 1


async def test_a_doubtful_post_is_left_alone_or_a_failed_one_taken_back(full, workspace):
    await full.store.unit(STAGES["a post failed"], "failed")
    await opened(full, workspace)
    shown = ""
    while "I may have published it" not in shown:
        shown = await decided(full, workspace, "next_waiting")
    shown = await decided(full, workspace, "waiting_hold")
    assert "It was not published" in shown
    await decided(full, workspace, "waiting_back")

    outs = await full.store.read(lambda tx: [one.state for one in tx.publications.find()])
    assert sorted(outs) == ["cancelled", "held"]


async def test_what_waits_in_another_channel_is_decided_here_too(full, workspace):
    direct = workspace.slack.people.direct(BEA).id
    await full.store.unit(channels.met, IDEAS, BEA)
    await workspace.command("waiting", user=BEA, channel=direct)
    await full.answered()

    assert "The salsa story" in await decided(full, workspace, "waiting_yes")
    await workspace.submit(BEA)
    await full.answered()
    assert workspace.private(BEA) == ["1 approved, 0 rejected, 3 left."]


async def test_where_nothing_waits_that_is_said(here, workspace):
    await workspace.command("waiting")
    await here.answered()

    assert "Nothing waits for you" in workspace.said(to=MAYA)[0]


async def pressed_at_home(here, workspace, act):
    view = workspace.slack.windows.homes[BEA].as_told()
    block, element = next(
        (block["block_id"], one)
        for block in view["blocks"]
        for one in [*block.get("elements", []), block.get("accessory") or {}]
        if one.get("action_id") == act
    )
    value = {"value": element["value"]} if "value" in element else {}
    told = await workspace.act(
        BEA, "press", view_id=view["id"], block_id=block, action_id=act, **value
    )
    assert told["ok"], told
    await here.answered()


async def test_the_home_tab_leads_there_and_thaws(full, workspace):
    await full.store.unit(channels.met, IDEAS, BEA)
    await full.store.unit(freeze.freeze, IDEAS, "new logo", by=MAYA)
    await workspace.http.get(f"{workspace.url}/_sandbox/home?user={BEA}")
    await until(lambda: BEA in workspace.slack.windows.homes)
    view = workspace.slack.windows.homes[BEA].as_told()
    assert "things wait for your decision" in str(view)
    assert "Frozen by" in str(view)
    for act in ("thaw", "open_waiting"):
        await pressed_at_home(full, workspace, act)

    assert not (await full.store.read(lambda tx: tx.freezes.get(IDEAS))).on
    assert "The tacos story" in str(workspace.form(BEA)["blocks"])
