"""Control 2 after a restart: signed bytes that come a second time change nothing, whatever they are."""

import json
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web

from genbot.slack.http import routes
from genbot.slack.router import Router, build_app
from genbot.slack.tools import Tools
from tests.security.test_door import good
from tests.slack.conftest import IDEAS, MAYA, serving, with_an_idea
from tests.slack.test_http import SECRET, Door, command

US, TEAM = "U0GENBOT00", {"id": "T0SANDBOX0", "domain": "taco"}
SHOWN = {"views.open", "views.publish", "views.update"}


def interaction(kind, **about):
    told = {"type": kind, "user": {"id": MAYA}, "team": TEAM, "trigger_id": "9.9.abc", **about}
    return urlencode({"payload": json.dumps(told)})


def button(act, value="idea1:1"):
    action = {"type": "button", "action_id": act, "block_id": "b", "value": value}
    return interaction(
        "block_actions", actions=[{**action, "action_ts": "1800000000.1"}],
        channel={"id": IDEAS}, message={"ts": "1800000000.000001", "text": "x", "blocks": []},
        container={"type": "message", "message_ts": "1800000000.000001", "channel_id": IDEAS},
    )  # fmt: skip


def form(name, **filled):
    states = {
        block: {block: {"type": "plain_text_input", "value": filled[block]}} for block in filled
    }
    return interaction("view_submission", view={
        "id": "V1", "hash": "1.a", "type": "modal", "callback_id": name,
        "private_metadata": json.dumps(["idea1:1", IDEAS, ""]), "state": {"values": states},
    })  # fmt: skip


def event(**about):
    told = {"channel": IDEAS, "user": MAYA, "ts": "1800000001.000001", **about}
    return json.dumps({
        "type": "event_callback", "event_id": "Ev1", "team_id": TEAM["id"], "event": told,
    })  # fmt: skip


def shortcut(kind, name):
    about = {"channel": {"id": IDEAS}, "message": {"text": "tacos", "ts": "1.1"}}
    more = about if kind == "message_action" else {}
    return interaction(kind, callback_id=name, action_ts="1800000000.2", **more)


def outsider():
    told = {"command": "/gen", "text": "ideas 3 tacos", "user_id": "U0OUTSIDER"}
    told |= {"channel_id": IDEAS, "team_id": "T0OTHERORG0", "trigger_id": "8.8.abc"}
    return urlencode(told)


BODIES = {
    "a command": command(),
    "a command that opens a form": command("settings"),
    "a command that is answered": command("status"),
    "a button that decides": button("approve_idea"),
    "a button that opens a form": button("reject_idea"),
    "a button that is refused": button("approve_idea", "idea1:7"),
    "a form": form("change_idea_form", wish="punchier"),
    "a form without its answer": form("change_idea_form", wish=""),
    "a form of an older version": form("gone"),
    "a mention": event(type="app_mention", text=f"<@{US}> ideas 3 tacos"),
    "a message in private": event(type="message", channel="D0MARKETER", channel_type="im", text="help"),
    "a reply in a thread": event(type="message", text="make 1 punchier", thread_ts="THREAD"),
    "a visit of the Home tab": event(type="app_home_opened", tab="home"),
    "being invited": event(type="message", subtype="channel_join", user=US),
    "a shortcut": shortcut("shortcut", "new_ideas"),
    "a shortcut of a message": shortcut("message_action", "make_ideas"),
    "somebody of another organisation": outsider(),
}  # fmt: skip
LOOKED = 'INSERT INTO "marks" VALUES(\'home:'
NO_EFFECT = {"being invited", "a visit of the Home tab", "a form without its answer"}


async def everything(store):
    """The whole database, as text, but for who looked at their Home tab when."""
    every = await store.unit(lambda tx: list(tx._db.iterdump()))
    return [one for one in every if not one.startswith(LOOKED)]


async def sent(stage, clock, app, body, headers):
    """Through a door of its own, as after a start: nothing is remembered but what is on disk."""
    pages = web.Application()
    pages.add_routes(routes(app, SECRET, None, set(), clock))
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    async with serving(pages) as url, aiohttp.ClientSession() as http:
        headers = {**dict(headers), "Content-Type": kind}
        data = body.encode()
        async with http.post(f"{url}/slack/events", data=data, headers=headers) as answer:
            return answer.status


@pytest.mark.parametrize("name", BODIES)
async def test_a_replay_after_a_restart_changes_nothing(stage, make_store, workspace, clock, name):
    idea = await with_an_idea(stage)
    thread = await stage.store.read(lambda tx: tx.outbox.ts_of(f"request:{idea.request_id}"))
    body = BODIES[name].replace("THREAD", thread)
    headers = good(Door(None, "", clock), body)
    at_first = await everything(stage.store)
    assert await sent(stage, clock, stage.app, body, headers) == 200
    await stage.router.rest()
    before, shown = await everything(stage.store), workspace.slack.calls.copy()
    assert (before == at_first) == (name in NO_EFFECT)

    stage.store.close()
    store = make_store()
    router = Router(Tools(store, stage.gen, stage.client, lambda: "ref"))
    clock.pass_(290)  # nearly as old as a signature may be
    assert await sent(stage, clock, build_app(router, stage.client), body, headers) == 200
    await router.rest()

    assert await everything(store) == before
    again = {call for call in SHOWN if workspace.slack.calls[call] != shown[call]}
    assert again == ({"views.publish"} if name == "a visit of the Home tab" else set())
