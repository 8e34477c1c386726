"""What Slack tells of a message and nobody says to us: our own words, and every change to them."""

from http import HTTPStatus
from typing import Any

from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from genbot.slack.asks import JOINED, PEOPLE, REOPENED
from genbot.slack.leaving import said
from genbot.slack.socket import Bolt

HEARD = (*PEOPLE, *JOINED, *REOPENED)


class Echoes:
    """Lets every delivery through but these. An app that listens to messages is told of each card of
    its own and each change of one, twenty times for a video: those are acknowledged at once."""

    def __init__(self, bolt: Bolt) -> None:
        self._bolt = bolt

    async def async_dispatch(self, req: AsyncBoltRequest, /) -> BoltResponse:
        event = said(req)
        if event.get("type") == "message" and _echo(event):
            return BoltResponse(status=HTTPStatus.OK)
        return await self._bolt.async_dispatch(req)


def _echo(event: dict[str, Any]) -> bool:
    subtype = event.get("subtype")
    return subtype not in HEARD or (subtype in PEOPLE and bool(event.get("bot_id")))
