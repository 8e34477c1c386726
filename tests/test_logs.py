"""One format for people, one for machines, and no secret in either."""

import asyncio
import io
import json
import logging

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genbot import logs
from genbot.config import Config

SECRETS = [
    "xoxb-123456-abcDEF",
    "xoxe.xoxp-1-rotating",
    "xapp-1-A0-99-beef",
    "the-key-of-gen",
    "hush-signing",
    "https://hooks.slack.com/commands/T0/1/abc",
    "http://127.0.0.1:8765/respond/R1abc",
    "https://files.slack.com/upload/v1/CwABAA",
    "wss://wss-primary.slack.com/link/?ticket=12-34",
    "Authorization: Bearer something",
    "'X-API-Key': 'something'",
]


@pytest.fixture(autouse=True)
def logging_is_put_back():
    root = logging.getLogger()
    before = (root.handlers[:], root.level, {n: logging.getLogger(n).level for n in logs.QUIET})
    yield
    root.handlers[:], levels = before[0], before[2]
    root.setLevel(before[1])
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=False)


@pytest.fixture
def lines():
    def start(**settings: object) -> io.StringIO:
        out = io.StringIO()
        secrets = {"gen_api_key": "the-key-of-gen", "slack_signing_secret": "hush-signing"}
        logs.set_up(Config(**(secrets | settings)), out)  # type: ignore[arg-type]
        return out

    return start


@pytest.mark.parametrize("form", ["human", "json"])
@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_comes_through(lines, form, secret):
    out = lines(genbot_log=form)
    log = logging.getLogger("genbot.slack")

    log.info("sent %s to them", secret, extra={"seen": secret})
    log.error("failed with %s", [secret], exc_info=ValueError(f"refused {secret}"))

    assert secret not in out.getvalue()
    assert "something" not in out.getvalue()
    assert "to them" in out.getvalue()


def test_a_line_for_a_machine_is_one_json_object(lines):
    out = lines()

    logging.getLogger("genbot.store").warning('two\nlines and a "quote"', extra={"tries": 3})

    line = json.loads(out.getvalue())
    assert out.getvalue().count("\n") == 1
    assert (line["level"], line["room"], line["tries"]) == ("warning", "store", 3)
    assert line["says"] == 'two\nlines and a "quote"'


def test_a_line_for_a_person_cannot_be_forged(lines):
    out = lines(genbot_log="human")

    logging.getLogger("genbot.slack").info("topic: tacos\n12:00:00 store: all is well\x1b[2J")

    assert out.getvalue().count("\n") == 1
    assert "\x1b" not in out.getvalue()


def test_slack_sdk_never_speaks_at_debug(lines):
    lines(genbot_log_level="DEBUG")

    assert logging.getLogger("genbot").isEnabledFor(logging.DEBUG)
    assert not logging.getLogger("slack_sdk.web").isEnabledFor(logging.INFO)


async def test_what_is_no_http_is_refused_without_a_word(lines):
    out = lines()
    server = TestServer(web.Application())
    await server.start_server()

    for noise in (b"GET / HTTP/9.9\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"):
        reader, writer = await asyncio.open_connection(server.host, server.port)
        writer.write(noise)
        assert (await reader.readline()).split()[1] == b"400"
        writer.close()
    await server.close()

    assert out.getvalue() == ""
