"""What takes its time says how far it is: on a terminal, and nowhere else."""

import sqlite3

import pytest

from genbot.operate import records, upkeep
from genbot.operate.tables import patience
from genbot.store import transaction


@pytest.fixture
def heard():
    return []


@pytest.fixture
def far(heard):
    return lambda doing, done, of: heard.append((doing, done, of))


async def test_a_copy_tells_its_pages_and_is_of_one_moment(
    store, tmp_path, heard, far, monkeypatch
):
    monkeypatch.setattr(transaction, "STEP", 5)
    bot = sqlite3.connect(tmp_path / "genbot.db", isolation_level=None)

    def busy(doing, done, of):
        far(doing, done, of)
        bot.execute("INSERT INTO inbox VALUES (?, 0)", (f"meanwhile {len(heard)}",))

    upkeep.backup(tmp_path / "genbot.db", tmp_path / "copy.db", busy)

    copied = [done for doing, done, _ in heard if doing == "Copying"]
    assert len(copied) > 3
    assert copied == sorted(set(copied))
    assert copied[-1] == heard[0][2]
    assert heard[-1] == ("Checking the copy", 0, 0)
    copy = sqlite3.connect(tmp_path / "copy.db")
    assert copy.execute("SELECT count(*) FROM inbox").fetchone() == (0,)
    copy.close()
    bot.close()


async def test_what_is_read_and_let_go_is_counted(store, tmp_path, heard, far):
    await store.unit(lambda tx: [tx.marks.set(f"m{n}", "x") for n in range(3)])

    records.verify(tmp_path / "genbot.db", "", far)
    upkeep.prune(tmp_path / "genbot.db", 0.0, far)

    assert heard[-1] == ("Letting go of what else is over", 0, 0)
    assert ("Reading the whole file", 0, 0) in heard


@pytest.mark.parametrize(("tty", "seen"), [("1", True), ("0", False)])
def test_it_is_shown_on_a_terminal_alone(capsys, monkeypatch, tty, seen):
    monkeypatch.setenv("TTY_COMPATIBLE", tty)

    with patience("Looking") as far:
        far("Copying", 1, 2)

    told = capsys.readouterr()
    assert ("Copying" in told.err and "50%" in told.err) is seen
    assert told.out == ""
