"""The door for GEN's calls: only its address opens it, and nothing that is said there does harm."""

import asyncio
import json
import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from genbot.flows.hints import Hint
from genbot.logs import Veil
from genbot.sandbox.gen.cast import SANTIAGO
from genbot.webhook.address import LONGEST, BadAddress, address, checked, fits, is_ours, seal
from genbot.webhook.door import LARGEST, MOST_HINTS, MOST_WORDS, Door
from tests.webhook.conftest import SECRET

WRONG = [
    f"/gen/{SANTIAGO}/" + "0" * 64,
    f"/gen/{SANTIAGO}/{seal(SECRET, SANTIAGO)[:-1]}",
    f"/gen/{SANTIAGO}/{seal(SECRET, SANTIAGO).upper()}",
    f"/gen/{SANTIAGO}/{seal(SECRET, 'another')}",
    f"/gen/{SANTIAGO}/{seal(SecretStr('another'), SANTIAGO)}",
    f"/gen/{SANTIAGO}/%C3%A9%00%FF",
    f"/gen/{'a' * (LONGEST + 1)}/{seal(SECRET, 'a' * LONGEST)}",
    f"/gen/{SANTIAGO}",
    "/gen/",
]


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"null", b"\xff\xfe\x00", b"[" * 3000, b"event=x&id=7", b'{"event": "test"}'],
)
async def test_whatever_is_said_is_accepted_and_heard(front, body):
    assert await front.knock(body) == 202
    assert (await front.trust()).heard == front.store._now()


@pytest.mark.parametrize("path", WRONG)
async def test_who_does_not_know_the_address_finds_nothing(front, path):
    assert await front.knock(b"{}", path) == 404
    assert await front.trust() is None


async def test_only_a_post_is_a_call(front):
    for verb in ("GET", "PUT", "DELETE"):
        assert await front.knock(verb=verb) == 405
    assert await front.trust() is None


async def test_a_body_that_is_too_large_is_refused(front):
    assert await front.knock(b"a" * (LARGEST + 1)) == 413
    assert await front.knock(b"a" * LARGEST) == 202


async def raw(front, head, body):
    """Send this, and return the status line."""
    host, port = front.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"POST {front.path()} HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n".encode() + body)
    await writer.drain()
    line = await reader.readline()
    writer.close()
    return int(line.split()[1])


async def test_who_sends_slowly_is_not_waited_for(front):
    assert await raw(front, "Content-Length: 1000", b"{") == 408
    assert await front.trust() is None


async def test_a_body_that_is_broken_on_its_way_is_a_bad_request(front):
    assert await raw(front, "Transfer-Encoding: chunked", b"zz\r\nnonsense\r\n\r\n") == 400
    assert await front.trust() is None


async def test_the_address_is_in_no_log(front, caplog):
    caplog.set_level(logging.DEBUG)
    await front.knock()
    await front.knock(b"a" * (LARGEST + 1))
    await front.knock(path=f"/gen/{SANTIAGO}/wrong")

    assert seal(SECRET, SANTIAGO) not in caplog.text
    assert seal(SECRET, SANTIAGO) not in Veil()(f"went wrong: {front.url}{front.path()}?x=1")


async def test_a_thousand_calls_are_one_transaction(front):
    for number in range(1000):
        front.door.hear(SANTIAGO, json.dumps({"id": number}).encode())
    told = list(front.door._heard)

    assert len(told) <= MOST_HINTS + 1
    assert told[-1] == Hint(SANTIAGO, frozenset())
    await front.trust()
    assert front.door._heard == []


def test_a_body_of_many_words_names_nothing(store):
    door = Door(store, SECRET)

    door.hear(SANTIAGO, b" ".join(b"w%d" % n for n in range(MOST_WORDS + 1)))

    assert door._heard == [Hint(SANTIAGO, frozenset())]


def test_the_same_call_twice_is_one(store):
    door = Door(store, SECRET)

    door.hear(SANTIAGO, b'{"generation_id": 48201, "event": "generation.completed"}')
    door.hear(SANTIAGO, b'{"event": "generation.completed", "generation_id": 48201}')

    [hint] = door._heard
    assert "48201" in hint.words


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(body=st.binary(max_size=2000), agent=st.text(max_size=300), told=st.text(max_size=100))
def test_any_bytes_are_heard_and_no_path_is_guessed(store, body, agent, told):
    door = Door(store, SECRET)
    door.hear(SANTIAGO, body)

    assert len(door._heard) == 1
    assert not fits(SECRET, agent, told)


def test_addresses_are_long_and_their_own():
    made = {address("https://a.example", SECRET, agent) for agent in ("a", "b", "a/b", "é", "")}

    assert len(made) == 5
    assert all(len(one.rpartition("/")[2]) == 64 for one in made)
    assert is_ours(address("https://b.example/x/", SECRET, "a/b"), SECRET, "a/b")
    assert not is_ours(address("https://b.example", SecretStr("older"), "a"), SECRET, "a")
    assert not is_ours(None, SECRET, "a")


@pytest.mark.parametrize(
    "base",
    ["", "genbot", "ftp://a.b", "http://a.example", "https://", "https://a.b/?x=1", "https://[",
     "https://me:you@a.b"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(base):
    with pytest.raises(BadAddress):
        checked(base)


@pytest.mark.parametrize("base", ["https://a.example/x/", "http://127.0.0.1:8080"])
def test_an_address_the_world_can_use_is_taken(base):
    assert checked(base) == base.rstrip("/")
