"""Who might decide at a gate at any moment, and who said yes to what: found without any of genbot's own functions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from genbot.domain.history import Entry
from tests.chaos.world import Action, World

IDEAS, VIDEOS, BUDGET, WORKSPACE = "ideas", "videos", "budget", "workspace"
HOUR = 3600.0
LATELY = 10.0  # seconds from a press until it was taken: Slack waits three
ENOUGH = 50  # letters by which two captions are told apart
PRESSES = {"publish_now", "agree", "take_slot", "rehearse"}
FORMS = {"publish_form", "rehearse_form"}
REJECTED = {
    ("IdeaDecided", "reject"): IDEAS,
    ("ProductionMoved", "rejected"): VIDEOS,
    ("ProductionMoved", "denied over budget"): BUDGET,
    ("ProductionMoved", "stopped by time"): BUDGET,
}
MOVING = {"move_form", "move_planned_form"}


@dataclass(frozen=True)
class Asks:
    """What a gate asks for."""

    people: frozenset[str] = frozenset()
    groups: tuple[str, ...] = ()
    needed: int = 1
    own: bool = True
    expire: float = 0.0  # hours; 0: never
    rejects: bool = False  # then
    one_no: bool = True  # whether a rejection by one ends it

    @classmethod
    def read(cls, told: dict[str, Any]) -> "Asks":
        return cls(
            frozenset(told["people"]), tuple(told["groups"]), told["needed"], told["own"],
            told["expire"], told["expired"] == "reject", told.get("one_no", True),
        )  # fmt: skip

    @property
    def open(self) -> bool:
        return not self.people and not self.groups


Page = dict[str, dict[str, Asks]]


class Book:
    """The rules, page by page: a new one for each change that was kept. A `nth` entry of the journal
    was written under the last page before it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.pages: list[tuple[int, float, Page]] = [(-1, 0.0, {})]
        for nth, entry in enumerate(world.judged.journal):
            if entry.event == "PolicySet":
                rules = {gate: Asks.read(told) for gate, told in entry.fact["rules"].items()}
                now = {**self.pages[-1][2], entry.subject: rules}
                self.pages.append((nth, entry.at, now))

    def page(self, nth: int) -> Page:
        return next(page for written, _, page in reversed(self.pages) if written < nth)

    def asks(self, nth: int, channel: str, gate: str) -> Asks:
        return _asks(self.page(nth), channel, gate)

    def admits(self, asks: Asks, user: str, at: float) -> bool:
        """Whether somebody might decide then, as far as genbot could know who belonged where."""
        members = self.world.members
        if asks.open:
            return True
        named = user in asks.people
        named = named or any(members.might_be_in(group, user, at) for group in asks.groups)
        return named and members.might_be_here(user, at)

    def surely(self, asks: Asks, at: float) -> set[str]:
        """Of those who are named, who might decide then whatever genbot knew by then."""
        members = self.world.members
        named = {*asks.people}
        for group in asks.groups:
            named |= {one for one in members.ever(group) if members.is_surely_in(group, one, at)}
        return {one for one in named if members.is_surely_here(one, at)}

    def might(self, action: Action, channel: str, gate: str) -> bool:
        """Whether whoever pressed this might decide when it was taken."""
        until = action.at + LATELY
        ends = [*(at for _, at, _ in self.pages[1:]), float("inf")]
        return any(
            self.admits(_asks(page, channel, gate), action.user, max(action.at, at))
            for (_, at, page), end in zip(self.pages, ends, strict=True)
            if at <= until and action.at <= end
        )

    def enough(
        self, nth: int, at: float, channel: str, gate: str, said: list[Action], asked: str
    ) -> str:
        """What is missing under the rule at that entry; empty when as many as it asks for said yes."""
        asks = self.asks(nth, channel, gate)
        users = {one.user for one in said if self.might(one, channel, gate)}
        users = {one for one in users if self.admits(asks, one, at)}
        if not asks.own:
            users -= {asked}
        if len(users) >= asks.needed:
            return ""
        return f"with the yes of {sorted(users) or 'nobody'}, {asks.needed} were needed"


def _asks(page: Page, channel: str, gate: str) -> Asks:
    """The channel's own rule, else the workspace's; over a budget else as for videos, one of them."""
    for id in (channel, WORKSPACE):
        if found := page.get(id, {}).get(gate):
            return found
    if gate != BUDGET:
        return Asks()
    videos = _asks(page, channel, VIDEOS)
    return Asks(videos.people, videos.groups)


def ended_at(entry: Entry) -> str:
    """At which gate it ended because somebody said no, or nobody anything; empty where it did not."""
    news = entry.fact.get("verb" if entry.event == "IdeaDecided" else "news")
    return REJECTED.get((entry.event, str(news)), "")


class Things:
    """What was made, for the laws that want to know whose it is."""

    def __init__(self, world: World) -> None:
        self._world = world

    @cached_property
    def posts(self) -> dict[str, Any]:
        return {one.id: one for one in self._world.judged.things["publications"]}

    @cached_property
    def made(self) -> dict[str, Any]:
        return {one.id: one for one in self._world.judged.things["productions"]}

    @cached_property
    def ideas(self) -> dict[str, Any]:
        return {one.id: one for one in self._world.judged.things["ideas"]}

    def at(self, gate: str, id: str) -> Any:
        """What waits there by this id."""
        return (self.ideas if gate == IDEAS else self.made)[id]

    def asked(self, thing: Any) -> str:
        """Who asked for it."""
        every = self._world.judged.things["requests"]
        return next((one.by for one in every if one.id == thing.request_id), "")


def sent(world: World) -> Iterator[tuple[Any, int, Entry | None]]:
    """What GEN was made to publish, each with the last entry that let this file out before it."""
    journal = list(enumerate(world.judged.journal))
    for seen in (*world.log.all("PUBLISHED"), *world.log.all("took and failed it")):
        let = [
            (nth, one) for nth, one in journal
            if one.event == "PublicationMoved" and one.fact["state"] == "sending"
            and one.fact["media"] == seen.about["media"] and one.at <= seen.at
        ]  # fmt: skip
        yield (seen, *(let[-1] if let else (0, None)))


def said(world: World, out: Any, let: Entry) -> list[Action]:
    """Who said yes to what was let out then: to exactly this plan, or, once it was moved to another
    time, whoever moved it; and whoever has sent it again since."""
    every = yeses(world, out, let.fact["caption"], let.at)
    moved = [
        one for one in world.judged.journal
        if (one.event, one.subject) == ("PublicationMoved", let.subject)
        and one.fact["news"] == "moved" and one.at <= let.at
    ]  # fmt: skip
    if not moved:
        return every
    since = moved[-1].at
    again = [one for one in every if one.what == "send_again" and one.at > since]
    return [*moves(world, moved[-1]), *again]


def moves(world: World, entry: Entry) -> list[Action]:
    """How somebody moved a post: by a form of its card, or of the calendar."""
    return [
        one for one in world.actions
        if one.topic in MOVING and one.user == entry.by and entry.subject in one.value
        and one.at <= entry.at
    ][-1:]  # fmt: skip


def yeses(world: World, out: Any, caption: str, until: float) -> list[Action]:
    """Who pressed a yes to exactly this version with exactly this caption, or sent exactly this post
    again, whether or not it was taken."""
    video, version = out.production_id, f"{out.production_id}:{out.version}"
    found = []
    for one in world.actions:
        if one.at > until:
            continue
        pressed = one.what in PRESSES and one.value.startswith(f"{video}:")
        if pressed and _of(one, version) and _shows(one, caption):
            found.append(one)
        elif one.what == "submit" and one.topic in FORMS and about(one) == version:
            found += [one] if _typed(one) == caption else []
        elif one.what == "send_again" and one.value.startswith(f"{out.id}:"):
            found.append(one)
    return found


def _of(action: Action, version: str) -> bool:
    """A button for others' plan counts them; its card says which version it is about."""
    if action.what == "agree":
        return action.message is None or action.message.slot == f"review:{version}"
    return f"{action.value}:".startswith(f"{version}:")


def _shows(action: Action, caption: str) -> bool:
    """Whether the message said so when it was pressed, or before: who pressed may have seen that."""
    before = action.message.was[: action.before[1] - 1] if action.message else []
    said = [*before, action.before[0]]
    return any(_letters(caption)[:ENOUGH] in _letters(one) for one in said)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unescape(text)))


def about(action: Action) -> str:
    """What a form was about."""
    value = action.value
    return str(json.loads(value)[0]) if value.startswith("[") else value


def _typed(action: Action) -> str:
    return str((action.filled.get("caption") or {}).get("value") or "").strip()
