"""Several pretend workspaces behind one address, and the page on which an admin lets the app into one.

Each is drawn from the same pattern: the same people, channels and their ids in all of them, so that
whoever mixes two of them up is found out. Only their own ids and names differ, put in at the edges.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from genbot.sandbox.slack import calls, oauth
from genbot.sandbox.slack.app import PATIENCE, answered, assembled
from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.people import TEAM
from genbot.sandbox.slack.registry import CLIENT_ID, Registry
from genbot.sandbox.slack.webhooks import Webhooks
from genbot.sandbox.slack.workspace import SLACK, Slack
from genbot.sandbox.world import World

Dict = dict[str, Any]
SECOND = {"id": "T0SALSATEAM", "name": "Salsa Team", "domain": "salsa-team"}
ORG = {"id": "E0BIGORG000", "name": "Big Org"}
ADMIN = "U0BRANDOWN"


class Town:
    """The workspaces by their ids, and the one registration of the app in all of them."""

    def __init__(self, slacks: Iterable[Slack], registry: Registry, back: Iterable[str]) -> None:
        self.slacks = {slack.team["id"]: slack for slack in slacks}
        self.registry, self.back = registry, tuple(back)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/oauth/v2/authorize", self.ask),
            web.post("/oauth/v2/authorize", self.decide),
            web.route("*", "/api/{method}", self.api),
        ]

    async def ask(self, request: web.Request) -> web.Response:
        """What an admin sees: who wants what, and where."""
        asked = dict(request.query)
        try:
            self._checked(asked)
        except Refused as refused:
            return web.Response(status=400, text=f"Something went wrong: {refused.error}")
        kept = "".join(
            f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
            for name, value in asked.items()
        )
        teams = "".join(
            f'<option value="{id}">{html.escape(slack.team["name"])}</option>'
            for id, slack in self.slacks.items()
        )
        page = (
            f'<form method="post"><h1>genbot wants into a workspace</h1>{kept}'
            f'<select name="team">{teams}</select><button name="do" value="allow">Allow</button>'
            '<button name="do" value="cancel">Cancel</button></form>'
        )
        return web.Response(text=page, content_type="text/html")

    async def decide(self, request: web.Request) -> web.Response:
        """Allow or cancel; either way the browser is sent back with the state it came with."""
        asked = {name: str(value) for name, value in (await request.post()).items()}
        try:
            self._checked(asked)
        except Refused as refused:
            return web.Response(status=400, text=f"Something went wrong: {refused.error}")
        told = {"state": asked.get("state", "")}
        if asked.get("do") == "allow":
            told["code"] = self.registry.code(asked["team"], asked["redirect_uri"])
        else:
            told["error"] = "access_denied"
        raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode(told)}")

    def _checked(self, asked: Dict) -> None:
        if asked.get("client_id") != CLIENT_ID:
            raise Refused("invalid_client_id")
        if not str(asked.get("redirect_uri")).startswith(self.back):
            raise Refused("bad_redirect_uri")
        scopes = {one for one in str(asked.get("scope") or "").split(",") if one}
        if not scopes or scopes - set(next(iter(self.slacks.values())).app.scopes):
            raise Refused("invalid_scope")

    async def api(self, request: web.Request) -> web.Response:
        """/api/<method>: the token tells whose workspace it is about."""
        try:
            args = await calls.arguments(request)
            if request.match_info["method"] == oauth.ACCESS:
                told = oauth.access(request, args, self.registry)
                return web.json_response({"ok": True, **self._named(told)})
            return await self._of(request, args)
        except Refused as refused:
            return web.json_response(refused.answer())

    async def _of(self, request: web.Request, args: Dict) -> web.Response:
        token = calls.shown(request, args)
        if not token:
            raise Refused("not_authed")
        team = self.registry.whose(token)
        if team == ORG["id"]:  # nothing is pretended of it but how the app leaves
            self.registry.revoke(token)
            return web.json_response({"ok": True, "revoked": True})
        slack = self.slacks[team]
        slack.origin = f"{request.url.origin()}{slack.prefix}"
        answer = await answered(slack, request, args)
        answer.text = slack.own(answer.text or "")
        return answer

    def _named(self, told: Dict) -> Dict:
        """With the workspace's name, and who let the app in."""
        about = told | {"authed_user": {"id": ADMIN}, "is_enterprise_install": False}
        about["scope"] = ",".join(next(iter(self.slacks.values())).app.scopes)
        if told["team"]["id"] == ORG["id"]:
            return about | {"team": None, "enterprise": ORG, "is_enterprise_install": True}
        return about | {"team": dict(self.slacks[told["team"]["id"]].team)}


TOWN: web.AppKey[Town] = web.AppKey("town")


def town_app(
    worlds: Iterable[World],
    manifest: Dict,
    request_url: str,
    signing_secret: str,
    back: Iterable[str],
    patience: float = PATIENCE,
) -> web.Application:
    """One workspace for each world, beneath its id; `back`: where the app may have people sent."""
    slacks = []
    for world, team in zip(worlds, (TEAM, SECOND), strict=True):
        road = Webhooks(world, request_url, signing_secret)
        slack = Slack(world, manifest, road, limits=False, patience=patience, team=team)
        slack.prefix, road.own = f"/{team['id']}", slack.own
        slacks.append(slack)
    registry = Registry(slacks[0].world, installed=False)
    app = web.Application()
    for slack in slacks:
        slack.registry = registry
        app.add_subapp(slack.prefix, assembled(slack))
    app[TOWN] = Town(slacks, registry, back)
    app.add_routes(app[TOWN].routes())
    return app


__all__ = ["ORG", "SECOND", "SLACK", "TOWN", "Town", "town_app"]
