"""`python -m tests.golden.make VERSION` writes a database with things in every state, as text."""

import asyncio
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from genbot.cards.announce import announce
from genbot.domain.ideas import RunState
from genbot.domain.posts import Card, Place, Post
from genbot.domain.productions import TaskState
from genbot.domain.settings import Settings
from genbot.domain.watches import Kind, Phase
from genbot.flows import (
    arrivals,
    channels,
    freeze,
    gate,
    ideas,
    productions,
    publications,
    runs,
    steps,
)
from genbot.store import Store
from tests.gen.answers import SHEET, idea, made
from tests.golden.errands import ERRANDS

CHANNEL, MAYA, BEA = "C0VIDEOIDEAS", "U0MARKETER", "U0BRANDOWN"
START = 1_800_000_000.0
GENERATIONS = count(1)


def over(tx, kind, subject):
    tx.watches.drop(kind, subject)


def asked(tx, topic):
    """A request whose run was asked for; returns the run."""
    request = ideas.ask_for(tx, topic, 1, channel=CHANNEL, by=MAYA)
    return tx.runs.find(request_id=request.id)[0]


def running(tx, topic):
    run = asked(tx, topic)
    runs.started(tx, run.id, f"r-{run.id}", f"c-{run.id}", "")
    return run


def arrived(tx, topic):
    """A request whose idea is there; returns the idea."""
    run = running(tx, topic)
    over(tx, Kind.IDEA_RUN, run.id)
    new = idea(f"gen-{run.id}", f"The {topic} story")
    arrivals.arrived(tx, run.id, [new], [new], "Here it is.")
    return tx.ideas.find(request_id=run.request_id)[0]


def approved(tx, topic):
    """Its idea was approved; returns the production, which waits to be cloned."""
    one = arrived(tx, topic)
    return tx.productions.get(
        ideas.decide(tx, one.id, one.version, "approve", by=BEA).production_id
    )


def cloned(tx, topic):
    production = approved(tx, topic)
    over(tx, Kind.CLONE, production.id)
    steps.cloned(tx, production.id, SHEET, ("tiktok-montage", "Montage"), "its tags", "v1")
    return tx.productions.get(production.id)


def filled(tx, topic):
    production = cloned(tx, topic)
    over(tx, Kind.FILL, production.id)
    steps.filled(tx, production.id)
    return tx.productions.get(production.id)


def working(tx, production):
    """The tasks that GEN is to begin now."""
    now = steps.every(tx.productions.get(production.id))
    return [task for task in now if task.state is TaskState.WORKING]


def begin(tx, task):
    generation = f"g{next(GENERATIONS)}"
    steps.begun(tx, task.id, generation)
    return generation


def finish(tx, task):
    generation = begin(tx, task)
    over(tx, Kind.GENERATION, task.id)
    steps.made(tx, task.id, made(generation))


def generated(tx, topic):
    production = filled(tx, topic)
    while [task for task in working(tx, production) if task.type != "render"]:
        finish(tx, working(tx, production)[0])
    return tx.productions.get(production.id)


def rendered(tx, topic):
    production = generated(tx, topic)
    finish(tx, working(tx, production)[0])
    return tx.productions.get(production.id)


def scheduled(tx, topic, due=0.0):
    production = rendered(tx, topic)
    wish = publications.Wish(production.caption, due=due) if due else None
    return publications.publish(tx, production.id, production.version, by=BEA, form=wish)


def sending(tx, topic):
    out = scheduled(tx, topic)
    gate.send(tx, out.id)
    watch = tx.watches.of(Kind.PUBLICATION, out.id)
    tx.watches.change(watch, phase=Phase.ASKING, asked=tx.now)
    return out


def sent(tx, topic):
    out = sending(tx, topic)
    publications.sent(tx, out.id, "j1")
    watch = tx.watches.of(Kind.PUBLICATION, out.id)
    tx.watches.change(watch, phase=Phase.WAITING, job="j1", due=tx.now + 5)
    return out


def told(ending: Callable, way: Callable) -> Callable:
    """A publication that went this way and ended so; nobody watches it any more."""

    def story(tx, topic):
        out = way(tx, topic)
        over(tx, Kind.PUBLICATION, out.id)
        ending(tx, out)

    return story


def ends(how: Callable) -> Callable:
    """Every part that is under way ends so."""

    def story(tx, topic):
        production = filled(tx, topic)
        for task in working(tx, production):
            over(tx, Kind.GENERATION, task.id)
            how(tx, task.id, "GEN gave no reason.")

    return story


def ended(state: RunState) -> Callable:
    def story(tx, topic):
        run = running(tx, topic)
        over(tx, Kind.IDEA_RUN, run.id)
        runs.ended(tx, run.id, state, "GEN gave no reason.")

    return story


def stopped(tx, topic):
    production = filled(tx, topic)
    begin(tx, working(tx, production)[0])
    productions.stop(tx, production.id, by=MAYA)


def half_made(tx, topic):
    """One part is there, one is being made at GEN, one is being asked for."""
    production = filled(tx, topic)
    finish(tx, working(tx, production)[0])
    task = working(tx, production)[0]
    watch = tx.watches.of(Kind.GENERATION, task.id)
    tx.watches.change(watch, phase=Phase.WAITING, job=begin(tx, task), asked=tx.now)


def changed(tx, topic):
    one = arrived(tx, topic)
    ideas.change(tx, one.id, one.version, "make it funnier", by=MAYA)


def queued(tx, topic):
    run = running(tx, topic)
    ideas.refine(tx, run.request_id, "and shorter", by=MAYA)


def asks(tx, topic):
    run = running(tx, topic)
    runs.asks(tx, run.id, "This needs 40 credits. Go on?")


def answered(tx, topic):
    run = running(tx, topic)
    runs.asks(tx, run.id, "This needs 40 credits. Go on?")
    ideas.answer_run(tx, run.id, True, by=BEA)


def rejected(tx, topic):
    one = arrived(tx, topic)
    ideas.decide(tx, one.id, one.version, "reject", by=BEA, reason="seen:in May")


def video_rejected(tx, topic):
    production = rendered(tx, topic)
    productions.reject(tx, production.id, production.version, "off_brand", by=BEA)


def video_changed(tx, topic):
    production = rendered(tx, topic)
    part = production.tasks[0].id
    productions.change(tx, production.id, production.version, "brighter", (part,), by=BEA)


def clone_failed(tx, topic):
    production = approved(tx, topic)
    over(tx, Kind.CLONE, production.id)
    steps.failed(tx, production, "GEN offers this key no templates.")


def missed(tx, topic):
    out = scheduled(tx, topic)
    over(tx, Kind.PUBLICATION, out.id)
    publications.keep(tx, out.move("missed", error="It was too late."), "missed")


def rehearsed(tx, topic):
    """It was let out while its channel was a rehearsal; after that the channel is none any more."""
    here = channels.find(tx, CHANNEL)
    tx.channels.save(replace(here, rehearsal=True))
    made = rendered(tx, topic)
    out = publications.publish(tx, made.id, made.version, by=BEA, rehearsal=True)
    over(tx, Kind.PUBLICATION, out.id)
    gate.send(tx, out.id)
    tx.channels.save(here)


def bound(tx, topic):
    channels.bind(tx, CHANNEL, "agent-santiago", "Santiago", by=MAYA)


def frozen(tx, topic):
    """Another channel: what is frozen stays where it is, and the rest is to go to its end."""
    freeze.freeze(tx, "C0FROZEN", "The brand asked.", by=BEA)


STORIES: dict[str, Callable] = {
    "a channel is bound": bound,
    "a run was asked for": asked,
    "a run is running": running,
    "a refinement waits for the run before it": queued,
    "the agent asks": asks,
    "the agent was answered": answered,
    "a run failed": ended(RunState.FAILED),
    "a run is held": ended(RunState.HELD),
    "an idea waits": arrived,
    "an idea is being changed": changed,
    "an idea was rejected": rejected,
    "a template is being cloned": approved,
    "a clone failed": clone_failed,
    "the words are being filled in": cloned,
    "the parts are being made": filled,
    "half of the parts are there": half_made,
    "a part failed": ends(steps.unmade),
    "a part waits for credits": ends(steps.unpaid),
    "it was stopped": stopped,
    "it is being rendered": generated,
    "a video waits for review": rendered,
    "a video was rejected": video_rejected,
    "a video is being changed": video_changed,
    "a post is about to go out": scheduled,
    "a post goes out next week": lambda tx, topic: scheduled(tx, topic, tx.now + 600_000),
    "a post is being sent": sending,
    "a post is at GEN": sent,
    "a post is live": told(lambda tx, out: publications.live(tx, out.id, "7300000000000000001"), sent),
    "a post failed": told(lambda tx, out: publications.failed(tx, out.id, "No account."), sent),
    "a post is unsure": told(lambda tx, out: publications.unsure(tx, out.id, "Lost."), sending),
    "a post missed its time": missed,
    "a post was rehearsed": rehearsed,
    "a channel is frozen": frozen,
    "a post was taken back": lambda tx, topic: publications.cancel(tx, scheduled(tx, topic).id, by=BEA),
    **ERRANDS,
}  # fmt: skip


def words(tx):
    """The outbox in every phase: said, to be said, to be said anew, in hand, and never to be said."""
    rows = tx.outbox.claim(tx.now, 40, 60)
    for row in rows[:30]:
        tx.outbox.sent(row.slot, row.rev, f"{START:.0f}.{next(GENERATIONS):06d}", tx.now)
    tx.outbox.later(rows[30].slot, tx.now + 2, "ratelimited", posted=False)
    tx.outbox.dead(rows[31].slot, "is_archived")
    tx.outbox.put(Post(rows[0].slot, Place(CHANNEL), Card("newer words")), tx.now)


async def write(path: Path) -> None:
    ids = count(1)
    store = Store(
        path, announce=announce, settings=Settings(agent="agent-santiago"), now=lambda: START,
        new_id=lambda: f"id{next(ids):04d}",
    )  # fmt: skip
    with closing(store):
        for topic, story in STORIES.items():
            await store.unit(story, topic)
        await store.unit(words)


def dumped(conn: sqlite3.Connection) -> Iterator[str]:
    """The database as statements. What SQLite keeps its index of words in cannot be written as such:
    it is made anew from the words, before the first trigger speaks of it."""
    inside = ("CREATE TABLE 'words_fts_", 'INSERT INTO "words_fts', "INSERT INTO sqlite_master")
    (index,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'words_fts'").fetchone()
    for line in conn.iterdump():
        if line.startswith('CREATE TRIGGER "words_ai"'):
            yield f"{index};"
            yield "INSERT INTO words_fts(words_fts) VALUES('rebuild');"
        if not line.startswith((*inside, "PRAGMA writable_schema")):
            yield line


def main(version: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "genbot.db"
        asyncio.run(write(path))
        with closing(sqlite3.connect(path)) as conn:
            text = "\n".join(dumped(conn))
    Path(__file__).with_name(f"{version}.sql").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
