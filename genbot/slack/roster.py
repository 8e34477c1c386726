"""Who belongs to the workspace, and who is where: asked of Slack now and then, heard in between."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from genbot.domain.people import Group, Member
from genbot.flows import people
from genbot.slack import trouble
from genbot.slack.identity import NotKnown, foreign, introduced
from genbot.slack.trouble import Next
from genbot.store import Store, Transaction

log = logging.getLogger(__name__)

MOST = 10  # people and channels per round: Slack allows a hundred a minute, and others ask too
CROWD = 100  # people in a channel; more than that are enough for any rule
EACH = 600.0  # seconds between two looks at the groups
REST = 60.0  # seconds after something went wrong
GONE = {"user_not_found", "user_not_visible"}
# Their words mean that it will be the same the next time: said once, and nothing hangs on it.
NEVER = {"missing_scope", "plan_upgrade_required"}
AWAY = (aiohttp.ClientError, OSError, SlackClientError, NotKnown)

Payload = dict[str, Any]
Change = Callable[[Transaction], None]


class Roster:
    """`round()` looks at the groups, at a few channels in which everybody may decide, and at a few
    people who were not looked at for a day."""

    def __init__(self, client: AsyncWebClient, store: Store, now: Callable[[], float]) -> None:
        self._client, self._store, self._now = client, store, now
        self._due = {"groups": 0.0, "channels": 0.0, "people": 0.0}
        self._told: dict[str, str] = {}
        self._us = introduced(client)

    async def round(self) -> None:
        if self._due["groups"] <= self._now():
            await self._ask("groups", self._groups)
        if self._due["channels"] <= self._now():
            await self._ask("channels", self._channels)
        if self._due["people"] <= self._now():
            await self._ask("people", self._people)

    async def _ask(self, what: str, asking: Callable[[], Any]) -> None:
        """Slack being away is normal; one line says so, and one when it is over."""
        try:
            await asking()
        except AWAY as error:
            why = trouble.read(error)
            rest = EACH if why.error in NEVER else max(REST, why.hold)
            self._due[what] = self._now() + rest
            if self._told.get(what) != why.error:
                log.warning("Slack does not tell of the workspace's %s (%s)", what, why.error)
            self._told[what] = why.error
        else:
            if self._told.pop(what, ""):
                log.info("Slack tells of the workspace's %s again", what)

    async def _groups(self) -> None:
        asked = self._now()
        answer = await self._client.usergroups_list(include_users=True, include_disabled=True)
        told = [group(one) for one in answer["usergroups"]]
        await self._store.unit(people.grouped, told, asked)
        self._due["groups"] = asked + EACH

    async def _channels(self) -> None:
        for id in await self._store.read(people.uncounted, MOST):
            asked = self._now()
            try:
                told = await self._crowd(id)
            except SlackApiError as error:
                why = trouble.read(error)
                away = why.down or why.next is Next.SLOWER
                if why.error in NEVER or not away:
                    await self._store.unit(people.counted, Group(id, "", gone=True), asked)
                if away:
                    raise
            else:
                await self._store.unit(people.counted, told, asked)

    async def _crowd(self, id: str) -> Group:
        """Who is in this channel, apps too; where they are many, nobody needs to know."""
        found: list[str] = []
        more: dict[str, str] = {}
        while len(found) <= CROWD:
            page = await self._client.conversations_members(channel=id, limit=CROWD, **more)
            found += map(str, page["members"])
            more["cursor"] = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not (more["cursor"] and page["members"]):
                break
        whole = len(found) <= CROWD and not more["cursor"]
        return Group(id, "", tuple(sorted(found)) if whole else (), gone=not whole)

    async def _people(self) -> None:
        for id in await self._store.read(people.unsure, MOST):
            asked = self._now()
            await self._store.unit(people.learn, await self._looked_at(id), asked)

    async def _looked_at(self, id: str) -> Member:
        us = await self._us()
        try:
            told = (await self._client.users_info(user=id))["user"]
        except SlackApiError as error:
            if trouble.read(error).error in GONE:
                return Member(id, "", gone=True)
            raise
        found = member(told)
        return replace(found, other=found.other or foreign(us, told))


async def heard(store: Store, event: Payload) -> None:
    """News of a person, a group or a channel. Slack tells of each status that anybody sets; what changes
    nothing here costs no commit."""
    if event["type"] == "user_change":
        told = member(event["user"])
        if not await store.read(people.news, told):
            return
    await store.unit(HEARD[event["type"]](event))


def member(told: Payload) -> Member:
    """What is kept of a person; who has left has no zone in Slack's answer."""
    zone, gone, program = (told.get(name) for name in ("tz", "deleted", "is_bot"))
    return Member(str(told["id"]), str(zone or ""), gone=bool(gone), other=bool(program))


def group(told: Payload) -> Group:
    """What is kept of a group; one that was disabled names nobody."""
    gone = bool(told.get("date_delete"))
    users = () if gone else tuple(str(one) for one in told.get("users") or ())
    return Group(str(told["id"]), str(told.get("handle") or ""), users, gone)


def _changed(event: Payload) -> Change:
    told = member(event["user"])
    return lambda tx: people.learn(tx, told)


def _updated(event: Payload) -> Change:
    """A long list of people is cut off here: then who is in it is told by the other event."""
    about = event["subteam"]
    told = group(about)
    whole = told.gone or int(about.get("user_count") or 0) <= len(told.people)

    def keep(tx: Transaction) -> None:
        if whole:
            people.regroup(tx, told)

    return keep


def _joined(event: Payload) -> Change:
    added, removed = event.get("added_users") or (), event.get("removed_users") or ()
    id = str(event["subteam_id"])
    return lambda tx: people.joined(tx, id, [*map(str, added)], [*map(str, removed)])


def _came(event: Payload) -> Change:
    id, user = str(event["channel"]), str(event["user"])
    return lambda tx: people.joined(tx, id, [user], ())


def _went(event: Payload) -> Change:
    id, user = str(event["channel"]), str(event["user"])
    return lambda tx: people.joined(tx, id, (), [user])


HEARD: dict[str, Callable[[Payload], Change]] = {
    "user_change": _changed,
    "subteam_created": _updated,
    "subteam_updated": _updated,
    "subteam_members_changed": _joined,
    "member_joined_channel": _came,
    "member_left_channel": _went,
}
