"""Where the pretend Slack is put together: one aiohttp application with all its routes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from aiohttp import web

from genbot.sandbox.faults import misbehave
from genbot.sandbox.slack import calls, control, hosting, oauth, shown
from genbot.sandbox.slack.calls import Call, admit, arguments, pace
from genbot.sandbox.slack.deliveries import Road
from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.methods import METHODS
from genbot.sandbox.slack.respond import respond
from genbot.sandbox.slack.sockets import Sockets
from genbot.sandbox.slack.webhooks import Webhooks
from genbot.sandbox.slack.workspace import SLACK, Slack
from genbot.sandbox.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PATIENCE = 3.0  # seconds the app has to acknowledge
PINGS = 10.0  # seconds between signs of life on a WebSocket
LARGEST = 1_100_000_000  # bytes of one request


def slack_app(
    world: World,
    manifest: dict[str, Any],
    *,
    limits: bool = True,
    patience: float = PATIENCE,
    request_url: str = "",
    signing_secret: str = "",
) -> web.Application:
    """A Slack workspace with one app, the one of this manifest, not yet connected.

    With a request URL the app is reached by signed HTTP, else by Socket Mode.
    """
    slack: Slack
    sockets = Sockets(
        world,
        changed=lambda: slack.show_bot(),  # noqa: PLW0108  there is no slack yet
        refuse=lambda *note: slack.refuse(*note),  # noqa: PLW0108
    )
    road: Road = Webhooks(world, request_url, signing_secret) if request_url else sockets
    slack = Slack(world, manifest, road, limits=limits, patience=patience)
    app = assembled(slack)
    if not request_url:
        app.router.add_get("/link/", sockets.link)
    return app


def assembled(slack: Slack) -> web.Application:
    """The routes that every workspace has, whichever road leads to its app."""
    trouble = misbehave(slack.world.faults, lambda status: {"ok": False, "error": _named(status)})
    app = web.Application(client_max_size=LARGEST, middlewares=[refusals, arrivals, trouble])
    app[SLACK] = slack
    app.add_routes([*shown.ROUTES, *control.ROUTES, *hosting.ROUTES])
    app.router.add_post("/respond/{id}", respond)
    app.router.add_route("*", "/api/{method}", api)
    app.cleanup_ctx.append(_alive)
    app.on_shutdown.append(_leave)
    return app


def _named(status: int) -> str:
    return {429: "ratelimited", 503: "service_unavailable"}.get(status, "internal_error")


async def _alive(app: web.Application) -> AsyncIterator[None]:
    road = app[SLACK].road
    task = asyncio.create_task(_pings(road)) if isinstance(road, Sockets) else None
    yield
    if task is not None:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _pings(sockets: Sockets) -> None:
    while True:
        await asyncio.sleep(PINGS)
        await sockets.ping()


async def _leave(app: web.Application) -> None:
    app[SLACK].feed.close()
    await app[SLACK].deliveries.close()


@web.middleware
async def arrivals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Remember the address we are reached at: links and WebSocket addresses are built from it."""
    slack = request.app[SLACK]
    if not request.path.removeprefix(slack.prefix).startswith(("/upload/", "/files/")):
        slack.origin = f"{request.url.origin()}{slack.prefix}"
    return await handler(request)


@web.middleware
async def refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A question of the page that makes no sense gets a reason, not a traceback."""
    try:
        return await handler(request)
    except Refused as refused:
        return web.json_response(refused.answer(), status=400)


async def api(request: web.Request) -> web.Response:
    """/api/<method>"""
    slack = request.app[SLACK]
    try:
        args = await arguments(request)
    except Refused as refused:
        slack.refuse(request.match_info["method"], refused.error, *refused.reasons)
        return web.json_response(refused.answer())
    return await answered(slack, request, args)


async def answered(slack: Slack, request: web.Request, args: dict[str, Any]) -> web.Response:
    """Admit, pace, run; every answer says which scopes the app has."""
    name = request.match_info["method"]
    slack.calls[name] += 1
    headers = {"x-oauth-scopes": ",".join(slack.app.scopes)}
    try:
        return await _run(slack, name, request, args, headers)
    except Refused as refused:
        slack.refuse(name, refused.error, *refused.reasons)
        return web.json_response(refused.answer(), headers=headers)


async def _run(
    slack: Slack, name: str, request: web.Request, args: dict[str, Any], headers: dict[str, str]
) -> web.Response:
    if name == oauth.ACCESS:
        return web.json_response({"ok": True, **oauth.access(request, args, slack.registry)})
    method = METHODS.get(name)
    if method is None:
        raise Refused("unknown_method", req_method=name)
    admit(request, args, method, slack.registry)
    if method.app_level:
        headers["x-oauth-scopes"] = "connections:write"
    headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
    call = Call(slack, name, args, calls.shown(request, args))
    if seconds := pace(call, method):
        slack.refuse(name, "ratelimited", f"again in {seconds} s")
        told = {"ok": False, "error": "ratelimited"}
        headers["Retry-After"] = str(seconds)
        return web.json_response(told, status=429, headers=headers)
    call.allow(*method.scopes)
    return web.json_response({"ok": True, **method.run(call)}, headers=headers)
