"""n8n with one execution of `n8n.json` for each render, from its own SQLite; `BENCH_N8N` names its `bin/n8n`."""

import asyncio
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import aiohttp

from benchmarks.process import environment

STORY = Path(__file__).with_name("n8n.json")
N8N = os.environ.get("BENCH_N8N", "")
QUIET = {
    "N8N_DIAGNOSTICS_ENABLED": "false", "N8N_VERSION_NOTIFICATIONS_ENABLED": "false",
    "N8N_TEMPLATES_ENABLED": "false", "N8N_LISTEN_ADDRESS": "127.0.0.1",
    "N8N_RUNNERS_ENABLED": "false",  # no code of ours runs in it; all of it is one process
    "N8N_BLOCK_ENV_ACCESS_IN_NODE": "false",  # the story reads where GEN is
}  # fmt: skip


def surroundings(base: Mapping[str, str], home: Path, port: int) -> dict[str, str]:
    """What it is told, beside what all bots are told."""
    return {**base, **QUIET, "N8N_USER_FOLDER": str(home), "N8N_PORT": str(port)}


async def prepared(home: Path, env: Mapping[str, str]) -> None:
    """Import the story, and have it run: what a person does with two clicks in its editor."""
    with (home / "log").open("ab") as log:
        child = await asyncio.create_subprocess_exec(
            "node", N8N, "import:workflow", f"--input={STORY}",
            env=environment(**env), cwd=home, stdout=log, stderr=log,
        )  # fmt: skip
        await child.wait()
    with closing(sqlite3.connect(home / ".n8n" / "database.sqlite")) as conn, conn:
        conn.execute(
            "INSERT INTO workflow_history (versionId, workflowId, authors, nodes, connections) "
            "SELECT versionId, id, 'bench', nodes, connections FROM workflow_entity"
        )
        conn.execute("UPDATE workflow_entity SET active = 1, activeVersionId = versionId")


async def ready(url: str) -> None:
    """Return when it takes clicks."""
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.post(url, data={"text": "status"}) as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.1)
