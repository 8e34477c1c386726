"""Who belongs to the workspace: asked of Slack politely, heard from it at once, never needed."""

import logging

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from genbot import manifest
from genbot.domain.people import Group, Member
from genbot.flows import channels, people
from genbot.sandbox.slack import slack_app
from genbot.sandbox.slack.workspace import SLACK
from genbot.sandbox.world import World
from genbot.slack.roster import EACH, MOST, REST, Roster
from tests.slack.conftest import BEA, IDEAS, MAYA, PABLO, serving, until

LEADS, EDITORS = "S0BRANDLEAD", "S0EDITORS00"


@pytest.fixture
def roster(here, clock):
    return Roster(here.client, here.store, clock)


def known(store, id):
    return store.read(lambda tx: tx.members.look(id))


def group(store, id=LEADS):
    return store.read(lambda tx: tx.groups.look(id))


async def test_groups_and_the_people_we_deal_with_are_looked_at(here, workspace, roster, clock):
    await here.store.unit(channels.met, IDEAS, MAYA)

    await roster.round()

    assert await group(here.store) == Group(LEADS, "brand-leads", (BEA, PABLO), seen=clock.at)
    assert await known(here.store, MAYA) == Member(MAYA, "America/New_York", seen=clock.at)
    assert (await known(here.store, BEA)).zone == "Europe/Berlin"  # as one of a group
    asked = dict(workspace.slack.calls)

    await roster.round()
    assert dict(workspace.slack.calls) == asked, "nobody is looked at twice a day"
    clock.pass_(people.DAY)
    await roster.round()
    assert workspace.slack.calls["users.info"] == 2 * asked["users.info"]
    assert workspace.slack.calls["usergroups.list"] == 2


async def test_a_crowd_is_looked_at_a_few_at_a_time(here, workspace, roster):
    crowd = [f"U{n:010}" for n in range(3 * MOST)]
    for one in crowd:
        await here.store.unit(channels.met, IDEAS, one)

    await roster.round()
    assert workspace.slack.calls["users.info"] == MOST
    for _ in range(4):
        await roster.round()

    gone = [await known(here.store, one) for one in crowd]
    assert all(one.gone for one in gone), "Slack knows none of them"
    assert workspace.slack.calls["users.info"] == 3 * MOST + 3


async def test_who_leaves_and_who_is_regrouped_is_heard_at_once(here, workspace, roster):
    await roster.round()

    await workspace.control("deactivate", user=BEA)
    await until(lambda: _is(here.store, BEA, gone=True))
    assert (await known(here.store, BEA)).zone == "Europe/Berlin", "Slack does not tell it any more"
    await workspace.control("reactivate", user=BEA)
    await until(lambda: _is(here.store, BEA, gone=False))

    await workspace.control("group", handle="brand-leads", people=[MAYA, PABLO])
    await until(lambda: _has(here.store, LEADS, {MAYA, PABLO}))
    await workspace.control("group", handle="brand-leads", disabled=True)
    await until(lambda: _has(here.store, LEADS, set()))
    assert (await group(here.store)).gone
    await workspace.control("group", handle="night-shift", people=[MAYA])
    await until(lambda: _shift(here.store))


async def _is(store, id, *, gone):
    return (await known(store, id)).gone == gone


async def _has(store, id, people):
    return set((await group(store, id)).people) == people


async def _shift(store):
    found = await store.read(lambda tx: [one.handle for one in tx.groups.find()])
    return "night-shift" in found


async def test_news_of_strangers_is_not_kept(here, workspace, roster):
    heard = workspace.slack.deliveries
    await workspace.control("deactivate", user=MAYA)
    await until(lambda: not heard.waiting)

    assert await here.store.read(lambda tx: tx.members.find()) == []


async def test_a_long_group_keeps_its_people_when_news_of_it_is_cut_off(here, workspace):
    crowd = tuple(f"U{n:010}" for n in range(600))
    await here.store.unit(people.regroup, Group(LEADS, "brand-leads", crowd))
    about = {"id": LEADS, "handle": "leads", "users": list(crowd[:500]), "user_count": 600}

    workspace.slack.tell("subteam_updated", {"type": "subteam_updated", "subteam": about})
    joined = {"type": "subteam_members_changed", "subteam_id": LEADS, "added_users": [MAYA]}
    workspace.slack.tell("subteam_members_changed", joined | {"removed_users": [crowd[0]]})

    await until(lambda: _has(here.store, LEADS, {*crowd[1:], MAYA}))


async def test_a_list_that_was_asked_for_before_the_news_does_not_undo_it(store, clock):
    asked = clock.at
    clock.pass_(1.0)
    await store.unit(people.regroup, Group(LEADS, "brand-leads", (MAYA,)))

    old = [Group(LEADS, "brand-leads", (BEA,)), Group(EDITORS, "editors", (BEA,))]
    await store.unit(people.grouped, old, asked)
    assert (await group(store)).people == (MAYA,)
    assert (await group(store, EDITORS)).people == (BEA,)

    await store.unit(people.grouped, old[:1], clock.at)
    assert await group(store, EDITORS) == Group(EDITORS, "editors", (), gone=True, seen=clock.at)


async def test_a_person_who_leaves_while_slack_is_asked_about_them_has_left(store, clock):
    asked = clock.at
    clock.pass_(1.0)
    await store.unit(people.learn, Member(BEA, "", gone=True))

    await store.unit(people.learn, Member(BEA, "Europe/Berlin"), asked)

    assert (await known(store, BEA)).gone


async def test_a_list_that_says_nothing_new_writes_nothing(store, clock):
    told = [Group(LEADS, "brand-leads", (BEA,))]
    await store.unit(people.grouped, told, clock.at)
    first = await group(store)
    clock.pass_(EACH)

    await store.unit(people.grouped, told, clock.at)

    assert await group(store) == first


async def test_an_old_installation_goes_on_and_one_line_says_what_is_missing(store, clock, caplog):
    old = manifest.manifest()
    for scope in ("users:read", "usergroups:read"):
        old["oauth_config"]["scopes"]["bot"].remove(scope)
    app = slack_app(World(clock=clock), old, limits=False)
    await store.unit(channels.met, IDEAS, MAYA)
    caplog.set_level(logging.INFO, "genbot.slack.roster")

    async with serving(app) as url, ClientSession() as session:
        client = AsyncWebClient("xoxb-sandbox", base_url=f"{url}/api/", session=session)
        roster = Roster(client, store, clock)
        for _ in range(5):
            await roster.round()
            clock.pass_(EACH / 4)
        assert app[SLACK].calls["usergroups.list"] == 2
        app[SLACK].app.scopes += ["users:read", "usergroups:read"]
        clock.pass_(EACH)
        await roster.round()

    assert [one.getMessage() for one in caplog.records] == [
        "Slack does not tell of the workspace's groups (missing_scope)",
        "Slack does not tell of the workspace's people (missing_scope)",
        "Slack tells of the workspace's groups again",
        "Slack tells of the workspace's people again",
    ]
    assert (await known(store, MAYA)).zone == "America/New_York"


async def test_slack_away_is_normal(here, workspace, roster, clock, caplog):
    caplog.set_level(logging.INFO, "genbot.slack.roster")
    await here.store.unit(channels.met, IDEAS, MAYA)
    faults = workspace.slack.world.faults
    faults.change("503:1")

    await roster.round()
    await roster.round()
    assert workspace.slack.calls["usergroups.list"] == 0, "misbehaves before it is counted"
    assert len(caplog.records) == 2
    faults.change("")
    clock.pass_(REST)
    await roster.round()

    assert (await known(here.store, MAYA)).zone == "America/New_York"
    assert len(caplog.records) == 4
