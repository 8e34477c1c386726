"""GEN's clock is ten minutes before or behind ours, or tells no zone: what was made is still found."""

import time
from datetime import UTC, datetime

import pytest

from genbot.gen.ideas import GetRun, ListIdeas, Run
from tests.gen.answers import idea
from tests.watches.test_journey import asked


@pytest.mark.parametrize("ahead", [-600.0, 0.0, 600.0])
@pytest.mark.parametrize("zone", ["+00:00", "Z", ""])
async def test_ideas_are_told_by_their_time_whatever_the_clocks(
    world, gen, clock, ahead, zone, monkeypatch
):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    theirs = datetime.fromtimestamp(clock() + ahead + 2.0, UTC)
    made = theirs.replace(tzinfo=None).isoformat() + zone
    gen.will(GetRun, Run(run_id="r1", status="completed"))
    old = idea("old", "Long ago", created_at="2020-01-01T00:00:00" + zone)
    gen.will(ListIdeas, [old, idea("i1", created_at=made)])

    await asked(world)
    monkeypatch.undo()
    time.tzset()

    assert [one.gen_id for one in await world.all("ideas")] == ["i1"]


@pytest.mark.parametrize("ahead", [-1500.0, -600.0, 0.0, 600.0, 1500.0])
async def test_where_gen_says_when_its_run_began_its_own_clock_tells_what_is_new(
    world, gen, clock, ahead
):
    def theirs(after):
        return datetime.fromtimestamp(clock.at + ahead + after, UTC).isoformat()

    began, made, before = theirs(0.0), theirs(2.0), theirs(-300.0)
    gen.will(GetRun, Run(run_id="r1", status="completed", created_at=began))
    elsewhere = idea("i0", "Made by somebody else", created_at=before)
    gen.will(ListIdeas, [elsewhere, idea("i1", created_at=made)])

    await asked(world)

    assert [one.gen_id for one in await world.all("ideas")] == ["i1"]
