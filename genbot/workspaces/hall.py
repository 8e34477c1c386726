"""All workspaces in one process: every delivery goes to the bot of its own workspace, and to no other."""

import asyncio
import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from http import HTTPStatus
from pathlib import Path

from aiohttp import web
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from genbot.config import Config, of_workspace, workspaces
from genbot.envfile import BadConfig
from genbot.flows import installation
from genbot.store.token_file import Held, TokenFile
from genbot.workspaces.tenant import Tenant

log = logging.getLogger(__name__)
PATIENCE = 20.0  # seconds for one bot to start
EACH = 30.0  # seconds between two looks at who could be started
MOST = 1_000  # strangers that are remembered
ORG_WIDE = "genbot works in single workspaces. Ask an admin to install it in this one."
STRANGER = "genbot is not set up for this workspace. Ask whoever runs it to add {team}."
STARTING = "genbot is just starting here. Nothing was done; please try again in a minute."


class Hall:
    """Who is at work here, by workspace. `hide` takes the secrets that no log may show."""

    def __init__(self, config: Config, hide: Callable[[Iterable[str]], None]) -> None:
        self._config, self._hide = config, hide
        self._here: dict[str, Tenant] = {}
        self._strangers: set[str] = set()
        self._told: dict[str, str] = {}
        self._moving = asyncio.Lock()

    def at_work(self) -> Iterator[Tenant]:
        """Every bot that is started, in the order of their workspaces."""
        return (one for _, one in sorted(self._here.items()) if one.bot)

    async def round(self) -> None:
        """Start whoever is installed and could work; leave out who is not there any more."""
        async with self._moving:
            for team in [team for team, one in self._here.items() if one.over]:
                del self._here[team]
            fresh = [one for team in workspaces(self._config) if (one := self._begun(team))]
            for one in fresh:
                await one.ready(PATIENCE)
                self._say(one.team, one.trouble)

    async def close(self) -> None:
        await asyncio.gather(*(one.stop() for one in self._here.values()))

    def config(self, team: str) -> Config:
        """What the operator has given this workspace; raises BadConfig, which says what is missing."""
        found = of_workspace(self._config, team).complete()
        self._hide(found.secrets)
        return found

    def installed(self, team: str) -> bool:
        folder = self._config.genbot_workspaces or Path()
        return TokenFile(folder / f"{team}.db").path.exists()

    async def install(self, team: str, held: Held, by: str) -> str:
        """Keep its token, and have its bot at work with it; answers why it is not. Raises BadConfig,
        and OSError when the token cannot be kept."""
        async with self._moving:
            config = self.config(team)
            await asyncio.to_thread(TokenFile(config.genbot_database).keep, held)
            if before := self._here.pop(team, None):
                await before.stop()
            self._here[team] = tenant = Tenant(config)
            tenant.start()
            ready = await tenant.ready(PATIENCE)
            if tenant.bot:
                await tenant.bot.tools.store.unit(installation.installed, team, by)
            return tenant.trouble or ("" if ready else "It is still starting.")

    async def async_dispatch(self, req: AsyncBoltRequest, /) -> BoltResponse:
        """The answer of the bot that this is meant for."""
        body = req.body if isinstance(req.body, dict) else {}
        if body.get("type") == "url_verification":
            return BoltResponse(status=HTTPStatus.OK, body={"challenge": body.get("challenge")})
        if req.context.is_enterprise_install:
            return _no(body, ORG_WIDE)
        team = str(req.context.team_id or "")
        tenant = self._here.get(team)
        answer = await tenant.take(req) if tenant else None
        return answer or self._nobody(team, body)

    def _nobody(self, team: str, body: dict[str, object]) -> BoltResponse:
        """What is installed here and not at work takes it when Slack repeats it."""
        if re.fullmatch(r"T[A-Z0-9]+", team) and self.installed(team):
            if "command" in body:
                return _no(body, STARTING)
            return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        known = team in workspaces(self._config) or team in self._strangers
        if not known and len(self._strangers) < MOST:
            self._strangers.add(team)
            log.warning("a delivery for a workspace that is not set up here: %s", team[:20])
        return _no(body, STRANGER.format(team=team or "it"))

    def _begun(self, team: str) -> Tenant | None:
        """Its bot on the way to work, if it is not there, and could be."""
        if team in self._here or not self.installed(team):
            return None
        try:
            config = self.config(team)
        except BadConfig as bad:
            self._say(team, str(bad))
            return None
        self._here[team] = tenant = Tenant(config)
        tenant.start()
        return tenant

    def _say(self, team: str, trouble: str) -> None:
        """Once, however often it is tried."""
        if trouble and self._told.get(team) != trouble:
            log.error("%s is not at work: %s", team, trouble)
        self._told[team] = trouble

    # What machines ask.

    async def ready(self, request: web.Request) -> web.Response:
        """503 only when nobody can work: one ailing workspace must not take the others down."""
        known = [one for _, one in sorted(self._here.items()) if one.trouble or not one.over]
        ails = {one.team: await one.ails() for one in known}
        ails |= {team: ["stopped"] for team in workspaces(self._config)
                 if team not in ails and self.installed(team)}  # fmt: skip
        bad = bool(ails) and all(ails.values())
        return web.json_response({"not_ready": ails}, status=503 if bad else 200)

    def stuck(self) -> list[str]:
        return [
            f"{one.team} {name}"
            for one in self.at_work()
            if one.bot
            for name in one.bot.heart.stuck()
        ]

    async def hint(self, request: web.Request) -> web.Response:
        """GEN calls: the address, which holds a secret of one of us, says whom."""
        for one in self.at_work():
            if one.bot:
                answer = await one.bot.door.take(request)
                if answer.status != HTTPStatus.NOT_FOUND:
                    return answer
        return web.Response(status=404)


def _no(body: dict[str, object], says: str) -> BoltResponse:
    """A person who typed a command reads why; everything else is acknowledged, and nothing done."""
    if "command" not in body:
        return BoltResponse(status=HTTPStatus.OK)
    told = {"response_type": "ephemeral", "text": says}
    kind: dict[str, str | Sequence[str]] = {"Content-Type": "application/json"}
    return BoltResponse(status=HTTPStatus.OK, body=json.dumps(told), headers=kind)
