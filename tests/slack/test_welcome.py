"""A wrong token is told at once, by the name of its variable; Slack being away is not that."""

import asyncio

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from genbot.slack.socket import Socket
from genbot.slack.welcome import Unwelcome, introduce


async def test_a_wrong_bot_token_is_told_by_its_variable(stage, workspace):
    wrong = AsyncWebClient("xoxb-wrong", base_url=f"{workspace.url}/api/", retry_handlers=[])

    with pytest.raises(Unwelcome, match=r"SLACK_BOT_TOKEN \(invalid_auth\)") as refused:
        await introduce(wrong)

    assert "xoxb" not in str(refused.value)


async def test_a_wrong_app_token_ends_the_socket_instead_of_trying_for_ever(stage, workspace):
    socket = Socket(stage.client, "xapp-wrong", stage.app)

    with pytest.raises(Unwelcome, match="SLACK_APP_TOKEN"):
        await asyncio.wait_for(socket.run(), 20)


async def test_slack_being_away_at_the_start_is_normal(caplog):
    nobody = AsyncWebClient("xoxb-sandbox", base_url="http://127.0.0.1:9/", retry_handlers=[])

    await introduce(nobody)

    assert "keep trying" in caplog.text
