"""The HTTP door: only what Slack signed comes in, and machines are told how we are."""

import hmac
import json
from hashlib import sha256
from io import BytesIO
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web

from genbot.slack.http import routes
from tests.slack.conftest import IDEAS, MAYA, serving

SECRET = "shhh"


def signature(stamp, body, secret=SECRET):
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), sha256).hexdigest()


def command(text="ideas 3 tacos", trigger="1.2.abc"):
    told = {"command": "/gen", "text": text, "user_id": MAYA, "channel_id": IDEAS}
    return urlencode({**told, "trigger_id": trigger, "team_id": "T0SANDBOX0"})


class Door:
    def __init__(self, http, url, clock):
        self.http, self.url, self.clock = http, url, clock

    async def knock(self, body, *, stamp=None, sign=None, kind="application/x-www-form-urlencoded"):
        stamp = str(int(self.clock())) if stamp is None else stamp
        headers = {"X-Slack-Request-Timestamp": stamp, "Content-Type": kind}
        headers["X-Slack-Signature"] = signature(stamp, body) if sign is None else sign
        where = f"{self.url}/slack/events"
        async with self.http.post(where, data=BytesIO(body.encode()), headers=headers) as answer:
            return answer.status, await answer.text()

    async def look(self, path):
        async with self.http.get(f"{self.url}{path}") as answer:
            return answer.status, await answer.text()


@pytest.fixture
def failing():
    return set()


@pytest.fixture
async def door(stage, clock, failing):
    app = web.Application()
    app.add_routes(routes(stage.app, SECRET, None, failing, clock))
    async with serving(app) as url, aiohttp.ClientSession() as http:
        yield Door(http, url, clock)


async def requests(stage):
    return await stage.store.read(lambda tx: tx.requests.find())


async def test_a_signed_command_is_done(door, stage):
    status, _ = await door.knock(command())

    assert status == 200
    assert len(await requests(stage)) == 1


async def test_slack_may_verify_the_address(door):
    body = json.dumps({"type": "url_verification", "challenge": "c4", "token": "t"})

    status, text = await door.knock(body, kind="application/json")

    assert (status, json.loads(text)) == (200, {"challenge": "c4"})


async def test_the_same_bytes_twice_are_done_once(door, stage):
    body = command()

    first, _ = await door.knock(body)
    again, _ = await door.knock(body)

    assert (first, again) == (200, 401)
    assert len(await requests(stage)) == 1


async def test_slacks_own_repeat_is_signed_anew_and_acknowledged_without_effect(door, stage, clock):
    await door.knock(command())
    clock.pass_(60)

    status, _ = await door.knock(command())

    assert status == 200
    assert len(await requests(stage)) == 1


@pytest.mark.parametrize(
    "stamp", ["", "abc", "9" * 5000, "-800000000", "18e8", "1800000000.0", "१८००००००००"]
)
async def test_a_stamp_that_is_none_is_refused(door, stage, stamp):
    status, _ = await door.knock(command(), stamp=stamp, sign="v0=" + "0" * 64)

    assert status == 401
    assert await requests(stage) == []


@pytest.mark.parametrize("sign", ["", "v0=", "v1=" + "0" * 64, "v0=" + "0" * 64, "v0=" + "é" * 64])
async def test_a_signature_that_is_none_is_refused(door, stage, sign):
    status, _ = await door.knock(command(), sign=sign)

    assert status == 401
    assert await requests(stage) == []


@pytest.mark.parametrize("age", [301, -301])
async def test_an_old_or_early_stamp_is_refused(door, clock, age):
    status, _ = await door.knock(command(), stamp=str(int(clock() - age)))

    assert status == 401


@pytest.mark.parametrize("payload", ["notjson", "null", "[" * 3000, "%ff"])
async def test_a_signed_body_that_makes_no_sense_is_a_bad_request(door, payload):
    status, _ = await door.knock("payload=" + payload)

    assert status in {400, 404}


async def test_a_huge_body_is_refused_unread(door):
    status, _ = await door.knock("a=" + "b" * 1_100_000)

    assert status == 413


async def test_healthy_and_ready(door, failing):
    assert await door.look("/healthz") == (200, "ok\n")
    assert (await door.look("/readyz"))[0] == 200

    failing.add("watcher")
    status, text = await door.look("/readyz")

    assert (status, json.loads(text)) == (503, {"not_ready": ["watcher"]})


async def test_a_round_that_never_ends_is_not_healthy(stage, clock):
    app, late = web.Application(), []
    app.add_routes(routes(stage.app, SECRET, None, set(), clock, stuck=lambda: late))
    async with serving(app) as url, aiohttp.ClientSession() as http:
        door = Door(http, url, clock)
        assert await door.look("/healthz") == (200, "ok\n")
        late.append("postman")
        status, text = await door.look("/healthz")

    assert (status, json.loads(text)) == (503, {"stuck": ["postman"]})


async def test_with_a_socket_there_is_no_door_for_events_and_readiness_follows_it(stage, clock):
    app = web.Application()
    app.add_routes(routes(stage.app, SECRET, stage.socket, set(), clock))
    async with serving(app) as url, aiohttp.ClientSession() as http:
        door = Door(http, url, clock)
        assert (await door.look("/readyz"))[0] == 503
        await stage.connect()
        assert (await door.look("/readyz"))[0] == 200
        assert (await door.knock(command()))[0] == 404
