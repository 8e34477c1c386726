"""How the app gets into the pretend workspaces and out again: as strict as the real one."""

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from genbot.sandbox.slack.people import TEAM
from genbot.sandbox.slack.registry import CLIENT_ID, CLIENT_SECRET, CODE_LIFE, LIFE
from genbot.sandbox.slack.town import SECOND, TOWN, town_app
from genbot.sandbox.world import World
from tests.conftest import Clock
from tests.sandbox.slack.conftest import SCOPES, a_manifest

BACK = "https://genbot.example.com/slack/oauth_redirect"
CLIENT = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}


class Visitor:
    def __init__(self, http, url, town, clock):
        self.http, self.url, self.town, self.clock = http, url, town, clock

    async def call(self, method, token="", **said):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        where = f"{self.url}/api/{method}"
        async with self.http.post(where, data=said, headers=headers) as answer:
            return await answer.json()

    async def access(self, **said):
        return await self.call("oauth.v2.access", **{**CLIENT, **said})

    async def wants(self, **changes):
        asked = {"client_id": CLIENT_ID, "redirect_uri": BACK, "scope": ",".join(SCOPES), **changes}
        async with self.http.get(f"{self.url}/oauth/v2/authorize", params=asked) as answer:
            return answer.status, await answer.text()

    def code(self, team=TEAM["id"], back=BACK):
        return self.town.registry.code(team, back)


@pytest.fixture
async def visitor():
    clock = Clock()
    worlds = [World(seed=3, clock=clock), World(seed=4, clock=clock)]
    app = town_app(worlds, a_manifest(), "http://127.0.0.1:9/", "shh", [BACK])
    async with TestServer(app) as server, aiohttp.ClientSession() as http:
        yield Visitor(http, str(server.make_url("")).rstrip("/"), app[TOWN], clock)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"client_id": "9.9"}, "invalid_client_id"),
        ({"redirect_uri": "https://evil.example/"}, "bad_redirect_uri"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "admin"}, "invalid_scope"),
    ],
)
async def test_the_page_is_shown_only_to_what_is_registered(visitor, change, error):
    assert (await visitor.wants())[0] == 200

    status, page = await visitor.wants(**change)

    assert (status, error in page) == (400, True)


async def test_a_code_is_good_once_for_one_address_and_ten_minutes(visitor):
    code = visitor.code()
    told = await visitor.access(code=code, redirect_uri=BACK)
    assert (told["ok"], told["team"]["name"], told["token_type"]) == (True, "Taco Team", "bot")
    assert "refresh_token" not in told
    assert (await visitor.access(code=code, redirect_uri=BACK))["error"] == "invalid_code"

    elsewhere = await visitor.access(code=visitor.code(), redirect_uri=f"{BACK}/else")
    assert elsewhere["error"] == "bad_redirect_uri"
    old = visitor.code()
    visitor.clock.pass_(CODE_LIFE)
    assert (await visitor.access(code=old, redirect_uri=BACK))["error"] == "code_expired"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"client_secret": "guessed"}, "bad_client_secret"),
        ({"client_id": "9.9"}, "invalid_client_id"),
        ({"grant_type": "password"}, "invalid_grant_type"),
    ],
)
async def test_only_the_app_gets_tokens(visitor, change, error):
    code = visitor.code()

    assert (await visitor.access(code=code, redirect_uri=BACK, **change))["error"] == error
    assert (await visitor.access(code=code, redirect_uri=BACK))["ok"]


async def test_each_token_opens_its_own_workspace(visitor):
    for team in (TEAM, SECOND):
        told = await visitor.access(code=visitor.code(team["id"]), redirect_uri=BACK)
        me = await visitor.call("auth.test", told["access_token"])
        assert (me["team_id"], me["team"]) == (team["id"], team["name"])
    assert (await visitor.call("auth.test", "xoxb-sandbox"))["error"] == "invalid_auth"


async def test_tokens_that_are_exchanged_end_and_two_live_side_by_side(visitor):
    visitor.town.registry.rotates = True
    first = await visitor.access(code=visitor.code(), redirect_uri=BACK)
    wish = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = await visitor.access(**wish)
    assert (await visitor.access(**wish))["error"] == "invalid_refresh_token"
    assert (await visitor.call("auth.test", first["access_token"]))["ok"]

    third = await visitor.access(**(wish | {"refresh_token": second["refresh_token"]}))
    assert (await visitor.call("auth.test", first["access_token"]))["error"] == "token_revoked"
    visitor.clock.pass_(LIFE)
    assert (await visitor.call("auth.test", third["access_token"]))["error"] == "token_expired"


async def test_what_is_taken_back_is_taken_no_more(visitor):
    told = await visitor.access(code=visitor.code(), redirect_uri=BACK)
    token = told["access_token"]
    assert not (await visitor.call("auth.revoke", token, test="1"))["revoked"]
    assert (await visitor.call("apps.uninstall", token, **CLIENT))["ok"]

    assert (await visitor.call("auth.test", token))["error"] == "account_inactive"
    assert (await visitor.call("auth.test"))["error"] == "not_authed"
