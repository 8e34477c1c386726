"""What happened to an idea, a video, a post, a request, a channel: found by whatever it is called."""

import re
from collections.abc import Iterator

from genbot.domain.approvals import WORKSPACE
from genbot.domain.errands import STUDIO
from genbot.domain.errors import NotHere, Refusal
from genbot.domain.freezes import EVERYWHERE
from genbot.domain.history import Entry, History, Thing
from genbot.domain.ideas import Idea
from genbot.flows import channels, people, threads
from genbot.store import How, Transaction

MOST = 8  # things to choose from
ROOM = re.compile(r"#\D|[CG][A-Z0-9]{8,}$")  # a channel by name, where Slack sends no more, or id
PERMALINK = re.compile(r"/archives/([A-Z0-9]{1,30})/p(\d{10})(\d{6})")
NUMBER = re.compile(r"(?:idea\s*)?#?(\d{1,6})", re.IGNORECASE)
NONE = "Nothing here is called that. Say an id, a number (`idea 3`), words of its title or a link."
ELSEWHERE = (
    "I cannot tell you anything about that channel from here. If you are in it, type "
    "`/gen history channel` in it."
)
HOW = (
    "Of what? Say an id, a number (`idea 3`), words of its title, or the link of its message; "
    "`channel` or `workspace` for who decides and how it is set up; or mention me in its thread."
)
PLACES = ("channel", WORKSPACE)


def find(
    tx: Transaction, words: str, *, channel: str, by: str, thread: str = ""
) -> tuple[Thing, ...]:
    """What these words mean, the likeliest first: an id, a number, a link or a title; without any, what
    the thread is about. Of this channel, and of those that are theirs.

    Raises Refusal when nothing was said, NotHere when nothing is meant.
    """
    words = words.strip()
    if not words and not thread:
        raise Refusal(HOW)
    where = rooms(tx, channel, by)
    if not words:
        found = _thread(tx, channel, thread)
    elif link := PERMALINK.search(words):
        room, ts = link[1], f"{link[2]}.{link[3]}"
        found = _slot(tx, tx.outbox.slot_at(room, ts) or "") or _thread(tx, room, ts)
    else:
        place = {"channel": channel, WORKSPACE: WORKSPACE}.get(words.lower(), words)
        found = _thing(tx, place, channel)
    things = [found] if found else list(_named(tx, words, channel, thread, where))
    known = {thing.id: thing for thing in things if thing.channel in where}
    if not known:
        raise NotHere(ELSEWHERE if ROOM.match(words) else NONE)
    return tuple(known.values())[:MOST]


def of(tx: Transaction, id: str, *, channel: str, by: str) -> History:
    """What is kept of one thing; raises NotHere, also where its channel is none of theirs."""
    thing = _thing(tx, id, channel)
    if thing is None or thing.channel not in rooms(tx, channel, by):
        raise NotHere("I cannot find that any more.")
    entries = _decided_first(sorted(_entries(tx, thing), key=lambda one: one.id))
    named = {one.id: f"Idea {one.number}" for one in tx.ideas.find(request_id=thing.id)}
    if thing.kind == "channel":
        named |= {WORKSPACE: "Everywhere", EVERYWHERE: "Everywhere"}
    if thing.kind in PLACES:
        named |= {one.id: f"@{one.handle}" for one in people.groups(tx)}
        named[tx.settings.agent] = "the usual one"
        named |= {one.agent_id: one.agent_name for one in tx.channels.find() if one.agent_name}
    return History(thing, tuple(entries), named, _cut(tx, thing, entries))


def _decided_first(entries: list[Entry]) -> list[Entry]:
    """In the commit that approves an idea its video is told of first; people expect it after that."""
    for at in range(1, len(entries)):
        first, second = entries[at - 1 : at + 1]
        follows = second.id == first.id + 1 and first.event == "ProductionMoved"
        if follows and second.event == "IdeaDecided" and second.fact["verb"] == "approve":
            entries[at - 1 : at + 1] = second, first
    return entries


def rooms(tx: Transaction, channel: str, by: str) -> tuple[str, ...]:
    """The channels whose things this person may look at: this one, and their own."""
    return tuple(dict.fromkeys((channel, *channels.theirs(tx, by))))


def _thread(tx: Transaction, channel: str, thread: str) -> Thing | None:
    slot = tx.outbox.slot_at(channel, thread) or thread
    return _slot(tx, slot) or _thing(tx, threads.request(tx, channel, thread) or "")


def _slot(tx: Transaction, slot: str) -> Thing | None:
    """What one of our own messages is about."""
    id = slot.split(":")[1] if ":" in slot else ""
    run = tx.runs.look(id)
    return _thing(tx, run.request_id if run else id)


def _named(
    tx: Transaction, words: str, channel: str, thread: str, where: tuple[str, ...]
) -> Iterator[Thing]:
    """The newest first, those of this channel before all others."""
    if number := NUMBER.fullmatch(words):
        yield from _numbered(tx, int(number[1]), channel, thread)
        return
    said = words.split()[:12]
    every = (list(_called(tx, said, channel, where, how)) for how in How)
    yield from next(filter(None, every), [])


def _called(
    tx: Transaction, said: list[str], channel: str, where: tuple[str, ...], how: How
) -> Iterator[Thing]:
    for room in dict.fromkeys(((channel,), where)):
        for idea in tx.ideas.holding(said, MOST, room, [how]):
            yield _idea(tx, idea)
        for asked in tx.requests.holding(said, MOST, room, [how]):
            yield Thing(asked.id, "request", asked.topic, asked.channel)
        for errand in tx.errands.holding(said, MOST, room, [how]):
            yield Thing(errand.id, "errand", errand.title, errand.channel)


def _numbered(tx: Transaction, number: int, channel: str, thread: str) -> Iterator[Thing]:
    """The idea with this number: of this thread, else the newest of this channel."""
    request = threads.request(tx, channel, thread) if thread else None
    found = tx.ideas.having("number", number, request_id=request) if request else []
    for idea in (found or tx.ideas.having("number", number, most=1, channel=channel))[:1]:
        yield _idea(tx, idea)


def _thing(tx: Transaction, id: str, channel: str = "") -> Thing | None:
    """The thing with this id; of a video and of a post it is the idea they come from."""
    if id == WORKSPACE:
        return Thing(id, WORKSPACE, "", channel)
    made = tx.productions.look(id) or tx.publications.look(id)
    if idea := tx.ideas.look(made.idea_id if made else id):
        return _idea(tx, idea)
    if asked := tx.requests.look(id):
        return Thing(id, "request", asked.topic, asked.channel, thread=asked.thread or asked.slot)
    if errand := tx.errands.look(id):
        thread = errand.thread or errand.slot
        return Thing(id, "errand", errand.title, errand.channel, thread=thread)
    return Thing(id, "channel", "", id) if tx.channels.look(id) else None


def _idea(tx: Transaction, idea: Idea) -> Thing:
    asked = tx.requests.look(idea.request_id)
    made = tx.productions.look(idea.production_id)
    under = made.slot if made else asked and (asked.thread or asked.slot)
    topic = asked.topic if asked else ""
    return Thing(
        idea.id, "idea", idea.title, idea.channel, idea.number, topic, under or f"idea:{idea.id}"
    )


def ideas_of(tx: Transaction, thing: Thing) -> Iterator[Thing]:
    """An idea itself, and those of a request."""
    if thing.kind == "idea":
        yield thing
    for idea in tx.ideas.find(request_id=thing.id):
        yield _idea(tx, idea)


def _entries(tx: Transaction, thing: Thing) -> Iterator[Entry]:
    if thing.kind == "errand":
        yield from tx.journal.of(thing.id)
    elif thing.kind in PLACES:
        own = () if thing.kind == WORKSPACE else (thing.id,)
        yield from tx.journal.of(*own, WORKSPACE, EVERYWHERE)
    elif thing.kind == "request":
        ideas = tx.ideas.find(request_id=thing.id)
        yield from tx.journal.of(thing.id, *(idea.id for idea in ideas))
    else:
        yield from tx.journal.of(*_family(tx, thing))
        yield from _brought(tx, tx.ideas.get(thing.id))


def _family(tx: Transaction, thing: Thing) -> list[str]:
    """The idea, its video, its posts, and what was changed in its vidsheet."""
    videos = [one.id for one in tx.productions.find(idea_id=thing.id)]
    posts = [out.id for id in videos for out in tx.publications.find(production_id=id)]
    done = tx.errands.having("wish.made", *videos, what=tuple(STUDIO))
    changes = [one.id for one in done]
    return [thing.id, *videos, *posts, *changes]


def _brought(tx: Transaction, idea: Idea) -> Iterator[Entry]:
    """Of its request: who asked in each run that brought this idea, and when it came."""
    every = tx.journal.of(idea.request_id)
    came = [one for one in every if one.event == "IdeasArrived" and _has(one, idea.id)]
    runs = {one.fact["run"] for one in came}
    asked = [one for one in every if one.event == "IdeasAsked" and one.fact["run"] in runs]
    yield from (*asked, *came)


def _has(entry: Entry, idea_id: str) -> bool:
    return any(id == idea_id for id, *_ in entry.fact["ideas"])


def _cut(tx: Transaction, thing: Thing, entries: list[Entry]) -> bool:
    """Whether its beginning was let go: the journal begins after it."""
    if thing.kind in PLACES:
        return tx.journal.start().id > 0
    first = entries[0].event if entries else ""
    whole = first in {"IdeasAsked", "ErrandMoved"} or (
        first == "IdeaDecided" and entries[0].fact["verb"] == "made"
    )
    return not whole and tx.journal.start().id > 0
