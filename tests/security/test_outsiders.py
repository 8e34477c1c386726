"""Control 4: the workspace, the channel and the person of a payload must fit the thing it is about."""

import json

import aiohttp
import pytest
from aiohttp import web

from genbot.slack.http import routes
from tests.slack.conftest import IDEAS, MAYA, RANDOM, serving, with_an_idea
from tests.slack.test_http import SECRET, Door, command

OURS, THEIRS = "T0SANDBOX0", "T0THEIRS00"


@pytest.fixture
async def door(stage, clock):
    app = web.Application()
    app.add_routes(routes(stage.app, SECRET, None, set(), clock))
    async with serving(app) as url, aiohttp.ClientSession() as http:
        yield Door(http, url, clock)


def click(idea, *, team, channel=IDEAS, enterprise=None, nth=1):
    body = {
        "type": "block_actions", "trigger_id": f"t.{nth}", "api_app_id": "A0",
        "team": {"id": team, "domain": "x"}, "enterprise": enterprise and {"id": enterprise},
        "user": {"id": MAYA, "team_id": team}, "channel": {"id": channel},
        "message": {"ts": "1800000000.000200", "text": ""},
        "container": {"channel_id": channel, "message_ts": "1800000000.000200"},
        "actions": [{"type": "button", "action_id": "approve_idea", "action_ts": f"{nth}.1",
                     "block_id": "b", "value": f"{idea.id}:{idea.version}"}],
    }  # fmt: skip
    return f"payload={json.dumps(body)}"


async def status(stage):
    return (await stage.store.read(lambda tx: tx.ideas.get("idea1"))).status


async def test_somebody_of_this_workspace_decides(stage, door):
    idea = await with_an_idea(stage)

    await door.knock(click(idea, team=OURS))

    assert await status(stage) == "approve_to_create"


async def test_somebody_of_another_organisation_decides_nothing_and_is_told(stage, door, workspace):
    idea = await with_an_idea(stage)

    answer, _ = await door.knock(click(idea, team=THEIRS))
    await stage.answered()

    assert answer == 200
    assert await status(stage) == "generated"
    assert "organisation that installed me" in workspace.said(to=MAYA)[-1]


async def test_a_command_of_another_organisation_does_nothing(stage, door):
    answer, _ = await door.knock(command().replace(OURS, THEIRS))

    assert answer == 200
    assert await stage.store.read(lambda tx: tx.requests.find()) == []


async def test_a_click_from_another_channel_decides_nothing(stage, door, workspace):
    idea = await with_an_idea(stage)

    await door.knock(click(idea, team=OURS, channel=RANDOM))
    await stage.answered()

    assert await status(stage) == "generated"
    assert "belongs to another channel" in workspace.private(MAYA)[-1]  # we are not in that channel


@pytest.mark.parametrize("text", ["use @Nova", "settings", "ideas 3 tacos", "freeze", "help", ""])
async def test_in_a_shared_channel_nobody_of_another_organisation_administers(door, stage, text):
    """Control 20: neither the agent, nor who may approve, nor anything else of the channel."""
    before = await stage.store.read(lambda tx: (tx.channels.find(), tx.journal.head()))

    answer, _ = await door.knock(command(text=text, trigger=f"7.{text}").replace(OURS, THEIRS))
    await stage.answered()

    after = await stage.store.read(lambda tx: (tx.channels.find(), tx.journal.head()))
    assert answer == 200
    assert [one for one in after[0] if one.by] == [one for one in before[0] if one.by]
    assert after[1] == before[1]
