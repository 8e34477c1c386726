"""`oauth.v2.access`: tokens for codes, and for refresh tokens."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from aiohttp import web

from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.registry import Registry

Dict = dict[str, Any]
ACCESS = "oauth.v2.access"


def access(request: web.Request, args: Dict, registry: Registry) -> Dict:
    """The app proves itself with its secret, and gets a token for what it was sent."""
    registry.knows(*_client(request, args))
    kind = str(args.get("grant_type") or "authorization_code")
    if kind == "refresh_token":
        return registry.refresh(str(args.get("refresh_token") or ""))
    raise Refused("invalid_grant_type" if kind != "authorization_code" else "invalid_code")


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
