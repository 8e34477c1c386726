"""Somebody removes the app from the workspace: believed when Slack confirms it, and said in the journal."""

import asyncio

import pytest
from slack_bolt.async_app import AsyncBoltRequest

from genbot import app
from genbot.config import Config
from genbot.flows import installation
from genbot.sandbox.slack.registry import CLIENT_ID, CLIENT_SECRET
from genbot.slack.leaving import Leaving, Removed, Unheard
from genbot.slack.tools import Tools
from genbot.store import Store
from tests.slack.conftest import IDEAS, MAYA, until
from tests.slack.test_postman import post, say

TEAM = "T0SANDBOX0"


@pytest.fixture
def tools(stage):
    return Tools(stage.store, stage.gen, stage.client, stage.router.reference)


@pytest.fixture
def door(stage, tools):
    return Leaving(stage.app, tools)


async def tell(door, kind="app_uninstalled", **more):
    body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1"}
    body["event"] = {"type": kind, **more}
    return (await door.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))).status


async def gone(stage):
    return await stage.store.read(installation.gone)


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
async def test_what_slack_confirms_is_written_down_before_it_is_acknowledged(
    stage, workspace, door, tools, kind
):
    workspace.slack.registry.uninstall(TEAM)

    assert await tell(door, kind) == 200

    assert await gone(stage) == kind
    assert tools.left.is_set()
    [entry] = await stage.store.read(lambda tx: tx.journal.of(TEAM))
    assert entry.event == "InstallationMoved"


async def test_an_old_event_after_a_new_installation_changes_nothing(stage, door, tools):
    assert await tell(door, "app_uninstalled") == 200

    assert not await gone(stage)
    assert not tools.left.is_set()


async def test_while_slack_does_not_answer_it_is_asked_to_say_it_again(stage, workspace, door):
    workspace.slack.world.faults.change("500:1.0")
    assert await tell(door) == 503
    workspace.slack.world.faults.change("")
    workspace.slack.registry.uninstall(TEAM)

    assert await tell(door) == 200
    assert await gone(stage)


@pytest.mark.parametrize("body", [{"event": []}, {"event": "app_uninstalled"}, {"type": "x"}])
async def test_what_is_no_such_event_goes_on_to_the_app(stage, door, body):
    await door.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))

    assert not await gone(stage)


async def test_nothing_is_said_until_it_is_there_again(stage, workspace):
    await stage.store.unit(installation.removed, TEAM, "app_uninstalled")
    await say(stage, post("a", "Is anybody there?"))
    assert workspace.slack.calls["chat.postMessage"] == 0

    await stage.store.unit(installation.found, TEAM)
    await stage.deliver()

    assert workspace.said() == ["Is anybody there?"]


@pytest.fixture
def config(workspace, tmp_path):
    return Config(
        slack_bot_token="xoxb-sandbox", slack_app_token="xapp-sandbox",
        slack_api_url=f"{workspace.url}/api/", gen_api_key="nobody-asks", gen_agent_id="agent",
        gen_api_url="http://127.0.0.1:9/v1", genbot_database=tmp_path / "whole.db",
    )  # fmt: skip


def told(config, announce, settings, clock, new_id):
    store = Store(
        config.genbot_database, announce=announce, settings=settings, now=clock, new_id=new_id
    )
    entries = store._read(lambda tx: tx.journal.of(TEAM))
    store.close()
    return [one.event for one in entries]


async def test_the_bot_stops_when_it_is_removed_and_goes_on_when_it_is_back(
    workspace, config, announce, settings, clock, new_id
):
    async with app.running(config) as over:
        await until(lambda: workspace.slack.road.open)
        await workspace.command("help")
        await until(lambda: workspace.said(to=MAYA))
        await workspace.control("uninstall")
        await asyncio.wait([over])
        with pytest.raises(Removed, match="Install the app again"):
            over.result()

    workspace.slack.world.faults.change("500:1.0")
    with pytest.raises(Removed):
        async with app.running(config):
            pytest.fail("nobody knows whether it is back")
    workspace.slack.world.faults.change("")

    await workspace.control("reinstall")
    await workspace.act(MAYA, "join", channel=IDEAS)
    before = len(workspace.said(to=MAYA))
    async with app.running(config):
        await until(lambda: workspace.slack.road.open)
        await workspace.command("help")
        await until(lambda: len(workspace.said(to=MAYA)) > before)

    assert told(config, announce, settings, clock, new_id) == ["InstallationMoved"] * 2


async def test_an_app_that_does_not_hear_of_it_notices_by_its_calls(workspace, config):
    """Made from an older manifest, without the two events."""
    workspace.slack.app.events -= {"app_uninstalled", "tokens_revoked"}
    async with app.running(config) as over:
        await until(lambda: workspace.slack.road.open)
        await workspace.control("uninstall")
        await workspace.command("help")
        await asyncio.wait([over])
        with pytest.raises(Removed):
            over.result()


async def test_a_refusal_that_is_over_is_none(stage, workspace, tools):
    """Somebody else's word, or an old one: Slack is asked once more, and takes the token."""
    stage.client.refused = "token_revoked"
    unheard = Unheard(tools, stage.client, TEAM)

    await unheard.round()
    await unheard.round()

    assert not await gone(stage)
    assert (stage.client.refused, workspace.slack.calls["auth.test"]) == ("", 1)


async def test_slack_tells_of_each_way_out(workspace, stage):
    """The pretend Slack itself: one token, the app by its secret, an admin."""
    heard = []
    workspace.slack.tell = lambda name, event: heard.append(name)
    registry = workspace.slack.registry
    first = registry.install(TEAM)["access_token"]
    stage.client.token = first
    await stage.client.auth_revoke()
    assert heard == ["tokens_revoked"]

    stage.client.token = "xoxb-sandbox"
    secret = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    await stage.client.apps_uninstall(**secret)

    assert heard[1:] == ["tokens_revoked", "app_uninstalled"]
    assert await workspace.command("help", channel=IDEAS)
