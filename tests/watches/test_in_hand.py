"""What is claimed is begun: a round that meets the end of a look puts the next one off by nothing."""

from genbot.flows import ideas
from genbot.gen.ideas import GetRun, Run
from genbot.watches import kinds
from genbot.watches.watcher import Watcher
from tests.watches.conftest import CHANNEL, MAYA


async def test_a_look_that_is_just_ending_when_its_next_one_is_due_is_followed_by_it(
    world, gen, clock
):
    """Its watch used to be claimed again and not begun, so that nobody looked until the lease ended."""
    gen.will(GetRun, Run.model_validate({"id": "r1", "status": "running"}))
    watcher = Watcher(gen, world.store, kinds(), boot=clock, jitter=lambda: 0.0)  # due at once
    await world.do(ideas.request, "2 tacos", channel=CHANNEL, by=MAYA)

    for _ in range(200):
        await watcher.round()
    await watcher.drain()

    assert await watcher.round() == 1
    await watcher.drain()
