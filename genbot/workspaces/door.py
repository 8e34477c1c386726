"""Where an admin lets genbot into a workspace: Bolt's OAuth flow, with our own pages and our own shelf."""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from urllib.parse import urlencode, urljoin

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from genbot.config import Config
from genbot.envfile import BadConfig
from genbot.manifest import scopes
from genbot.slack import trouble
from genbot.slack.tokens import App, Client, told
from genbot.workspaces import pages
from genbot.workspaces.hall import Hall
from genbot.workspaces.states import States

log = logging.getLogger(__name__)
INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
PATIENCE = 15.0  # seconds for Slack's answers
TEAM = re.compile(r"T[A-Z0-9]{2,20}")


class Shelf(AsyncInstallationStore):
    """Bolt asks for a place to keep tokens. Ours is the hall, and it wants more than a token."""


class Door(AsyncOAuthFlow):
    """Bolt looks at state, cookie and code; what then comes from Slack is looked at here."""

    def __init__(
        self,
        config: Config,
        hall: Hall,
        session: aiohttp.ClientSession,
        now: Callable[[], float],
        fresh: Callable[[], str],
    ) -> None:
        secret = config.slack_client_secret.get_secret_value()
        self._app, self._hall, self._now = App(config.slack_client_id, secret), hall, now
        quiet = logging.getLogger("slack_bolt.oauth")
        quiet.setLevel(logging.CRITICAL)  # it would write codes and states into the log
        settings = AsyncOAuthSettings(
            client_id=config.slack_client_id,
            client_secret=secret,
            scopes=scopes(),
            user_scopes=(),
            redirect_uri=config.genbot_address + BACK,
            authorization_url=urljoin(config.slack_api_url, "/oauth/v2/authorize"),
            installation_store=Shelf(),
            state_store=States(secret, now, fresh),
            callback_options=AsyncCallbackOptions(success=_never, failure=_failed),
            logger=quiet,
        )
        client = Client(base_url=config.slack_api_url, session=session, retry_handlers=[])
        super().__init__(client=client, logger=quiet, settings=settings)

    def routes(self) -> list[web.RouteDef]:
        return [web.get(INSTALL, self.begin), web.get(BACK, self.come_back)]

    async def begin(self, request: web.Request) -> web.Response:
        """`/slack/install`."""
        return await _shown(await self.handle_installation(_asked(request)))

    async def come_back(self, request: web.Request) -> web.Response:
        """`/slack/oauth_redirect`: from Slack, with a code, or with a reason why not."""
        try:
            answer = await self.handle_callback(_asked(request))
        except _Shown as instead:
            answer = instead.page
        except (aiohttp.ClientError, TimeoutError, SlackClientError) as error:
            log.warning("Slack did not answer while it was installed (%s)", type(error).__name__)
            answer = pages.failed("away", 503, INSTALL)
        answer.headers["set-cookie"] = [self.settings.state_utils.build_set_cookie_for_deletion()]
        return await _shown(answer)

    async def build_authorize_url(self, state: str, request: AsyncBoltRequest) -> str:
        """Bolt would put what a stranger writes behind `team=` into it as it is."""
        known = self.settings
        asked = {
            "state": state,
            "client_id": known.client_id,
            "scope": ",".join(known.scopes or ()),
        }
        asked |= {"user_scope": "", "redirect_uri": str(known.redirect_uri)}
        team: Sequence[str] = request.query.get("team") or ("",)
        asked |= {"team": team[0]} if TEAM.fullmatch(team[0]) else {}
        return f"{known.authorization_url}?{urlencode(asked)}"

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        return pages.begin(url).body

    async def append_set_cookie_headers(
        self, headers: dict[str, object], set_cookie_value: str | None
    ) -> dict[str, object]:
        return {**pages.HEADERS, "Set-Cookie": [set_cookie_value]}

    async def run_installation(self, code: str) -> Installation | None:
        """Ends with the page that tells how it went: what the rest of Bolt's flow would do with a
        token is none of its business here."""
        wish = {"code": code, "redirect_uri": str(self.redirect_uri)}
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self._app.ask(self.client, wish)
        except SlackClientError as error:
            if (why := trouble.read(error)).down:
                raise
            log.warning("Slack did not take a code (%s)", why.error)
            return None
        raise _Shown(await self._take_in(answer))

    async def _take_in(self, answer: AsyncSlackResponse) -> BoltResponse:
        about = answer.get("team") or {}
        team, name = str(about.get("id") or ""), str(about.get("name") or about.get("id") or "")
        if answer.get("is_enterprise_install") or not TEAM.fullmatch(team):
            await self._hand_back(answer)
            return pages.failed("org", 403, INSTALL)
        by = str((answer.get("authed_user") or {}).get("id") or "")
        try:
            why = await self._hall.install(team, told(answer, self._now(), name), by)
        except BadConfig as bad:
            log.warning("%s (%s) is not taken in: %s", team, name[:80], bad)
            if not self._hall.installed(team):
                await self._hand_back(answer)
            return pages.not_agreed(name, team)
        except OSError as error:
            log.error("the token of %s could not be kept (%s)", team, error.strerror)  # noqa: TRY400
            return pages.failed("storage_error", 500, INSTALL)
        log.info("%s (%s) was installed", team, name[:80], extra={"by": by})
        return pages.not_at_work(name, why) if why else pages.done(name, team)

    async def _hand_back(self, answer: AsyncSlackResponse) -> None:
        """What we may not keep is made worthless."""
        with suppress(SlackClientError, aiohttp.ClientError, TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self.client.auth_revoke(token=str(answer["access_token"]))


class _Shown(Exception):
    """Bolt's flow is over: this page is shown."""

    def __init__(self, page: BoltResponse) -> None:
        super().__init__("shown")
        self.page = page


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    return pages.failed(args.reason, args.suggested_status_code, INSTALL)


async def _never(args: object) -> BoltResponse:
    raise NotImplementedError


def _asked(request: web.Request) -> AsyncBoltRequest:
    headers = {name: request.headers.getall(name) for name in request.headers}
    return AsyncBoltRequest(body="", query=request.query_string, headers=dict(headers))


async def _shown(answer: BoltResponse) -> web.Response:
    response: web.Response = await to_aiohttp_response(answer)
    return response


__all__ = ["Bot", "Door"]
