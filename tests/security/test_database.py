"""Control 14 from the outside: words that are SQL are words, and the files are nobody else's."""

import stat

import pytest

from genbot.domain.errors import NotHere
from genbot.flows import channels, ideas
from genbot.operate import records
from tests.operate.test_upkeep import family

WORDS = (
    "'; DROP TABLE ideas; --", '" OR 1=1 --', "id%", "_", "*", "x' UNION SELECT body FROM ideas --",
    "\x00", "i1\x00", "NULL", "1; ATTACH 'x' AS y", "🌮" * 50,
)  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
async def test_words_that_are_sql_find_nothing_and_harm_nothing(store, tmp_path, word):
    await store.unit(family, 1)

    with pytest.raises(NotHere):
        await store.unit(lambda tx: tx.ideas.get(word))
    assert await store.read(lambda tx: tx.ideas.find(channel=word)) == []
    assert await store.read(lambda tx: tx.journal.of(word)) == []
    assert await store.read(lambda tx: tx.outbox.slot_at(word, word)) is None
    assert await store.unit(lambda tx: tx.inbox.first(word, tx.now))
    assert (await store.read(channels.find, word)).agent_id == "agent-santiago"
    await store.unit(lambda tx: ideas.ask_for(tx, f"{word}x", 1, channel=word, by=word))

    assert "whole" in records.verify(tmp_path / "genbot.db")
    assert await store.read(lambda tx: tx.ideas.get("i1").id) == "i1"


async def test_every_file_of_the_database_is_readable_by_its_owner_only(store, tmp_path):
    await store.unit(family, 1)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}

    assert set(modes) >= {"genbot.db", "genbot.db-wal", "genbot.db.lock", "genbot.db.seal"}
    assert set(modes.values()) == {0o600}
