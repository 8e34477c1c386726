"""The people, user groups and crowds of the workspace, as Slack tells of them, and how they change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.messages import Message
from genbot.sandbox.slack.people import TEAM, Channel, Group, Person
from genbot.sandbox.slack.workspace import Slack

Dict = dict[str, Any]
MOST_TOLD = 500  # people of a group in an event
PRIVATE = "made this channel *private*. Now, it can only be viewed or joined by invitation."
PUBLIC = "made this channel *public*. Any member can see and join it."


def person(slack: Slack, one: Person) -> Dict:
    """A user, as users.info has them; of who has left Slack tells no time zone."""
    names = {"real_name": one.real_name, "display_name": one.name, "title": one.title}
    about: Dict = {"id": one.id, "team_id": one.team, "name": one.name}
    about |= {"real_name": one.real_name, "is_bot": False, "profile": names | {"team": one.team}}
    if one.id in slack.people.gone:
        return about | {"deleted": True}
    offset = one.tz_offset(slack.world.now())
    return about | {"deleted": False, "tz": one.tz, "tz_label": one.tz, "tz_offset": offset}


def group(one: Group, *, users: bool) -> Dict:
    """A user group, as usergroups.list has it."""
    about = {
        "id": one.id,
        "team_id": TEAM["id"],
        "is_usergroup": True,
        "is_subteam": True,
        "name": one.name,
        "description": "",
        "handle": one.handle,
        "is_external": False,
        "date_update": int(one.updated),
        "date_delete": int(one.disabled),
        "prefs": {"channels": [], "groups": []},
        "user_count": len(one.people),
    }
    return about | ({"users": list(one.people)} if users else {})


def leaves(slack: Slack, user: str, *, gone: bool = True) -> None:
    """Somebody's account is deactivated, or opened again; the app hears of it."""
    found = slack.people.persons.get(user)
    if found is None:
        raise Refused("user_not_found")
    (slack.people.gone.add if gone else slack.people.gone.discard)(user)
    _changed(slack, found)


def travels(slack: Slack, user: str, tz: str) -> None:
    """Somebody lives in another time zone from now on; the app hears of it."""
    found = slack.people.persons.get(user)
    if found is None:
        raise Refused("user_not_found")
    slack.people.persons[user] = replace(found, tz=tz)
    _changed(slack, slack.people.persons[user])


def _changed(slack: Slack, one: Person) -> None:
    stamp = slack.board.stamp()
    told = {"type": "user_change", "user": person(slack, one), "event_ts": stamp}
    slack.tell("user_change", told | {"cache_ts": int(slack.world.now())})
    slack.feed.everybody({"type": "people"})


def regroups(
    slack: Slack, handle: str, people: list[str] | None = None, *, disabled: bool | None = None
) -> None:
    """A user group is made, or is changed; the app hears of it."""
    found = slack.people.group(handle)
    if found is None:
        found = Group(slack.name("S"), handle, handle.replace("-", " ").capitalize(), people or [])
        slack.people.groups[found.id] = found
        _tell(slack, "subteam_created", found)
        return
    if disabled is not None:
        found.disabled = slack.world.now() if disabled else 0.0
    if people is not None:
        _members(slack, found, people)
    found.updated = slack.world.now()
    _tell(slack, "subteam_updated", found)


def fills(slack: Slack, channel: Channel, people: list[str]) -> None:
    """These people are in a channel from now on, and nobody else but apps; the app hears of each."""
    _known(slack, people)
    here = channel.members & set(slack.people.persons)
    for user in sorted(here ^ set(people)):
        slack.moves(user, channel, joins=user in people)
    slack.feed.everybody({"type": "people"})


def hides(slack: Slack, channel: Channel, user: str, *, private: bool) -> None:
    """A channel is made private, or public again; who is in it reads so, apps too."""
    _public(channel)
    channel.private = private
    subtype = f"channel_convert_to_{'private' if private else 'public'}"
    _noted(slack, channel, user, subtype, PRIVATE if private else PUBLIC)


def shelves(slack: Slack, channel: Channel, user: str, *, archived: bool) -> None:
    """A channel is archived, or opened again; who is in it reads so, apps too."""
    _public(channel)
    what = "archive" if archived else "unarchive"
    channel.archived = archived
    subtype = f"{'group' if channel.private else 'channel'}_{what}"
    _noted(slack, channel, user, subtype, f"{'' if archived else 'un-'}archived the channel")


def _public(channel: Channel) -> None:
    if channel.is_im:
        raise Refused("method_not_supported_for_channel_type")


def _noted(slack: Slack, channel: Channel, user: str, subtype: str, text: str) -> None:
    by = user or slack.people.anybody()
    slack.post(Message(channel.id, by, text, subtype=subtype))
    slack.feed.everybody({"type": "people"})


def _known(slack: Slack, people: list[str]) -> None:
    if unknown := [one for one in people if one not in slack.people.persons]:
        raise Refused("invalid_users", f"nobody is called {', '.join(unknown)}")


def _members(slack: Slack, found: Group, people: list[str]) -> None:
    _known(slack, people)
    added = [one for one in people if one not in found.people]
    removed = [one for one in found.people if one not in people]
    before, found.people = found.updated, people
    event: Dict = {"type": "subteam_members_changed", "subteam_id": found.id}
    event |= {"team_id": TEAM["id"], "date_previous_update": int(before)}
    event |= {"added_users": added, "added_users_count": str(len(added))}
    event |= {"removed_users": removed, "removed_users_count": str(len(removed))}
    slack.tell(event["type"], event | {"date_update": int(slack.world.now())})


def _tell(slack: Slack, name: str, found: Group) -> None:
    told = group(found, users=True)
    told["users"] = told["users"][:MOST_TOLD]
    slack.tell(name, {"type": name, "subteam": told, "event_ts": slack.board.stamp()})
    slack.feed.everybody({"type": "people"})
