"""The operator's hand: clean words, documented exit statuses, never a traceback."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from genbot import __version__
from genbot.cards.apology import CODES
from genbot.cli import SECTIONS, main
from genbot.config import Config
from genbot.domain.channels import Channel
from genbot.domain.events import ChannelSet
from genbot.domain.posts import Card, Place, Post
from genbot.domain.watches import Kind
from genbot.exits import explain
from genbot.gen.errors import NotSent
from genbot.operate import records, tables
from genbot.slack.leaving import Removed
from genbot.slack.welcome import Unwelcome
from genbot.store import Store, Transaction
from genbot.store.token_file import Held, TokenFile
from tests.gen.codes import BARE, documented, said_no

SOURCE = Path(__file__).parents[1]
COMPLETE = {
    "SLACK_BOT_TOKEN": "xoxb-sandbox",
    "SLACK_APP_TOKEN": "xapp-sandbox",
    "GEN_API_KEY": "sandbox-key",
    "GEN_AGENT_ID": "agent-1",
}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(main, words, env=environment)


def started(folder: Path) -> subprocess.CompletedProcess[str]:
    """`genbot run` as a process of its own, configured completely, in this folder."""
    nowhere = dict.fromkeys(("SLACK_API_URL", "GEN_API_URL", "GEN_AGENT_URL"), "http://127.0.0.1:9")
    return subprocess.run(
        [sys.executable, "-m", "genbot", "run"],
        cwd=folder,
        env={**os.environ, **COMPLETE, **nowhere, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_it_knows_its_version():
    assert typed("--version").output == f"genbot {__version__}\n"


def test_every_command_explains_itself():
    for name in main.commands:
        assert "Usage:" in typed(name, "--help").output
        assert main.commands[name].help


@pytest.mark.parametrize("group", ["webhook", "workspace", "sandbox"])
def test_no_sentence_of_a_list_is_cut_off(group):
    assert "..." not in typed(group, "--help").output.partition("Options")[2]


def test_help_names_every_command_with_its_whole_first_sentence():
    told = typed("--help", COLUMNS="100").output

    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(main.commands)
    assert "..." not in told.partition("Options")[2]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("genbot jou", ["journal"]),
        ("genbot journal --fo", ["--follow"]),
        ("genbot w", ["watches", "webhook", "why", "workspace"]),
    ],
)
@pytest.mark.processes
def test_a_shell_completes_what_is_typed(words, offered):
    env = {**os.environ, "PYTHONPATH": str(SOURCE), "_GENBOT_COMPLETE": "bash_complete"}
    env |= {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}

    told = subprocess.run(
        [sys.executable, "-m", "genbot"], env=env, capture_output=True, text=True, check=True
    )

    assert [line.partition(",")[2] for line in told.stdout.splitlines()] == offered


def test_what_takes_a_while_is_seen_on_a_terminal_only(monkeypatch, capfd):
    for forced, wanted in (("", ""), ("1", "Copying…")):
        monkeypatch.setenv("FORCE_COLOR", forced)
        with tables.patience("Copying"):
            pass
        assert wanted in capfd.readouterr().err


def test_without_colours_there_are_none(monkeypatch, capsys):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")

    tables.show(tables.Sheet("What", ("id",), (("a",),)), as_json=False)

    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", capsys.readouterr().out)


def test_exit_statuses_are_documented():
    assert "3  another genbot has this database open" in typed("--help").output


def test_running_unconfigured_says_what_is_missing():
    told = typed("run")

    assert told.exit_code == 2
    assert [line.split()[0] for line in told.stderr.splitlines()] == list(COMPLETE)


def test_a_malformed_env_file_is_named_with_its_line(elsewhere):
    (elsewhere / ".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nwhat is this\n")

    told = typed("run")

    assert told.exit_code == 2
    assert "Line 2 of .env" in told.stderr


@pytest.mark.parametrize("command", ["watches", "outbox", "journal"])
def test_without_a_database_that_is_said(command):
    told = typed(command)

    assert told.exit_code == 1
    assert "There is no database at genbot.db" in told.stderr


@pytest.mark.parametrize("command", ["watches", "outbox", "journal"])
def test_a_file_that_is_no_database_is_said(command, elsewhere):
    (elsewhere / "genbot.db").write_bytes(b"nothing of the kind" * 100)

    told = typed(command)

    assert told.exit_code == 1
    assert "genbot doctor" in told.stderr


def something_happened(tx: Transaction) -> None:
    tx.watch(Kind.CLONE, "production-1")
    tx.say(Post("request:1", Place("C0"), Card("Five ideas")))
    tx.tell(ChannelSet(Channel("C0", agent_id="agent-[red]\x1b[2J"), by="U0MARKETER"))


async def test_records_can_be_read_while_the_bot_runs(store: Store, elsewhere):
    await store.unit(something_happened)

    assert "production-1" in typed("watches").output
    assert "request:1" in typed("outbox").output
    told = typed("journal").output
    assert "ChannelSet" in told
    assert "U0MARKETER" in told


async def test_what_others_wrote_cannot_paint_on_the_terminal(store: Store):
    await store.unit(something_happened)

    told = typed("journal", "C0").output

    assert "\x1b" not in told
    assert "[red]" in told


async def test_a_subject_nothing_happened_to_is_answered(store: Store):
    assert "nothing" in typed("journal", "nobody").output


@pytest.mark.processes
def test_a_second_instance_is_refused_with_the_pid_of_the_first(store: Store, elsewhere):
    told = started(elsewhere)

    assert told.returncode == 3
    assert f"process {os.getpid()}" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.processes
def test_a_database_that_cannot_be_opened_is_said_with_who_knows_more(elsewhere):
    (elsewhere / "genbot.db").mkdir()

    told = started(elsewhere)

    assert told.returncode == 1
    assert "The database cannot be used: unable to open database file." in told.stderr
    assert "`genbot doctor`" in told.stderr


def test_a_newer_database_is_refused_and_left_alone(make_store, elsewhere):
    make_store().close()
    conn = sqlite3.connect(elsewhere / "genbot.db")
    with conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('genbot', 'm999_tomorrow', '')"
        )
    conn.close()

    told = started(elsewhere)

    assert told.returncode == 4
    assert "m999_tomorrow" in told.stderr


def test_what_another_start_would_not_mend_is_not_started_again():
    """systemd leaves 2 alone; a token that Slack refuses wants a person, and not a loop."""
    refused = explain(Unwelcome("Slack does not accept SLACK_BOT_TOKEN.", "invalid_auth"))
    assert (refused.exit_code, refused.message) == (2, "Slack does not accept SLACK_BOT_TOKEN.")

    removed = explain(Removed())
    assert removed.exit_code == 1
    assert removed.message.startswith("The workspace has removed genbot.")


def test_what_went_wrong_is_told_without_secrets(monkeypatch):
    monkeypatch.setenv("GEN_API_KEY", "the-key-of-gen")

    told = explain(ValueError("sent the-key-of-gen and xoxb-1-2"))

    assert told.exit_code == 1
    assert "the-key-of-gen" not in told.message
    assert "xoxb" not in told.message


def test_a_pretend_world_needs_a_sensible_speed():
    assert typed("sandbox", "gen", "--speed", "0").exit_code == 2


def test_times_are_told_in_the_zone_of_this_machine(monkeypatch):
    assert records.at(0.0) == ""
    assert len(records.at(1_800_000_000.0)) == len("01-15 08:00:00")


@pytest.mark.parametrize(
    ("words", "http", "status", "says"),
    [
        (("on", "https://bot.example"), "", 2, "GENBOT_HTTP is not set"),
        (("on", "bot.example"), "127.0.0.1:8080", 1, "Give the address GEN can reach"),
        (("on", "http://bot.example"), "127.0.0.1:8080", 1, "must begin with https://"),
        (("test",), "", 1, "GEN"),
    ],
)
def test_what_hinders_gens_calls_is_said(words, http, status, says):
    told = typed("webhook", *words, **COMPLETE, GENBOT_HTTP=http, GEN_API_URL="http://127.0.0.1:9")

    assert told.exit_code == status
    assert says in told.stderr
    assert "Traceback" not in told.output


def test_a_short_webhook_secret_is_refused_without_showing_it():
    told = typed("webhook", "status", **COMPLETE, GENBOT_WEBHOOK_SECRET="short-one")

    assert told.exit_code == 2
    assert "at least 32 characters" in told.stderr
    assert "short-one" not in told.stderr


@pytest.mark.parametrize(("status", "code"), [*documented(), *BARE])
def test_an_operator_reads_what_each_no_of_gen_means(status, code):
    told = explain(said_no(status, code)).format_message()

    assert all(part in told for part in CODES.get(code, ()))
    assert "genbot had to stop" not in told
    assert explain(NotSent("gone")).format_message().startswith("GEN cannot be reached right now.")


SEVERAL = {
    "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "shh-client", "SLACK_SIGNING_SECRET": "shh",
    "GENBOT_HTTP": "127.0.0.1:8080", "GENBOT_ADDRESS": "https://genbot.example.com",
    "GENBOT_WORKSPACES": "workspaces",
}  # fmt: skip


def test_a_workspace_is_let_in_with_a_key_of_its_own(elsewhere):
    key = {**SEVERAL, "GEN_API_KEY": "canary 'key' \\ it's"}
    told = typed(
        "workspace", "add", "T0TACO", "--agent", "agent-1", **{**key, "GEN_API_KEY": "it's"}
    )
    assert "https://genbot.example.com/slack/install?team=T0TACO" in told.output
    file = elsewhere / "workspaces" / "T0TACO.env"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert "it's" not in told.output

    twice = typed("workspace", "add", "T0TACO", "--agent", "a", **{**SEVERAL, "GEN_API_KEY": "k"})
    assert "is there already" in twice.output
    asked = typed("workspace", "add", "T0TACO2", "--agent", "a", **key)
    assert (asked.exit_code, "canary" in asked.output) == (2, False)
    assert not (elsewhere / "workspaces" / "T0TACO2.env").exists()
    stray = typed("workspace", "add", "../x", **SEVERAL)
    assert "no workspace's id" in stray.output
    assert "GEN agent" not in stray.output  # nobody is asked for what is thrown away


def test_workspaces_are_shown_with_what_is_missing(elsewhere):
    assert "serves one workspace" in typed("workspace", "list", **COMPLETE).output
    folder = elsewhere / "workspaces"
    folder.mkdir()
    (folder / "T0ONE.env").write_text("GEN_API_KEY=k\n")
    (folder / "T0TWO.env").write_text("GEN_API_KEY=k\nGEN_AGENT_ID=a\n")
    (folder / "T0BAD.env").write_text("GENBOT_HTTP=:1\n")
    TokenFile(folder / "T0TWO.db").keep(Held("xoxb-canary", name="Two"))

    told = typed("workspace", "list", "--json", **SEVERAL).output

    rows = {one["id"]: one for one in map(json.loads, told.splitlines())}
    assert rows["T0ONE"]["missing"] == "GEN_AGENT_ID"
    assert (rows["T0TWO"]["installed"], rows["T0TWO"]["name"]) == ("yes", "Two")
    assert "GENBOT_HTTP holds for all" in rows["T0BAD"]["missing"]
    assert "canary" not in told


def test_of_several_workspaces_a_command_is_about_one(elsewhere, as_installed):
    folder = elsewhere / "workspaces"
    folder.mkdir()
    (folder / "T0TACO.env").write_text("GEN_API_KEY=k\nGEN_AGENT_ID=a\n")
    shutil.copy(as_installed, folder / "T0TACO.db")
    shutil.copy(f"{as_installed}.seal", folder / "T0TACO.db.seal")

    for words in (["watches"], ["why"], ["verify"], ["journal"]):
        assert "Say which one is meant" in typed(*words, **SEVERAL).output
        assert typed("--workspace", "T0TACO", *words, **SEVERAL).exit_code == 0
    assert "leave --workspace out" in typed("--workspace", "T0TACO", "run", **SEVERAL).output
    assert "GENBOT_WORKSPACE" in typed("--workspace", "../x", "why", **SEVERAL).output
