"""The laws of time: who is reminded of what and when, and what time alone may decide."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import unescape
from zoneinfo import ZoneInfo

from genbot.domain.history import Entry
from tests.chaos.laws.book import law
from tests.chaos.laws.oracle import BUDGET, HOUR, IDEAS, VIDEOS, Book, Things, ended_at
from tests.chaos.world import World

KINDS = {"idea to decide about": IDEAS, "ready to watch": VIDEOS, "held by a budget": BUDGET}
WAITS = {IDEAS: ("status", "generated"), VIDEOS: ("stage", "review"), BUDGET: ("stage", "held")}
MOST, QUIET, BEAT = 2, 12 * HOUR, 61.0


@dataclass(frozen=True)
class Told:
    """One message that reminds: of what, as it was first said, and when that was decided on."""

    slot: str
    who: str
    at: float
    things: tuple[tuple[str, str], ...]  # ids, each with the gate it waits at


class Diary:
    """What the journal tells of each thing, and what reminded whom of it."""

    def __init__(self, world: World) -> None:
        self.world, self.things = world, Things(world)
        self.told: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
        for nth, entry in enumerate(world.judged.journal):
            if entry.event in {"IdeaDecided", "ProductionMoved"}:
                self.told[entry.subject].append((nth, entry))

    def waiting(self, id: str, gate: str, at: float) -> tuple[int, float] | None:
        """Since which entry, and when, it waited there at that moment; None when it did not."""
        name, state = WAITS[gate]
        since: tuple[int, float] | None = (-1, 0.0) if gate == IDEAS else None
        for nth, entry in self.told[id]:
            if entry.at >= at:
                break
            here = entry.fact[name] == state
            since = (since or (nth, entry.at)) if here else None
        return since

    def agreed(self, id: str, at: float) -> set[str]:
        """Who had said yes to it by then, as long as that counts."""
        before = [entry for _, entry in self.told[id] if entry.at < at]
        return {by for by, _ in before[-1].fact.get("approvals", ())} if before else set()

    @cached_property
    def reminders(self) -> list[Told]:
        return [
            Told(slot, _who(channel), made, tuple(self._about(slot)))
            for slot, channel, made in self.world.judged.said
            if slot.startswith("reminder:") and self.world.slack.board.in_slot(slot)
        ]

    def _about(self, slot: str) -> Iterator[tuple[str, str]]:
        message = self.world.slack.board.in_slot(slot)[0]
        said = unescape([*message.was, message.says()][0])
        for text, gate in KINDS.items():
            shelf = self.things.ideas if gate == IDEAS else self.things.made
            for thing in shelf.values():
                if f"{thing.title} · {text}" in said:
                    yield thing.id, gate


def _who(channel: str) -> str:
    """Whose talk with genbot it is; a room is itself."""
    return f"U{channel[1:]}" if channel.startswith("D") else channel


@law
def nobody_is_reminded_in_vain(world: World) -> Iterator[str]:
    """Only of what waits for a decision, and never who has given theirs."""
    diary = Diary(world)
    for one in diary.reminders:
        for id, gate in one.things:
            if diary.waiting(id, gate, one.at + 0.01) is None:
                yield f"{one.who} was reminded of {id}, which was decided"
            if one.who in diary.agreed(id, one.at):
                yield f"{one.who} was reminded of {id}, and had said yes"
        if not one.things and one.who.startswith("U"):  # in a thread it stands below the thing
            yield f"{one.who} was reminded of nothing"


@law
def nobody_is_reminded_too_often(world: World) -> Iterator[str]:
    """Twice at most of one thing while it waits, where everyone may decide once; and not twice
    within half a day."""
    diary, counts = Diary(world), Counter[tuple[str, str, int]]()
    last: dict[str, float] = {}
    for one in diary.reminders:
        for id, gate in one.things:
            if since := diary.waiting(id, gate, one.at):
                counts[one.who, id, since[0]] += 1
        if one.who.startswith("U"):
            if one.at - last.get(one.who, -QUIET) < QUIET - BEAT:
                yield f"{one.who} was reminded again after {one.at - last[one.who]:.0f} s"
            last[one.who] = one.at
    for (who, id, _), count in counts.items():
        if count > (MOST if who.startswith("U") else 1):
            yield f"{who} was reminded {count} times of {id}"


@law
def nobody_is_reminded_at_night(world: World) -> Iterator[str]:
    """By the clocks where they live, once Slack was asked where that is."""
    asked = {one.about["user"]: one.at for one in reversed(world.log.all("users.info"))}
    for one in Diary(world).reminders:
        known = one.who in asked and asked[one.who] < one.at
        zones = {world.members.zones.get(one.who) or "UTC"} if known else {"UTC"}
        zones |= {"UTC"} if world.log.faults else set()  # the answer may never have come
        hours = [datetime.fromtimestamp(one.at, ZoneInfo(zone)).hour for zone in zones]
        if one.who.startswith("U") and not any(8 <= hour < 20 for hour in hours):
            yield f"{one.who} was reminded at {hours} o'clock"


@law
def time_decides_only_what_it_may(world: World) -> Iterator[str]:
    """Against what waits, never about what is decided, where the rule says so and not before."""
    book, diary = Book(world), Diary(world)
    for nth, entry in enumerate(world.judged.journal):
        if entry.by or not (gate := ended_at(entry)):
            continue
        thing = diary.things.at(gate, entry.subject)
        asks, since = book.asks(nth, thing.channel, gate), diary.waiting(thing.id, gate, entry.at)
        if since is None:
            yield f"time decided {thing.id}, which was decided"
        elif not asks.rejects or not asks.expire or entry.at - since[1] < asks.expire * HOUR:
            yield f"time decided {thing.id} after {entry.at - since[1]:.0f} s, which nobody wanted"
