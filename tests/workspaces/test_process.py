"""The real process with two workspaces: killed in the middle, it goes on with both."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.slack.conftest import MAYA, until
from tests.workspaces.conftest import SALSA, TACO

SOURCE = Path(__file__).parents[2]
OURS = ("SLACK_", "GEN_", "GENBOT_")


async def started(estate):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    told = {name.upper(): value for name, value in estate.settings.items()}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "genbot", "run",
        env=kept | told | {"PYTHONPATH": str(SOURCE), "GENBOT_LOG": "json"},
        cwd=estate.folder.parent, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    await until(lambda: answers(estate))
    return process


async def answers(estate):
    try:
        async with estate.http.get(f"{estate.genbot}/healthz") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


@pytest.mark.processes
async def test_killed_and_started_again_it_serves_both(estate):
    estate.agree(TACO, SALSA)
    estate.town.registry.rotates = True
    process = await started(estate)
    for team in (TACO, SALSA):
        assert (await estate.install(team))[0] == 200
    await estate[TACO].command("ideas 1 tacos")
    process.send_signal(signal.SIGKILL)
    await process.communicate()

    process = await started(estate)
    await until(lambda: [one for one in estate[TACO].said() if "about tacos" in one])
    for team in (TACO, SALSA):
        await until(lambda team=team: helped(estate[team]))
    process.send_signal(signal.SIGTERM)
    _, log = await process.communicate()

    assert process.returncode == 0
    assert sum("about tacos" in one for one in estate[TACO].said()) == 1
    assert f'"workspace": "{TACO}"' in log.decode()
    assert not [word for word in ("xoxe", "sandbox-key", "pretend-client") if word in log.decode()]


async def helped(workspace):
    """It may still be starting, and says so; then somebody types it again."""
    await workspace.command("help")
    return workspace.said(to=MAYA)
