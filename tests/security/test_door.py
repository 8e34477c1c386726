"""Controls 1, 2 and 19: only what Slack signed comes in, once, and nothing makes the door fall."""

import asyncio
import hmac
from hashlib import sha256
from io import BytesIO

import pytest

from tests.slack.test_http import SECRET, command, signature

STAMP, SIGN = "X-Slack-Request-Timestamp", "X-Slack-Signature"


async def done(stage):
    return len(await stage.store.read(lambda tx: tx.requests.find()))


def good(door, body):
    stamp = str(int(door.clock()))
    return [(STAMP, stamp), (SIGN, signature(stamp, body))]


async def post(door, body, headers, path="/slack/events"):
    kind = ("Content-Type", "application/x-www-form-urlencoded")
    data = BytesIO(body if isinstance(body, bytes) else body.encode())
    url = f"{door.url}{path}"
    async with door.http.post(url, data=data, headers=[*headers, kind]) as answer:
        return answer.status, await answer.text()


def without(name):
    return lambda headers: [one for one in headers if one[0] != name]


def with_value(name, change):
    return lambda headers: [(k, change(v) if k == name else v) for k, v in headers]


HOSTILE = {
    "no headers": lambda headers: [],
    "no stamp": without(STAMP),
    "no signature": without(SIGN),
    "stamp of another second": with_value(STAMP, lambda v: str(int(v) + 1)),
    "stamp with a plus": with_value(STAMP, lambda v: f"+{v}"),
    "stamp with a sign": with_value(STAMP, lambda v: f"-{v}"),
    "stamp with a fraction": with_value(STAMP, lambda v: f"{v}.0"),
    "stamp with an underscore": with_value(STAMP, lambda v: f"{v[:5]}_{v[5:]}"),
    "stamp in another script": with_value(STAMP, lambda v: v.translate(str.maketrans("0123456789", "०१२३४५६७८९"))),
    "stamp of 5,000 digits": with_value(STAMP, lambda v: "9" * 5_000),
    "stamp of the year 2286": with_value(STAMP, lambda v: "9999999999"),
    "stamp of zeros": with_value(STAMP, lambda v: "0000000000"),
    "signature of another version": with_value(SIGN, lambda v: f"v1={v[3:]}"),
    "signature in capitals": with_value(SIGN, str.upper),
    "signature with capital hex": with_value(SIGN, lambda v: f"v0={v[3:].upper()}"),
    "signature cut short": with_value(SIGN, lambda v: v[:-1]),
    "signature too long": with_value(SIGN, lambda v: f"{v}0"),
    "signature twice in one": with_value(SIGN, lambda v: f"{v},{v}"),
    "signature that is not ASCII": with_value(SIGN, lambda v: f"v0={'é' * 64}"),
    "signature of null": with_value(SIGN, lambda v: "null"),
    "a wrong signature before the right one": lambda headers: [(SIGN, f"v0={'0' * 64}"), *headers],
    "a wrong stamp before the right one": lambda headers: [(STAMP, "1"), *headers],
}  # fmt: skip


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
async def test_what_slack_did_not_sign_is_refused_without_a_word(door, stage, change, caplog):
    caplog.set_level("DEBUG")
    body = command(text="ideas 3 CANARY-IN-THE-BODY")

    status, said = await post(door, body, change(good(door, body)))

    assert (status, said) == (401, "")
    assert await done(stage) == 0
    ours = [record for record in caplog.records if record.name.startswith(("genbot", "slack"))]
    assert "CANARY-IN-THE-BODY" not in "".join(record.getMessage() for record in ours)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"payload=%ff%fe", b"", b"\x00" * 100, b"&&&&=;="])
async def test_signed_bytes_that_are_no_text_are_no_error_of_ours(door, body):
    stamp = str(int(door.clock()))
    sign = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, sha256).hexdigest()

    status, _ = await post(door, body, [(STAMP, stamp), (SIGN, f"v0={sign}")])

    assert status < 500


async def test_one_changed_byte_is_refused(door, stage):
    body = command()
    for at in range(0, len(body), 7):
        other = body[:at] + chr((ord(body[at]) + 1) % 128) + body[at + 1 :]
        status, _ = await post(door, other, good(door, body))
        assert status == 401
    assert await done(stage) == 0


async def test_the_same_bytes_fifty_times_at_once_have_one_effect(door, stage):
    body = command()

    answers = await asyncio.gather(*(post(door, body, good(door, body)) for _ in range(50)))

    assert sorted(status for status, _ in answers) == [200] + [401] * 49
    assert await done(stage) == 1


async def test_a_very_long_command_is_answered(door, stage):
    await post(door, command(text=f"ideas 3 {'x' * 100_000}"), good_for(door, "x" * 100_000))

    [asked] = await stage.store.read(lambda tx: tx.requests.find())
    assert len(asked.topic) <= 2_000


def good_for(door, text):
    body = command(text=f"ideas 3 {text}")
    return good(door, body)


@pytest.mark.parametrize("path", ["/slack/install", "/slack/oauth_redirect", "/", "/metrics"])
async def test_there_are_no_other_doors(door, path):
    body = command()

    assert (await post(door, body, good(door, body), path))[0] in {404, 405}
