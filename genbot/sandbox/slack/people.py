"""Who is in the workspace: the people, the channels, and the app as its manifest describes it."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass, field
from typing import Any

TEAM = {"id": "T0SANDBOX0", "name": "Taco Team", "domain": "taco-team"}
APP_ID = "A0GENBOT00"
BOT_USER = "U0GENBOT00"
BOT_ID = "B0GENBOT00"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be acted as."""

    id: str
    name: str
    real_name: str
    title: str
    tz: str
    winter_offset: int  # what holds where the machine knows no time zones
    color: str
    team: str = TEAM["id"]  # another one: of another organisation, in a shared channel

    def tz_offset(self, now: float) -> int:
        """Seconds east of Greenwich at this moment, summer time included."""
        try:
            zone = zoneinfo.ZoneInfo(self.tz)
        except zoneinfo.ZoneInfoNotFoundError:
            return self.winter_offset
        offset = dt.datetime.fromtimestamp(now, zone).utcoffset()
        return int(offset.total_seconds()) if offset is not None else self.winter_offset


PEOPLE = (
    Person("U0MARKETER", "maya", "Maya Marks", "Marketer", "America/New_York", -18_000, "#C2410C"),
    Person("U0PRODUCER", "pablo", "Pablo Ruiz", "Producer", "Europe/Madrid", 3_600, "#0F766E"),
    Person("U0BRANDOWN", "bea", "Bea Brandt", "Brand owner", "Europe/Berlin", 3_600, "#6D28D9"),
)


@dataclass(slots=True)
class Group:
    """A user group: people who are named together."""

    id: str
    handle: str
    name: str
    people: list[str]
    disabled: float = 0.0  # since when; 0 while it can be named
    updated: float = 0.0


@dataclass(slots=True)
class Channel:
    """A public channel, a private one, or the direct messages of one person with the bot."""

    id: str
    name: str
    topic: str = ""
    user: str | None = None  # of a direct message
    members: set[str] = field(default_factory=set)
    archived: bool = False
    private: bool = False  # who is not in it is not told that it exists

    @property
    def is_im(self) -> bool:
        return self.user is not None

    @property
    def kind(self) -> str:
        return "im" if self.is_im else "group" if self.private else "channel"

    @property
    def right(self) -> str:
        """What events and rights for this kind of conversation are called by."""
        return "im" if self.is_im else f"{self.kind}s"


def founded() -> dict[str, Channel]:
    """The channels on the first day."""
    everybody = {person.id for person in PEOPLE}
    public = [
        Channel("C0VIDEOIDEAS", "video-ideas", "What we film next", None, everybody | {BOT_USER}),
        Channel("C0LAUNCHES0", "launches", "What went live", None, everybody | {BOT_USER}),
        Channel("C0RANDOM000", "random", "Everything else", None, set(everybody)),
    ]
    direct = [
        Channel(f"D{person.id[1:]}", person.name, "", person.id, {person.id, BOT_USER})
        for person in PEOPLE
    ]
    return {channel.id: channel for channel in [*public, *direct]}


def grouped() -> dict[str, Group]:
    """The user groups on the first day."""
    every = (
        Group("S0BRANDLEAD", "brand-leads", "Brand leads", ["U0BRANDOWN", "U0PRODUCER"]),
        Group("S0EDITORS00", "editors", "Editors", ["U0MARKETER", "U0PRODUCER"]),
    )
    return {one.id: one for one in every}


class People:
    """The workspace's directory."""

    def __init__(self) -> None:
        self.channels = founded()
        self.persons = {person.id: person for person in PEOPLE}
        self.gone: set[str] = set()  # whose account was deactivated
        self.groups = grouped()

    def group(self, name: str) -> Group | None:
        """By id or by handle."""
        bare = name.removeprefix("@")
        return next((one for one in self.groups.values() if bare in (one.id, one.handle)), None)

    def anybody(self) -> str:
        """The first who is still here; when nobody is, the first of all."""
        here = [id for id in self.persons if id not in self.gone]
        return next(iter(here or self.persons))

    def channel(self, name: str) -> Channel | None:
        """By id, by `#name` or by bare name, as the Web API takes it."""
        if name in self.channels:
            return self.channels[name]
        bare = name.removeprefix("#")
        return next((one for one in self.channels.values() if one.name == bare), None)

    def known(self, name: str) -> Channel | None:
        """As the app may name it, a person's id meaning their direct messages; what is private and
        without the app does not exist for it."""
        found = self.direct(name) if name[:1] in ("U", "W") else self.channel(name)
        seen = found is None or BOT_USER in found.members or found.kind == "channel"
        return found if seen else None

    def direct(self, user: str) -> Channel | None:
        return next((one for one in self.channels.values() if one.user == user), None)

    def seen_by(self, user: str) -> list[Channel]:
        """The channels this person has in the sidebar."""
        return [one for one in self.channels.values() if user in one.members]

    def knows(self, user: str) -> bool:
        return user in self.persons or user == BOT_USER


class App:
    """What the manifest says the app is and may do."""

    def __init__(self, manifest: dict[str, Any]) -> None:
        features = manifest.get("features") or {}
        settings = manifest.get("settings") or {}
        oauth = manifest.get("oauth_config") or {}
        home = features.get("app_home") or {}
        about = manifest.get("display_information") or {}
        self.name = str((features.get("bot_user") or {}).get("display_name") or about.get("name"))
        self.scopes: list[str] = list((oauth.get("scopes") or {}).get("bot") or [])
        self.events = set((settings.get("event_subscriptions") or {}).get("bot_events") or [])
        self.commands: list[dict[str, Any]] = list(features.get("slash_commands") or [])
        self.shortcuts: list[dict[str, Any]] = list(features.get("shortcuts") or [])
        self.home_tab = bool(home.get("home_tab_enabled"))
        self.messages_tab = bool(home.get("messages_tab_enabled", True))
        self.interactive = bool((settings.get("interactivity") or {}).get("is_enabled"))

    def command(self, name: str) -> dict[str, Any] | None:
        if "commands" not in self.scopes:
            return None
        return next((one for one in self.commands if one.get("command") == name), None)

    def shortcut(self, callback_id: str) -> dict[str, Any] | None:
        return next((one for one in self.shortcuts if one.get("callback_id") == callback_id), None)

    def may(self, *scopes: str) -> bool:
        """One of these is enough; none asked is always granted."""
        return not scopes or any(scope in self.scopes for scope in scopes)
