"""The operator copies the database and lets go of what is over, while the bot runs."""

import asyncio
import sqlite3
import stat
from dataclasses import replace

import pytest

from genbot.domain.channels import Channel
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.events import ChannelSet, IdeasAsked
from genbot.domain.ideas import Board, Idea, IdeaStatus, Request, Run, RunState
from genbot.domain.posts import Card, Place, Post, Whisper
from genbot.domain.productions import Production, Stage
from genbot.domain.publications import Publication, PublicationState
from genbot.domain.talks import Talk
from genbot.operate import records, upkeep
from genbot.operate.upkeep import NotKept
from genbot.store import Transaction

DAY = 86_400.0
CHANNEL = "C0VIDEOIDEAS"
ENDS = {"live", "cancelled", "rehearsed"}  # of a publication


def family(tx, id, *, stage=Stage.PUBLISHED, state=PublicationState.LIVE, run=RunState.DONE):
    """A request and all that came of it, told and shown."""
    asked = tx.requests.save(Request(f"r{id}", CHANNEL, "a1", "U0MARKETER", "tacos", 1, tx.now))
    ran = tx.runs.save(Run(f"n{id}", asked.id, "Generate", "U0MARKETER", state=run))
    idea = Idea(f"i{id}", f"g{id}", asked.id, CHANNEL, "a1", 1, "Tacos", status=IdeaStatus.POSTED)
    tx.ideas.save(idea)
    made = Production(f"p{id}", idea.id, asked.id, CHANNEL, "a1", "U0", "Tacos", tx.now, stage)
    tx.productions.save(made)
    tx.publications.save(
        Publication(f"u{id}", made.id, idea.id, CHANNEL, "a1", 1, "U0", tx.now, tx.now, "words",
                    "https://cdn.gen.pro/1.mp4", state=state)
    )  # fmt: skip
    tx.tell(IdeasAsked(Board(asked, (ran,), (idea,)), ran, "U0MARKETER"))
    tx.say(Post(asked.slot, Place(CHANNEL), Card("request")))
    tx.say(Post(f"idea:{idea.id}", Place(CHANNEL, asked.slot), Card("idea")))
    tx.say(Whisper("U0MARKETER", Place(CHANNEL), Card("psst")))


async def said(store):
    while rows := await store.unit(lambda tx: tx.outbox.claim(tx.now, 50, 60)):
        for row in rows:
            await store.unit(lambda tx, row=row: tx.outbox.sent(row.slot, row.rev, "1.1", tx.now))


async def left(store):
    def count(tx):
        tables = (tx.requests, tx.runs, tx.ideas, tx.productions, tx.publications)
        return sum(len(shelf.find()) for shelf in tables)

    return await store.read(count)


async def messages(store):
    sql = "SELECT count(*) FROM outbox"
    return await store.read(lambda tx: tx._db.execute(sql).fetchone()[0])


# --- backup


async def test_a_backup_is_whole_and_private_although_the_bot_goes_on(store, tmp_path):
    await store.unit(family, 1)
    busy = [asyncio.create_task(store.unit(family, n)) for n in range(2, 100)]

    await asyncio.to_thread(upkeep.backup, tmp_path / "genbot.db", tmp_path / "copy.db")
    await asyncio.gather(*busy)

    copy = tmp_path / "copy.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert "whole" in records.verify(copy)
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]
    conn = sqlite3.connect(copy)
    requests = conn.execute("SELECT count(*) FROM requests").fetchone()[0]
    posts = conn.execute("SELECT count(*) FROM publications").fetchone()[0]
    conn.close()
    assert requests == posts >= 1


async def test_a_backup_overwrites_nothing(store, tmp_path):
    (tmp_path / "precious").write_text("the only photo")

    with pytest.raises(NotKept, match="there already"):
        upkeep.backup(tmp_path / "genbot.db", tmp_path / "precious")

    assert (tmp_path / "precious").read_text() == "the only photo"


async def test_a_backup_that_cannot_be_written_is_said_and_leaves_nothing(store, tmp_path):
    with pytest.raises(NotKept, match="could not be copied"):
        upkeep.backup(tmp_path / "genbot.db", tmp_path / "nowhere" / "copy.db")

    assert not (tmp_path / "nowhere").exists()


async def test_a_full_disk_is_said_of_the_copy(store, tmp_path, monkeypatch):
    def full(tx, target, far):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Transaction, "copy", full)

    with pytest.raises(
        NotKept, match=r"could not be copied to .*copy\.db: database or disk is full"
    ):
        upkeep.backup(tmp_path / "genbot.db", tmp_path / "copy.db")


# --- prune


async def test_what_has_been_over_for_long_goes_with_everything_that_came_of_it(
    store, clock, tmp_path
):
    await store.unit(family, 1)
    await said(store)
    clock.pass_(400 * DAY)
    await store.unit(family, 2)
    await said(store)

    gone = upkeep.prune(tmp_path / "genbot.db", clock() - 365 * DAY)

    assert (gone.requests, gone.messages, gone.entries) == (1, 3, 1)
    assert await left(store) == 5
    assert await messages(store) == 3


@pytest.mark.parametrize(
    "alive",
    [
        {"run": RunState.RUNNING},
        {"stage": Stage.GENERATING},
        *({"state": state} for state in PublicationState if state not in ENDS),
    ],
    ids=str,
)  # fmt: skip
async def test_what_is_under_way_or_waits_for_a_person_stays(store, clock, tmp_path, alive):
    await store.unit(lambda tx: family(tx, 1, **alive))
    await said(store)
    clock.pass_(4_000 * DAY)

    gone = upkeep.prune(tmp_path / "genbot.db", clock() - 365 * DAY)

    assert gone.requests == 0
    assert await left(store) == 5
    assert await messages(store) == 2  # the whisper is nobody's any more


async def test_what_something_happened_to_lately_stays(store, clock, tmp_path):
    await store.unit(family, 1)
    clock.pass_(364 * DAY)
    asked = await store.read(lambda tx: tx.requests.get("r1"))
    run = await store.read(lambda tx: tx.runs.get("n1"))
    await store.unit(lambda tx: tx.tell(IdeasAsked(Board(asked, (run,)), run, "U0MARKETER")))
    clock.pass_(30 * DAY)

    assert upkeep.prune(tmp_path / "genbot.db", clock() - 365 * DAY).requests == 0


async def test_what_was_not_said_yet_stays(store, clock, tmp_path):
    await store.unit(lambda tx: tx.say(Post("note:1", Place(CHANNEL), Card("not said yet"))))
    clock.pass_(400 * DAY)

    upkeep.prune(tmp_path / "genbot.db", clock() - 365 * DAY)

    assert await messages(store) == 1


async def test_the_journal_stays_whole_and_goes_on(store, clock, tmp_path):
    def set_up(tx):
        tx.tell(ChannelSet(Channel(CHANNEL, agent_id=f"a{tx.now}"), by="U0MARKETER"))

    for _ in range(1_200):
        await store.unit(set_up)
        clock.pass_(DAY)

    gone = upkeep.prune(tmp_path / "genbot.db", clock() - 365 * DAY)
    await store.unit(set_up)

    assert gone.entries == 835
    assert "366 entries" in records.verify(tmp_path / "genbot.db")


async def test_a_restart_after_everything_was_let_go_is_no_restoration(make_store, clock, tmp_path):
    first = make_store()
    await first.unit(family, 1)
    clock.pass_(400 * DAY)
    upkeep.prune(tmp_path / "genbot.db", clock())
    first.close()

    again = make_store()

    assert await again.read(lambda tx: tx.marks.get("restored")) == ""
    assert "0 entries" in records.verify(tmp_path / "genbot.db")


async def test_what_a_template_taught_that_nobody_uses_any_more_goes(store, clock, tmp_path):
    """Its kind keeps it: there it stands among the newest, however many templates there were."""
    await store.unit(lambda tx: tx.durations.add("render/tacos", 40.0, tx.now))
    clock.pass_(400 * DAY)
    await store.unit(lambda tx: tx.durations.add("render/salsa", 50.0, tx.now))

    assert upkeep.prune(tmp_path / "genbot.db", clock() - 365 * DAY).durations == 1

    sql = "SELECT DISTINCT key FROM durations ORDER BY key"
    left = await store.read(lambda tx: [key for (key,) in tx._db.execute(sql).fetchall()])
    assert left == ["render", "render/salsa"]


async def test_what_was_done_at_gen_goes_too_once_it_is_over(store, clock, tmp_path):
    def errand(state):
        return Errand(state.value, What.RESEARCH, "Research", CHANNEL, "U0", clock(), state=state)

    await store.unit(lambda tx: [tx.errands.save(errand(state)) for state in ErrandState])
    clock.pass_(400 * DAY)

    gone = upkeep.prune(tmp_path / "genbot.db", clock() - 365 * DAY)

    waits = {one for one in ErrandState if not one.over}
    left = {one.state for one in await store.read(lambda tx: tx.errands.find())}
    assert (gone.errands, left) == (5, waits)


async def test_a_thread_goes_when_nobody_has_said_anything_there_for_long(store, clock, tmp_path):
    old = Talk("t1", CHANNEL, "1.1", "a1", "Old", "U0", clock(), last=clock())
    clock.pass_(400 * DAY)
    new = replace(old, id="t2", last=clock())
    await store.unit(lambda tx: [tx.talks.save(one) for one in (old, new)])

    gone = upkeep.prune(tmp_path / "genbot.db", clock() - 365 * DAY)

    assert (gone.talks, await store.read(lambda tx: tx.talks.find())) == (1, [new])
