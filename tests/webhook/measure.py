"""`python -m tests.webhook.measure`: the demo's story with GEN's calls and without; requests per job."""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

import aiohttp
from rich.console import Console

from genbot.manifest import manifest
from genbot.sandbox import story
from genbot.sandbox.narrator import Story
from genbot.sandbox.pretend import Plan, Pretend, address, listening, pretend

BOT = (sys.executable, "-m", "genbot")
PATIENCE = 900.0  # seconds that people wait: slow worlds tell more
LOOKS = {
    "GET /v1/agent/runs/{run_id}": "runs",
    "GET /v1/generations/{generation_id}": "generations",
    "GET /v1/user_jobs/{id}": "posts",
}


@dataclass(frozen=True)
class Counted:
    """How often GEN was asked how a job stands, by the kind of job."""

    good: bool
    looks: Mapping[str, int]
    jobs: Mapping[str, int]
    said: str  # what the operator's commands answered

    @property
    def per_job(self) -> float:
        return sum(self.looks.values()) / sum(self.jobs.values())


async def counted(
    *, calls: bool, speed: float = 20.0, seed: int = 1, faults: str = "", live: bool = True
) -> Counted:
    """Play the story once. `live`: people read the plan of a run while it grows."""
    with listening(0) as door:
        url = address(door)
    settings = {"GENBOT_HTTP": url.removeprefix("http://")}
    settings |= {} if live else {"GENBOT_PROGRESS_URL": ""}
    plan = Plan(manifest(), (*BOT, "run"), speed, seed, settings=settings)
    async with pretend(plan) as here:
        await here.bot.start()
        said = await switched_on(here, url) if calls else ""
        await asked(here.gen, "faults", {"spec": faults})
        narrator = Story(Console(file=StringIO()), speed)
        good = await story.play(here.slack, here.gen, narrator, here.bot.log, PATIENCE)
        told = await asked(here.gen, "state")
    jobs = {"runs": "runs", "generations": "generations", "posts": "published"}
    return Counted(
        good,
        {kind: told["calls"].get(call, 0) for call, kind in LOOKS.items()},
        {kind: len(told[name]) for kind, name in jobs.items()},
        said,
    )


async def switched_on(here: Pretend, url: str) -> str:
    """`genbot webhook on` and `test`, as an operator types them, once the bot listens."""
    async with aiohttp.ClientSession() as http:
        while True:
            try:
                async with http.get(f"{url}/readyz") as answer:
                    if answer.status == 200:
                        break
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
    return "".join([await typed(here, *words) for words in (("on", url), ("test",), ("status",))])


async def typed(here: Pretend, *words: str) -> str:
    environment = here.bot._around.environment()
    process = await asyncio.create_subprocess_exec(
        *BOT, "webhook", *words, env=environment, cwd=here.bot._around.home,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await process.communicate()
    return out.decode()


async def asked(gen: str, what: str, body: Any = None) -> Any:
    async with (
        aiohttp.ClientSession() as http,
        http.request("POST" if body else "GET", f"{gen}/_sandbox/{what}", json=body) as answer,
    ):
        return await answer.json()


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.webhook.measure", description=__doc__)
    parser.add_argument("--speed", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args(words)
    for name, how in {
        "genbot asks": {"calls": False},
        "GEN calls": {"calls": True},
        "GEN calls, nobody reads plans": {"calls": True, "live": False},
        "a quarter of the calls goes wrong": {
            "calls": True,
            "faults": "news_late:0.07,news_twice:0.06,news_overtaken:0.06,news_never:0.06",
        },
        "all calls are lost after the trial": {"calls": True, "faults": "news_never:1"},
    }.items():
        found = asyncio.run(counted(speed=told.speed, seed=told.seed, **how))  # type: ignore[arg-type]
        by = ", ".join(f"{kind} {n / found.jobs[kind]:.1f}" for kind, n in found.looks.items())
        print(f"{name:36} {found.per_job:5.2f} requests per job ({by}; {sum(found.jobs.values())} "  # noqa: T201
              f"jobs){'' if found.good else '  THE STORY DID NOT END WELL'}")  # fmt: skip


if __name__ == "__main__":
    main()
