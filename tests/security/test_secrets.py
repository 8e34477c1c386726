"""Controls 10 and 11: canary secrets are searched for everywhere after a whole journey with trouble."""

import re

import pytest

from genbot.config import Config
from genbot.doctor import visit
from tests.journeys.town import Moment, a_town

CANARIES = ("xoxb-sandbox", "xapp-sandbox", "sandbox-key", "hush-canary")
SHAPES = re.compile(
    r"xox[a-z]-\w|xapp-\w|wss?://|/respond/\w|/upload/\w|[Bb]earer \w|ticket=|"
    r"(?i:x-api-key|authorization)\W+\w"
)
TROUBLE = (
    Moment("POST /v1/agent/run", deadly=False),
    Moment("POST /api/chat.postMessage", nth=2, deadly=False),
    Moment("POST /upload/", deadly=False),
    Moment("POST /api/files.completeUploadExternal", deadly=False),
    Moment(r"GET /v1/user_jobs/\d+"),
)


@pytest.mark.processes
async def test_no_secret_is_found_anywhere_after_a_journey_with_trouble(tmp_path):
    """Logs at DEBUG, database with journal and outbox, every message, the sandbox page's own data."""
    found: dict[str, str] = {}
    database = tmp_path / "kept.db"
    settings = {
        "GENBOT_LOG_LEVEL": "DEBUG", "GENBOT_LOG": "json", "GENBOT_UNDO": "1",
        "SLACK_SIGNING_SECRET": "hush-canary", "GENBOT_DATABASE": str(database),
    }  # fmt: skip
    async with a_town(*TROUBLE, **settings) as town:
        log: list[str] = []
        town.world.bot.echo = log.append
        production, review = await town.to_review("late-night tacos")
        await town.presses(town.bea, "Publish now", review)
        await town.is_live(production)
        found["messages"] = str((await town.slack())["messages"])
        found["log"] = "\n".join([*town.world.bot.log, *log])
        async with town.http.get(f"{town.world.slack}/") as page:
            found["page"] = await page.text()
        async with town.http.get(f"{town.world.slack}/_sandbox/bot") as told:
            found["page's data"] = await told.text()
    for file in tmp_path.iterdir():
        found[file.name] = file.read_bytes().decode(errors="replace")

    assert "kept.db" in found
    assert "did not answer" in found["log"]
    leaks = {place: one for place, text in found.items() for one in CANARIES if one in text}
    assert leaks == {}
    shaped = {place: SHAPES.findall(text) for place, text in found.items() if place != "page"}
    assert {place: hits for place, hits in shaped.items() if hits} == {}


def test_a_configuration_never_shows_its_secrets(monkeypatch):
    told = Config(
        slack_bot_token="xoxb-canary-1", slack_app_token="xapp-canary-2",
        gen_api_key="gen-canary-3", slack_signing_secret="sign-canary-4",
    )  # fmt: skip

    for shown in (repr(told), str(told), str(told.model_dump()), told.model_dump_json()):
        assert "canary" not in shown
    assert len(told.secrets) == 4


async def test_the_doctor_never_prints_a_secret(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    dead = "http://127.0.0.1:1"
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-canary-1", "SLACK_APP_TOKEN": "xapp-canary-2",
        "GEN_API_KEY": "gen-canary-3", "GEN_AGENT_ID": "a", "SLACK_API_URL": f"{dead}/api/",
        "GEN_API_URL": f"{dead}/v1", "GEN_AGENT_URL": f"{dead}/v1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)

    await visit(json_lines=True)

    assert "canary" not in "".join(capsys.readouterr())


def test_everything_that_is_a_secret_by_its_name_is_one_by_its_type():
    named = [name for name in Config.model_fields if re.search("token|key|secret", name)]

    assert named
    assert {str(Config.model_fields[name].annotation) for name in named} == {
        "<class 'pydantic.types.SecretStr'>"
    }
