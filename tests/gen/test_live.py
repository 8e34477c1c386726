"""Progress that GEN pushes: followed where it leads, believed in nothing, over at the first trouble."""

import json

import httpx
import pytest

from genbot.gen import live
from genbot.gen.live import Change, follow, put
from tests.gen.conftest import Line

BASE = "https://db.example.firebaseio.com/live"
WHERE = "https://db.example.firebaseio.com/live/runs/r1.json"
STREAM = {"Content-Type": "text/event-stream; charset=utf-8"}
PLAN = {"path": "/", "data": {"status": "running", "plan": ["1. Look"], "thinking": "Hm"}}


def event(kind, data):
    return f"event: {kind}\ndata: {json.dumps(data)}\n\n".encode()


def streams(*events, **headers):
    return httpx.Response(200, content=b"".join(events), headers=STREAM | headers)


def leads(to, status=307):
    return httpx.Response(status, headers={"Location": to})


async def told(line: Line, *, base=BASE, path="runs/r1"):
    async with httpx.AsyncClient(transport=httpx.MockTransport(line.answer)) as http:
        return [now async for now in follow(http, base, path)]


async def test_what_is_known_grows_with_every_event(line):
    line.carries(
        streams(
            event("put", PLAN),
            event("keep-alive", None),
            event("patch", {"path": "/", "data": {"thinking": "Tacos"}}),
            event("put", {"path": "/plan/1", "data": {"title": "2. Write"}}),
            event("put", {"path": "/status", "data": "completed"}),
        )
    )

    found = await told(line)

    assert [one.thinking for one in found] == ["Hm", "Tacos", "Tacos", "Tacos"]
    assert found[-1].plan == ["1. Look", "2. Write"]
    assert [one.status for one in found] == ["running", "running", "running", "completed"]
    assert str(line.last.url) == WHERE
    assert line.last.headers["Accept"] == "text/event-stream"
    assert not {"X-API-Key", "Authorization"} & set(line.last.headers)


@pytest.mark.parametrize("end", ["cancel", "auth_revoked", "something new"])
async def test_it_is_over_when_it_is_said_to_be(line, end):
    line.carries(streams(event("put", PLAN), event(end, None), event("put", PLAN)))

    assert len(await told(line)) == 1


@pytest.mark.parametrize(
    "to",
    [
        "https://db.example.firebaseio.com/elsewhere.json?ns=db",
        "/elsewhere.json",
        "https://s-usc1c-nss-123.example.firebaseio.com/live/runs/r1.json?ns=db",
    ],
)
@pytest.mark.parametrize("status", [301, 307, 308])
async def test_it_follows_to_the_machine_that_has_the_database(line, to, status):
    line.carries(leads(to, status), streams(event("put", PLAN)))

    assert len(await told(line)) == 1
    assert str(line.last.url) == str(httpx.URL(WHERE).join(to))


@pytest.mark.parametrize(
    "to",
    [
        "http://db.example.firebaseio.com/live/runs/r1.json",
        "https://db.example.firebaseio.com:8443/x.json",
        "https://evil.example/x.json",
        "https://firebaseio.com/x.json",
        "http://169.254.169.254/latest",
    ],
)
async def test_it_is_led_nowhere_else(line, to):
    line.carries(leads(to), streams(event("put", PLAN)))

    assert await told(line) == []
    assert len(line.requests) == 1


async def test_a_number_or_a_short_name_has_no_neighbours(line):
    line.carries(leads("https://10.0.0.8/x.json"), streams(event("put", PLAN)))
    assert await told(line, base="https://10.0.0.7") == []

    line.carries(leads("https://other.example/x.json"), streams(event("put", PLAN)))
    assert await told(line, base="https://one.example") == []


async def test_it_is_not_led_in_circles(line):
    line.carries(leads(WHERE))

    assert await told(line) == []
    assert len(line.requests) == live.HOPS


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ConnectError("no"),
        httpx.ReadTimeout("silent"),
        httpx.Response(200, json={"status": "running"}),
        httpx.Response(404, headers=STREAM),
        httpx.Response(500),
        streams(b"event: put\ndata: nonsense\n\n"),
        streams(event("put", None)),
        streams(event("put", ["path"])),
        streams(event("put", {"data": 1})),
        streams(event("put", {"path": "/a" * 99, "data": 1})),
        streams(b"event: put\ndata: " + b"[" * 100_000 + b"\n\n"),
        streams(b"data: " + b" " * (live.LARGEST + 1)),
        streams(b": comment\n\nid: 4\n\n"),
    ],
)
async def test_on_any_trouble_it_is_over(line, trouble):
    line.carries(trouble)

    assert await told(line) == []


async def test_nobody_keeps_talking_for_ever(line, monkeypatch):
    monkeypatch.setattr(live, "LONGEST_STREAM", 1000)
    line.carries(streams(event("put", PLAN), b":" * 1000))

    assert await told(line) == []


@pytest.mark.parametrize(("base", "path"), [("", "runs/r1"), (BASE, ""), (BASE, "../secrets")])
async def test_it_looks_nowhere_it_was_not_sent(line, base, path):
    assert await told(line, base=base, path=path) == []
    assert line.requests == []


@pytest.mark.parametrize(
    ("known", "path", "data", "whole", "after"),
    [
        ({"a": 1}, "/", {"b": 2}, True, {"b": 2}),
        ({"a": 1}, "/", {"b": 2}, False, {"a": 1, "b": 2}),
        (None, "/a/b", 1, True, {"a": {"b": 1}}),
        ({"a": ["x", None, "z"]}, "/a/1", "y", True, {"a": {"0": "x", "2": "z", "1": "y"}}),
        ({"a": "text"}, "/a/b", 1, True, {"a": {"b": 1}}),
        ({"a": 1}, "/a", None, True, {"a": None}),
        ({"a": 1}, "/", "no mapping", False, {"a": 1}),
        ({"a": {"b": 1, "c": 2}}, "/", {"a/b": 3, "d": 4}, False, {"a": {"b": 3, "c": 2}, "d": 4}),
        (["x"], "/", ["y", "z"], False, {"0": "y", "1": "z"}),
        ({"a": 1}, "/", None, True, None),
    ],
)
def test_a_change_is_laid_over_what_is_known(known, path, data, whole, after):
    for where, at in Change(path=path, data=data).parts(whole=whole):
        known = put(known, where, at)

    assert known == after
