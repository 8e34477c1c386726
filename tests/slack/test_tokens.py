"""Where Slack lets a token end: it is exchanged in time, kept before it is used, and nothing is lost."""

import asyncio

import pytest

from genbot import app
from genbot.cards.answers import note
from genbot.config import Config
from genbot.domain.posts import Place, Post
from genbot.sandbox.slack.people import TEAM
from genbot.sandbox.slack.registry import CLIENT_ID, CLIENT_SECRET, LIFE
from genbot.slack.tokens import App, Client, Renewal, first
from genbot.slack.welcome import Unwelcome, introduce
from genbot.store.token_file import Held, TokenFile, Unreadable
from tests.slack.conftest import IDEAS, MAYA, until

APP = App(CLIENT_ID, CLIENT_SECRET)


@pytest.fixture
def registry(workspace):
    workspace.slack.registry.rotates = True
    return workspace.slack.registry


@pytest.fixture
def given(registry):
    """What an operator copied from the app's page."""
    told = registry.install(TEAM["id"])
    return first("", told["refresh_token"])


@pytest.fixture
def file(tmp_path):
    return TokenFile(tmp_path / "genbot.db")


@pytest.fixture
def client(stage):
    """The stage's own client, which everything there uses."""
    return stage.client


@pytest.fixture
def make_client(stage):
    """Another process's."""
    return lambda: Client(
        base_url=stage.client.base_url, session=stage.client.session, retry_handlers=[]
    )


@pytest.fixture
def renewal(client, file, clock):
    return Renewal(client, file, APP, clock)


async def who(client):
    return (await client.auth_test())["team_id"]


def say(stage, text, slot="a"):
    post = Post(f"note:{slot}", Place(IDEAS), note(text))
    return stage.store.unit(lambda tx: tx.say(post))


async def test_what_was_written_down_is_exchanged_at_once_and_kept(renewal, client, file, given):
    await renewal.begin(given)

    kept = file.read()
    assert kept.token == client.token
    assert kept.refresh != given.refresh
    assert kept.origin == given.origin
    assert await who(client) == TEAM["id"]
    assert file.path.stat().st_mode & 0o777 == 0o600


async def test_it_is_exchanged_two_hours_before_its_end(renewal, client, file, given, clock):
    await renewal.begin(given)
    before = client.token

    clock.pass_(LIFE - 2 * 3600 - 1)
    await renewal.round()
    assert client.token == before

    clock.pass_(1)
    await renewal.round()
    assert client.token == file.read().token != before


async def test_a_restart_goes_on_with_what_is_kept(renewal, file, given, clock, make_client):
    """The variable still holds a refresh token that was used long ago."""
    await renewal.begin(given)
    kept = file.read()

    client = make_client()
    await Renewal(client, file, APP, clock).begin(given)

    assert client.token == kept.token
    assert await who(client) == TEAM["id"]


async def test_another_one_that_is_written_down_begins_anew(
    renewal, registry, file, given, clock, make_client
):
    await renewal.begin(given)
    newer = first("", registry.install(TEAM["id"])["refresh_token"])

    await Renewal(make_client(), file, APP, clock).begin(newer)

    assert file.read().origin == newer.origin


async def test_a_token_that_dies_early_costs_no_message(workspace, stage, renewal, registry, given):
    await renewal.begin(given)
    registry.expire(TEAM["id"])

    await say(stage, "The show goes on.")
    await stage.deliver()

    assert workspace.said() == ["The show goes on."]
    assert workspace.slack.calls["chat.postMessage"] == 2  # the first was refused unread


async def test_many_calls_at_the_end_exchange_it_once(workspace, client, renewal, registry, given):
    await renewal.begin(given)
    registry.expire(TEAM["id"])
    before = workspace.slack.calls["oauth.v2.access"]

    told = await asyncio.gather(*(client.users_info(user="U0MARKETER") for _ in range(10)))

    assert all(told)
    assert workspace.slack.calls["oauth.v2.access"] == before + 1


async def test_stopped_between_the_exchange_and_the_disk(
    workspace, stage, renewal, registry, file, given, clock, make_client, caplog
):
    """The refresh token is used up, and what came for it was never kept."""
    await renewal.begin(given)
    registry.refresh(file.read().refresh)
    clock.pass_(LIFE - 3600)

    client = make_client()
    again = Renewal(client, file, APP, clock)
    await again.begin(given)
    await again.round()

    assert again.refused == "invalid_refresh_token"
    assert await who(client) == TEAM["id"], "the old one is good for another hour"
    assert caplog.text.count("does not exchange") == 1

    clock.pass_(3600)
    with pytest.raises(Unwelcome, match="SLACK_REFRESH_TOKEN"):
        await introduce(client, "SLACK_REFRESH_TOKEN")


async def test_after_a_new_installation_what_waited_is_said_once(
    workspace, stage, renewal, registry, file, given, clock
):
    await renewal.begin(given)
    registry.refresh(file.read().refresh)
    clock.pass_(LIFE)
    await renewal.round()
    await say(stage, "I waited.")
    await stage.deliver()
    assert workspace.said() == []

    clock.pass_(120)
    newer = first("", registry.install(TEAM["id"])["refresh_token"])
    await Renewal(stage.client, file, APP, clock).begin(newer)
    await stage.deliver()

    assert workspace.said() == ["I waited."]


async def test_slack_away_is_no_refusal(renewal, client, workspace, given, clock, caplog):
    await renewal.begin(given)
    old = client.token
    clock.pass_(LIFE - 3600)
    workspace.slack.world.faults.change("500:1.0")

    await renewal.round()
    await renewal.round()

    assert (client.token, renewal.refused) == (old, "")
    assert caplog.text.count("exchanged later") == 1

    workspace.slack.world.faults.change("")
    await renewal.round()
    assert client.token != old


async def test_a_full_disk_keeps_the_old_one_in_use(renewal, client, file, given, clock, caplog):
    await renewal.begin(given)
    old = client.token
    clock.pass_(LIFE - 3600)
    file.path.with_name(f"{file.path.name}.new").mkdir()

    await renewal.round()
    await renewal.round()
    assert client.token == old == file.read().token
    assert caplog.text.count("cannot be kept") == 1

    file.path.with_name(f"{file.path.name}.new").rmdir()
    await renewal.round()
    assert client.token == file.read().token != old


async def test_a_disk_that_stays_full_is_no_reason_to_fall_silent(
    renewal, client, file, given, clock
):
    await renewal.begin(given)
    clock.pass_(LIFE - 3600)
    file.path.with_name(f"{file.path.name}.new").mkdir()
    await renewal.round()

    clock.pass_(3600)

    assert await who(client) == TEAM["id"]


async def test_a_wrong_secret_is_told_and_the_token_is_used_on(client, file, given, clock, caplog):
    renewal = Renewal(client, file, App(CLIENT_ID, "canary-secret"), clock)

    await renewal.begin(given)

    assert renewal.refused == "bad_client_secret"
    assert "canary-secret" not in caplog.text


async def test_a_token_that_was_revoked_is_asked_for_no_second_time(
    workspace, client, renewal, registry, given
):
    await renewal.begin(given)
    registry.uninstall(TEAM["id"])

    with pytest.raises(Unwelcome):
        await introduce(client, "SLACK_REFRESH_TOKEN")


@pytest.mark.parametrize("torn", ["", "{", "[1]", '{"refresh": "x"}', "null"])
def test_a_file_that_holds_no_token_is_not_guessed_at(file, torn):
    file.path.write_text(torn)

    with pytest.raises(Unreadable, match="Move it away"):
        file.read()


def test_a_purse_is_replaced_whole_and_can_be_emptied(file):
    file.keep(Held("xoxb-1", name="Taco Team"))
    file.path.chmod(0o644)
    file.keep(Held("xoxb-2"))

    assert file.read() == Held("xoxb-2")
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in file.path.parent.glob("*.token*")] == [file.path.name]

    file.empty()
    file.empty()
    assert file.read() is None


async def test_the_whole_bot_runs_on_a_refresh_token_alone(workspace, registry, given, tmp_path):
    config = Config(
        slack_refresh_token=registry.install(TEAM["id"])["refresh_token"],
        slack_client_id=CLIENT_ID, slack_client_secret=CLIENT_SECRET,
        slack_app_token="xapp-sandbox", slack_api_url=f"{workspace.url}/api/",
        gen_api_key="nobody-asks", gen_agent_id="agent", gen_api_url="http://127.0.0.1:9/v1",
        genbot_database=tmp_path / "whole.db", genbot_http="127.0.0.1:0",
    ).complete()  # fmt: skip

    async with app.running(config):
        await until(lambda: workspace.slack.road.open)
        await workspace.command("help")
        await until(lambda: workspace.said(to=MAYA))

    assert TokenFile(config.genbot_database).read().origin
