"""The front door of the Web API: tokens, scopes, encodings and the pace of calls."""

import json
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from genbot.sandbox.faults import Faults
from genbot.sandbox.slack import slack_app
from genbot.sandbox.world import World
from tests.sandbox.slack.conftest import BOT, IDEAS, Desk, a_manifest, section


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", None, "not_authed"),
        ("auth.test", "xoxb-other", "invalid_auth"),
        ("auth.test", "xapp-sandbox", "not_allowed_token_type"),
        ("apps.connections.open", "xoxb-sandbox", "not_allowed_token_type"),
        ("chat.sing", "xoxb-sandbox", "unknown_method"),
    ],
)
async def test_a_wrong_call_is_refused(
    desk: Desk, method: str, token: str | None, error: str
) -> None:
    answer = await desk.call(method, token)

    assert (answer["ok"], answer["error"]) == (False, error)
    assert (await desk.state())["refused"][-1]["method"] == method


async def test_the_bot_learns_who_it_is(desk: Desk) -> None:
    me = await desk.call("auth.test")

    assert (me["user_id"], me["bot_id"], me["team"]) == (BOT, "B0GENBOT00", "Taco Team")


async def test_every_answer_names_the_scopes(desk: Desk) -> None:
    async with desk.ask("auth.test") as answer:
        assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize("manifest", [a_manifest(scopes=["users:read"])])
async def test_what_the_manifest_does_not_ask_for_is_not_allowed(desk: Desk) -> None:
    answer = await desk.call("chat.postMessage", channel=IDEAS, text="Hi")

    assert answer["error"] == "missing_scope"
    assert (answer["needed"], answer["provided"]) == ("chat:write", "users:read")


async def test_arguments_may_come_in_any_encoding(desk: Desk) -> None:
    url = f"{desk.url}/api/chat.postMessage"
    blocks = json.dumps([section()])
    fields = {"channel": IDEAS, "text": "Hi", "blocks": blocks}
    head = {"Authorization": "Bearer xoxb-sandbox"}

    async with desk.http.post(url, params=fields, headers=head) as in_query:
        assert (await in_query.json())["ok"]
    async with desk.http.post(url, data=fields, headers=head) as in_form:
        assert (await in_form.json())["ok"]
    async with desk.http.post(url, data=fields | {"token": "xoxb-sandbox"}) as token_too:
        assert (await token_too.json())["ok"]
    async with desk.http.post(url, json=fields, headers=head) as in_json:
        assert (await in_json.json())["ok"]


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        ("{", "application/json", "invalid_json"),
        ("[]", "application/json", "json_not_object"),
        ("x", "text/xml", "invalid_post_type"),
    ],
)
async def test_a_body_that_can_not_be_read_is_refused(
    desk: Desk, body: str, kind: str, error: str
) -> None:
    headers = {"Content-Type": kind, "Authorization": "Bearer xoxb-sandbox"}

    async with desk.http.post(f"{desk.url}/api/auth.test", data=body, headers=headers) as answer:
        assert (await answer.json())["error"] == error


async def test_a_missing_argument_is_named(desk: Desk) -> None:
    answer = await desk.call("chat.update", channel=IDEAS, text="Hi")

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: ts"]


async def test_a_channel_takes_eight_posts_at_once_and_then_one_a_second(desk: Desk) -> None:
    burst = [await desk.call("chat.postMessage", channel=IDEAS, text=str(n)) for n in range(8)]
    async with desk.ask("chat.postMessage", channel=IDEAS, text="9") as ninth:
        refused = await ninth.json()
    elsewhere = await desk.call("chat.postMessage", channel="C0LAUNCHES0", text="9")
    desk.clock.passes(1)
    later = await desk.call("chat.postMessage", channel="video-ideas", text="9")

    assert all(one["ok"] for one in burst)
    assert (ninth.status, ninth.headers["Retry-After"]) == (429, "1")
    assert refused == {"ok": False, "error": "ratelimited"}
    assert elsewhere["ok"]
    assert later["ok"]


async def test_a_tier_is_counted_by_the_minute(desk: Desk) -> None:
    ts = (await desk.call("chat.postMessage", channel=IDEAS, text="Hi"))["ts"]
    update = {"channel": IDEAS, "ts": ts, "text": "Ho"}

    statuses = []
    for _ in range(27):
        async with desk.ask("chat.update", **update) as answer:
            statuses.append((answer.status, answer.headers.get("Retry-After")))

    assert statuses[:25] == [(200, None)] * 25
    assert statuses[25:] == [(429, "2")] * 2


async def test_limits_can_be_turned_off(manifest: dict[str, Any]) -> None:
    server = TestServer(slack_app(World(), manifest, limits=False))
    await server.start_server()
    client = AsyncWebClient("xoxb-sandbox", base_url=str(server.make_url("/api/")))

    sent = [await client.chat_postMessage(channel=IDEAS, text=str(n)) for n in range(20)]

    assert all(one["ok"] for one in sent)
    await server.close()


async def test_faults_strike_the_api_but_never_the_page(manifest: dict[str, Any]) -> None:
    world = World(seed=1, faults=Faults("503:1"))
    server = TestServer(slack_app(world, manifest))
    await server.start_server()
    client = AsyncWebClient("xoxb-sandbox", base_url=str(server.make_url("/api/")))

    with pytest.raises(SlackApiError, match="service_unavailable"):
        await client.auth_test()
    async with aiohttp.ClientSession() as http:
        async with http.get(server.make_url("/_sandbox/state")) as state:
            assert state.status == 200
        off = {"do": "faults", "spec": ""}
        await http.post(server.make_url("/_sandbox/control"), json=off)

    assert (await client.auth_test())["ok"]
    await server.close()


async def test_people_can_be_looked_up(desk: Desk) -> None:
    maya = (await desk.call("users.info", user="U0MARKETER"))["user"]
    everybody = (await desk.call("users.list"))["members"]

    assert (maya["real_name"], maya["tz"]) == ("Maya Marks", "America/New_York")
    assert maya["tz_offset"] in (-18_000, -14_400)
    assert [one["is_bot"] for one in everybody] == [False, False, False, True]
    assert (await desk.call("users.info", user="U0NOBODY00"))["error"] == "user_not_found"
