"""The workspace removes the app: noticed before anything else is asked, believed when Slack confirms it."""

import asyncio
import logging
from http import HTTPStatus
from typing import Any

from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from genbot.flows import installation
from genbot.slack import trouble
from genbot.slack.socket import Bolt
from genbot.slack.tokens import OUT, Client
from genbot.slack.tools import Tools

log = logging.getLogger(__name__)
HEARD = {"app_uninstalled", "tokens_revoked"}
GONE = {"account_inactive", "token_revoked", "invalid_auth", "not_authed"}
PATIENCE = 2.0  # seconds for Slack's answer; it waits three for ours


class Removed(Exception):
    """The workspace does not have the app any more; the text says what was kept."""

    def __init__(self) -> None:
        super().__init__(
            "The workspace has removed genbot. Nothing is made, published or said any more; the "
            "database is kept, with what was under way. Install the app again, then start genbot."
        )


class Leaving:
    """Lets every delivery through but the two that say we were removed.

    Slack repeats them for an hour and in any order, also after the app was installed again. So it is
    asked whether it takes our token: only its word counts, and without one nothing is acknowledged.
    """

    def __init__(self, bolt: Bolt, tools: Tools) -> None:
        self._bolt, self._tools = bolt, tools

    async def async_dispatch(self, req: AsyncBoltRequest, /) -> BoltResponse:
        event = said(req)
        if event.get("type") not in HEARD:
            return await self._bolt.async_dispatch(req)
        try:
            why = await _refusal(self._tools)
        except Exception as error:  # noqa: BLE001  Slack does not answer: it sends this once more
            log.warning("Slack does not say whether we were removed (%s)", type(error).__name__)
            return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        if why:
            await _leave(self._tools, str(req.context.team_id or ""), str(event["type"]))
        return BoltResponse(status=HTTPStatus.OK)


class Unheard:
    """An app that was made from an older manifest does not hear that it was removed: its calls are
    refused, and `round` notices that."""

    def __init__(self, tools: Tools, client: Client, team: str) -> None:
        self._tools, self._client, self._team = tools, client, team

    async def round(self) -> None:
        if not self._client.refused:
            return
        why, self._client.refused = await _refusal(self._tools), ""
        if why in OUT:
            await _leave(self._tools, self._team, why)


async def _leave(tools: Tools, team: str, why: str) -> None:
    await tools.store.unit(installation.removed, team, why)
    log.warning("the workspace has removed genbot (%s)", why)
    tools.left.set()


async def _refusal(tools: Tools) -> str:
    """Slack's word when it does not take our token; raises what it raises else."""
    try:
        async with asyncio.timeout(PATIENCE):
            await tools.client.auth_test()
    except SlackApiError as error:
        if (why := trouble.read(error).error) in GONE:
            return why
        raise
    return ""


def said(req: AsyncBoltRequest) -> dict[str, Any]:
    """The event that a delivery tells of; empty when it is something else."""
    event = req.body.get("event") if isinstance(req.body, dict) else None
    return event if isinstance(event, dict) else {}
