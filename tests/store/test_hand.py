"""The operator's commands about the database, as they are typed."""

import sqlite3

import pytest
from click.testing import CliRunner

from genbot import cli
from tests.operate.test_upkeep import family


@pytest.fixture
async def typed(make_store, tmp_path, monkeypatch):
    """A closed database with one request; types a command."""
    store = make_store()
    await store.unit(family, 1)
    store.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GENBOT_DATABASE", "genbot.db")
    return lambda *words: CliRunner().invoke(cli.main, words)


async def test_a_whole_journal_is_told_with_its_newest_hash(typed):
    told = typed("verify")

    assert told.exit_code == 0
    assert "1 entry" in told.output
    newest = told.output.splitlines()[1].split()[-1]
    assert typed("verify", newest).exit_code == 0
    assert typed("verify", "f" * 64).exit_code == 1


async def test_a_broken_entry_is_named_on_standard_error(typed, tmp_path):
    conn = sqlite3.connect(tmp_path / "genbot.db")
    with conn:
        conn.execute("UPDATE journal SET by = 'U0SOMEONE'")
    conn.close()

    told = typed("verify")

    assert (told.exit_code, told.stdout) == (1, "")
    assert "Entry 1 of the journal is broken" in told.stderr


async def test_a_backup_is_made_once_and_says_its_size(typed, tmp_path):
    first, again = typed("backup", "copy.db"), typed("backup", "copy.db")

    assert first.exit_code == 0
    assert "bytes, checked." in first.output
    assert (again.exit_code, again.stdout) == (1, "")
    assert "there already" in again.stderr


async def test_letting_go_says_how_much(typed):
    told = typed("prune", "--days", "1")

    assert told.exit_code == 0
    assert "Let go: " in told.output
    assert typed("prune", "--days", "0").exit_code == 2
