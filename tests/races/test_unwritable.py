"""Nothing can be written for a while: another program holds the database, or it may not grow."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import pytest

from genbot.domain.posts import Card, Place, Post
from genbot.domain.publications import PublicationState
from genbot.gen.export import Publish
from genbot.gen.jobs import UserJobCreated
from genbot.heartbeat import Heartbeat
from genbot.slack.letters import Letters
from genbot.store import CannotWrite
from genbot.store import store as room
from genbot.watches import kinds
from genbot.watches.turn import LEASE
from genbot.watches.watcher import Watcher
from tests.gen.answers import all_goes_well, idea
from tests.golden import make
from tests.races.conftest import all_said
from tests.slack.conftest import IDEAS, MAYA, until, with_an_idea

BRIEF = 0.2  # seconds we wait for others
FULL, ROOM = "the database cannot be written", "the database can be written again"


@pytest.fixture
def store(make_store, monkeypatch):
    monkeypatch.setattr(room, "LOCKED", BRIEF)
    return make_store()


class Other:
    """Another program with the same database open."""

    def __init__(self, path: Path) -> None:
        self.conn = sqlite3.connect(path, isolation_level=None)

    def takes(self) -> None:
        self.conn.execute("BEGIN IMMEDIATE")

    def lets_go(self) -> None:
        self.conn.execute("ROLLBACK")


@pytest.fixture
def other(tmp_path: Path, store) -> Iterator[Other]:
    program = Other(tmp_path / "genbot.db")
    with closing(program.conn):
        yield program


@asynccontextmanager
async def locked(store, other):
    other.takes()
    yield
    other.lets_go()


@asynccontextmanager
async def full(store, other):
    """The database has as many pages as it may have, and no free one (SQLITE_FULL)."""
    await store.unit(lambda tx: tx._db.execute("CREATE TABLE ballast (b)"))
    store._writing.execute("PRAGMA max_page_count = 1")  # it keeps what there is
    with suppress(CannotWrite):
        while True:
            await store.unit(
                lambda tx: tx._db.execute("INSERT INTO ballast VALUES (zeroblob(3500))")
            )
    yield
    store._writing.execute("PRAGMA max_page_count = 1000000")


def noted(caplog) -> list[str]:
    return [one.getMessage() for one in caplog.records if "database" in one.getMessage()]


def wordy(nth: int) -> str:
    return f"ideas 2 tacos {nth} " + "with everything on it " * 100


@pytest.mark.parametrize("trouble", [locked, full])
async def test_a_command_is_not_acknowledged_and_leaves_nothing(
    here, workspace, other, caplog, trouble
):
    await workspace.command("help")
    await all_said(here)
    workspace.slack.deliveries.patience = 3 * BRIEF
    async with trouble(here.store, other):
        taken = 0  # a little room may be left in a page
        while (await workspace.command(wordy(taken))).get("error") != "operation_timeout":
            taken += 1
    workspace.slack.deliveries.patience = 20.0

    assert taken < 5
    assert len(await here.store.read(lambda tx: tx.requests.find())) == taken

    assert (await workspace.command("ideas 2 churros"))["ok"]
    await all_said(here)
    asked = await here.store.read(lambda tx: tx.requests.find())
    assert [one.topic for one in asked[taken:]] == ["churros"]
    said = noted(caplog)
    assert [FULL in one for one in said] == [True, False] * (len(said) // 2)
    assert ROOM in said[-1]
    assert [one for one in caplog.records if one.exc_info] == []


@pytest.mark.parametrize("trouble", [locked, full])
async def test_a_click_can_be_pressed_again_and_counts_once(here, workspace, other, trouble):
    await with_an_idea(here)
    card = workspace.message("The 2 a.m. verdict")
    workspace.slack.deliveries.patience = 3 * BRIEF
    async with trouble(here.store, other):
        refused = await workspace.press(card, "approve_idea")
        await workspace.press(card, "approve_idea")
    workspace.slack.deliveries.patience = 20.0
    kept = len(await here.store.read(lambda tx: tx.productions.find()))

    await workspace.press(card, "approve_idea")
    await all_said(here)

    assert (kept, bool(refused.get("ok"))) in {(0, False), (1, True)}  # a page may have been free
    assert len(await here.store.read(lambda tx: tx.productions.find())) == 1


async def test_a_short_wait_for_another_program_is_not_noticed(here, workspace, other, caplog):
    other.takes()
    typing = asyncio.create_task(workspace.command("ideas 2 tacos"))
    await asyncio.wait({typing}, timeout=BRIEF / 4)
    assert not typing.done()
    other.lets_go()

    assert (await typing)["ok"]
    assert noted(caplog) == []


async def test_an_event_is_repeated_by_slack_until_it_is_kept(here, workspace, other, caplog):
    await workspace.command("help")
    workspace.slack.deliveries.patience = 3 * BRIEF
    other.takes()
    await workspace.act(MAYA, "say", channel=IDEAS, text="<@U0GENBOT00> ideas 2 churros")
    await until(lambda: len(noted(caplog)) == 1)
    assert await here.store.read(lambda tx: tx.requests.find()) == []
    other.lets_go()

    await workspace.control("redeliver", what="all")
    await until(lambda: len(noted(caplog)) == 2)

    (asked,) = await here.store.read(lambda tx: tx.requests.find())
    assert asked.topic == "churros"


async def test_a_message_whose_posting_cannot_be_noted_is_found_again(
    here, workspace, other, clock, caplog
):
    class Interrupted(Letters):
        async def deliver(self, row, body):
            ts = await super().deliver(row, body)
            other.takes()
            return ts

    here.postman._letters = Interrupted(here.client, here.pacer)
    await here.store.unit(lambda tx: tx.say(Post("a", Place(IDEAS), Card("once"))))
    await here.postman.round()
    await here.postman.rest()
    other.lets_go()
    here.postman._letters = Letters(here.client, here.pacer)
    clock.pass_(200)
    await all_said(here)

    assert workspace.said() == ["once"]
    assert [one for one in caplog.records if one.exc_info] == []


async def test_a_post_whose_answer_cannot_be_noted_is_put_to_a_person(
    here, gen, other, clock, caplog
):
    all_goes_well(gen, idea("gen1"))
    watcher = Watcher(gen, here.store, kinds(), boot=clock, jitter=lambda: 1.0)
    await here.store.unit(make.scheduled, "tacos")

    async def rounds():
        for _ in range(4):
            await watcher.round()
            await watcher.drain()

    def answers(call):
        other.takes()
        return UserJobCreated(user_job_id="j1")

    await rounds()
    gen.will(Publish, answers)
    clock.pass_(60)
    await watcher.round()
    await watcher.drain()
    other.lets_go()
    clock.pass_(LEASE + 1)
    await rounds()

    (out,) = await here.store.read(lambda tx: tx.publications.find())
    assert (out.state, len(gen.asked(Publish))) == (PublicationState.UNSURE, 1)
    assert [one for one in caplog.records if one.exc_info] == []


async def test_a_round_that_cannot_write_says_nothing_and_comes_again(here, other, caplog):
    heart, happened = Heartbeat(here.clock), asyncio.Event()

    async def round():
        happened.set()
        await here.store.unit(lambda tx: tx.inbox.first("a", tx.now))

    guarded = heart._guarded("postman", round)
    other.takes()
    await guarded()
    failing = set(heart.failing)
    other.lets_go()
    await guarded()

    assert happened.is_set()
    assert (failing, heart.failing) == ({"postman"}, set())
    assert len(noted(caplog)) == len(caplog.records) == 2


async def test_an_error_of_a_story_is_not_taken_for_a_full_disk(here, caplog):
    with pytest.raises(sqlite3.OperationalError):
        await here.store.unit(lambda tx: tx._db.execute("INSERT INTO no_such_table VALUES (1)"))

    assert noted(caplog) == []


async def test_whoever_waits_for_the_same_commit_is_told_the_same(here, other):
    other.takes()
    both = await asyncio.gather(
        *(here.store.unit(lambda tx: tx.inbox.first("a", tx.now)) for _ in range(2)),
        return_exceptions=True,
    )
    other.lets_go()

    assert [type(one) for one in both] == [CannotWrite, CannotWrite]
