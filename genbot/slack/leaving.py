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
from genbot.slack.tools import Tools

log = logging.getLogger(__name__)
HEARD = {"app_uninstalled", "tokens_revoked"}
GONE = {"account_inactive", "token_revoked", "invalid_auth", "not_authed"}
OUT = {"account_inactive", "token_revoked"}  # without a doubt, whoever asks
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
            why = await self._refused()
        except Exception as error:  # noqa: BLE001  Slack does not answer: it sends this once more
            log.warning("Slack does not say whether we were removed (%s)", type(error).__name__)
            return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        if why:
            team = str(req.context.team_id or "")
            await self._tools.store.unit(installation.removed, team, str(event["type"]))
            log.warning("the workspace has removed genbot (%s)", event["type"])
            self._tools.left.set()
        return BoltResponse(status=HTTPStatus.OK)

    async def _refused(self) -> str:
        """Slack's word when it does not take our token; raises what it raises else."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._tools.client.auth_test()
        except SlackApiError as error:
            if (why := trouble.read(error).error) in GONE:
                return why
            raise
        return ""


def said(req: AsyncBoltRequest) -> dict[str, Any]:
    """The event that a delivery tells of; empty when it is something else."""
    event = req.body.get("event") if isinstance(req.body, dict) else None
    return event if isinstance(event, dict) else {}
