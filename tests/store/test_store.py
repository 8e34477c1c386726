"""A unit is one commit: all of it or nothing, durable before it returns."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest

from genbot.domain.errors import NotHere, NotNow
from genbot.domain.ideas import Request
from genbot.domain.posts import Card, Place, Post, Whisper
from genbot.domain.watches import Kind, Phase
from genbot.store import DatabaseInUse, ForeignDatabase, NewerDatabase

HERE = Place("C0VIDEOIDEAS")


def request(id="r1", topic="tacos"):
    return Request(id, HERE.channel, "a1", "U0MARKETER", topic, 5, at=1.0)


async def test_what_a_unit_saved_is_there_after_a_restart(make_store):
    first = make_store()
    await first.unit(lambda tx: tx.requests.save(request()))
    first.close()

    again = make_store()

    assert (await again.read(lambda tx: tx.requests.get("r1"))).topic == "tacos"


async def test_a_story_that_fails_leaves_nothing_and_spoils_no_neighbour(store):
    def half(tx):
        tx.requests.save(request("half"))
        tx.say(Post("slot", HERE, Card("half said")))
        raise NotNow("too late")

    good, bad = await asyncio.gather(
        store.unit(lambda tx: tx.requests.save(request("whole"))),
        store.unit(half),
        return_exceptions=True,
    )

    assert good.id == "whole"
    assert isinstance(bad, NotNow)
    assert await store.read(lambda tx: [r.id for r in tx.requests.find()]) == ["whole"]
    assert await store.read(lambda tx: tx.outbox.waiting()) == []


async def test_a_commit_that_fails_is_told_to_everybody_in_it(store):
    def broken(tx):
        tx._db.execute("INSERT INTO no_such_table VALUES (1)")

    results = await asyncio.gather(
        store.unit(broken),
        store.unit(lambda tx: tx.requests.save(request())),
        return_exceptions=True,
    )

    assert isinstance(results[0], sqlite3.OperationalError)
    kept = await store.read(lambda tx: len(tx.requests.find()))
    assert kept == (0 if isinstance(results[1], Exception) else 1)


async def test_fifty_clicks_at_once_have_one_first(store):
    firsts = await asyncio.gather(
        *(store.unit(lambda tx: tx.inbox.first("click-1", tx.now)) for _ in range(50))
    )

    assert sum(firsts) == 1


async def test_something_that_is_gone_is_said_in_words(store):
    with pytest.raises(NotHere, match="cannot find"):
        await store.unit(lambda tx: tx.ideas.get("nothing"))


async def test_a_second_process_is_refused_with_the_pid_of_the_first(store, make_store):
    with pytest.raises(DatabaseInUse, match=str(os.getpid())):
        make_store()


def test_a_killed_process_leaves_no_lock_behind(make_store, tmp_path):
    script = (
        "import fcntl, os, sys, time;"
        "h = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT);"
        "fcntl.flock(h, fcntl.LOCK_EX); print('locked', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "genbot.db.lock")], stdout=subprocess.PIPE
    )
    other.stdout.readline()
    with pytest.raises(DatabaseInUse):
        make_store()

    other.kill()
    other.communicate()

    make_store()


async def test_a_database_of_a_newer_version_is_left_alone(make_store, tmp_path):
    store = make_store()
    await store.unit(
        lambda tx: tx._db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('genbot', 'm999_from_tomorrow', '2030')"
        )
    )
    store.close()

    with pytest.raises(NewerDatabase, match="m999_from_tomorrow"):
        make_store()


def test_the_database_of_another_program_is_left_alone(make_store, tmp_path):
    path = tmp_path / "genbot.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (taco TEXT)")
    path.chmod(0o644)
    before = path.read_bytes()

    with pytest.raises(ForeignDatabase, match="another program"):
        make_store()

    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


async def test_only_its_owner_can_read_the_database(store, tmp_path):
    assert stat.S_IMODE((tmp_path / "genbot.db").stat().st_mode) == 0o600


async def test_every_commit_is_durable(store):
    def pragmas(tx):
        def value(name):
            return tx._db.execute(f"PRAGMA {name}").fetchone()[0]

        return value("synchronous"), value("journal_mode")

    assert await store.unit(pragmas) == (2, "wal")


async def test_a_commit_that_said_something_wakes_the_postman(store):
    store.said.clear()
    await store.unit(lambda tx: tx.say(Whisper("U0MARKETER", HERE, Card("psst"))))

    await asyncio.wait_for(store.said.wait(), 1)
    assert not store.wished.is_set()


# --- watches


async def test_a_watch_is_claimed_by_one_at_a_time(store, clock):
    await store.unit(lambda tx: tx.watch(Kind.CLONE, "p1"))

    first = await store.unit(lambda tx: tx.watches.claim(tx.now, 10, 60, "me"))
    second = await store.unit(lambda tx: tx.watches.claim(tx.now, 10, 60, "you"))
    clock.pass_(61)
    after_the_lease = await store.unit(lambda tx: tx.watches.claim(tx.now, 10, 60, "you"))

    assert [watch.subject for watch in first] == ["p1"]
    assert second == []
    assert [watch.subject for watch in after_the_lease] == ["p1"]


async def test_the_same_thing_is_watched_once_and_sooner_wins(store, clock):
    await store.unit(lambda tx: tx.watch(Kind.PUBLICATION, "u1", tx.now + 500))
    await store.unit(lambda tx: tx.watch(Kind.PUBLICATION, "u1", tx.now + 100))
    await store.unit(lambda tx: tx.watch(Kind.PUBLICATION, "u1", tx.now + 900))

    watches = await store.read(lambda tx: tx.watches.all())
    assert [watch.due - clock() for watch in watches] == [100]


async def test_after_a_restart_what_was_in_hand_is_due_at_once(make_store):
    first = make_store()
    await first.unit(lambda tx: tx.watch(Kind.CLONE, "p1"))
    [watch] = await first.unit(lambda tx: tx.watches.claim(tx.now, 10, 600, "me"))
    await first.unit(lambda tx: tx.watches.change(watch, phase=Phase.ASKING))
    first.close()

    again = make_store()

    [found] = await again.unit(lambda tx: tx.watches.claim(tx.now, 10, 600, "me"))
    assert (found.subject, found.phase) == ("p1", Phase.ASKING)


async def test_a_closed_store_says_so_instead_of_hanging(make_store):
    store = make_store()
    store.close()

    with pytest.raises(ConnectionError, match="closed"):
        await store.unit(lambda tx: tx.now)
