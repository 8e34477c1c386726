"""Who we are to Slack, and who belongs to us."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

PATIENCE = 2.0  # Slack waits three seconds for an acknowledgement


def foreign(us: AuthorizeResult, user: dict[str, Any]) -> bool:
    """Whether somebody, as Slack describes them, is of another organisation."""
    org = (user.get("enterprise_user") or {}).get("enterprise_id")
    theirs = {user.get("team_id"), org} - {None, ""}
    return bool(theirs) and not theirs & {us.team_id, us.enterprise_id}


class NotKnown(Exception):
    """Slack does not tell us who we are at the moment; what came in is not acknowledged."""


def outsider(context: AsyncBoltContext) -> bool:
    """Whether somebody of another organisation did this. On Enterprise Grid all workspaces of our
    own organisation belong to us."""
    us, them = context.authorize_result, context.actor_team_id
    if us is None or not us.team_id or not them or them == us.team_id:
        return False
    theirs = {context.actor_enterprise_id, context.enterprise_id, them}
    return not us.enterprise_id or us.enterprise_id not in theirs


def introduced(client: AsyncWebClient) -> Callable[[], Coroutine[Any, Any, AuthorizeResult]]:
    """Who we are, asked of Slack once. Bolt would acknowledge what it cannot authorize, and with
    that lose it; this fails instead, so that Slack delivers it again."""
    known: list[AuthorizeResult] = []
    asking = asyncio.Lock()

    async def authorize() -> AuthorizeResult:
        async with asking:
            if not known:
                known.append(await _introduce(client))
        return known[0]

    return authorize


async def _introduce(client: AsyncWebClient) -> AuthorizeResult:
    try:
        async with asyncio.timeout(PATIENCE):
            me = await client.auth_test()
    except (SlackClientError, aiohttp.ClientError, OSError) as error:
        raise NotKnown(code(error)) from None
    here = {"enterprise_id": me.get("enterprise_id"), "team_id": me.get("team_id")}
    us = {"bot_user_id": me.get("user_id"), "bot_id": me.get("bot_id")}
    return AuthorizeResult(**here, **us, bot_token=client.token)


def code(error: Exception) -> str:
    """Slack's word for what went wrong; never the whole answer, which may hold what people said."""
    data = getattr(getattr(error, "response", None), "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    return str(code or type(error).__name__)
