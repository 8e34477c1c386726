"""What broke in other approval and publishing bots; each is a test named after what must hold.

 1  two clicks a second apart both acted; doubles were known in one process's memory only
 2  after a restart the first click on an old card was swallowed
 3  a click of somebody who may not decide got no reply
 4  approving card 2 denied card 1 of the same thread
 5  who decided was lost when a later update overwrote the card
 6  the team id differed between sending and clicking (Enterprise Grid), and buttons were dead
 7  a button's value could be guessed, or meant a whole session
 8  Slack repeated the event after three seconds, and the agent started twice
 9  a post was sent again after a crash or a new token: two live posts
10  a deleted or edited schedule still fired
11  recurring jobs all fired at once after a downtime
12  an event arrived before anybody waited for it
13  pause and resume did again what had been done
14  success was reported with nothing in it
15  a form came too late, because its data was fetched first
16  an approval expired in silence while the person was away
"""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from slack_bolt.async_app import AsyncBoltRequest

from genbot.domain.events import IdeaDecided
from genbot.domain.ideas import Idea, IdeaStatus
from genbot.domain.publications import PublicationState
from genbot.flows import lifecycle, publications
from genbot.gen.edit import GenerateCell, GenerateLayer
from genbot.gen.export import Publish
from genbot.gen.ideas import SetIdeaStatus
from genbot.gen.jobs import GetUserJob, UserJob
from genbot.slack.router import Router, build_app
from genbot.slack.tools import Tools
from tests.deciding import decides
from tests.golden import make
from tests.races.conftest import acts, all_said, shown
from tests.slack.conftest import BEA, IDEAS, MAYA, PABLO, until, with_an_idea

CARD, DAY = "The 2 a.m. verdict", 86_400.0
POST = "7300000000000000001"


async def every(stage: Any, shelf: str) -> list[Any]:
    return await stage.store.read(lambda tx: getattr(tx, shelf).find())


async def rounds(here, watcher, minutes: int = 15) -> None:
    """Time passes; whatever is due has its turn."""
    for _ in range(minutes):
        await watcher.round()
        await watcher.drain()
        here.clock.pass_(60)
    await all_said(here)


def arrived(tx: Any, idea: Idea) -> IdeaDecided:
    return IdeaDecided(lifecycle.board(tx, idea.request_id), idea, "arrived")


def born_again(here, gen=None) -> None:
    """The part that hears people, without any memory of before."""
    router = Router(Tools(here.store, gen or here.gen, here.client, lambda: "ref"))
    here.router = router
    here.socket._app = here.socket._link._app = build_app(router, here.client)


async def test_01_two_clicks_are_one_decision_even_with_a_restart_between(here, workspace):
    await with_an_idea(here)
    card = replace(workspace.message(CARD))
    await workspace.press(card, "approve_idea", user=MAYA)
    here.clock.pass_(1)
    born_again(here)
    await workspace.press(card, "approve_idea", user=PABLO)
    await all_said(here)

    assert len(await every(here, "productions")) == 1
    assert f"<@{MAYA}>" in workspace.said(to=PABLO)[0]


async def test_02_the_first_click_on_an_old_card_counts_after_a_restart(here, workspace):
    await with_an_idea(here)
    born_again(here)

    await workspace.press(workspace.message(CARD), "approve_idea")

    assert len(await every(here, "productions")) == 1


async def test_03_who_may_not_decide_is_told_who_may(here, workspace, review):
    await here.store.unit(decides(IDEAS, videos=(BEA,)))
    await workspace.press(review, "publish_now", user=MAYA)
    await all_said(here)

    assert f"<@{BEA}>" in workspace.said(to=MAYA)[-1]
    assert await every(here, "publications") == []


async def test_04_a_decision_about_one_card_leaves_its_neighbours_alone(here, workspace):
    first = await with_an_idea(here)
    second = replace(first, id="idea2", gen_id="9032", number=2, title="The salsa oath")
    await here.store.unit(lambda tx: (tx.ideas.save(second), tx.show(arrived(tx, second))))
    await all_said(here)
    await workspace.press(workspace.message("The salsa oath"), "approve_idea")
    await all_said(here)

    states = {one.id: one.status for one in await every(here, "ideas")}
    assert states == {"idea1": IdeaStatus.GENERATED, "idea2": IdeaStatus.APPROVE_TO_CREATE}
    assert "approve_idea" in acts(workspace.message(CARD))


async def test_05_who_decided_stays_on_the_card_through_all_later_news(
    here, workspace, watcher, review
):
    await workspace.press(review, "publish_now", user=BEA)
    await rounds(here, watcher)

    assert (await every(here, "publications"))[0].state is PublicationState.LIVE
    assert f"<@{BEA}>" in str(shown(workspace, review).blocks)


@pytest.mark.parametrize(("enterprise", "counts"), [("E0OURS", True), ("E0THEIRS", False)])
async def test_06_another_workspace_of_our_organisation_may_decide_and_no_other(
    stage, monkeypatch, enterprise, counts
):
    async def we_are() -> dict[str, str]:
        return {"team_id": "T0HOME", "enterprise_id": "E0OURS", "user_id": "UB", "bot_id": "B"}

    monkeypatch.setattr(stage.client, "auth_test", we_are)
    await with_an_idea(stage)
    body = {
        "type": "block_actions", "trigger_id": "t", "team": {"id": "T0BRANCH"},
        "enterprise": {"id": enterprise}, "channel": {"id": IDEAS}, "message": {"ts": "1.2"},
        "user": {"id": MAYA, "team_id": "T0BRANCH"}, "container": {"channel_id": IDEAS},
        "actions": [{"type": "button", "action_id": "approve_idea", "block_id": "b",
                     "action_ts": "1.1", "value": "idea1:1"}],
    }  # fmt: skip
    answer = await stage.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
    await stage.answered()

    assert answer.status == 200
    assert len(await every(stage, "productions")) == counts


@pytest.mark.parametrize("value", ["idea1:7", "nothing:1", "", "idea1:1:x|", "%", "9031:1"])
async def test_07_a_value_nobody_drew_decides_nothing_and_is_answered(here, workspace, value):
    await with_an_idea(here)
    card = workspace.message(CARD)
    button = next(
        one
        for block in card.blocks
        for one in block.get("elements", ())
        if one.get("action_id") == "approve_idea"
    )
    button["value"] = value
    await workspace.press(card, "approve_idea")
    await all_said(here)

    decided = [one.status for one in await every(here, "ideas")] != [IdeaStatus.GENERATED]
    assert decided == (value == "idea1:1:x|")  # what follows a version is not read
    assert len(workspace.said(to=MAYA)) == (not decided)


async def test_08_an_event_told_four_times_starts_one_run(here, workspace):
    await workspace.act(MAYA, "say", channel=IDEAS, text="<@U0GENBOT00> ideas 2 churros")
    await until(lambda: not workspace.slack.deliveries.waiting)
    for _ in range(3):
        here.clock.pass_(300)
        born_again(here)
        await workspace.control("redeliver", what="all")
        await until(lambda: not workspace.slack.deliveries.waiting)

    assert len(await every(here, "requests")) == len(await every(here, "runs")) == 1


async def test_09_a_post_in_hand_at_a_crash_is_never_sent_again_unasked(
    here, workspace, watcher, gen
):
    await here.store.unit(make.sending, "tacos")
    here.clock.pass_(600)
    await rounds(here, watcher)
    sent = len(gen.asked(Publish))
    await workspace.press(workspace.message("I may have published it"), "send_again", user=BEA)
    await rounds(here, watcher)

    assert (sent, len(gen.asked(Publish))) == (0, 1)
    assert (await every(here, "publications"))[0].state is PublicationState.LIVE


async def test_10_a_schedule_that_was_moved_or_cancelled_does_not_fire(here, watcher, gen, clock):
    due = clock() + 7200
    for topic in ("moved", "cancelled"):
        await here.store.unit(make.scheduled, topic, due)
    moved, cancelled = await every(here, "publications")
    await here.store.unit(publications.move, moved.id, due + 100 * 3600, by=BEA)
    await here.store.unit(publications.cancel, cancelled.id, by=BEA)
    clock.at = due
    await rounds(here, watcher)

    assert gen.asked(Publish) == []


async def test_11_what_was_missed_in_a_downtime_asks_and_does_not_go_out_at_once(
    here, workspace, watcher, gen, clock
):
    for number in range(3):
        await here.store.unit(make.scheduled, f"topic {number}", clock() + 3600 * (number + 1))
    clock.pass_(DAY)
    await rounds(here, watcher)

    assert gen.asked(Publish) == []
    assert {one.state for one in await every(here, "publications")} == {PublicationState.HELD}
    assert len([one for one in workspace.said() if "missed its time" in one]) >= 3


async def test_12_a_decision_taken_before_anybody_waits_for_it_is_found(
    here, workspace, watcher, gen
):
    await with_an_idea(here)
    await workspace.press(workspace.message(CARD), "approve_idea")
    here.clock.pass_(3600)
    await rounds(here, watcher, 1)

    assert [one.status for one in gen.asked(SetIdeaStatus)] == ["approve_to_create"]


async def test_13_stop_and_continue_do_nothing_again_that_was_done(here, workspace, watcher, gen):
    await here.store.unit(make.half_made, "tacos")
    await all_said(here)
    (made,) = await every(here, "productions")
    done = {task.id for task in made.tasks if task.generation}
    card = workspace.message("The tacos story")
    for act in ("stop_production", "resume_production"):
        card = next(one for one in workspace.slack.board.every() if act in acts(one))
        await workspace.press(card, act)
        await all_said(here)
    await rounds(here, watcher)

    keys = [key for kind in (GenerateCell, GenerateLayer) for key in gen.keys(kind)]
    assert keys
    assert done
    assert len(keys) == len(set(keys))
    assert [key for key in keys if key and any(one in key for one in done)] == []


@pytest.mark.parametrize("result", [None, "", {}, {"url": "x"}, "not json"])
async def test_14_success_with_nothing_in_it_is_told_as_it_is(
    here, workspace, watcher, gen, result
):
    gen.will(GetUserJob, UserJob(status="completed", result=result))
    await here.store.unit(make.scheduled, "tacos")
    await rounds(here, watcher)

    (out,) = await every(here, "publications")
    assert (out.state, out.post_id, len(gen.asked(Publish))) == (PublicationState.LIVE, "", 1)
    assert "GEN gave no post id" in str(workspace.message("Live on TikTok").blocks)


async def test_15_a_form_is_open_before_gen_has_answered(here, workspace, gen):
    asked, go = asyncio.Event(), asyncio.Event()

    async def slow(call: Any, /, *, key: str | None = None) -> Any:
        asked.set()
        await go.wait()
        return await gen(call, key=key)

    born_again(here, slow)
    answer = await workspace.command("settings")
    await asyncio.wait_for(asked.wait(), 20)
    waiting = str(workspace.form())
    go.set()
    await here.router.rest()

    assert answer["ok"]
    assert "One moment" in waiting
    assert "Santiago" in str(workspace.form())


async def test_16_a_card_of_a_year_ago_still_works(here, workspace, review, watcher, gen):
    here.clock.pass_(365 * DAY)
    born_again(here)
    await workspace.press(review, "publish_now", user=BEA)
    await rounds(here, watcher)

    (out,) = await every(here, "publications")
    assert (out.state, out.post_id) == (PublicationState.LIVE, POST)
    assert len(gen.asked(Publish)) == 1


async def test_16_a_card_whose_thing_was_let_go_says_so(here, workspace):
    await with_an_idea(here)
    card = workspace.message(CARD)
    here.clock.pass_(400 * DAY)
    await here.store.unit(lambda tx: tx._db.execute("DELETE FROM ideas"))
    await workspace.press(card, "approve_idea")
    await all_said(here)

    (told,) = workspace.said(to=MAYA)
    assert "cannot find" in told
