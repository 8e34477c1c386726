"""The pretend world as it is started: ports, the bot's process, an end when asked."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from genbot.sandbox import pretend, serve, story
from genbot.sandbox.bot import Bot, Surroundings
from genbot.sandbox.person import Person, at_slack
from tests.sandbox.slack.conftest import a_manifest

REPOSITORY = Path(__file__).parents[2]
SMALL_BOT = [sys.executable, str(Path(__file__).parent / "small_bot.py")]

pytestmark = pytest.mark.processes


@asynccontextmanager
async def a_world(bot_command: list[str] = SMALL_BOT) -> AsyncIterator[pretend.Pretend]:
    async with pretend.pretend(pretend.Plan(a_manifest(), bot_command, speed=50)) as here:
        yield here


async def its_pid(maya: Person, line: str) -> int:
    """The process that answers this command."""
    await maya.types(f"/gen {line}", channel="#video-ideas")
    told = await maya.sees(line, channel="#video-ideas")
    return int(told["text"].split()[-1])


async def online(maya: Person, *, yes: bool = True) -> None:
    await maya.until("the bot", lambda: (maya.bot_online is yes) or None)


async def test_the_bot_is_brought_back_when_the_page_has_killed_it() -> None:
    async with a_world() as here, at_slack(here.slack, "U0MARKETER") as (maya,):
        here.bot.keep()
        await online(maya)
        first = await its_pid(maya, "before")

        async with aiohttp.ClientSession() as http:
            control = f"{here.slack}/_sandbox/bot"
            await http.post(control, json={"do": "kill"})
            await online(maya, yes=False)
            await online(maya)
            async with http.get(control) as answer:
                told = await answer.json()
        second = await its_pid(maya, "after")

    assert first != second
    assert told["starts"] == 2
    assert second == told["pid"]
    assert told["log"].count("the small bot runs") == 2
    assert here.bot.pid is None


async def test_a_rehearsal_knows_nothing_of_the_real_accounts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-real")
    monkeypatch.setenv("GENBOT_SLACK_MODE", "http")
    around = Surroundings(
        slack="http://127.0.0.1:1",
        gen="http://127.0.0.1:2",
        agent="santiago",
        home=tmp_path,
        database=tmp_path / "genbot.db",
        speed=20,
    )

    told = around.environment()

    assert told["SLACK_BOT_TOKEN"] == "xoxb-sandbox"
    assert told["SLACK_API_URL"] == "http://127.0.0.1:1/api/"
    assert told["GEN_API_URL"] == told["GEN_AGENT_URL"] == "http://127.0.0.1:2/v1"
    assert told["GENBOT_PROGRESS_URL"] == "http://127.0.0.1:2/progress"
    assert told["GENBOT_MEDIA_HOSTS"] == "127.0.0.1:2"
    assert (told["GENBOT_PACE"], told["GENBOT_UNDO"]) == ("20", "2")
    assert "GENBOT_SLACK_MODE" not in told


async def test_the_bot_is_given_the_first_agent_there_is() -> None:
    script = "import os; print(os.environ['GEN_AGENT_ID'])"
    async with a_world(bot_command=[sys.executable, "-c", script]) as here:
        await here.bot.start()
        assert await here.bot.ended() == 0
        async with (
            aiohttp.ClientSession(headers=pretend.KEY) as http,
            http.get(f"{here.gen}/v1/agents") as answer,
        ):
            agents = await answer.json()

    assert list(here.bot.log) == [agents[0]["id"]]


def test_however_fast_the_world_is_people_have_time_to_press_undo() -> None:
    assert serve.unhurried(speed=100)["GENBOT_UNDO"] == "15"
    assert serve.unhurried(speed=1)["GENBOT_UNDO"] == "30"


async def test_a_port_that_is_taken_is_told_with_what_to_type() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        with pytest.raises(OSError, match=f"Port {port} is taken") as taken:
            await serve.serve_gen(port, speed=1, seed=1, faults="")

    assert f"--port {port + 10}" in str(taken.value)


async def test_a_mistake_in_the_faults_is_told_before_anything_starts() -> None:
    with pytest.raises(ValueError, match="no such fault: 999"):
        await serve.sandbox(
            0, 1, 1, "999:0.5", manifest=a_manifest(), bot_command=SMALL_BOT, open_page=False
        )


RUN = """
import asyncio, json, sys
from genbot.sandbox import serve
asyncio.run(serve.sandbox(0, 50, 1, "", json.loads(sys.argv[1]), sys.argv[2:], open_page=False))
"""


async def test_the_sandbox_says_where_its_page_is_and_stops_when_asked() -> None:
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-c", RUN, json.dumps(a_manifest()), *SMALL_BOT,
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert running.stdout is not None
    lines = []
    async for line in running.stdout:
        lines.append(line.decode().strip())
        if "the small bot runs" in lines[-1]:
            break
    address = next(line.split()[-1] for line in lines if line.startswith("The page"))
    async with aiohttp.ClientSession() as http, http.get(f"{address}_sandbox/state") as answer:
        assert answer.status == 200

    running.send_signal(signal.SIGINT)
    await running.stdout.read()

    assert await running.wait() == 0


async def test_a_bot_that_is_gone_already_can_be_asked_to_end(tmp_path: Path) -> None:
    nowhere = Surroundings("http://here", "http://here", "", tmp_path, tmp_path / "genbot.db", 1.0)
    bot = Bot([sys.executable, "-c", "import time; time.sleep(600)"], nowhere)
    await bot.start()
    assert bot.pid
    os.kill(bot.pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(bot.pid, 0)  # noqa: ASYNC222  the loop, held up, has not heard of the end

    bot.ask_to_end()
    bot.kill()

    await bot.ended()
    assert bot.pid is None


class Silent:
    """A narrator that keeps what it is told."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Any]] = []

    def chapter(self, title: str) -> None:
        pass

    def step(self, who: str, what: str, lines: Any = ()) -> None:
        self.said.append((who, what))

    def trouble(self, step: str, why: str, seen: Any, log: Any) -> None:
        self.said.append((step, {"why": why, "seen": seen, "log": log}))

    def end(self, summary: dict[str, Any]) -> None:
        self.said.append(("end", summary))


async def test_a_story_that_does_not_go_on_says_where_and_what_was_seen() -> None:
    narrator = Silent()
    async with a_world() as here:
        here.bot.keep()
        async with at_slack(here.slack, "U0MARKETER", patience=60) as (maya,):
            await maya.until("the bot to be there", lambda: maya.bot_online or None)
        good = await story.play(here.slack, here.gen, narrator, here.bot.log, patience=5)

    assert not good
    step, told = narrator.said[-2]
    assert step == "five idea cards arrive"
    assert told["why"] == "Maya Marks waited for five idea cards in the thread, in vain"
    assert any("under 12 seconds" in line for line in told["seen"])
    assert "the small bot runs" in told["log"]
    assert narrator.said[-1][1]["published"] == 0
