"""What an error of Slack's means for the postman, whatever shape it comes in."""

import json
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from genbot.slack import trouble
from genbot.slack.trouble import BY_WORD, LOCKED_OUT, Next

METHODS = Path(__file__).parents[3] / "shared" / "reference" / "slack" / "methods"


class Response:
    def __init__(self, status, data, **headers):
        self.status_code, self.data, self.headers = status, data, headers


def answered(status, data, **headers):
    return trouble.read(SlackApiError("no", Response(status, data, **headers)))


@pytest.mark.parametrize(
    ("word", "next"),
    [
        ("message_not_found", Next.ANEW),
        ("edit_window_closed", Next.ANEW),
        ("not_in_channel", Next.ELSEWHERE),
        ("is_archived", Next.ELSEWHERE),
        ("invalid_blocks", Next.PLAINER),
        ("msg_too_long", Next.PLAINER),
        ("fatal_error", Next.DOUBT),
        ("thread_not_found", Next.ORPHAN),
        ("a_word_of_tomorrow", Next.AGAIN),
        ("token_revoked", Next.AGAIN),
    ],
)
def test_slacks_words_are_sorted(word, next):
    assert answered(200, {"ok": False, "error": word}).next is next


def test_too_many_requests_say_when_to_come_back():
    found = answered(429, {"ok": False, "error": "ratelimited"}, **{"Retry-After": "7"})

    assert (found.next, found.hold) == (Next.SLOWER, 7)


@pytest.mark.parametrize("data", ["<html>", {}, None, b"\x00"])
def test_too_many_requests_without_json_are_understood(data):
    assert answered(429, data, **{"retry-after": "7"}).hold == 7


@pytest.mark.parametrize("status", [500, 502, 503, 504, 200])
@pytest.mark.parametrize("data", ["<html>", {}, None])
def test_an_answer_without_a_word_is_a_doubt(status, data):
    assert answered(status, data).next is Next.DOUBT


@pytest.mark.parametrize(
    "error", [TimeoutError(), aiohttp.ServerDisconnectedError(), AttributeError("get")]
)
def test_what_is_not_understood_is_a_doubt(error):
    assert trouble.read(error).next is Next.DOUBT


def test_being_locked_out_counts_as_an_outage():
    assert all(answered(200, {"error": word}).down for word in LOCKED_OUT)


def test_every_word_is_sorted_once():
    assert sum(map(len, trouble.NEXT.values())) == len(BY_WORD)


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update", "chat.postEphemeral"])
def test_most_words_slack_documents_for_a_message_are_sorted(method):
    if not METHODS.is_dir():
        pytest.skip("Slack's method contracts are not beside this repository")
    documented = set(json.loads((METHODS / f"{method}.json").read_text())["errors"])

    important = {"channel_not_found", "is_archived", "msg_too_long", "invalid_blocks"}
    assert important & documented <= set(BY_WORD)
