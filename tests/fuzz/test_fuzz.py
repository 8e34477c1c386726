"""A few seconds of fuzzing in every run of the suite; `python -m tests.fuzz` goes on for as long as you like."""

import hmac
from contextlib import suppress
from hashlib import sha256
from io import BytesIO

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.domain.asked import understand
from genbot.domain.errors import Refusal
from genbot.domain.posts import Place
from genbot.slack import asks, commands
from genbot.slack.http import routes
from tests.fuzz.calls import Calls
from tests.fuzz.door import delivery
from tests.fuzz.mutate import Mutator
from tests.fuzz.targets import Life, every_target
from tests.slack.conftest import announce, gen, serving, stage, workspace
from tests.slack.test_http import SECRET

__all__ = ["announce", "gen", "stage", "workspace"]
INPUTS = 150


@pytest.fixture(scope="module")
def targets():
    return every_target()


NAMES = sorted(every_target())


@pytest.mark.parametrize("name", NAMES)
def test_no_promise_is_broken_by_mutated_input(targets, name):
    for number in range(INPUTS if name != "cards and forms" else 15):
        targets[name](Mutator(number))


def signed(stamp, body):
    told = f"v0:{stamp}:".encode() + body
    return "v0=" + hmac.new(SECRET.encode(), told, sha256).hexdigest()


async def test_whatever_is_signed_the_door_never_answers_500(stage, clock, caplog):
    """Bolt, the router, the stories, a real HTTP listener; nothing mutated breaks through."""
    app = web.Application()
    app.add_routes(routes(stage.app, SECRET, None, set(), clock))
    answers = {}
    async with serving(app) as url, aiohttp.ClientSession() as http:
        for number in range(INPUTS):
            body, kind = delivery(Mutator(number))
            stamp = str(int(clock()))
            headers = {"X-Slack-Request-Timestamp": stamp, "Content-Type": kind}
            headers["X-Slack-Signature"] = signed(stamp, body)
            data = BytesIO(body)
            async with http.post(f"{url}/slack/events", data=data, headers=headers) as answer:
                answers.setdefault(answer.status, []).append((number, body))
            clock.pass_(1)
        await stage.answered()

    assert {status: told for status, told in answers.items() if status >= 500} == {}
    assert 200 in answers
    assert "Traceback" not in " ".join(record.getMessage() for record in caplog.records)


def test_whatever_gen_says_only_moves_looks_nearer():
    calls = Calls(Life())
    for number in range(INPUTS * 4):
        calls(Mutator(number))
    calls.close()


@settings(max_examples=200)
@given(text=st.text(max_size=500) | st.text(alphabet="<>!@#|& ideas0123", max_size=80))
def test_whatever_is_typed_is_understood_or_refused(text):
    row, rest = commands.meant(asks.Command("k", "U0", Place("C0"), "t", text))

    assert row.run
    with suppress(Refusal):
        found = commands.chosen(rest.text, (("a1", "Santiago"), ("a2", "Sofia")))
        assert found in {("a1", "Santiago"), ("a2", "Sofia")}


@pytest.mark.parametrize("typed", ["--11 tacos", "+-1 tacos", "-+5", "--"])
def test_a_number_with_two_signs_is_a_topic(typed):
    """Found after a million typed commands."""
    assert understand(typed, 20).topic == typed


@pytest.mark.parametrize(
    "typed", ["-5 tacos", "0 tacos", "+99 tacos", "999999999999999999999 tacos"]
)
def test_a_number_that_is_too_small_or_large_is_refused(typed):
    with pytest.raises(Refusal, match="1 to 20"):
        understand(typed, 20)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)


@settings(max_examples=200)
@given(body=st.dictionaries(st.sampled_from(["user", "actions", "view", "event", "channel"]), JSON))
def test_any_payload_is_read_or_unreadable(body):
    for kind in (asks.Command, asks.Press, asks.Submission, asks.Shortcut, asks.Visit):
        with suppress(asks.Unreadable):
            str(asks.read(kind.read, body)).encode()
