"""How the app comes into a workspace and out of it: tokens for codes, tokens revoked, uninstalled."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from aiohttp import web

from genbot.sandbox.slack.calls import Call, Method
from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.people import BOT_USER
from genbot.sandbox.slack.registry import Registry
from genbot.sandbox.slack.workspace import Slack

Dict = dict[str, Any]
ACCESS = "oauth.v2.access"


def access(request: web.Request, args: Dict, registry: Registry) -> Dict:
    """The app proves itself with its secret, and gets a token for what it was sent."""
    registry.knows(*_client(request, args))
    kind = str(args.get("grant_type") or "authorization_code")
    if kind == "refresh_token":
        return registry.refresh(str(args.get("refresh_token") or ""))
    if kind != "authorization_code":
        raise Refused("invalid_grant_type")
    return registry.redeem(str(args.get("code") or ""), str(args.get("redirect_uri") or ""))


def _client(request: web.Request, args: Dict) -> tuple[str, str]:
    """HTTP Basic, or fields."""
    kind, _, word = request.headers.get("Authorization", "").partition(" ")
    if kind != "Basic":
        return str(args.get("client_id") or ""), str(args.get("client_secret") or "")
    try:
        id, _, secret = base64.b64decode(word, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_client_id") from None
    return id, secret


def revoke(call: Call) -> Dict:
    """One token is taken back; with the last of them the app is out."""
    if call.flag("test"):
        return {"revoked": False}
    registry, team = call.slack.registry, call.slack.registry.revoke(call.token)
    if registry.installed(team):
        _tell_of_tokens(call.slack)
    else:
        uninstalled(call.slack)
    return {"revoked": True}


def uninstall(call: Call) -> Dict:
    call.need("client_id", "client_secret")
    call.slack.registry.knows(call.text("client_id"), call.text("client_secret"))
    uninstalled(call.slack)
    return {}


def uninstalled(slack: Slack) -> None:
    """Somebody removes the app: its tokens die, it leaves every channel, and hears of both, in no
    certain order."""
    slack.registry.uninstall(slack.team["id"])
    for channel in slack.people.channels.values():
        if not channel.is_im:
            channel.members.discard(BOT_USER)
    _tell_of_tokens(slack)
    slack.tell("app_uninstalled", {"type": "app_uninstalled"})


def _tell_of_tokens(slack: Slack) -> None:
    tokens = {"oauth": [], "bot": [BOT_USER]}
    slack.tell("tokens_revoked", {"type": "tokens_revoked", "tokens": tokens})


METHODS = {
    "auth.revoke": Method(revoke, 3),
    "apps.uninstall": Method(uninstall, 1),
}
