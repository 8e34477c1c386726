"""What the app is sent: events, commands, clicks and forms, in the shapes Slack gives them."""

from __future__ import annotations

from typing import Any

from genbot.sandbox.slack.people import APP_ID, BOT_USER, TEAM, Channel, Person

Dict = dict[str, Any]
TOKEN = "sandbox-verification-token"  # noqa: S105  the old verification token, unused by anybody
TEAM_BRIEF = {"id": TEAM["id"], "domain": TEAM["domain"]}
INSTALLED = {"is_enterprise_install": False, "enterprise": None}


def person(one: Person) -> Dict:
    return {"id": one.id, "username": one.name, "name": one.name, "team_id": TEAM["id"]}


def place(channel: Channel) -> Dict:
    """Slack tells an app the names of public channels only."""
    unnamed = {"im": "directmessage", "group": "privategroup"}
    return {"id": channel.id, "name": unnamed.get(channel.kind, channel.name)}


def event(inner: Dict, event_id: str, now: float) -> Dict:
    """The wrapping of an event: Events API, `event_callback`."""
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM["id"],
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": TOKEN,
        "team_id": TEAM["id"],
        "context_team_id": TEAM["id"],
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": inner,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(now),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def command(by: Person, channel: Channel, name: str, text: str) -> Dict:
    """A slash command, without its trigger and response URL."""
    return {
        "token": TOKEN,
        "team_id": TEAM["id"],
        "team_domain": TEAM["domain"],
        "channel_id": channel.id,
        "channel_name": place(channel)["name"],
        "user_id": by.id,
        "user_name": by.name,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
    }


def interaction(kind: str, by: Person) -> Dict:
    """What every click, form and shortcut has in common."""
    return {
        "type": kind,
        "user": person(by),
        "api_app_id": APP_ID,
        "token": TOKEN,
        "team": dict(TEAM_BRIEF),
        **INSTALLED,
    }
