"""Rounds come again and again; one that never ends is told apart from one that fails."""

import asyncio

import pytest

from genbot.heartbeat import Heartbeat


@pytest.fixture
def time():
    return [1_000.0]


@pytest.fixture
async def heart(time):
    heart = Heartbeat(lambda: time[0])
    yield heart
    await heart.stop()


async def beats(heart, round, name="watcher", seconds=0.001):
    """Begin, and return when the round was called once."""
    called = asyncio.Event()

    async def once():
        called.set()
        await round()

    heart.every(seconds, name, once)
    heart.start()
    await asyncio.wait_for(called.wait(), 5)


async def test_a_round_that_ends_keeps_us_healthy(heart, time):
    passed = asyncio.Event()

    async def round():
        time[0] += 30
        if time[0] > 1_300:
            passed.set()

    await beats(heart, round)
    await asyncio.wait_for(passed.wait(), 5)

    assert heart.stuck() == []


async def test_a_round_that_never_ends_is_stuck_after_a_minute(heart, time):
    await beats(heart, asyncio.Event().wait)

    time[0] += 59
    assert heart.stuck() == []
    time[0] += 2
    assert heart.stuck() == ["watcher"]


async def test_a_round_that_fails_is_not_stuck(heart, time):
    failed = asyncio.Event()

    async def round():
        time[0] += 30
        if time[0] > 1_300:
            failed.set()
        raise ValueError

    await beats(heart, round)
    await asyncio.wait_for(failed.wait(), 5)

    assert heart.failing == {"watcher"}
    assert heart.stuck() == []


async def test_a_rare_round_has_its_time(heart, time):
    async def round():
        return None

    heart.every(3_600.0, "housekeeping", round)

    time[0] += 3_600
    assert heart.stuck() == []
    time[0] += 61
    assert heart.stuck() == ["housekeeping"]


async def test_what_is_wanted_soon_does_not_wait_for_its_first_beat(heart):
    called = asyncio.Event()

    async def round():
        called.set()

    heart.every(3_600, "roster", round, soon=True)

    await asyncio.wait_for(called.wait(), 5)


async def test_a_process_that_was_paused_says_so_when_it_goes_on(heart, time, caplog):
    """Whoever reads the log sees why nobody was answered, and for how long."""
    beaten = asyncio.Semaphore(0)

    async def round():
        beaten.release()

    await beats(heart, round)
    time[0] += 34
    while not caplog.records:
        await asyncio.wait_for(beaten.acquire(), 5)

    assert [one.getMessage() for one in caplog.records] == [
        "nothing moved in this process for 34 s: paused, or kept busy"
    ]


async def test_a_round_under_way_when_it_stops_is_no_error(heart, caplog):
    ended = asyncio.Event()

    async def round():
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    await beats(heart, round)
    await heart.stop()
    await asyncio.wait_for(ended.wait(), 5)
    await asyncio.sleep(0)  # the scheduler tells of a job's end one turn later
    await asyncio.sleep(0)

    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == []
