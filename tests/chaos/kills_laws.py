"""What must be true of a world in which the real process was killed hundreds of times."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from genbot.domain.publications import PublicationState as U
from genbot.operate import records
from tests.chaos import shown
from tests.chaos.board import Message
from tests.chaos.kills_crew import Crew, Payload, slot_of
from tests.chaos.kills_errands import Errand
from tests.chaos.kills_reaper import Reaper
from tests.chaos.laws import ends, truth
from tests.chaos.laws.posts import twice

SETTLED = {U.LIVE, U.FAILED, U.UNSURE, U.HELD, U.CANCELLED}
OURS = re.compile(r"Traceback|^\S+ (error|critical) ")


class Judged:
    """What the database holds, read after the last process has ended."""

    def __init__(self, path: Path) -> None:
        with records.reading(path) as tx:
            run = tx._db.execute
            self.integrity = run("PRAGMA integrity_check").fetchone()[0]
            self.foreign = run("PRAGMA foreign_key_check").fetchall()
            made = ("requests", "runs", "ideas", "productions", "publications")
            shelves = (*made, "channels", "shortages", "errands")
            self.things: dict[str, list[Any]] = {one: getattr(tx, one).find() for one in shelves}
            self.journal = tx.journal.latest(1_000_000)
            self.dead = run("SELECT slot, error FROM outbox WHERE phase = 'dead'").fetchall()
            self.waiting = [slot for slot, *_ in tx.outbox.waiting()]
            self.watches = [f"{one.kind} {one.subject} {one.phase}" for one in tx.watches.all()]


@dataclass
class Ended:
    """A world at its end: both outside books, the people, and what the database holds."""

    gen: Payload
    slack: Payload
    crew: Crew
    reaper: Reaper
    errands: list[Errand]
    judged: Judged
    verified: str
    log: list[str] = field(default_factory=list)

    @property
    def posts(self) -> dict[str, list[Payload]]:
        """What GEN published, by file; what failed there did not go out."""
        found: dict[str, list[Payload]] = {}
        for post in self.gen["published"]:
            if post["status"] != "failed":
                found.setdefault(post["media_url"], []).append(post)
        return found

    def acked(self, act: str) -> Iterator[Any]:
        return (one for one in self.crew.deeds if one.acked and one.act == act)


Law = Callable[[Ended], Iterator[str]]
LAWS: list[Law] = []


def law(check: Law) -> Law:
    LAWS.append(check)
    return check


def broken(world: Ended) -> list[str]:
    """Every broken law, as "law: what"; empty when all is well."""
    return [f"{check.__name__}: {what}" for check in LAWS for what in check(world)]


def busy(path: Path) -> bool:
    """Whether the process still has something to say, or to see to at GEN."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as db:
        said = "SELECT count(*) FROM outbox WHERE rev > sent_rev AND phase != 'dead'"
        counts = [db.execute(sql).fetchone()[0] for sql in (said, "SELECT count(*) FROM watches")]
    return any(counts)


@law
def everybody_is_finished(world: Ended) -> Iterator[str]:
    """An acknowledged click is never repeated by people: one that is lost leaves its errand waiting."""
    yield from (str(one) for one in world.errands if one.waits_for)


@law
def published_at_most_once(world: Ended) -> Iterator[str]:
    for media, posts in world.posts.items():
        if len(posts) > 1:
            yield f"{media} went out {len(posts)} times"


@law
def published_again_only_on_a_word(world: Ended) -> Iterator[str]:
    """Between two publish calls for one file somebody pressed "send again", or took the first back."""
    words = {"send_again", "publish_now", "submit publish_form"}
    said = [one.at for one in world.crew.deeds if one.act in words]
    before: dict[str, float] = {}
    for at, media in world.reaper.published:
        if media in before and not any(before[media] < one <= at for one in said):
            yield f"GEN was asked a second time for {media} at {at:.3f}, and nobody said so"
        before[media] = at


@law
def one_message_per_slot(world: Ended) -> Iterator[str]:
    every = [one for one in world.slack["messages"] if not one.get("only_for")]
    said = [(slot_of(one), str(one["channel"])) for one in every]
    yield from twice(said)
    files = Counter(
        (one.get("thread_ts"), file["name"]) for one in every for file in one.get("files") or ()
    )
    yield from (f"the file {file} is there {n} times" for file, n in files.items() if n > 1)


@law
def every_video_is_shown(world: Ended) -> Iterator[str]:
    there = {one.get("thread_ts") for one in world.slack["messages"] if one.get("files")}
    for made in world.judged.things["productions"]:
        if made.version and str((world.crew.slot(made.slot) or {}).get("ts")) not in there:
            yield f"{made.slot} was made, and its video is not in its thread"


@law
def no_acknowledged_click_is_lost(world: Ended) -> Iterator[str]:
    things = world.judged.things
    taken = Counter(one.value for one in world.acked("command"))
    typed = Counter(
        one.value.partition(" (")[0] for one in world.crew.deeds if one.act == "command"
    )
    made = Counter(f"/gen ideas {one.count} {one.topic}" for one in things["requests"])
    for line, count in typed.items():
        if not taken[line] <= made[line] <= count:
            yield f"{line}: acknowledged {taken[line]}, typed {count}, made {made[line]} times"
    at_gen = {str(one["id"]): one["status"] for one in world.gen["ideas"]}
    for act, must in (("approve_idea", True), ("submit reject_idea_form", False)):
        for deed in world.acked(act):
            idea = next(one for one in things["ideas"] if deed.on == f"idea:{one.id}")
            status = at_gen.get(idea.gen_id)
            if (status == "generated") or (not must and status != "rejected"):
                yield f"{deed}, and GEN has it as {status}"
    sent = {f"review:{one.production_id}" for one in things["publications"]}
    for act in ("publish_now", "submit publish_form"):
        for deed in world.acked(act):
            if deed.on.rpartition(":")[0] not in sent:
                yield f"{deed}, and there is no publication"


@law
def nothing_ends_silently(world: Ended) -> Iterator[str]:
    judged = world.judged
    yield from (f"{slot} is dead: {error}" for slot, error in judged.dead)
    yield from (f"{slot} is still to be said" for slot in judged.waiting)
    yield from (f"{watch} is still to be seen to" for watch in judged.watches)
    for run in judged.things["runs"]:
        if not run.state.over and run.state != "awaiting_approval":
            yield f"the run {run.id} is {run.state} for ever"
    for out in judged.things["publications"]:
        if out.state not in SETTLED:
            yield f"{out.slot} is {out.state} for ever"
    open_ = {one.production_id for one in judged.things["publications"] if one.state != "cancelled"}
    for made in judged.things["productions"]:
        if made.stage.working or (made.stage == "publishing" and made.id not in open_):
            yield f"{made.slot} is {made.stage} for ever"


@law
def cards_show_what_is_kept(world: Ended) -> Iterator[str]:
    there = {slot_of(one): one for one in world.slack["messages"]}
    for slot, card in shown.cards(world).items():  # type: ignore[arg-type]
        seen = there.get(slot, {})
        message = Message("", "", seen.get("text", "nothing"), blocks=_bare(seen.get("blocks")))
        if not shown.same(message, _bare_card(card)):
            kept = _bare_card(card)
            pairs = zip(message.blocks, kept.blocks, strict=False)
            first = next(
                (str(pair) for pair in pairs if pair[0] != pair[1]), "more or fewer blocks"
            )
            yield f"{slot} shows {message.text!r}, kept is {card.text!r}: {first}"


def _bare(blocks: Any) -> Any:
    """Without the ids that Slack gives to blocks, also to those within others."""

    def bare(part: Any) -> Any:
        if isinstance(part, list):
            return [bare(one) for one in part]
        if isinstance(part, dict):
            return {name: bare(one) for name, one in part.items() if name != "block_id"}
        return part

    return bare(json.loads(json.dumps(blocks or [])))


def _bare_card(card: Any) -> Any:
    return type(card)(card.text, tuple(_bare(card.blocks)))


@law
def gen_and_store_agree(world: Ended) -> Iterator[str]:
    at_gen = {str(one["id"]): one["status"] for one in world.gen["ideas"]}
    for idea in world.judged.things["ideas"]:
        if at_gen.get(idea.gen_id) != idea.status:
            yield f"idea {idea.gen_id} is {idea.status} here and {at_gen.get(idea.gen_id)} at GEN"
    live = {
        one.media_url: one for one in world.judged.things["publications"] if one.state == U.LIVE
    }
    for media, posts in world.posts.items():
        ids = {one["post_id"] for one in posts}
        if media not in live or live[media].post_id not in ids:
            yield f"{media} is out as {ids}, and nobody is told so"
    yield from (f"{one.slot} is said to be live" for m, one in live.items() if m not in world.posts)


@law
def paid_once(world: Ended) -> Iterator[str]:
    """GEN made no more runs and parts than were wanted."""
    runs, wanted = len(world.gen["runs"]), len(world.judged.things["runs"])
    if runs > wanted:
        yield f"{runs} runs were paid for, {wanted} were wanted"
    made = world.judged.things["productions"]
    every = [task for one in made for task in (*one.tasks, one.render) if task]
    known = {id for task in every for id in (task.generation, *task.earlier)}
    for part in world.gen["generations"]:
        if part["credits"] and str(part["id"]) not in known and part["status"] == "completed":
            yield f"{part['type']} {part['id']} was paid for, and nobody knows of it"


@law
def the_journal_explains(world: Ended) -> Iterator[str]:
    yield from truth.the_journal_explains(world)  # type: ignore[arg-type]


@law
def the_database_is_whole(world: Ended) -> Iterator[str]:
    yield from ends.the_database_is_whole(world)  # type: ignore[arg-type]
    if "The journal is whole" not in world.verified:
        yield f"genbot verify: {world.verified}"


@law
def no_error_of_ours(world: Ended) -> Iterator[str]:
    yield from (line for line in world.log if OURS.search(line))
