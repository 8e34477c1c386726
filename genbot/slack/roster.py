"""Who belongs to the workspace: asked of Slack now and then, and heard from it in between."""

import logging
from collections.abc import Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from genbot.domain.people import Group, Member
from genbot.flows import people
from genbot.slack import trouble
from genbot.store import Store, Transaction

log = logging.getLogger(__name__)

MOST = 10  # people per round: Slack allows a hundred a minute, and others ask too
EACH = 600.0  # seconds between two looks at the groups
REST = 60.0  # seconds after something went wrong
GONE = "user_not_found"
# Their words mean that it will be the same the next time: said once, and nothing hangs on it.
NEVER = {"missing_scope", "plan_upgrade_required"}
AWAY = (aiohttp.ClientError, OSError, SlackClientError)

Payload = dict[str, Any]
Change = Callable[[Transaction], None]


class Roster:
    """`round()` looks at the groups, and at a few people who were not looked at for a day."""

    def __init__(self, client: AsyncWebClient, store: Store, now: Callable[[], float]) -> None:
        self._client, self._store, self._now = client, store, now
        self._due = {"groups": 0.0, "people": 0.0}
        self._told: dict[str, str] = {}

    async def round(self) -> None:
        if self._due["groups"] <= self._now():
            await self._ask("groups", self._groups)
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

    async def _people(self) -> None:
        for id in await self._store.read(people.unsure, MOST):
            asked = self._now()
            await self._store.unit(people.learn, await self._looked_at(id), asked)

    async def _looked_at(self, id: str) -> Member:
        try:
            return member((await self._client.users_info(user=id))["user"])
        except SlackApiError as error:
            if trouble.read(error).error == GONE:
                return Member(id, "", gone=True)
            raise


async def heard(store: Store, event: Payload) -> None:
    """News of a person or a group. Slack tells of each status that anybody sets; what changes
    nothing here costs no commit."""
    if event["type"] == "user_change":
        told = member(event["user"])
        if not await store.read(people.news, told):
            return
    await store.unit(HEARD[event["type"]](event))


def member(told: Payload) -> Member:
    """What is kept of a person; who has left has no zone in Slack's answer."""
    return Member(str(told["id"]), str(told.get("tz") or ""), gone=bool(told.get("deleted")))


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


HEARD: dict[str, Callable[[Payload], Change]] = {
    "user_change": _changed,
    "subteam_created": _updated,
    "subteam_updated": _updated,
    "subteam_members_changed": _joined,
}
