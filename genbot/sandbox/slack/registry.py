"""The app as Slack has registered it: its client secret, and every token it was ever given."""

from __future__ import annotations

import hmac
import math
from dataclasses import dataclass
from typing import Any

from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.people import APP_ID, BOT_USER, TEAM
from genbot.sandbox.world import World

Dict = dict[str, Any]
BOT_TOKEN = "xoxb-sandbox"  # noqa: S105  a pretend token
APP_TOKEN = "xapp-sandbox"  # noqa: S105  a pretend token
CLIENT_ID = "1024.2048"
CLIENT_SECRET = "pretend-client-secret"  # noqa: S105  a pretend secret
LIFE = 43_200  # seconds that a token lives where tokens are exchanged
CODE_LIFE = 600  # seconds
SIDE_BY_SIDE = 2  # tokens of one installation that are taken at a time


@dataclass(slots=True)
class Grant:
    """What one token is good for."""

    team: str
    ends: float = math.inf
    gone: str = ""  # Slack's word once it is not taken any more


@dataclass(frozen=True, slots=True)
class Code:
    """An admin said yes: what the app may fetch with it once, and where it was sent."""

    team: str
    back: str
    ends: float


class Registry:
    """Tokens of all workspaces. Where they `rotate`, each lives half a day and is exchanged for the
    next with a refresh token, which is taken once."""

    def __init__(self, world: World, *, installed: bool = True) -> None:
        self.rotates = False
        self._now, self._chance = world.now, world.stream("slack tokens")
        self._grants = {BOT_TOKEN: Grant(TEAM["id"])} if installed else {}
        self._codes: dict[str, Code] = {}
        self._refreshes: dict[str, str] = {}

    def knows(self, client_id: str, secret: str) -> None:
        """Refuses whoever is not this app."""
        if client_id != CLIENT_ID:
            raise Refused("invalid_client_id")
        if not hmac.compare_digest(secret.encode(), CLIENT_SECRET.encode()):
            raise Refused("bad_client_secret")

    def check(self, token: str) -> Grant:
        """What this token is good for, if it still is."""
        grant = self._grants.get(token)
        if grant is None:
            raise Refused("invalid_auth")
        if grant.gone:
            raise Refused(grant.gone)
        if grant.ends <= self._now():
            raise Refused("token_expired")
        return grant

    def install(self, team: str) -> Dict:
        """A new token for this workspace, as `oauth.v2.access` tells of it."""
        token = f"xoxe.xoxb-1-{self._word()}" if self.rotates else f"xoxb-{self._word()}"
        told: Dict = {"access_token": token, "token_type": "bot", "bot_user_id": BOT_USER}
        told |= {"app_id": APP_ID, "team": {"id": team}, "enterprise": None}
        self._grants[token] = Grant(team)
        if self.rotates:
            told |= {"refresh_token": f"xoxe-1-{self._word()}", "expires_in": LIFE}
            self._refreshes[told["refresh_token"]] = team
            self._grants[token].ends = self._now() + LIFE
        self._retire(team)
        return told

    def code(self, team: str, back: str) -> str:
        """An admin lets the app into this workspace."""
        code = f"{self._chance.getrandbits(40)}.{self._word()}"
        self._codes[code] = Code(team, back, self._now() + CODE_LIFE)
        return code

    def redeem(self, code: str, back: str) -> Dict:
        """A token for a code, once; `back` has to be where the code was sent to."""
        known = self._codes.pop(code, None)
        if known is None:
            raise Refused("invalid_code")
        if known.ends <= self._now():
            raise Refused("code_expired")
        if known.back != back:
            raise Refused("bad_redirect_uri")
        return self.install(known.team)

    def refresh(self, refresh_token: str) -> Dict:
        """The next pair; the refresh token is used up by that."""
        team = self._refreshes.pop(refresh_token, None)
        if team is None:
            raise Refused("invalid_refresh_token")
        return self.install(team)

    def whose(self, token: str) -> str:
        """The workspace this token was made for, good or not any more."""
        if token not in self._grants:
            raise Refused("invalid_auth")
        return self._grants[token].team

    def revoke(self, token: str) -> str:
        """This token is not taken any more; answers whose it was."""
        team = self.check(token).team
        self._grants[token].gone = "token_revoked"
        return team

    def uninstall(self, team: str) -> None:
        """No token of this workspace is taken any more, and none can be exchanged."""
        for grant in self._of(team):
            grant.gone = grant.gone or "account_inactive"
        self._refreshes = {one: whose for one, whose in self._refreshes.items() if whose != team}

    def restore(self, token: str) -> None:
        """It is taken again."""
        self._grants[token].gone = ""

    def installed(self, team: str) -> bool:
        return bool([one for one in self._of(team) if not one.gone and one.ends > self._now()])

    def expire(self, team: str) -> None:
        """All tokens of this workspace end now, earlier than they were said to."""
        for grant in self._of(team):
            grant.ends = self._now()

    def _of(self, team: str) -> list[Grant]:
        return [one for one in self._grants.values() if one.team == team]

    def _retire(self, team: str) -> None:
        live = [one for one in self._of(team) if not one.gone]
        for grant in live[:-SIDE_BY_SIDE]:
            grant.gone = "token_revoked"

    def _word(self) -> str:
        return f"{self._chance.getrandbits(96):024x}"
