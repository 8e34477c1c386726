"""The hand of whoever tries things out: report the state, and make Slack misbehave."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from genbot.sandbox.slack import oauth, roster
from genbot.sandbox.slack.errors import NoAnswer, Refused
from genbot.sandbox.slack.people import Channel
from genbot.sandbox.slack.registry import BOT_TOKEN
from genbot.sandbox.slack.sockets import Sockets
from genbot.sandbox.slack.webhooks import Webhooks
from genbot.sandbox.slack.workspace import SLACK, Slack

Dict = dict[str, Any]


async def state(request: web.Request) -> web.Response:
    """GET /_sandbox/state: all that was said, called, refused and pressed."""
    slack = request.app[SLACK]
    told = []
    for message in slack.board.every():
        shown = slack.board.as_seen(message) | {"channel": message.channel}
        told.append(shown | ({"only_for": message.only_for} if message.only_for else {}))
    return web.json_response(
        {
            "messages": told,
            "calls": dict(slack.calls),
            "refused": slack.refused,
            "unacked": len(slack.deliveries.waiting),
            "lost": slack.deliveries.lost,
            "interactions": slack.interactions,
            "sockets": len(slack.road.live) if isinstance(slack.road, Sockets) else 0,
            "homes": {user: view.as_told() for user, view in slack.windows.homes.items()},
            "faults": dict(slack.world.faults.seen),
        }
    )


def _sockets(slack: Slack) -> Sockets:
    if not isinstance(slack.road, Sockets):
        raise Refused("no_sockets", "this workspace delivers by HTTP")
    return slack.road


async def _disconnect(slack: Slack, asked: Dict) -> None:
    slack.deliveries.run(_sockets(slack).warn(str(asked.get("reason") or "")))


async def _refuse_handshakes(slack: Slack, asked: Dict) -> None:
    _sockets(slack).refusing = int(asked.get("n", 1))


async def _silence(slack: Slack, asked: Dict) -> None:
    _sockets(slack).silent_until = slack.world.now() + float(asked.get("seconds", 30))


async def _drop_next_ack(slack: Slack, asked: Dict) -> None:
    _sockets(slack).dropping += int(asked.get("n", 1))


async def _redeliver(slack: Slack, asked: Dict) -> None:
    """Send the latest events again, or with "what": "all" clicks and commands too."""
    every = asked.get("what") == "all"
    slack.deliveries.repeat(
        int(asked.get("n", 1)), lambda one: every or one.kind == "event_callback"
    )


async def _verify(slack: Slack, asked: Dict) -> None:
    if not isinstance(slack.road, Webhooks):
        raise Refused("no_request_url", "this workspace delivers by Socket Mode")
    try:
        await slack.road.verify()
    except NoAnswer as none:
        raise Refused(none.error) from None


async def _deactivate(slack: Slack, asked: Dict) -> None:
    """Somebody leaves the workspace."""
    roster.leaves(slack, str(asked.get("user")))


async def _reactivate(slack: Slack, asked: Dict) -> None:
    roster.leaves(slack, str(asked.get("user")), gone=False)


async def _travel(slack: Slack, asked: Dict) -> None:
    roster.travels(slack, str(asked.get("user")), str(asked.get("tz")))


async def _group(slack: Slack, asked: Dict) -> None:
    """A user group is made, gets other people, or with "disabled" cannot be named any more."""
    people = [str(one) for one in asked.get("people") or ()] if "people" in asked else None
    disabled = bool(asked["disabled"]) if "disabled" in asked else None
    roster.regroups(slack, str(asked.get("handle")), people, disabled=disabled)


async def _channel(slack: Slack, asked: Dict) -> None:
    """A channel gets other people, beside the apps there, is made private or public, is archived or
    opened again."""
    channel, user = _place(slack, asked), str(asked.get("user") or "")
    if "people" in asked:
        roster.fills(slack, channel, [str(one) for one in asked["people"] or ()])
    if "private" in asked:
        roster.hides(slack, channel, user, private=bool(asked["private"]))
    if "archived" in asked:
        roster.shelves(slack, channel, user, archived=bool(asked["archived"]))


def _place(slack: Slack, asked: Dict) -> Channel:
    found = slack.people.channel(str(asked.get("channel")))
    if found is None:
        raise Refused("channel_not_found")
    return found


async def _uninstall(slack: Slack, asked: Dict) -> None:
    """An admin removes the app from the workspace."""
    oauth.uninstalled(slack)


async def _reinstall(slack: Slack, asked: Dict) -> None:
    """The app comes back with the token it had; with an app that is distributed it gets another."""
    slack.registry.restore(BOT_TOKEN)


async def _reset(slack: Slack, asked: Dict) -> None:
    slack.reset()
    slack.feed.everybody({"type": "reset"})


async def _faults(slack: Slack, asked: Dict) -> None:
    try:
        slack.world.faults.change(str(asked.get("spec") or ""))
    except ValueError as wrong:
        raise Refused("invalid_faults", str(wrong)) from None


CONTROLS: dict[str, Callable[[Slack, Dict], Awaitable[None]]] = {
    "disconnect": _disconnect,
    "refuse_handshakes": _refuse_handshakes,
    "silence": _silence,
    "drop_next_ack": _drop_next_ack,
    "redeliver": _redeliver,
    "verify": _verify,
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "travel": _travel,
    "group": _group,
    "channel": _channel,
    "uninstall": _uninstall,
    "reinstall": _reinstall,
    "reset": _reset,
    "faults": _faults,
}


async def control(request: web.Request) -> web.Response:
    """POST /_sandbox/control {"do": …}"""
    slack = request.app[SLACK]
    asked = await request.json()
    return await _done(slack, str(asked.get("do")), asked)


async def _done(slack: Slack, name: str, asked: Dict) -> web.Response:
    try:
        if name not in CONTROLS:
            raise Refused("unknown_control", f"there are: {', '.join(CONTROLS)}")  # noqa: TRY301
        await CONTROLS[name](slack, asked)
    except Refused as refused:
        reason = "; ".join(refused.reasons)
        answer = {"ok": False, "error": refused.error, "reason": reason}
        return web.json_response(answer, status=400)
    return web.json_response({"ok": True})


async def reset(request: web.Request) -> web.Response:
    return await _done(request.app[SLACK], "reset", {})


async def faults(request: web.Request) -> web.Response:
    return await _done(request.app[SLACK], "faults", await request.json())


ROUTES = [
    web.get("/_sandbox/state", state),
    web.post("/_sandbox/control", control),
    web.post("/_sandbox/reset", reset),
    web.post("/_sandbox/faults", faults),
]
