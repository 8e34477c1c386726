"""`genbot why`: of everything there can be it says how it stands, in words, from the database alone."""

import asyncio
import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from genbot.cli import main
from genbot.operate import reasons, records
from tests.golden.make import write


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A database with things in every state."""
    path = tmp_path_factory.mktemp("why") / "genbot.db"
    asyncio.run(write(path))
    return path


@pytest.fixture
def made(written, tmp_path):
    (tmp_path / "genbot.db.lock").write_text(str(os.getpid()))
    return Path(shutil.copy(written, tmp_path / "genbot.db"))


@pytest.fixture
def typed(made, monkeypatch):
    monkeypatch.setenv("GENBOT_DATABASE", str(made))
    monkeypatch.chdir(made.parent)
    return lambda *words: CliRunner().invoke(main, ["why", *words])


def ids(path, table, where="1"):
    with closing(sqlite3.connect(path)) as conn:
        rows = conn.execute(f"SELECT id FROM {table} WHERE {where}")  # noqa: S608
        return [id for (id,) in rows]


def test_of_everything_it_says_how_it_stands_and_what_happened(typed, made):
    tables = ("requests", "runs", "ideas", "productions", "publications", "errands")
    for id in [id for table in tables for id in ids(made, table)]:
        told = typed(id)

        assert told.exit_code == 0, (id, told.output)
        assert "appened" in told.output
        assert not set("<>*`") & set(told.output.replace("->", "")), told.output


def test_every_post_that_is_not_out_is_listed_with_its_reason(typed):
    told = [json.loads(line) for line in typed("--json").output.splitlines()]

    states = {one["state"] for one in told}
    assert states == {"scheduled", "sending", "waiting", "failed", "unsure", "held"}
    assert all(one["says"] for one in told)
    assert "Not out yet" in typed().output


def test_a_post_that_waits_names_its_rule_and_its_watch(typed, made):
    (id, *_) = ids(made, "publications", "state = 'scheduled'")
    lines = typed(id).output.splitlines()

    assert lines[0].startswith(f"Post {id} “")
    assert any(line.startswith("The rule: Videos: ") for line in lines)
    assert any(line.startswith("Approved by: @U0BRANDOWN") for line in lines)
    assert any("publication is ready, next at 20" in line for line in lines)


def test_a_freeze_comes_before_everything_else(typed, made):
    with closing(sqlite3.connect(made)) as conn, conn:
        conn.execute(
            "UPDATE freezes SET id = 'C0VIDEOIDEAS', "
            "body = replace(body, 'C0FROZEN', 'C0VIDEOIDEAS')"
        )
    (id, *_) = ids(made, "publications", "state = 'scheduled'")

    assert typed(id).output.splitlines()[1] == "  Frozen by @U0BRANDOWN: The brand asked."
    assert "Frozen by @U0BRANDOWN" in typed("--json").output


def test_without_a_bot_that_is_said_first(typed, made):
    (id, *_) = ids(made, "publications", "state = 'scheduled'")
    lock = made.with_name("genbot.db.lock")
    for pid, gone in (("4194304", True), ("", True), (str(os.getpid()), False)):
        lock.write_text(pid)
        assert typed(id).output.startswith("No genbot runs on this database") is gone


def test_a_bot_of_somebody_else_runs_too(made, monkeypatch):
    def not_ours(pid, signal):
        raise PermissionError

    monkeypatch.setattr(os, "kill", not_ours)

    assert records.running(made)


def test_a_doubtful_post_says_what_to_do(typed, made):
    (id, *_) = ids(made, "publications", "state = 'unsure'")

    assert "Please look at the account, then tell me." in typed(id).output


def test_what_nobody_knows_is_said(typed):
    told = typed("nothing-like-that")

    assert told.exit_code == 1
    assert "Nothing here is called nothing-like-that" in told.stderr


def test_what_cards_say_is_read_without_their_marks():
    said = reasons.spoken("*Held* by <@U0MAYA> in <#C0>, see <https://x.test|the page> &amp; `it`")

    assert said == "Held by @U0MAYA in #C0, see the page & it"
