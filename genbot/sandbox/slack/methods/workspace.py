"""auth.*, apps.*, users.*, bots.*, team.*: who is here, and how to get in."""

from __future__ import annotations

from typing import Any

from genbot.sandbox.slack import roster
from genbot.sandbox.slack.calls import Call, Method
from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.messages import bot_profile
from genbot.sandbox.slack.methods.conversations import page
from genbot.sandbox.slack.people import APP_ID, BOT_ID, BOT_USER, TEAM

Dict = dict[str, Any]


def who(call: Call) -> Dict:
    return {
        "url": f"https://{call.slack.team['domain']}.slack.com/",
        "team": call.slack.team["name"],
        "user": call.slack.app.name,
        "team_id": TEAM["id"],
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def connect(call: Call) -> Dict:
    """A WebSocket address with a fresh ticket, on the host the caller used."""
    ticket = call.slack.road.ticket()
    host = call.slack.origin.replace("http", "ws", 1)
    return {"url": f"{host}/link/?ticket={ticket}&app_id={APP_ID}"}


def _bot(call: Call) -> Dict:
    name = call.slack.app.name
    profile = {"real_name": name, "display_name": name, "bot_id": BOT_ID, "api_app_id": APP_ID}
    about = {"id": BOT_USER, "team_id": TEAM["id"], "name": name, "real_name": name}
    return about | {"deleted": False, "is_bot": True, "tz_offset": 0, "profile": profile}


def person(call: Call) -> Dict:
    call.need("user")
    if call.text("user") == BOT_USER:
        return {"user": _bot(call)}
    found = call.slack.people.persons.get(call.text("user"))
    if found is None:
        raise Refused("user_not_found")
    return {"user": roster.person(call.slack, found)}


def everybody(call: Call) -> Dict:
    every = call.slack.people.persons.values()
    known = [*(roster.person(call.slack, one) for one in every), _bot(call)]
    members, more = page(call, known)
    return {"members": members, "response_metadata": more["response_metadata"]}


def bot(call: Call) -> Dict:
    if call.text("bot") not in ("", BOT_ID):
        raise Refused("bot_not_found")
    return {"bot": bot_profile() | {"name": call.slack.app.name}}


def team(call: Call) -> Dict:
    return {"team": {**call.slack.team, "email_domain": ""}}


def groups(call: Call) -> Dict:
    """Those that are in use, unless the others are asked for too; who is in them as well."""
    every = call.slack.people.groups.values()
    wanted = [one for one in every if call.flag("include_disabled") or not one.disabled]
    users = call.flag("include_users")
    return {"usergroups": [roster.group(one, users=users) for one in wanted]}


METHODS = {
    "auth.test": Method(who, 0),
    "apps.connections.open": Method(connect, 3, app_level=True),
    "users.info": Method(person, 4, ("users:read",)),
    "users.list": Method(everybody, 2, ("users:read",)),
    "bots.info": Method(bot, 3, ("users:read",)),
    "team.info": Method(team, 3, ("team:read",)),
    "usergroups.list": Method(groups, 2, ("usergroups:read",)),
}
