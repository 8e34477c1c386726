"""One call of the Web API: who calls, with what, and whether that may be."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.people import BOT_USER, Channel
from genbot.sandbox.slack.registry import APP_TOKEN, Registry
from genbot.sandbox.slack.workspace import Slack

Dict = dict[str, Any]
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of one call, read the way its caller happened to write them."""

    slack: Slack
    method: str
    args: Dict
    token: str = ""

    def text(self, name: str) -> str:
        """A plain argument; empty when it was not given."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def need(self, *names: str) -> None:
        missing = [name for name in names if self.args.get(name) in (None, "")]
        if missing:
            raise Refused(
                "invalid_arguments", *(f"missing required field: {name}" for name in missing)
            )

    def flag(self, name: str) -> bool:
        return str(self.args.get(name, "")).lower() in ("1", "true", "t", "yes")

    def whole(self, name: str, otherwise: int, most: int) -> int:
        """A count between one and `most`."""
        given = self.text(name) or str(otherwise)
        if not given.isdecimal() or not 1 <= int(given) <= most:
            raise Refused("invalid_limit", f"{name} must be 1 to {most}")
        return int(given)

    def json(self, name: str, error: str) -> Any:
        """A structured argument, as JSON or as a string of JSON; None when it was not given."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise Refused(error, f"{name} is not valid JSON") from None

    def channel(self, name: str = "channel") -> Channel:
        """The conversation an argument names; a person's id means their direct messages."""
        self.need(name)
        channel = self.slack.people.known(self.text(name))
        if channel is None:
            raise Refused("channel_not_found")
        return channel

    def joined(self, name: str = "channel") -> Channel:
        channel = self.channel(name)
        if BOT_USER not in channel.members:
            raise Refused("not_in_channel")
        return channel

    def allow(self, *scopes: str) -> None:
        """Refuse unless the app has one of these scopes."""
        app = self.slack.app
        if not app.may(*scopes):
            more = {"needed": ",".join(scopes), "provided": ",".join(app.scopes)}
            raise Refused("missing_scope", **more)


@dataclass(frozen=True, slots=True)
class Method:
    """How a method is run, how often it may be called, and what it needs."""

    run: Callable[[Call], Dict]
    tier: int  # 0: the special ones
    scopes: tuple[str, ...] = ()
    app_level: bool = False  # wants the app's token, not the bot's


async def arguments(request: web.Request) -> Dict:
    """The arguments of a call, from the query and from the body, whatever its encoding."""
    args: Dict = dict(request.query)
    if request.method != "POST" or not request.can_read_body:
        return args
    if "Content-Type" not in request.headers:
        raise Refused("missing_post_type")
    if request.content_type == "application/json":
        return args | await _json_body(request)
    if request.content_type in FORMS:
        return args | dict(await request.post())
    raise Refused("invalid_post_type")


async def _json_body(request: web.Request) -> Dict:
    try:
        body = json.loads(await request.text() or "{}")
    except (ValueError, LookupError):
        raise Refused("invalid_json") from None
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    return body


def admit(request: web.Request, args: Dict, method: Method, registry: Registry) -> None:
    """Check the token: there, known, still good, and of the right kind."""
    token = shown(request, args)
    if not token:
        raise Refused("not_authed")
    if token != APP_TOKEN:
        registry.check(token)
    if method.app_level != (token == APP_TOKEN):
        raise Refused("not_allowed_token_type")


def shown(request: web.Request, args: Dict) -> str:
    """The token a call comes with, wherever it was put."""
    header = request.headers.get("Authorization", "")
    in_form = "" if request.content_type == "application/json" else str(args.get("token") or "")
    return header.removeprefix("Bearer ").strip() if header else in_form


def pace(call: Call, method: Method) -> int:
    """Whole seconds the caller has to wait before this call; 0 when it may be made."""
    limits = call.slack.limits
    if call.method == "chat.postMessage":
        channel = call.slack.people.channel(call.text("channel"))
        return limits.of_channel(channel.id if channel else call.text("channel"))
    return limits.of_tier(call.method, method.tier)
