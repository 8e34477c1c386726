"""A real process whose disk is full: nothing is acknowledged that was not kept, and it goes on by itself."""

import errno
import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from genbot.operate import records
from genbot.sandbox.person import Declined
from tests.journeys.town import IDEAS, Town, a_town

pytestmark = [pytest.mark.chaos, pytest.mark.processes]

FULL, ROOM = "the database cannot be written", "the database can be written again"


@contextmanager
def no_byte_more(pid: int | None) -> Iterator[None]:
    """The system lets this process write to no file (`RLIMIT_FSIZE`): what a dying disk looks like."""
    assert pid is not None
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=6m", "genbot-test", str(disk)]
    if os.geteuid() or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("a small file system can be mounted by root only")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Somebody else's file takes all the room there is."""
    other = disk / "somebody-elses"
    with other.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError as error:
                assert error.errno == errno.ENOSPC  # noqa: PT017
    try:
        yield
    finally:
        other.unlink()


async def quiet(town: Town, request: dict, database: Path) -> None:
    """Everything that was to be said is said and noted as such, which is after people read it."""
    await town.maya.sees("1 waiting", channel=request["channel"])

    async def look() -> bool | None:
        return not records.looked(database, records.outbox).rows or None

    await town.comes(look)


async def refused_until(town: Town, topic: str) -> int:
    """Type commands until one is not taken; returns how many were."""
    for taken in range(500):
        try:
            await town.maya.types(f"/gen ideas 1 {topic} {taken}", channel=IDEAS)
        except Declined:
            return taken
    raise AssertionError("the disk never was full")


def noted(town: Town, words: str) -> list[str]:
    return [line for line in town.world.bot.log if words in line]


def trace(town: Town) -> list[str]:
    return [line for line in town.world.bot.log if "Traceback" in line or " File " in line]


async def test_what_cannot_be_written_is_not_acknowledged_and_goes_on_afterwards(tmp_path):
    database = tmp_path / "genbot.db"
    async with a_town(GENBOT_DATABASE=str(database), GENBOT_UNDO="1") as town:
        request = await town.asks("late-night tacos")
        (card,) = await town.cards(request)
        await quiet(town, request, database)

        with no_byte_more(town.world.bot.pid):
            for _ in range(2):
                with pytest.raises(Declined):
                    await town.maya.presses("Approve", on=card)
        assert records.verify(database)
        await town.presses(town.maya, "Approve", card)
        production = await town.production(card)
        await town.beneath(production, button="Publish now")

        assert town.world.bot.starts == 1
        assert (len(noted(town, FULL)), len(noted(town, ROOM))) == (1, 1)
        assert trace(town) == []
        assert await town.repeated() == []
        books = await town.gen()
        assert [run["purpose"] for run in books["runs"]].count("ideas") == 1


async def test_a_full_disk_loses_nothing_that_was_acknowledged(small_disk):
    database = small_disk / "genbot.db"
    async with a_town(GENBOT_DATABASE=str(database)) as town:
        request = await town.asks("late-night tacos")
        await town.cards(request)
        await quiet(town, request, database)

        with filled(small_disk):
            taken = await refused_until(town, "full")
        await town.insists(town.maya, lambda: town.maya.types("/gen ideas 1 room", channel=IDEAS))
        for topic in ("room", *(f"full {number}" for number in range(taken))):
            await town.maya.sees(f"about {topic}", "1 waiting", channel=IDEAS)

        assert town.world.bot.starts == 1
        assert len(noted(town, FULL)) == len(noted(town, ROOM)) >= 1
        assert trace(town) == []
        assert await town.repeated() == []
        assert records.verify(database)
        assert len((await town.gen())["runs"]) == taken + 2
