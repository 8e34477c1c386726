"""The bot's token where Slack lets it end: exchanged long before, kept on disk before it is used."""

import asyncio
import base64
import logging
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any

from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from genbot.domain.value import value
from genbot.slack import trouble
from genbot.store.token_file import Held, TokenFile

log = logging.getLogger(__name__)
EARLY = 6  # a sixth of a token's life before its end: two hours of Slack's twelve
LOOK = 60.0  # seconds between two looks at the clock
PATIENCE = 20.0  # for one exchange
ENDED = {"token_expired", "token_revoked", "not_authed"}
OUT = {"account_inactive", "token_revoked"}  # whoever hears this is not in the workspace
ACCESS = "oauth.v2.access"
OURS = {"apps.connections.open", ACCESS}  # which show something else than the bot's token


class Client(AsyncWebClient):
    """Slack's Web API. A call that met the end of its token is made once more with the next: Slack
    looks at the token first, so nothing of it was done. An answer that is no JSON object, where the
    SDK breaks, is a SlackRequestError."""

    renewed: Callable[[str], Awaitable[bool]] | None = None
    refused = ""  # the word with which Slack refused the token last, when nothing helped

    async def api_call(self, api_method: str, **said: Any) -> AsyncSlackResponse:
        shown = self.token or ""
        try:
            return await self._called(api_method, said)
        except SlackApiError as error:
            why = "" if api_method in OURS else trouble.read(error).error
            if not (why in ENDED and self.renewed and await self.renewed(shown)):
                self.refused = why if why in OUT else self.refused
                raise
        return await self._called(api_method, said)

    async def _called(self, api_method: str, said: dict[str, Any]) -> AsyncSlackResponse:
        try:
            return await super().api_call(api_method, **said)
        except AttributeError as strange:
            raise SlackRequestError(f"{api_method}: the answer is no JSON object") from strange


@value
class App:
    """How our app proves to Slack that it is itself."""

    client_id: str
    client_secret: str

    async def ask(self, client: AsyncWebClient, wish: dict[str, str]) -> AsyncSlackResponse:
        """A token for what it is exchanged with. (The SDK's own method warns about a part of aiohttp
        each time.)"""
        proof = base64.b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        return await client.api_call(ACCESS, data=wish, headers={"Authorization": f"Basic {proof}"})


def first(token: str, refresh: str) -> Held:
    """What somebody wrote down for us: nobody knows how old it is, so it is exchanged at once."""
    return Held(token, refresh, origin=sha256(refresh.encode()).hexdigest())


def told(answer: AsyncSlackResponse, now: float, name: str = "", origin: str = "") -> Held:
    """The token that Slack tells of in an answer."""
    token, refresh = str(answer["access_token"]), str(answer.get("refresh_token") or "")
    life = float(answer.get("expires_in") or 0.0)
    if not (refresh and life):
        return Held(token, name=name)
    return Held(token, refresh, now + life, now + life - life / EARLY, origin, name)


class Renewal:
    """Keeps one client's token alive: `begin` once, then `round` now and then."""

    def __init__(self, client: Client, file: TokenFile, app: App, now: Callable[[], float]) -> None:
        self._client, self._file, self._app, self._now = client, file, app, now
        self._asking = asyncio.Lock()
        self._held = Held("")
        self._unkept: Held | None = None
        self._late = False
        self.refused = ""  # Slack's word, when only a person can mend it

    async def begin(self, given: Held | None = None) -> None:
        """Use what is kept, or what a person `gave`, if that is newer; raises Unreadable."""
        kept = await asyncio.to_thread(self._file.read)
        mine = kept and (given is None or kept.origin == given.origin)
        self._use((kept if mine else given) or self._held)
        self._client.renewed = self.after
        await self.round()

    async def round(self) -> None:
        """Exchange the token if it is time to."""
        async with self._asking:
            if self._unkept:
                await self._keep(self._unkept)
            elif self._held.refresh and self._now() >= self._held.renew:
                await self._exchange()

    async def after(self, ended: str) -> bool:
        """Slack does not take `ended` any more: whether there is another now."""
        async with self._asking:
            if self._unkept:  # on no disk yet, and still better than none
                self._use(self._unkept)
            if self._client.token == ended and self._held.refresh and not self.refused:
                await self._exchange()
            return self._client.token != ended

    def _use(self, held: Held) -> None:
        self._held, self._client.token = held, held.token

    async def _exchange(self) -> None:
        """Whatever goes wrong, the token that we have is used for as long as it is good."""
        try:
            async with asyncio.timeout(PATIENCE):
                wish = {"grant_type": "refresh_token", "refresh_token": self._held.refresh}
                answer = await self._app.ask(self._client, wish)
                held = told(answer, self._now(), self._held.name, self._held.origin)
        except Exception as error:  # noqa: BLE001  whatever it was, it is sorted
            self._failed(trouble.read(error))
            return
        if self.refused or self._late:
            log.warning("Slack exchanges the bot's token again")
        self.refused, self._late = "", False
        await self._keep(held)

    async def _keep(self, held: Held) -> None:
        """What was exchanged for it is worth nothing now: the next token is used once it is on disk.
        Until the disk takes it, the old one is good for what is left of its life."""
        try:
            await asyncio.to_thread(self._file.keep, held)
        except OSError as error:
            if self._unkept is None:
                says = "the next token of Slack's cannot be kept (%s); I try again every minute"
                log.error(says, error.strerror)  # noqa: TRY400  no traceback needed
            self._unkept = held
            return
        self._unkept = None
        self._use(held)
        log.info("Slack has exchanged the bot's token")

    def _failed(self, why: trouble.Trouble) -> None:
        if (why.down and why.error not in trouble.LOCKED_OUT) or why.hold:
            if not self._late:
                log.warning("the bot's token is exchanged later (%s)", why.error)
            self._late = True
        elif self.refused != why.error:
            self.refused = why.error
            log.error(
                "Slack does not exchange the bot's token (%s). It is used until it ends; what waits "
                "to be said is kept. Install the app again: docs/workspaces.md", why.error,
            )  # fmt: skip
