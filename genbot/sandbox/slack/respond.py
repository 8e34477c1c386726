"""Answers that need no token: the acknowledgement's own, and those at a response URL."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from genbot.sandbox.slack.content import POST_MOST, spoken, welcome_blocks, welcome_metadata
from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.messages import Message
from genbot.sandbox.slack.people import BOT_USER
from genbot.sandbox.slack.triggers import Response
from genbot.sandbox.slack.workspace import SLACK, Slack

Dict = dict[str, Any]
GONE = ("no_service", "expired_url", "used_url")


async def respond(request: web.Request) -> web.Response:
    """POST /respond/<id>: five times in thirty minutes."""
    slack = request.app[SLACK]
    try:
        given = json.loads(await _written(request))
        use(slack, slack.triggers.use(request.match_info["id"]), given)
    except ValueError:
        slack.refuse("respond", "invalid_payload")
        return web.json_response(Refused("invalid_payload").answer(), status=400)
    except Refused as refused:
        slack.refuse("respond", refused.error, *refused.reasons)
        status = 404 if refused.error in GONE else 400
        return web.json_response(refused.answer(), status=status)
    slack.calls["response_url"] += 1
    return web.Response(text="ok")


async def _written(request: web.Request) -> str:
    if request.content_type == "application/x-www-form-urlencoded":
        return str((await request.post()).get("payload", ""))
    return await request.text()


def use(slack: Slack, response: Response, given: Any) -> Message | None:
    """Say, replace or delete, as the answer asks."""
    source = response.source
    if not isinstance(given, dict):
        raise Refused("invalid_payload")
    if given.get("delete_original") is True:
        _delete(slack, source)
        return None
    text, blocks = _said(slack, given)
    if given.get("replace_original") is True and source is not None:
        return _replace(slack, source, text, blocks, welcome_metadata(given.get("metadata")))
    return slack.post(_message(slack, response, given, text, blocks))


def _said(slack: Slack, given: Dict) -> tuple[str, list[Dict]]:
    text = given.get("text") or ""
    if not isinstance(text, str) or len(text) > POST_MOST:
        raise Refused("msg_too_long")
    blocks = welcome_blocks(slack, given["blocks"]) if given.get("blocks") else []
    text = text or spoken(blocks)
    if not text.strip() and not blocks and not given.get("attachments"):
        raise Refused("no_text")
    return text, blocks


def _message(
    slack: Slack, response: Response, given: Dict, text: str, blocks: list[Dict]
) -> Message:
    kind = given.get("response_type", "ephemeral")
    if kind not in ("ephemeral", "in_channel"):
        raise Refused("invalid_payload", "response_type must be ephemeral or in_channel")
    thread_ts = given.get("thread_ts")
    if thread_ts and slack.board.find(response.channel, str(thread_ts)) is None:
        raise Refused("thread_not_found")
    flags = ("unfurl_links", "unfurl_media", "attachments")
    return Message(
        response.channel,
        BOT_USER,
        text,
        blocks=blocks,
        thread_ts=str(thread_ts) if thread_ts else None,
        metadata=welcome_metadata(given.get("metadata")) or None,
        only_for=response.user if kind == "ephemeral" else None,
        extra={name: given[name] for name in flags if name in given},
    )


def _delete(slack: Slack, source: Message | None) -> None:
    """A slash command's own message is not the app's to delete."""
    if source is None or not source.from_bot:
        raise Refused("message_not_found")
    slack.delete(source)


def _replace(
    slack: Slack, source: Message, text: str, blocks: list[Dict], about: Dict | None
) -> Message:
    if not source.from_bot:
        raise Refused("cant_update_message")
    before = slack.snapshot(source)
    source.text, source.blocks = text, blocks
    source.metadata = source.metadata if about is None else about or None
    slack.edited(source, before)
    return source
