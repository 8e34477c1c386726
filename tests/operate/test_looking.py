"""What an operator looks at: once or followed, on a terminal, in a pipe, as JSON, beside a running bot."""

import io
import json
import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest
from click.testing import CliRunner

from genbot.cli import main
from genbot.domain.channels import Channel
from genbot.domain.events import ChannelSet
from genbot.domain.posts import Card, Place, Post
from genbot.domain.watches import Kind
from genbot.operate import records, tables
from genbot.store import Store

SOURCE = Path(__file__).parents[2]
PATIENCE = 60.0


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GENBOT_DATABASE", raising=False)


def typed(*words):
    return CliRunner().invoke(main, words)


def wanted(tx):
    tx.watch(Kind.CLONE, "production-1")


def said(tx):
    tx.say(Post("request:1", Place("C0"), Card("Five ideas")))


def bound(tx, agent="agent-1"):
    tx.tell(ChannelSet(Channel("C0", agent_id=agent), by="U0MARKETER"))


def over(tx):
    tx.watches.drop(Kind.CLONE, "production-1")


def shown(terminal: int, words: str) -> None:
    """Read from a terminal until these words are there."""
    said = b""
    while words.encode() not in said:
        said += os.read(terminal, 4096)


class Followed:
    """A command that goes on by itself: a real process, its lines as they come."""

    def __init__(self, *words: str, out: int = subprocess.PIPE) -> None:
        env = {**os.environ, "PYTHONPATH": str(SOURCE), "TERM": "xterm", "COLUMNS": "120"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "genbot", *words], stdout=out, stderr=subprocess.PIPE, env=env
        )
        self._lines: Queue[bytes] = Queue()

    def reads(self, pipe: "io.BufferedIOBase") -> None:
        def read() -> None:
            for line in pipe:
                self._lines.put(line)

        threading.Thread(target=read, daemon=True).start()

    def line(self) -> str:
        return self._lines.get(timeout=PATIENCE).decode().rstrip("\n")

    def ends(self) -> tuple[int, bytes]:
        self.process.send_signal(signal.SIGINT)
        _, wrong = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, wrong


@pytest.fixture
def following() -> Iterator[type[Followed]]:
    begun: list[Followed] = []

    def begin(*words: str) -> Followed:
        one = Followed(*words)
        begun.append(one)
        one.reads(one.process.stdout)
        return one

    yield begin
    for one in begun:
        one.process.kill()
        one.process.wait()


async def test_each_can_be_read_by_machines(store: Store):
    for story in (wanted, said, bound):
        await store.unit(story)

    (watch,), (row,), (entry,) = (
        [json.loads(line) for line in typed(name, "--json").output.splitlines()]
        for name in ("watches", "outbox", "journal")
    )

    assert (watch["kind"], watch["subject"], watch["phase"]) == ("clone", "production-1", "ready")
    assert (watch["due"], watch["asked"]) == ("2027-01-15T08:00:00.000+00:00", None)
    assert (row["id"], row["channel"], row["error"]) == ("request:1", "C0", None)
    assert entry["fact"]["agent"] == "agent-1"


@pytest.mark.processes
async def test_the_journal_is_followed_entry_by_entry(store: Store, following):
    await store.unit(bound, "agent-1")
    journal, other = following("journal", "--follow"), following("journal", "nobody", "--follow")

    assert "agent-1" in journal.line()
    for nth in (2, 3):
        await store.unit(bound, f"agent-{nth}")
        assert f"agent-{nth}" in journal.line()
    assert journal.ends() == (0, b"")
    assert other.ends() == (0, b"")
    assert other._lines.empty()


@pytest.mark.processes
async def test_in_a_pipe_only_what_changes_is_told(store: Store, following):
    watches, outbox = following("watches", "--follow"), following("outbox", "--follow", "--json")
    await store.unit(wanted)
    assert watches.line().split("\t")[2:5] == ["clone", "production-1", "ready"]

    await store.unit(said)
    assert json.loads(outbox.line())["id"] == "request:1"
    await store.unit(over)
    await store.unit(lambda tx: tx.outbox.sent("request:1", 1, "1.0", tx.now))

    assert watches.line() == "gone\t1"
    assert json.loads(outbox.line()) == {"gone": "request:1"}
    assert watches.ends() == outbox.ends() == (0, b"")


@pytest.mark.processes
async def test_who_reads_only_a_line_of_it_hears_of_no_trouble(store: Store):
    await store.unit(bound)
    ours, its = os.pipe()
    journal = Followed("journal", "--follow", out=its)
    os.close(its)
    assert b"agent-1" in os.read(ours, 4096)

    os.close(ours)
    await store.unit(bound, "agent-2")

    assert journal.process.communicate(timeout=PATIENCE) == (None, b"")
    assert journal.process.returncode == 0


@pytest.mark.processes
async def test_a_terminal_shows_the_table_anew(store: Store):
    ours, its = pty.openpty()
    watches = Followed("watches", "--follow", out=its)
    os.close(its)
    shown(ours, "Unfinished at GEN: nothing")

    await store.unit(wanted)
    shown(ours, "production-1")

    assert watches.ends() == (0, b"")
    os.close(ours)


async def test_what_nobody_changed_is_not_read_again(store: Store):
    await store.unit(wanted)
    looks, pauses = [], []

    def look(tx):
        looks.append(len(pauses))
        return records.watches(tx)

    def pause():
        pauses.append(1)
        if len(pauses) > 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tables.follow(records.followed(Path("genbot.db"), look, pause), as_json=False, grows=False)

    assert looks == [0]
