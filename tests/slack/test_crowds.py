"""Who is in a channel where everybody decides: asked of Slack when somebody sees to it, then heard."""

import logging
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from genbot import manifest
from genbot.domain.approvals import Gate, Rule
from genbot.flows import people, policies, policy_edits
from genbot.sandbox.slack import slack_app
from genbot.sandbox.slack.people import BOT_USER
from genbot.sandbox.slack.workspace import SLACK
from genbot.sandbox.world import World
from genbot.slack.roster import CROWD, EACH, REST, Roster
from tests.slack.conftest import BEA, IDEAS, MAYA, PABLO, RANDOM, serving, until
from tests.slack.test_policies import press, shown

ASKED = "conversations.members"


@pytest.fixture
def roster(here, clock):
    return Roster(here.client, here.store, clock)


async def crowd(store, channel=IDEAS):
    return set(await store.read(policies.crowd, channel))


async def there(store, *users):
    await until(lambda: _is(store, set(users)))


async def _is(store, users):
    return await crowd(store) == users


async def test_more_than_are_in_the_channel_is_refused_in_the_form(here, workspace, roster):
    await workspace.command("policy")
    await here.router.rest()
    assert workspace.slack.calls[ASKED] == 0, "a form never waits for Slack"
    await roster.round()
    await press(here, workspace, "change_rule", f"{IDEAS}|videos")

    refused = await workspace.submit(needed="4")
    assert "Only 3 people are in this channel, so 4 cannot be reached." in str(refused)
    refused = await workspace.submit(needed="3", counts={"selected_options": []})
    assert "Only 3 people are in this channel. When one of them asks for it" in str(refused)
    await workspace.submit(needed="3", counts={"selected_options": [{"value": "own"}]})
    await here.answered()

    assert "3 of everyone" in shown(workspace)
    assert await crowd(here.store) == {MAYA, PABLO, BEA}, "genbot is no person"
    await roster.round()
    assert workspace.slack.calls[ASKED] == 1, "what is known is not asked again"


async def test_people_of_other_organisations_are_there_and_decide_nothing(
    here, workspace, roster, clock
):
    """Slack tells of them as of anybody."""
    everybody = workspace.slack.people
    guest = replace(everybody.persons[PABLO], id="U0GUEST", team="T0ELSEWHERE")
    everybody.persons[guest.id] = guest
    everybody.channels[IDEAS].members |= {guest.id}
    await here.store.unit(people.wonder, IDEAS)

    await roster.round()

    assert await crowd(here.store) == {MAYA, PABLO, BEA}
    await workspace.control("travel", user=guest.id, tz="Asia/Tokyo")
    await until(lambda: _lives(here.store, guest.id, "Asia/Tokyo"))
    assert await crowd(here.store) == {MAYA, PABLO, BEA}, "news of them does not say whose they are"


async def _lives(store, user, zone):
    return (await store.read(lambda tx: tx.members.look(user))).zone == zone


async def test_who_comes_and_who_goes_is_heard_at_once(here, workspace, roster, clock):
    await here.store.unit(people.wonder, IDEAS)
    await roster.round()
    await here.store.unit(policy_edits.change, IDEAS, Gate.VIDEOS, Rule(needed=3), by=MAYA)

    await workspace.control("channel", channel="video-ideas", people=[MAYA])
    await there(here.store, MAYA)
    await workspace.command("policy")
    await here.router.rest()
    assert shown(workspace).count("Too few people are in this channel for that") == 1
    await press(here, workspace, "change_rule", f"{IDEAS}|videos")
    assert "Only 1 person is in this channel" in str(await workspace.submit(needed="2"))
    await workspace.control("channel", channel="video-ideas", people=[MAYA, PABLO, BEA])
    await there(here.store, MAYA, PABLO, BEA)
    await workspace.control("deactivate", user=BEA)
    await there(here.store, MAYA, PABLO)

    workspace.slack.people.channels[IDEAS].members.discard(PABLO)  # and we did not hear it
    clock.pass_(people.HOUR)
    await roster.round()
    await there(here.store, MAYA)


async def test_it_is_read_page_by_page_and_a_multitude_is_not_kept(here, workspace, roster, clock):
    room = workspace.slack.people.channels[IDEAS]
    room.members |= {f"U{n:010}" for n in range(CROWD - len(room.members))}
    await here.store.unit(people.wonder, IDEAS)

    await roster.round()
    assert workspace.slack.calls[ASKED] == 3
    assert len(await crowd(here.store)) >= CROWD - 11, "ten of them are known to be nobody by now"
    room.members.add("U0ONEMORE")
    clock.pass_(people.HOUR)
    await roster.round()

    assert await crowd(here.store) == set()
    assert await here.store.read(people.uncounted, 9) == []


async def test_a_channel_that_slack_does_not_show_is_as_one_that_nobody_counted(
    here, workspace, roster, caplog
):
    await here.store.unit(people.wonder, "C0SECRET00")
    await here.store.unit(people.wonder, RANDOM)

    await roster.round()

    assert await crowd(here.store, "C0SECRET00") == set()
    assert await crowd(here.store, RANDOM) == {MAYA, PABLO, BEA}
    assert caplog.records == []
    asked = workspace.slack.calls[ASKED]
    await roster.round()
    assert workspace.slack.calls[ASKED] == asked


@pytest.mark.parametrize("trouble", ["503:1", "429:1"])
async def test_slack_away_leaves_what_is_known(here, workspace, roster, clock, trouble):
    await here.store.unit(people.wonder, IDEAS)
    await roster.round()
    clock.pass_(people.HOUR)
    workspace.slack.world.faults.change(trouble)

    await roster.round()
    assert await crowd(here.store) == {MAYA, PABLO, BEA}
    workspace.slack.world.faults.change("")
    clock.pass_(REST)
    asked = workspace.slack.calls[ASKED]
    await roster.round()

    assert workspace.slack.calls[ASKED] == asked + 1


async def test_without_the_right_everything_is_as_before_and_one_line_says_so(store, clock, caplog):
    old = manifest.manifest()
    for scope in ("channels:read", "groups:read"):
        old["oauth_config"]["scopes"]["bot"].remove(scope)
    app = slack_app(World(clock=clock), old, limits=False)
    await store.unit(people.wonder, IDEAS)
    caplog.set_level(logging.INFO, "genbot.slack.roster")

    async with serving(app) as url, ClientSession() as session:
        client = AsyncWebClient("xoxb-sandbox", base_url=f"{url}/api/", session=session)
        roster = Roster(client, store, clock)
        for _ in range(5):
            await roster.round()
            clock.pass_(EACH / 4)
        assert app[SLACK].calls[ASKED] == 1
        many = Rule(needed=9)
        assert await store.unit(policy_edits.change, IDEAS, Gate.VIDEOS, many, by=MAYA)
        app[SLACK].app.scopes += ["channels:read"]
        await store.unit(people.wonder, IDEAS)  # somebody opens the form again
        clock.pass_(EACH)
        await roster.round()

    assert [one.getMessage() for one in caplog.records] == [
        "Slack does not tell of the workspace's channels (missing_scope)",
        "Slack tells of the workspace's channels again",
    ]
    assert await crowd(store) == {MAYA, PABLO, BEA}
    assert BOT_USER not in await crowd(store)
