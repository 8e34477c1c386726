"""Configuration is read once, and what is wrong with it is said clearly and without secrets."""

from pathlib import Path

import pytest

from genbot import config
from genbot.config import BadConfig, Config

COMPLETE = {
    "SLACK_BOT_TOKEN": "xoxb-sandbox",
    "SLACK_APP_TOKEN": "xapp-sandbox",
    "GEN_API_KEY": "sandbox-key",
    "GEN_AGENT_ID": "agent-1",
}


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def written(env_file: Path, **variables: str) -> Path:
    lines = [f"{name}={value}" for name, value in (COMPLETE | variables).items()]
    env_file.write_text("# genbot\n\n" + "\n".join(lines))
    return env_file


def test_four_variables_are_enough(env_file):
    read = config.read(written(env_file)).complete()

    assert read.slack_api_url == "https://slack.com/api/"
    assert read.settings.agent == "agent-1"
    assert read.settings.preview == 200_000_000
    assert read.listen is None


def test_the_environment_goes_before_the_file(env_file, monkeypatch):
    monkeypatch.setenv("GEN_AGENT_ID", "agent-2")

    assert config.read(written(env_file)).gen_agent_id == "agent-2"


def test_without_a_file_the_environment_is_enough(tmp_path, monkeypatch):
    for name, value in COMPLETE.items():
        monkeypatch.setenv(name, value)

    assert config.read(tmp_path / "none").complete().missing == ()


def test_what_is_empty_is_not_set(env_file):
    with pytest.raises(BadConfig, match="GEN_AGENT_ID is not set"):
        config.read(written(env_file, GEN_AGENT_ID="")).complete()


def test_everything_missing_is_named_at_once(tmp_path):
    with pytest.raises(BadConfig) as told:
        config.read(tmp_path / "none").complete()

    assert all(f"{name} is not set." in str(told.value) for name in COMPLETE)


def test_http_mode_needs_a_listener_and_a_signing_secret_but_no_app_token(env_file):
    read = config.read(written(env_file, GENBOT_SLACK_MODE="HTTP", SLACK_APP_TOKEN=""))

    assert set(read.missing) == {"SLACK_SIGNING_SECRET", "GENBOT_HTTP"}


@pytest.mark.parametrize(
    ("lines", "bad"),
    [
        ("GEN_AGENT_ID", 1),
        ("# fine\nGEN_AGENT_ID=a\n= nothing", 3),
        ("A=1\nB='never closed", 2),
        ("A=1\nthis is prose, not a setting", 2),
    ],
)
def test_a_malformed_line_is_named(env_file, lines, bad):
    env_file.write_text(lines)

    with pytest.raises(BadConfig, match=rf"Line {bad} of .*\.env cannot be read"):
        config.read(env_file)


def test_a_file_that_is_not_text_is_refused_in_words(env_file):
    env_file.write_bytes(b"\xff\xfe\x00A=1")

    with pytest.raises(BadConfig, match=r"it is no plain text\. Save it as UTF-8\."):
        config.read(env_file)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("GENBOT_UNDO", "soon", "should be a valid number"),
        ("GENBOT_UNDO", "-1", "should be greater than or equal to 0"),
        ("GENBOT_PACE", "0", "should be greater than 0"),
        ("GENBOT_PACE", "nan", "GENBOT_PACE"),
        ("GENBOT_GRACE", "inf", "GENBOT_GRACE"),
        ("GENBOT_HTTP", "8080", "should be host:port"),
        ("GENBOT_HTTP", "host:99999", "should be host:port"),
        ("GENBOT_SLACK_MODE", "pigeon", "should be 'socket' or 'http'"),
        ("GENBOT_LOG", "loud", "should be 'auto', 'human' or 'json'"),
        ("GEN_API_URL", "api.gen.pro", "begins with https://"),
        ("GEN_API_URL", "https://[oops", "begins with https://"),
        ("GENBOT_WORKSPACE", "tacos", "should look like T0123ABCD."),
        ("GEN_ENGINE", "../engine", "should look like autocontentengine."),
        ("GENBOT_MEDIA_HOSTS", "https://cdn.gen.pro", "should be host names"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(env_file, name, value, says):
    with pytest.raises(BadConfig, match=name) as told:
        config.read(written(env_file, **{name: value}))

    assert says in str(told.value)


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "GEN_API_KEY"])
def test_the_value_of_a_bad_secret_is_never_said(env_file, name):
    with pytest.raises(BadConfig, match=name) as told:
        config.read(written(env_file, **{name: "hush hush"}))

    assert "hush" not in str(told.value)


def test_tokens_in_each_others_place_are_noticed(env_file):
    with pytest.raises(BadConfig, match="SLACK_BOT_TOKEN: should begin with xoxb-"):
        config.read(written(env_file, SLACK_BOT_TOKEN="xapp-1"))


def test_a_configuration_never_shows_its_secrets(env_file):
    read = config.read(written(env_file))

    assert not [secret for secret in read.secrets if secret in f"{read!r} {read}"]
    assert set(read.secrets) == {"xoxb-sandbox", "xapp-sandbox", "sandbox-key"}


def test_addresses_and_hosts_are_tidied(env_file):
    read = config.read(
        written(
            env_file,
            SLACK_API_URL="http://127.0.0.1:8765/api",
            GEN_API_URL="http://127.0.0.1:8766/v1/",
            GENBOT_MEDIA_HOSTS="CDN.gen.pro, 127.0.0.1:8766,",
            GENBOT_HTTP="[::1]:8080",
            GENBOT_LOG_LEVEL="debug",
        )
    )

    assert read.slack_api_url == "http://127.0.0.1:8765/api/"
    assert read.gen_api_url == "http://127.0.0.1:8766/v1"
    assert read.genbot_media_hosts == ("cdn.gen.pro", "127.0.0.1:8766")
    assert read.listen == ("::1", 8080)
    assert read.genbot_log_level == "DEBUG"


def test_every_setting_is_described():
    assert [name for name, field in Config.model_fields.items() if not field.description] == []


SEVERAL = {
    "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "shh-client", "SLACK_SIGNING_SECRET": "shh",
    "GENBOT_HTTP": "127.0.0.1:8080", "GENBOT_ADDRESS": "https://genbot.example.com/",
}  # fmt: skip


def several(env_file, tmp_path, **more):
    folder = tmp_path / "workspaces"
    folder.mkdir(exist_ok=True)
    return config.read(written(env_file, **{**SEVERAL, "GENBOT_WORKSPACES": str(folder), **more}))


def test_several_workspaces_need_no_token_and_no_key_of_their_own(env_file, tmp_path):
    known = several(env_file, tmp_path, SLACK_BOT_TOKEN="", GEN_API_KEY="", GEN_AGENT_ID="")

    assert known.complete() is known
    assert known.genbot_address == "https://genbot.example.com"


def test_a_workspace_takes_nothing_of_its_own_from_the_others(env_file, tmp_path):
    known = several(env_file, tmp_path, GENBOT_ADMINS="U0BOSS", GENBOT_UNDO="5", GEN_API_KEY="dear")
    (tmp_path / "workspaces" / "T0ONE.env").write_text("GEN_API_KEY=theirs\nGENBOT_GRACE=99\n")

    one = config.of_workspace(known, "T0ONE")

    assert (one.gen_api_key.get_secret_value(), one.gen_agent_id) == ("theirs", "")
    assert (one.genbot_admins, one.genbot_undo, one.genbot_grace) == ((), 5.0, 99.0)
    assert one.genbot_database == tmp_path / "workspaces" / "T0ONE.db"
    assert one.missing == ("GEN_AGENT_ID",)
    with pytest.raises(BadConfig, match="GEN_AGENT_ID is not set for T0ONE"):
        one.complete()
    assert config.workspaces(known) == ["T0ONE"]


def test_what_holds_for_all_is_not_said_by_one(env_file, tmp_path):
    known = several(env_file, tmp_path)
    (tmp_path / "workspaces" / "T0ONE.env").write_text("SLACK_SIGNING_SECRET=canary\n")

    with pytest.raises(BadConfig, match="SLACK_SIGNING_SECRET holds for all workspaces") as told:
        config.of_workspace(known, "T0ONE")
    assert "canary" not in str(told.value)


def test_a_command_is_about_the_workspace_it_names(env_file, tmp_path):
    assert several(env_file, tmp_path, GENBOT_WORKSPACE="T0ONE").genbot_database.name == "T0ONE.db"
    with pytest.raises(BadConfig, match="GENBOT_WORKSPACE"):
        several(env_file, tmp_path, GENBOT_WORKSPACE="../etc")
    with pytest.raises(BadConfig, match="there is one workspace"):
        config.read(written(env_file, GENBOT_WORKSPACE="T0ONE"))
