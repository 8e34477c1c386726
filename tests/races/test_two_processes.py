"""Two real processes on one database: the second is refused in a sentence, the first goes on undisturbed."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from genbot.manifest import manifest
from genbot.operate import records
from genbot.sandbox.bot import Bot
from genbot.sandbox.pretend import Plan, Pretend, pretend
from tests.journeys.town import BOT, SPEED, Town, a_town
from tests.slack.conftest import until

pytestmark = pytest.mark.processes

IN_USE = 3  # the exit status for it
GENBOT = [sys.executable, "-m", "genbot"]


@asynccontextmanager
async def a_world() -> AsyncIterator[Pretend]:
    """A world whose bot is started by the test, once."""
    async with pretend(Plan(manifest(), BOT, speed=SPEED)) as world:
        await world.bot.start()
        await started(world.bot)
        yield world


async def started(bot: Bot) -> None:
    await until(lambda: any("connected to Slack" in line for line in bot.log) or bot.pid is None)
    assert bot.pid, list(bot.log)


def beside(bot: Bot) -> Bot:
    """Another one with the same settings."""
    return Bot(BOT, bot._around)


async def typed(bot: Bot, *words: str) -> tuple[int, str]:
    """A command of the operator's, in a process of its own; its exit status and what it said."""
    process = await asyncio.create_subprocess_exec(
        *GENBOT, *words, env=bot._around.environment(), cwd=bot._around.home,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


async def test_the_second_is_refused_and_the_first_goes_on():
    async with a_world() as world:
        first, second = world.bot, beside(world.bot)
        before = list(first.log)
        await second.start()

        assert await second.ended() == IN_USE
        assert " ".join(second.log) == (
            f"{first._around.database} is in use by another genbot, process {first.pid}. Stop it "
            "first, or give this one its own GENBOT_DATABASE. Nothing was changed."
        )
        assert list(first.log) == before
        assert first.pid


async def test_of_two_that_start_in_the_same_instant_one_runs():
    async with a_world() as world:
        await world.bot.stop()
        twins = [beside(world.bot), beside(world.bot)]
        await asyncio.gather(*(one.start() for one in twins))
        ends = [asyncio.create_task(one.ended()) for one in twins]
        (over,), (still,) = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        runs = twins[ends.index(still)]
        await started(runs)

        assert over.result() == IN_USE
        await runs.stop()
        assert still.result() == 0


async def test_after_kill_9_the_lock_is_free_at_once():
    async with a_world() as world:
        heir = beside(world.bot)
        world.bot.kill()
        await world.bot.ended()
        await heir.start()
        await started(heir)
        await heir.stop()
        assert await heir.ended() == 0


async def test_the_operator_reads_copies_and_prunes_twice_at_once_while_people_work(tmp_path: Path):
    database = tmp_path / "genbot.db"
    async with a_town(GENBOT_DATABASE=str(database)) as town:
        work = asyncio.create_task(to_review(town))
        copies = [tmp_path / f"copy{number}.db" for number in range(2)]
        await town.maya.sees("night tacos", channel="#video-ideas")
        told = await asyncio.gather(
            *(typed(town.world.bot, "backup", str(copy)) for copy in copies),
            *(typed(town.world.bot, word) for word in ("verify", "prune", "verify", "prune")),
            *(typed(town.world.bot, word) for word in ("watches", "outbox", "journal")),
        )
        await work

        assert [said for status, said in told if status] == []
        assert town.world.bot.starts == 1
        assert [line for line in town.world.bot.log if " error " in line] == []
        for kept in (*copies, database):
            assert "whole" in records.verify(kept)


async def to_review(town: Town) -> None:
    await town.to_review("night tacos")
