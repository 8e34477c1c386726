"""The journal is chained by hash: whoever changes one entry is found out, at that entry."""

import sqlite3

import pytest

from genbot.domain.channels import Channel
from genbot.domain.events import ChannelSet
from genbot.operate import records
from genbot.operate.records import Broken

FORGED = (
    "INSERT INTO journal SELECT 10, at, event, subject, by, fact, hash, 'x', '' "
    "FROM journal WHERE id = 9"
)


def told(agent):
    return lambda tx: tx.tell(ChannelSet(Channel("C0", agent_id=agent), by="U0MARKETER"))


@pytest.fixture
async def written(make_store, tmp_path):
    """A database with nine entries, closed; returns its path."""
    store = make_store()
    for number in range(9):
        await store.unit(told(f"agent-{number}"))
    store.close()
    return tmp_path / "genbot.db"


def change(path, sql):
    with sqlite3.connect(path) as conn:
        conn.execute(sql)
    conn.close()


def test_what_was_written_is_whole(written):
    assert "9 entries" in records.verify(written)


@pytest.mark.parametrize(
    ("sql", "entry", "why"),
    [
        ("UPDATE journal SET by = 'U0SOMEONE' WHERE id = 4", 4, "not those that were written"),
        ("UPDATE journal SET fact = '{}' WHERE id = 1", 1, "not those that were written"),
        ("UPDATE journal SET at = at + 1 WHERE id = 9", 9, "not those that were written"),
        ("DELETE FROM journal WHERE id = 5", 5, "missing"),
        ("DELETE FROM journal WHERE id = 1", 1, "missing"),
        ("DELETE FROM journal WHERE id > 7", 8, "missing"),
        ("UPDATE journal SET before = '' WHERE id = 3", 3, "does not follow"),
        (FORGED, 10, "not those that were written"),
    ],
)  # fmt: skip
def test_whatever_was_changed_is_named(written, sql, entry, why):
    change(written, sql)

    with pytest.raises(Broken, match=rf"Entry {entry} .*{why}"):
        records.verify(written)


def test_entries_taken_off_the_end_together_with_the_note_of_it_are_missed_by_the_seal(written):
    change(written, "DELETE FROM journal WHERE id > 7")
    change(
        written,
        "UPDATE marks SET value = (SELECT '7 ' || hash FROM journal WHERE id = 7) "
        "WHERE name = 'head'",
    )

    with pytest.raises(Broken, match=r"genbot\.db\.seal knows a newer entry"):
        records.verify(written)


def test_a_hash_noted_earlier_must_still_be_there(written):
    newest = records.verify(written).splitlines()[1].split()[-1]

    assert records.verify(written, newest)
    with pytest.raises(Broken, match="No entry has the hash"):
        records.verify(written, "f" * 64)


async def test_the_journal_can_be_verified_while_the_bot_writes(store, tmp_path):
    await store.unit(told("agent-1"))

    assert "1 entry" in records.verify(tmp_path / "genbot.db")


async def test_a_story_that_fails_leaves_no_gap_in_the_chain(store, tmp_path):
    def fails(tx):
        told("agent-lost")(tx)
        raise ValueError("after it was told")

    await store.unit(told("agent-1"))
    with pytest.raises(ValueError, match="after it was told"):
        await store.unit(fails)
    await store.unit(told("agent-2"))

    assert "2 entries" in records.verify(tmp_path / "genbot.db")


async def test_the_newest_entries_come_oldest_first(store):
    for number in range(5):
        await store.unit(told(f"agent-{number}"))

    latest = await store.read(lambda tx: tx.journal.latest(2))

    assert [one.fact["agent"] for one in latest] == ["agent-3", "agent-4"]
