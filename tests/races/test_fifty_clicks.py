"""One person, fifty parallel clicks on one button: one effect, and every click has its answer."""

import asyncio
import hashlib
import hmac
import json
from collections import Counter
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web

from genbot.slack.http import routes
from tests.races.conftest import all_said, shown
from tests.slack.conftest import BEA, IDEAS, MAYA, option, serving, with_an_idea

FIFTY = 50
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
CARD = "The 2 a.m. verdict"


@pytest.fixture
async def card(here, workspace):
    await with_an_idea(here)
    return workspace.message(CARD)


async def found(here, shelf):
    return await here.store.read(lambda tx: getattr(tx, shelf).find())


def notes(workspace, words: str, to: str = MAYA) -> int:
    """How many private answers said so; there must be no others."""
    said = workspace.said(to=to)
    assert [one for one in said if words not in one] == []
    return len(said)


async def test_on_approve_over_the_socket(here, workspace, card):
    clicks = (workspace.press(card, "approve_idea") for _ in range(FIFTY))

    answers = await asyncio.gather(*clicks)
    await all_said(here)

    assert Counter(answer["ok"] for answer in answers) == {True: FIFTY}
    assert len(await found(here, "productions")) == 1
    assert notes(workspace, f"already approved by <@{MAYA}>") == FIFTY - 1
    assert "approve_idea" not in str(shown(workspace, card).blocks)


async def test_on_publish_now_over_the_socket(here, workspace, review):
    clicks = (workspace.press(review, "publish_now", user=BEA) for _ in range(FIFTY))

    answers = await asyncio.gather(*clicks)
    await all_said(here)

    assert Counter(answer["ok"] for answer in answers) == {True: FIFTY}
    assert len(await found(here, "publications")) == 1
    assert len(workspace.said(to=BEA)) == FIFTY - 1


async def test_on_send_of_one_form(here, workspace, card):
    """The form closes at the first; Slack's own patience answers those who sent it too late."""
    await workspace.press(card, "reject_idea")
    await here.router.rest()
    sends = (workspace.submit(reason=option("hook")) for _ in range(FIFTY))

    answers = await asyncio.gather(*sends)
    await all_said(here)

    (idea,) = await found(here, "ideas")
    assert (idea.status, idea.decided_by) == ("rejected", MAYA)
    assert all(answer["ok"] or answer.get("error") for answer in answers)
    journal = await here.store.read(lambda tx: tx.journal.of(idea.id))
    assert [one.event for one in journal].count("IdeaDecided") == 1


async def test_on_a_command(here, workspace):
    """Fifty commands are fifty wishes: each is its own request, and each is shown."""
    answers = await asyncio.gather(*(workspace.command(f"ideas 1 taco {n}") for n in range(FIFTY)))
    await all_said(here)

    assert Counter(answer["ok"] for answer in answers) == {True: FIFTY}
    assert len(await found(here, "requests")) == FIFTY
    shown_now = [one for one in workspace.said() if "taco" in one]
    assert len({one.split("taco ")[1] for one in shown_now}) == FIFTY


@pytest.fixture
async def door(stage, clock):
    """HTTP mode's door."""
    app = web.Application()
    app.add_routes(routes(stage.app, SECRET, None, set(), clock))
    async with serving(app) as url, aiohttp.ClientSession() as http:

        async def knock(payload: dict) -> int:
            body, stamp = urlencode({"payload": json.dumps(payload)}), str(int(clock()))
            sign = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": f"v0={sign.hexdigest()}",
            }
            async with http.post(f"{url}/slack/events", data=body, headers=headers) as answer:
                return answer.status

        yield knock


def pressed(card, nth: int) -> dict:
    """Slack's own payload of a click."""
    action = {
        "type": "button", "action_id": "approve_idea", "value": "idea1:1",
        "block_id": "b", "action_ts": f"1800000000.{nth:06d}",
    }  # fmt: skip
    return {
        "type": "block_actions", "user": {"id": MAYA}, "team": {"id": "T0SANDBOX0"},
        "trigger_id": f"t{nth}", "channel": {"id": IDEAS}, "actions": [action],
        "message": {"ts": card.ts, "thread_ts": card.thread_ts},
        "container": {"type": "message", "message_ts": card.ts, "channel_id": IDEAS},
    }  # fmt: skip


async def test_on_approve_over_http(here, workspace, card, door):
    statuses = await asyncio.gather(*(door(pressed(card, nth)) for nth in range(FIFTY)))
    await all_said(here)

    assert Counter(statuses) == {200: FIFTY}
    assert len(await found(here, "productions")) == 1
    assert notes(workspace, f"already approved by <@{MAYA}>") == FIFTY - 1


async def test_one_click_delivered_over_both_doors_is_one_click(here, workspace, card, door):
    """While somebody changes from one mode to the other, Slack may know both."""
    await workspace.press(card, "approve_idea")
    (delivery,) = [one for one in workspace.slack.deliveries.recent if one.kind == "block_actions"]

    assert await door(delivery.payload) == 200
    await all_said(here)

    assert len(await found(here, "productions")) == 1
    assert workspace.said(to=MAYA) == []
