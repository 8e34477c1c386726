"""What the page asks for: who is here, what was said, what is on the screen; and what it does."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from genbot.sandbox.slack import acts, forms
from genbot.sandbox.slack.errors import NoAnswer, Refused
from genbot.sandbox.slack.messages import Message
from genbot.sandbox.slack.methods.files import begin, share
from genbot.sandbox.slack.people import BOT_USER, TEAM, Channel, Person
from genbot.sandbox.slack.workspace import SLACK, Slack

Dict = dict[str, Any]


def _person(slack: Slack, one: Person) -> Dict:
    offset = one.tz_offset(slack.world.now())
    names: Dict = {"id": one.id, "name": one.name, "real_name": one.real_name, "title": one.title}
    names["gone"] = one.id in slack.people.gone
    return names | {"tz": one.tz, "tz_offset": offset, "color": one.color}


def _channel(one: Channel) -> Dict:
    about: Dict = {"id": one.id, "name": one.name, "topic": one.topic, "is_im": one.is_im}
    about |= {"member": BOT_USER in one.members, "archived": one.archived, "private": one.private}
    return about | ({"user": one.user} if one.user else {})


def _acting(slack: Slack, user: str) -> Person:
    person = slack.people.persons.get(user)
    if person is None:
        raise Refused("user_not_found")
    if user in slack.people.gone:
        raise Refused("account_inactive")
    return person


def _place(slack: Slack, by: Person, name: str) -> Channel:
    """A channel this person is in; anybody else's does not exist for them."""
    channel = slack.people.channels.get(name)
    if channel is None or by.id not in channel.members:
        raise Refused("channel_not_found")
    return channel


async def hello(request: web.Request) -> web.Response:
    slack = request.app[SLACK]
    by = _acting(slack, request.query.get("user") or slack.people.anybody())
    commands = [
        {name: one.get(name, "") for name in ("command", "description", "usage_hint")}
        for one in slack.app.commands
    ]
    shortcuts = [
        {name: one.get(name, "") for name in ("type", "callback_id", "name", "description")}
        for one in slack.app.shortcuts
    ]
    return web.json_response(
        {
            "team": {"id": TEAM["id"], "name": TEAM["name"]},
            "me": _person(slack, by),
            "users": [_person(slack, one) for one in slack.people.persons.values()],
            "channels": [_channel(one) for one in slack.people.seen_by(by.id)],
            "bot": slack.bot(),
            "commands": commands,
            "shortcuts": shortcuts,
            "speed": slack.world.speed,
        }
    )


async def people(request: web.Request) -> web.Response:
    """Who there is, which groups and which channels: for whoever changes that."""
    slack = request.app[SLACK]
    groups = [
        {"id": one.id, "handle": one.handle, "people": one.people, "disabled": bool(one.disabled)}
        for one in slack.people.groups.values()
    ]
    persons = [_person(slack, one) for one in slack.people.persons.values()]
    channels = [
        _channel(one) | {"people": sorted(one.members - {BOT_USER})}
        for one in slack.people.channels.values()
        if not one.is_im
    ]
    return web.json_response({"people": persons, "groups": groups, "channels": channels})


async def messages(request: web.Request) -> web.Response:
    slack = request.app[SLACK]
    by = _acting(slack, request.query.get("user", ""))
    channel = _place(slack, by, request.query.get("channel", ""))
    said = slack.board.read_by(by.id, channel.id)
    return web.json_response({"messages": [slack.board.as_seen(one) for one in said]})


async def replies(request: web.Request) -> web.Response:
    slack = request.app[SLACK]
    by = _acting(slack, request.query.get("user", ""))
    channel = _place(slack, by, request.query.get("channel", ""))
    said = slack.board.thread_read_by(by.id, channel.id, request.query.get("ts", ""))
    return web.json_response({"messages": [slack.board.as_seen(one) for one in said]})


async def home(request: web.Request) -> web.Response:
    """The Home tab of one person; looking at it tells the app, as in Slack."""
    slack = request.app[SLACK]
    by = _acting(slack, request.query.get("user", ""))
    view = slack.windows.homes.get(by.id)
    event: Dict = {"type": "app_home_opened", "user": by.id, "tab": "home"}
    direct = slack.people.direct(by.id)
    event |= {"channel": direct.id if direct else "", "event_ts": slack.board.stamp()}
    slack.tell("app_home_opened", event | ({"view": view.as_told()} if view else {}))
    return web.json_response({"view": view.as_told() if view else None})


async def act(request: web.Request) -> web.Response:
    """POST /_sandbox/act: one thing a person does; returns when the app has taken it."""
    slack = request.app[SLACK]
    asked = await request.json()
    try:
        by = _acting(slack, str(asked.get("user")))
        verb = VERBS.get(str(asked.get("do")))
        if verb is None:
            raise Refused("unknown_act", f"there are: {', '.join(VERBS)}")  # noqa: TRY301
        done = await verb(slack, by, asked)
    except NoAnswer as none:
        return web.json_response({"ok": False, "error": none.error})
    except Refused as refused:
        reason = "; ".join(refused.reasons)
        return web.json_response({"ok": False, "error": refused.error, "reason": reason})
    return web.json_response({"ok": True, **done})


async def _say(slack: Slack, by: Person, asked: Dict) -> Dict:
    channel = _place(slack, by, str(asked.get("channel")))
    text, thread_ts = str(asked.get("text") or ""), asked.get("thread_ts")
    return {"ts": acts.say(slack, by, channel, text, str(thread_ts) if thread_ts else None).ts}


async def _command(slack: Slack, by: Person, asked: Dict) -> Dict:
    channel = _place(slack, by, str(asked.get("channel")))
    return await acts.command(slack, by, channel, str(asked.get("text") or ""))


async def _press(slack: Slack, by: Person, asked: Dict) -> Dict:
    if not asked.get("view_id"):
        _place(slack, by, str(asked.get("channel")))
    await acts.press(slack, by, asked)
    return {}


async def _submit(slack: Slack, by: Person, asked: Dict) -> Dict:
    return await forms.submit(slack, by, str(asked.get("view_id")), asked.get("values") or {})


async def _close(slack: Slack, by: Person, asked: Dict) -> Dict:
    await forms.close(slack, by, str(asked.get("view_id")), all=bool(asked.get("all")))
    return {}


async def _shortcut(slack: Slack, by: Person, asked: Dict) -> Dict:
    if asked.get("channel"):
        _place(slack, by, str(asked["channel"]))
    await acts.shortcut(slack, by, asked)
    return {}


async def _join(slack: Slack, by: Person, asked: Dict) -> Dict:
    slack.membership(_place(slack, by, str(asked.get("channel"))), joins=True)
    return {}


async def _leave(slack: Slack, by: Person, asked: Dict) -> Dict:
    slack.membership(_place(slack, by, str(asked.get("channel"))), joins=False)
    return {}


async def _upload(slack: Slack, by: Person, asked: Dict) -> Dict:
    """A person drops a file into a channel, or (without one) into a form."""
    channel = _place(slack, by, str(asked["channel"])) if asked.get("channel") else None
    try:
        content = base64.b64decode(str(asked.get("base64") or ""), validate=True)
    except binascii.Error:
        raise Refused("invalid_arguments", "base64 is not base64") from None
    file = begin(slack, str(asked.get("name") or "file"), len(content), by.id)
    slack.contents[file["id"]] = content
    slack.shared.add(file["id"])
    if channel is None:
        return {"file_id": file["id"]}
    thread_ts = str(asked["thread_ts"]) if asked.get("thread_ts") else None
    text = acts.written(str(asked.get("text") or ""))
    message = Message(channel.id, by.id, text, thread_ts=thread_ts)
    share(slack, [file], message)
    return {"ts": message.ts, "file_id": file["id"]}


VERBS: dict[str, Callable[[Slack, Person, Dict], Awaitable[Dict]]] = {
    "say": _say,
    "command": _command,
    "press": _press,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "join": _join,
    "leave": _leave,
    "upload": _upload,
}


async def events(request: web.Request) -> web.StreamResponse:
    slack = request.app[SLACK]
    by = _acting(slack, request.query.get("user", ""))
    view = slack.windows.top(by.id)
    return await slack.feed.stream(
        request, {"type": "view", "view": view.as_told()} if view else None
    )


ROUTES = [
    web.get("/_sandbox/hello", hello),
    web.get("/_sandbox/people", people),
    web.get("/_sandbox/messages", messages),
    web.get("/_sandbox/replies", replies),
    web.get("/_sandbox/home", home),
    web.get("/_sandbox/events", events),
    web.post("/_sandbox/act", act),
]
