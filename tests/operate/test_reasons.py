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


def test_everything_that_is_not_out_is_listed_with_its_reason(typed):
    told = [json.loads(line) for line in typed("--json").output.splitlines()]

    states = {what: {one["state"] for one in told if one["what"] == what}
              for what in ("post", "video", "request")}  # fmt: skip
    assert states["post"] == {"scheduled", "sending", "waiting", "failed", "unsure", "held"}
    assert states["video"] == {"cloning", "filling", "generating", "rendering", "review",
                               "failed", "stopped", "held"}  # fmt: skip
    assert states["request"] == {"queued", "asked", "running", "awaiting_approval", "held"}
    assert all(one["says"] for one in told)
    assert "Not out yet" in typed().output


def test_a_thing_is_found_by_its_words_and_by_the_link_of_its_message(typed, made):
    """Nobody outside of the database knows an id."""
    (id, *_) = ids(made, "publications", "state = 'unsure'")
    with closing(sqlite3.connect(made)) as conn, conn:
        sql = "UPDATE outbox SET ts = '1800000123.000456' WHERE slot = ?"
        conn.execute(sql, (f"publication:{id}",))
        (idea, video) = conn.execute(
            "SELECT i.id, p.id FROM ideas i JOIN productions p ON p.idea_id = i.id "
            "JOIN publications o ON o.production_id = p.id WHERE o.id = ?", (id,)).fetchone()  # fmt: skip
        (title,) = conn.execute("SELECT said FROM words WHERE id = ?", (idea,)).fetchone()

    by_link = typed("https://tacos.slack.com/archives/C0VIDEOIDEAS/p1800000123000456").output
    assert by_link.startswith(f"Post {id} “")
    assert typed(f"publication:{id}").output == typed(id).output == by_link
    assert typed(*title.split()).output == by_link
    assert f"Video {video} “" not in by_link
    assert f"Post {id} “" in typed(idea).output, "an idea is told with what has become of it"

    several = [json.loads(line) for line in typed("story", "--json").output.splitlines()]
    assert len(several) > 1
    assert all(one["says"] for one in several)
    assert (
        "Nothing here is called"
        in typed("https://x.slack.com/archives/C0/p1800000123000457").stderr
    )


def test_a_watch_leads_to_what_it_is_about(typed, made):
    with closing(sqlite3.connect(made)) as conn:
        sql = "SELECT id, subject FROM watches WHERE kind = 'generation' AND subject LIKE '%.%.%' LIMIT 1"
        (number, part) = conn.execute(sql).fetchone()

    told = typed(part).output
    assert told.startswith(f"Video {part.partition('.')[0]} “")
    assert typed(str(number)).output == told
    assert f"(watch {number}): generation is " in told


def test_people_are_drawn_so_many_rows_and_machines_are_told_all(typed, monkeypatch):
    monkeypatch.setattr(reasons, "MANY", 3)

    told = typed().output
    every = typed("--json").output.splitlines()

    assert f"and {len(every) - 3} more, which --json tells" in told
    assert len([line for line in told.splitlines() if "C0VIDEOIDEAS" in line]) == 3


def test_what_was_asked_of_the_agent_is_told_with_all_that_happened(typed, made):
    (run, *_) = ids(made, "runs", "state = 'asked'")
    told = typed(run).output

    assert "Is to be asked of GEN." in told
    assert "Waits at GEN (watch " in told
    assert "IdeasAsked" in told


def test_a_request_is_told_with_what_has_become_of_its_ideas(typed, made):
    (id, *_) = ids(made, "publications", "state = 'unsure'")
    with closing(sqlite3.connect(made)) as conn:
        sql = ("SELECT i.request_id FROM ideas i JOIN productions p ON p.idea_id = i.id "
               "JOIN publications o ON o.production_id = p.id WHERE o.id = ?")  # fmt: skip
        (asked,) = conn.execute(sql, (id,)).fetchone()

    told = typed(asked).output

    assert told.startswith(f"Request {asked} “")
    assert f"  Post {id} “" in told
    assert "I may have published it. Look first." in told


def test_what_stands_against_a_video_is_told_with_what_to_do(typed, made):
    (id, *_) = ids(made, "productions", "stage = 'review'")
    check = {"name": "footage", "verdict": "no", "words": "Footage of @stranger.", "todo": "Tick it.",
             "field": "footage", "of": ["@stranger"]}  # fmt: skip
    with closing(sqlite3.connect(made)) as conn, conn:
        sql = "UPDATE productions SET body = json_set(body, '$.checks', json(?)) WHERE id = ?"
        conn.execute(sql, (json.dumps([check]), id))

    assert "  ❌  Footage of @stranger. Tick it." in typed(id).output.splitlines()
    listed = {
        one["id"]: one["says"] for one in map(json.loads, typed("--json").stdout.splitlines())
    }
    assert listed[id].endswith("❌  Footage of @stranger. Tick it.")


def test_the_last_error_of_what_waits_is_told(typed, made):
    (id, *_) = ids(made, "publications", "state = 'scheduled'")
    with closing(sqlite3.connect(made)) as conn, conn:
        sql = "UPDATE watches SET tries = ?, error = 'Publish: GEN answered 500' WHERE subject = ?"
        conn.execute(sql, (3, id))
    assert "3 errors in a row (the last: Publish: GEN answered 500)" in typed(id).output

    with closing(sqlite3.connect(made)) as conn, conn:
        conn.execute(sql, (0, id))
    assert "GEN answered 500" not in typed(id).output


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

    told = typed(id).output.splitlines()
    assert told[1] == "  Frozen by @U0BRANDOWN: The brand asked."
    assert told[2].startswith("  It was to go out 20")
    assert "Frozen by @U0BRANDOWN" in typed("--json").output
    (id, *_) = ids(made, "productions", "stage = 'review'")
    assert typed(id).output.splitlines()[1] == "  Frozen by @U0BRANDOWN: The brand asked."


def test_without_a_bot_that_is_said_first(typed, made):
    (id, *_) = ids(made, "publications", "state = 'scheduled'")
    lock = made.with_name("genbot.db.lock")
    for pid, gone in (("4194304", True), ("", True), (str(os.getpid()), False)):
        lock.write_text(pid)
        for told in (typed(id), typed()):
            assert told.stderr.startswith("No genbot runs on this database") is gone


def test_a_bot_that_takes_nothing_up_is_told(typed, made):
    """Paused, or its disk full: its process is there all the same."""
    assert not typed().stderr

    with closing(sqlite3.connect(made)) as conn, conn:
        conn.execute("UPDATE watches SET due = 1 WHERE id = (SELECT min(id) FROM watches)")

    assert "what was due three minutes ago is not taken up" in typed().stderr


def test_a_bot_of_somebody_else_runs_too(made, monkeypatch):
    def not_ours(pid, signal):
        raise PermissionError

    monkeypatch.setattr(os, "kill", not_ours)

    assert records.running(made)


def test_a_doubtful_post_says_what_to_do(typed, made):
    (id, *_) = ids(made, "publications", "state = 'unsure'")

    assert "Please look at the account, then tell me." in typed(id).output


def test_between_an_upgrade_and_the_first_start_the_way_on_is_said(typed, made):
    with closing(sqlite3.connect(made)) as conn, conn:
        conn.execute("ALTER TABLE watches DROP COLUMN error")
    (id, *_) = ids(made, "publications", "state = 'scheduled'")

    told = typed(id)

    assert told.exit_code == 1
    assert "It is of another version of genbot" in told.stderr


def test_what_nobody_knows_is_said(typed):
    told = typed("nothing-like-that")

    assert told.exit_code == 1
    assert "Nothing here is called nothing-like-that" in told.stderr


def test_what_cards_say_is_read_without_their_marks():
    said = reasons.spoken("*Held* by <@U0MAYA> in <#C0>, see <https://x.test|the page> &amp; `it`")

    assert said == "Held by @U0MAYA in #C0, see the page & it"
