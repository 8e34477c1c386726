"""The law of the rehearsal: nothing of one is ever published, and its switch holds for what is to come."""

from collections.abc import Iterator

from tests.chaos.laws.book import law
from tests.chaos.laws.frozen import ON_THE_WAY
from tests.chaos.world import World

OUTWARD = {"sending", "waiting", "live", "unsure"}


@law
def a_rehearsal_publishes_nothing(world: World) -> Iterator[str]:
    """Not by any button, and neither before nor after a crash: no state leads out of it, and GEN is
    not called about its file by what was approved as one."""
    sent: dict[str, list[tuple[float, bool]]] = {}
    for entry in world.judged.journal:
        if entry.event != "PublicationMoved":
            continue
        rehearsal, state = bool(entry.fact.get("rehearsal")), entry.fact["state"]
        if rehearsal and state in OUTWARD:
            yield f"the rehearsal {entry.subject} was {state}"
        if state == "sending":
            sent.setdefault(entry.fact["media"], []).append((entry.at, rehearsal))
    for seen in (*world.log.all("PUBLISHED"), *world.log.all("took and failed it")):
        before = [played for at, played in sent.get(seen.about["media"], ()) if at <= seen.at]
        if not before or before[-1]:
            yield f"{seen.about['media']} was published, and nothing but a rehearsal was let out"


@law
def nothing_leaves_a_rehearsal(world: World) -> Iterator[str]:
    """What had left before the switch may arrive a little later; anything else may not."""
    rooms = {one.media_url: one.channel for one in world.judged.things["publications"]}
    for start, end, channel in _rehearsals(world):
        for seen in (*world.log.all("PUBLISHED"), *world.log.all("took and failed it")):
            there = rooms.get(seen.about["media"]) == channel
            if there and start + ON_THE_WAY < seen.at < end:
                yield f"{seen.about['media']} was published while {channel} was a rehearsal"


def _rehearsals(world: World) -> Iterator[tuple[float, float, str]]:
    """From when to when which channel was one."""
    began: dict[str, float] = {}
    for entry in world.judged.journal:
        if entry.event != "ChannelSet" or "rehearsal" not in entry.fact:
            continue
        if entry.fact["rehearsal"]:
            began.setdefault(entry.subject, entry.at)
        elif entry.subject in began:
            yield began.pop(entry.subject), entry.at, entry.subject
    yield from ((start, world.now(), where) for where, start in began.items())
