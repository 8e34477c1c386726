"""When GEN says how long to stay away, that holds for the next process too."""

import pytest

from genbot.flows import ideas
from genbot.gen.errors import SlowDown
from genbot.gen.ideas import GetRun, StartRun
from tests.watches.conftest import CHANNEL, MAYA


@pytest.mark.parametrize("call", [StartRun, GetRun])
async def test_a_restart_does_not_make_us_come_back_sooner(world, gen, call):
    good = gen._told[call]
    gen.will(call, SlowDown(90.0))
    await world.do(ideas.request, "2 tacos", channel=CHANNEL, by=MAYA)
    while not gen.asked(call):
        await world.passes(5)
    told = world.clock()
    gen.will(call, *good)

    world.restart()
    await world.passes(told + 80.0 - world.clock())
    assert len(gen.asked(call)) == 1

    await world.passes(60)
    assert len(await world.all("ideas")) == 2
