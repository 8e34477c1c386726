"""The pretend Slack as one thing: what it holds, and what happens when something is said."""

from __future__ import annotations

import copy
import re
from collections import Counter
from typing import Any

from aiohttp import web

from genbot.sandbox.slack import payloads
from genbot.sandbox.slack.deliveries import Deliveries, Road
from genbot.sandbox.slack.feed import Feed
from genbot.sandbox.slack.limits import Limits
from genbot.sandbox.slack.messages import Board, Message
from genbot.sandbox.slack.people import BOT_ID, BOT_USER, TEAM, App, Channel, People
from genbot.sandbox.slack.registry import Registry
from genbot.sandbox.slack.triggers import Triggers
from genbot.sandbox.slack.windows import View, Windows
from genbot.sandbox.world import World

Dict = dict[str, Any]
# The scope without which Slack does not deliver an event, from each event's page.
EVENT_SCOPES: dict[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "reaction_added": ("reactions:read",),
    "file_shared": ("files:read",),
    "user_change": ("users:read",),
    "subteam_created": ("usergroups:read",),
    "subteam_updated": ("usergroups:read",),
    "subteam_members_changed": ("usergroups:read",),
}


SLACK: web.AppKey[Slack] = web.AppKey("slack")


class Slack:
    """The workspace. One for each running sandbox, everything in memory."""

    def __init__(
        self,
        world: World,
        manifest: Dict,
        road: Road,
        *,
        limits: bool,
        patience: float,
        team: Dict | None = None,
    ) -> None:
        self.world = world
        self.manifest = manifest
        self.app = App(manifest)
        self.team = team or TEAM
        self.prefix = ""  # of its addresses, where it is one of several
        self.registry = Registry(world)
        self.road = road
        self.deliveries = Deliveries(world, road, patience)
        self.feed = Feed()
        self.origin = ""
        self.limited = limits
        self.reset()

    def reset(self) -> None:
        """Back to the first day; open connections and pages stay."""
        self.deliveries.lost.clear()
        self.names = self.world.stream("slack names")
        self.people = People()
        self.board = Board(self.world.now)
        self.limits = Limits(self.world.now, on=self.limited)
        self.triggers = Triggers(self.world.now, self.world.stream("slack triggers"))
        self.windows = Windows(self.name, self.board.stamp)
        self.files: dict[str, Dict] = {}
        self.contents: dict[str, bytes] = {}
        self.shared: set[str] = set()
        self.calls: Counter[str] = Counter()
        self.refused: list[Dict] = []
        self.interactions: list[Dict] = []

    def name(self, prefix: str) -> str:
        """A new id in Slack's manner."""
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        return prefix + "".join(self.names.choices(alphabet, k=10))

    def own(self, text: str) -> str:
        """What leaves this workspace bears its own id, whatever it was drawn with."""
        return text.replace(TEAM["id"], self.team["id"])

    def refuse(self, method: str, error: str, *reasons: str) -> None:
        """Note what was refused, for whoever asks for the state."""
        note = {"method": method, "error": error, "reason": "; ".join(reasons)}
        self.refused.append(note)

    # What is said, changed and taken back.

    def post(self, message: Message) -> Message:
        """Say it: people see it, the app hears of it, its thread counts it."""
        self.board.add(message)
        self._show("message", message)
        if message.only_for is None:
            self._retell_parent(message)
            self._hear_of(message)
        return message

    def edited(self, message: Message, before: Dict) -> None:
        """Tell everybody that a message is no longer what it was."""
        self._show("changed", message)
        if message.only_for is None:
            now = self.board.as_read(message, metadata=True, origin=self.origin)
            told = {"subtype": "message_changed", "message": now, "previous_message": before}
            self._tell_of_change(message, told)

    def delete(self, message: Message) -> None:
        """Take it back; a parent with replies stays as an empty place."""
        before = self.board.as_read(message, metadata=True, origin=self.origin)
        if self.board.replies(message.channel, message.ts):
            message.text, message.subtype = "This message was deleted.", "tombstone"
            message.blocks, message.files, message.metadata = [], [], None
            self._show("changed", message)
        else:
            self.board.drop(message)
            gone = {"type": "deleted", "channel": message.channel, "ts": message.ts}
            self.feed.tell(self._readers(message), gone)
            self._retell_parent(message)
        if message.only_for is None:
            told = {"subtype": "message_deleted", "deleted_ts": message.ts}
            self._tell_of_change(message, told | {"previous_message": before})

    def snapshot(self, message: Message) -> Dict:
        return copy.deepcopy(self.board.as_read(message, metadata=True, origin=self.origin))

    def notice(self, user: str, channel: str, text: str, kind: str) -> None:
        """A line only this person sees, as Slack itself would say it."""
        told = {"type": "notice", "channel": channel, "text": text, "kind": kind}
        self.feed.tell([user], told)

    def show_view(self, user: str) -> None:
        """The top of somebody's stack, if any."""
        if view := self.windows.top(user):
            self.feed.tell([user], {"type": "view", "view": view.as_told()})

    def show_home(self, view: View) -> None:
        self.feed.tell([view.user], {"type": "home", "view": view.as_told()})

    def show_bot(self) -> None:
        self.feed.everybody({"type": "bot", "online": self.road.open})

    def _readers(self, message: Message) -> set[str]:
        if message.only_for:
            return {message.only_for}
        return set(self.people.channels[message.channel].members)

    def _show(self, kind: str, message: Message) -> None:
        seen = {"type": kind, "channel": message.channel, "message": self.board.as_seen(message)}
        self.feed.tell(self._readers(message), seen)

    def _retell_parent(self, message: Message) -> None:
        if message.is_reply and (
            parent := self.board.find(message.channel, message.thread_ts or "")
        ):
            self._show("changed", parent)

    # What the app hears.

    def tell(self, name: str, event: Dict) -> None:
        """Deliver an event the manifest subscribes to, if a scope allows it."""
        if name not in self.app.events or not self.app.may(*EVENT_SCOPES.get(name, ())):
            return
        self.deliveries.tell(payloads.event(event, self.name("Ev"), self.world.now()))

    def _hear_of(self, message: Message) -> None:
        channel = self.people.channels[message.channel]
        if BOT_USER not in channel.members:
            return
        event = self.board.as_read(message, metadata=True, origin=self.origin)
        event |= {"channel": channel.id, "event_ts": message.ts, "channel_type": channel.kind}
        self.tell(f"message.{channel.right}", event)
        named = re.search(rf"<@{BOT_USER}(\|[^>]*)?>", message.text)
        said = message.subtype in {None, "file_share"}  # a mention tells of files, not its subtype
        if named and not channel.is_im and not message.from_bot and said:
            left = {"channel_type", "subtype"}
            mention = {k: v for k, v in event.items() if k not in left}
            self.tell("app_mention", mention | {"type": "app_mention"})

    def _tell_of_change(self, message: Message, told: Dict) -> None:
        channel = self.people.channels[message.channel]
        if BOT_USER not in channel.members:
            return
        ts = self.board.stamp()
        event = {
            "type": "message",
            "channel": channel.id,
            "hidden": True,
            "ts": ts,
            "event_ts": ts,
            "channel_type": channel.kind,
        }
        self.tell(f"message.{channel.right}", event | told)

    def reacted(self, message: Message, user: str, name: str) -> None:
        """Somebody left a reaction."""
        self._show("changed", message)
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        event = {"type": "reaction_added", "user": user, "reaction": name, "item": item}
        event |= {"item_user": message.user, "event_ts": self.board.stamp()}
        self.tell("reaction_added", event)

    def moves(self, user: str, channel: Channel, *, joins: bool) -> None:
        """Somebody enters or leaves a channel; the app hears of it where it is itself, and where it
        just was."""
        heard = BOT_USER in channel.members
        (channel.members.add if joins else channel.members.discard)(user)
        name = "member_joined_channel" if joins else "member_left_channel"
        event = {"type": name, "user": user, "channel": channel.id}
        event["channel_type"] = "G" if channel.private else "C"
        if heard or user == BOT_USER:
            self.tell(name, event | {"team": TEAM["id"], "event_ts": self.board.stamp()})

    def membership(self, channel: Channel, *, joins: bool) -> None:
        """The bot enters or leaves a channel."""
        self.moves(BOT_USER, channel, joins=joins)
        self.feed.everybody({"type": "channel", "channel": channel.id, "member": joins})

    def bot(self) -> Dict:
        return {"id": BOT_USER, "bot_id": BOT_ID, "name": self.app.name, "online": self.road.open}
