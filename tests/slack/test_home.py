"""The Home tab: all of somebody's channels and their credits, and it stays true while it is looked at."""

from dataclasses import replace

import pytest

from genbot.domain.credits import DAY, Purse
from genbot.domain.ideas import Idea, IdeaStatus
from genbot.domain.productions import Production
from genbot.flows import channels, credits, freeze, overview, steps
from genbot.slack import home
from genbot.slack.homes import Homes
from genbot.slack.tools import Tools
from tests.slack.conftest import BEA, IDEAS, MAYA, until

LAUNCHES, SOFIA, LUMA = "C0LAUNCHES0", "agent-sofia", "agent-luma"


def team(left=1_204.5):
    return Purse("412", "Taco Team", left, "Studio", agents=(SOFIA,))


OTHERS = Purse("977", "Salsa House", 40.0, agents=(LUMA,))


def homes(here):
    """As another process would see to them."""
    return Homes(Tools(here.store, here.gen, here.client, str))


async def visit(here, workspace, user=MAYA):
    before = str(await here.store.read(lambda tx: tx.marks.get(f"home:{user}")))
    async with workspace.http.get(f"{workspace.url}/_sandbox/home", params={"user": user}):
        pass

    async def shown():
        return await here.store.read(lambda tx: tx.marks.get(f"home:{user}")) != before

    await until(shown)


def screen(workspace, user=MAYA):
    return str(workspace.slack.windows.homes[user].as_told())


@pytest.fixture
async def two_rooms(here, clock):
    """Maya is in both channels, Bea in the second; each agent is paid for by somebody else."""
    for room, agent, people in ((IDEAS, SOFIA, [MAYA]), (LAUNCHES, LUMA, [MAYA, BEA])):
        await here.store.unit(channels.bind, room, agent, agent, by=MAYA)
        for one in people:
            await here.store.unit(channels.met, room, one)
    await here.store.unit(credits.noticed, [team(1_700.0), OTHERS])
    clock.pass_(2 * DAY)
    await here.store.unit(credits.noticed, [team(), OTHERS])


def video(tx, nth, stage, agent=SOFIA, **more):
    idea = Idea(f"i{nth}", "", "rq", IDEAS, agent, nth, "Tacos")
    tx.ideas.save(replace(idea, status=IdeaStatus.APPROVE_TO_CREATE))
    made = Production(f"p{nth}", idea.id, "rq", IDEAS, agent, MAYA, "Tacos", tx.now)
    made = replace(made, estimate=420.0, **more)
    steps.keep(tx, made.move("hold", at=tx.now) if stage == "held" else made, "started")


async def test_it_says_what_is_left_who_saw_it_what_runs_and_how_long_it_lasts(
    here, workspace, two_rooms
):
    await here.store.unit(video, 1, "cloning")
    await here.store.unit(video, 2, "held", short=True)
    await visit(here, workspace)

    shown = screen(workspace)
    assert "*Taco Team* · 1,204.5 credits left, seen <!date^" in shown
    assert "About 420 of that for 1 video under way. 1 video waits for more." in shown
    assert "Spent lately: about 248 credits a day. What is left lasts about 5 days." in shown
    assert "*Salsa House* · 40 credits left" in shown
    assert "That is low. Top up at gen.pro" in shown
    assert here.gen.calls == []  # whoever looks costs GEN nothing

    await visit(here, workspace, BEA)
    assert "Salsa House" in screen(workspace, BEA)
    assert "Taco Team" not in screen(workspace, BEA)


async def test_while_somebody_looks_it_stays_true_also_after_a_restart(
    here, workspace, two_rooms, clock
):
    await visit(here, workspace)
    assert "Nothing is frozen" in screen(workspace)
    first = workspace.slack.windows.homes[MAYA]
    await homes(here).round()
    assert workspace.slack.windows.homes[MAYA] is first  # nothing is new: nothing is sent

    await here.store.unit(freeze.freeze, IDEAS, "new logo", by=MAYA)
    await homes(here).round()
    assert "new logo" in screen(workspace)
    await here.store.unit(credits.noticed, [team(88.0)])
    await homes(here).round()
    assert "88 credits left" in screen(workspace)

    clock.pass_(home.LOOKED_AT + 1)  # by now they look at something else
    await here.store.unit(credits.noticed, [team(5_000.0)])
    await homes(here).round()
    assert "88 credits left" in screen(workspace)


async def test_while_slack_is_away_nothing_is_lost(here, workspace, two_rooms, monkeypatch):
    await visit(here, workspace)
    await here.store.unit(credits.noticed, [team(88.0)])
    lost = homes(here)
    monkeypatch.setattr(here.client, "base_url", "http://127.0.0.1:1/")
    await lost.round()
    monkeypatch.undo()
    assert "1,204.5" in screen(workspace)

    await lost.round()
    assert "88 credits left" in screen(workspace)


async def test_everything_is_counted_however_much_there_is(here, two_rooms):
    """The newest things are all hers: the older ones of the other channel are not hidden by them."""

    def many(tx):
        for nth in range(40):
            room, agent = (LAUNCHES, LUMA) if nth < 10 else (IDEAS, SOFIA)
            tx.ideas.save(Idea(f"i{nth}", "", "rq", room, agent, nth, f"Idea {nth}"))

    await here.store.unit(many)
    seen = await here.store.read(overview.home, MAYA)
    assert len(seen.ideas) == len(seen.mine) == 40
    assert "and 32 more" in str(await here.store.read(home.home, MAYA))
