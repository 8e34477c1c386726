"""The doctor looks at everything, says how to mend it, and never shows a secret."""

import asyncio
import io
import json
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from rich.console import Console

from genbot import doctor
from genbot.config import Config
from genbot.doctor import Finding, Health, place
from genbot.doctor.finding import tell
from genbot.gen import client
from genbot.manifest import manifest
from genbot.sandbox.gen import gen_app
from genbot.sandbox.gen.cast import QUIET, SANTIAGO
from genbot.sandbox.slack import slack_app
from genbot.sandbox.world import World
from genbot.store import Store
from genbot.store.token_file import Held, TokenFile


class Surgery:
    """Both pretend services, and a configuration that points at them."""

    def __init__(self, slack: TestServer, gen: TestServer, folder: Path) -> None:
        self.slack, self.gen = slack, gen
        self.folder = folder
        self.settings = {
            "slack_bot_token": "xoxb-sandbox",
            "slack_app_token": "xapp-sandbox",
            "gen_api_key": "sandbox-key",
            "gen_agent_id": SANTIAGO,
            "slack_api_url": str(slack.make_url("/api/")),
            "gen_api_url": str(gen.make_url("/v1")),
            "gen_agent_url": str(gen.make_url("/v1")),
            "genbot_database": folder / "genbot.db",
        }

    async def finds(self, **changes: object) -> dict[str, Finding]:
        """The worst finding per topic."""
        config = Config(**(self.settings | changes))
        found = [finding async for finding in doctor.examine(config)]
        found.sort(key=lambda one: list(Health).index(one.health))
        said = " ".join(f"{one.says} {one.mend}" for one in found)
        assert not [secret for secret in config.secrets if secret in said]
        return {one.topic: one for one in found}


@pytest.fixture
async def surgery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Surgery]:
    for name in list(os.environ):
        if name.startswith(("GENBOT_", "SLACK_", "GEN_")):
            monkeypatch.delenv(name)
    world = World()
    async with TestServer(slack_app(world, manifest())) as slack, TestServer(gen_app(world)) as gen:
        yield Surgery(slack, gen, tmp_path)


async def test_a_healthy_installation_is_right_everywhere(surgery):
    found = await surgery.finds()

    assert {one.health for one in found.values()} == {Health.RIGHT}
    assert "Taco Team" in found["Slack bot"].says


async def test_every_missing_variable_is_named(surgery):
    found = await surgery.finds(gen_api_key="", slack_app_token="")

    assert found["configuration"].health is Health.WRONG
    assert found["GEN key"].health is found["Slack app"].health is Health.UNKNOWN


async def test_a_misspelt_variable_is_noticed(surgery, monkeypatch):
    monkeypatch.setenv("GENBOT_UNDOO", "3")

    found = (await surgery.finds())["configuration"]

    assert found.says == "GENBOT_UNDOO is no setting."
    assert "GENBOT_UNDO?" in found.mend


async def test_a_misspelt_line_of_the_file_is_noticed(surgery, monkeypatch):
    monkeypatch.chdir(surgery.folder)
    (surgery.folder / ".env").write_text("GENBOT_ADMIN=U0BRANDOWN\nCOMPOSE_PROJECT_NAME=tacos\n")

    found = (await surgery.finds())["configuration"]

    assert found.says == "GENBOT_ADMIN is no setting."
    assert "GENBOT_ADMINS?" in found.mend


async def test_refused_tokens_and_keys_are_told_apart(surgery):
    found = await surgery.finds(
        slack_bot_token="xoxb-old", slack_app_token="xapp-old", gen_api_key="old-key"
    )

    assert "SLACK_BOT_TOKEN is refused (invalid_auth)" in found["Slack bot"].says
    assert "SLACK_APP_TOKEN is refused (invalid_auth)" in found["Slack app"].says
    assert "GEN_API_KEY is refused (401)" in found["GEN key"].says


@pytest.mark.parametrize(
    ("fault", "says", "mend"),
    [
        ("429", "asks to come back later (429: ", "genbot waits"),
        ("500", "does not answer as it should (GetMe: GEN answered 500).", "GEN up?"),
    ],
)
async def test_a_gen_in_trouble_is_told_apart_from_a_wrong_address(
    surgery, monkeypatch, fault, says, mend
):
    monkeypatch.setattr(client, "TRIES", 1)
    async with aiohttp.ClientSession() as http:
        await http.post(surgery.gen.make_url("/_sandbox/faults"), json={"spec": f"{fault}:1"})
    found = (await surgery.finds())["GEN"]
    assert found.says.startswith(says)
    assert mend in found.mend

    found = (await surgery.finds(gen_api_url="http://127.0.0.1:9/v1"))["GEN"]
    assert found.says.startswith("http://127.0.0.1:9/v1: GetMe: could not reach GEN")


@pytest.mark.parametrize("fault", ["html", "empty", "reset_before"])
async def test_something_that_answers_in_slacks_place_is_told(surgery, fault):
    """A proxy's page where somebody has to log in, for one."""
    async with aiohttp.ClientSession() as http:
        await http.post(surgery.slack.make_url("/_sandbox/faults"), json={"spec": f"{fault}:1"})
    found = await surgery.finds()

    for one in (found["Slack bot"], found["Slack app"]):
        assert one.health is Health.WRONG
        assert one.mend


async def test_a_token_that_is_exchanged_is_looked_at_and_left_alone(surgery, tmp_path):
    rotated = {"slack_refresh_token": "xoxe-1-used", "slack_client_id": "1.2"}
    rotated |= {"slack_client_secret": "canary-secret", "slack_bot_token": ""}
    found = await surgery.finds(**rotated)
    assert found["Slack bot"].health is Health.UNKNOWN
    assert "first `genbot run`" in found["Slack bot"].says

    file = TokenFile(tmp_path / "genbot.db")
    file.keep(Held("xoxb-sandbox", "xoxe-1-next"))
    assert (await surgery.finds(**rotated))["Slack bot"].health is Health.RIGHT

    file.keep(Held("xoxb-ended", "xoxe-1-next"))
    found = await surgery.finds(**rotated)
    assert "is refused (invalid_auth)" in found["Slack bot"].says
    assert file.read() == Held("xoxb-ended", "xoxe-1-next")

    file.path.write_text("{")
    assert "Move it away" in (await surgery.finds(**rotated))["Slack bot"].says


async def test_of_several_workspaces_each_is_looked_at(surgery, tmp_path):
    folder = tmp_path / "workspaces"
    folder.mkdir(mode=0o755)
    for team, key in (("T0GOOD", "sandbox-key"), ("T0BAD", "canary-old-key")):
        (folder / f"{team}.env").write_text(f"GEN_API_KEY={key}\nGEN_AGENT_ID={SANTIAGO}\n")
    (folder / "T0WRONG.env").write_text("SLACK_BOT_TOKEN=xoxb-1\n")
    TokenFile(folder / "T0GOOD.db").keep(Held("xoxb-sandbox"))
    several = {"genbot_workspaces": folder, "genbot_address": "http://genbot.example.com"}
    several |= {"slack_client_id": "1.2", "slack_client_secret": "s" * 9}
    several |= {"slack_signing_secret": "s" * 8, "genbot_http": "127.0.0.1:1"}

    found = await surgery.finds(**several)

    assert found["configuration"].health is Health.RIGHT
    assert found["workspaces"].says == "GENBOT_ADDRESS is plain http."
    assert found["T0GOOD Slack bot"].health is found["T0GOOD GEN key"].health is Health.RIGHT
    assert found["T0BAD Slack bot"].health is Health.UNKNOWN
    assert "is refused (401)" in found["T0BAD GEN key"].says
    assert "SLACK_BOT_TOKEN holds for all workspaces" in found["T0WRONG"].says


async def test_missing_scopes_are_named(surgery, tmp_path):
    small = manifest()
    small["oauth_config"]["scopes"]["bot"].remove("files:write")

    async with TestServer(slack_app(World(), small)) as slack:
        found = await surgery.finds(slack_api_url=str(slack.make_url("/api/")))

    assert found["Slack scopes"].says == "missing: files:write."


async def test_an_old_installation_runs_without_the_newest_scopes(surgery):
    old = manifest()
    for scope in ("users:read", "usergroups:read", "channels:read", "groups:read"):
        old["oauth_config"]["scopes"]["bot"].remove(scope)

    async with TestServer(slack_app(World(), old)) as slack:
        found = (await surgery.finds(slack_api_url=str(slack.make_url("/api/"))))["Slack scopes"]

    assert found.health is Health.ODD
    assert "missing: channels:read, groups:read, users:read, usergroups:read." in found.says
    assert found.says.count("how many are in a channel where everybody may decide") == 1
    assert "user groups" in found.says
    assert "install it again" in found.mend


async def test_an_agent_the_key_cannot_see_is_answered_with_those_it_can(surgery):
    found = (await surgery.finds(gen_agent_id="nobody"))["GEN agent"]

    assert found.health is Health.WRONG
    assert SANTIAGO in found.mend


async def test_an_agent_without_tiktok_can_run_but_somebody_should_know(surgery):
    found = (await surgery.finds(gen_agent_id=QUIET))["TikTok"]

    assert found.health is Health.ODD


async def test_no_credits_are_noticed(surgery):
    async with ClientSession() as session:
        await session.post(surgery.gen.make_url("/_sandbox/credits"), json={"generic": 0})

    assert (await surgery.finds())["GEN credits"].health is Health.ODD


async def test_what_cannot_be_reached_is_said_with_its_address(surgery):
    found = await surgery.finds(
        slack_api_url="http://127.0.0.1:9/api/", gen_api_url="http://127.0.0.1:9/v1"
    )

    assert "127.0.0.1:9" in found["Slack bot"].says
    assert "127.0.0.1:9" in found["GEN"].says
    assert found["clock"].health is Health.UNKNOWN


async def test_a_clock_that_is_off_is_noticed(surgery):
    config = Config(**surgery.settings)

    found = [one async for one in doctor.examine(config, now=lambda: 1_000_000_000.0)]

    assert found[-1].topic == "clock"
    assert found[-1].health is Health.WRONG


@pytest.mark.parametrize(
    ("told", "health", "says"),
    [
        ({"not_ready": []}, Health.RIGHT, "says that it is well."),
        ({"not_ready": ["slack", "watcher"]}, Health.WRONG,
         "is not ready: Slack does not reach it (the log says since when); the round `watcher` fails."),
        ({"not_ready": {"T0A": [], "T0B": ["stopped"]}}, Health.WRONG,
         "is not ready: T0B: it is not at work (the log says why)."),
        (["no such page"], Health.WRONG, "does not answer at "),
    ],
)  # fmt: skip
async def test_the_bot_that_runs_here_is_asked_how_it_is(surgery, store, told, health, says):
    """Tokens may be right, and Slack's clicks reach nobody all the same."""

    async def readyz(request):
        return web.json_response(told, status=503)

    app = web.Application()
    app.router.add_get("/readyz", readyz)
    async with TestServer(app) as bot:
        port = bot.port
        for host in ("127.0.0.1", ""):
            found = (await surgery.finds(genbot_http=f"{host}:{port}"))["genbot"]
            assert (found.health, found.says[: len(says)]) == (health, says)

    found = (await surgery.finds(genbot_http=f"127.0.0.1:{port}"))["genbot"]
    assert found.says.startswith("does not answer at")


def looked_at(path: Path) -> dict[Health, str]:
    return {finding.health: finding.says for finding in place.database(path)}


async def test_a_database_in_use_is_right_and_names_the_process(store, tmp_path):
    assert str(os.getpid()) in looked_at(tmp_path / "genbot.db")[Health.RIGHT]


async def test_looking_does_not_take_the_database_away(make_store, tmp_path):
    make_store().close()

    found = looked_at(tmp_path / "genbot.db")
    assert "whole and up to date" in found[Health.RIGHT]
    assert found[Health.ODD] == "no genbot runs with it."
    assert isinstance(make_store(), Store)


@pytest.mark.parametrize(("left", "health"), [(3_000_000, Health.WRONG), (90_000_000, Health.ODD)])
async def test_a_disk_that_is_full_or_nearly_so_is_noticed(store, tmp_path, left, health):
    every = place.database(tmp_path / "genbot.db", left=lambda folder: left)

    (found,) = [one for one in every if one.topic == "disk"]
    assert found.health is health
    assert found.says == f"{left // 1_000_000} MB are left where the database is."


async def test_a_database_that_others_can_read_is_noticed(make_store, tmp_path):
    make_store().close()
    (tmp_path / "genbot.db").chmod(0o644)

    assert Health.ODD in looked_at(tmp_path / "genbot.db")


def test_a_file_that_is_no_database_is_noticed(tmp_path):
    (tmp_path / "genbot.db").write_bytes(b"no database at all" * 100)

    assert "no database" in looked_at(tmp_path / "genbot.db")[Health.WRONG]


def test_the_database_of_another_program_is_noticed(tmp_path):
    with closing(sqlite3.connect(tmp_path / "genbot.db")) as other:
        other.execute("CREATE TABLE recipes (taco TEXT)")

    assert "another program" in looked_at(tmp_path / "genbot.db")[Health.WRONG]


def test_a_folder_in_the_place_of_the_database_is_noticed(tmp_path):
    (tmp_path / "genbot.db").mkdir()

    assert looked_at(tmp_path / "genbot.db") == {Health.WRONG: f"{tmp_path}/genbot.db is no file."}


async def test_what_the_disk_refuses_is_no_reason_to_replace_the_database(make_store, tmp_path):
    make_store().close()
    (tmp_path / "genbot.db-wal").mkdir()  # the disk refuses, and the file is whole

    found = [one for one in place.database(tmp_path / "genbot.db") if one.health is Health.WRONG]

    assert [one.says for one in found] == [
        f"{tmp_path}/genbot.db cannot be read: unable to open database file."
    ]
    assert "backup" not in found[0].mend


async def test_a_database_of_a_newer_version_is_noticed(make_store, tmp_path):
    make_store().close()
    conn = sqlite3.connect(tmp_path / "genbot.db")
    with conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('genbot', 'm999_tomorrow', '')"
        )
    conn.close()

    assert "m999_tomorrow" in looked_at(tmp_path / "genbot.db")[Health.WRONG]


async def test_a_visit_tells_machines_one_object_per_line(surgery, monkeypatch):
    for name, value in surgery.settings.items():
        monkeypatch.setenv(name.upper(), str(value))
    monkeypatch.chdir(surgery.folder)
    out = io.StringIO()

    well = await doctor.visit(json_lines=True, console=Console(file=out, width=40))

    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert well
    assert {line["health"] for line in lines} == {"right"}


def test_a_long_topic_stands_apart_from_what_is_said():
    out = io.StringIO()

    tell(Finding("T0123ABCD GEN agent", Health.RIGHT, "santiago."), Console(file=out))

    assert out.getvalue() == "✓ T0123ABCD GEN agent santiago.\n"


async def test_a_visit_with_a_broken_file_still_looks_at_the_rest(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    await asyncio.to_thread((tmp_path / ".env").write_text, "GEN_API_KEY")
    out = io.StringIO()

    well = await doctor.visit(json_lines=False, console=Console(file=out, width=200))

    assert not well
    assert "Line 1 of .env cannot be read" in out.getvalue()
