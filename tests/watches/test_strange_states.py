"""GEN will grow: a state that nobody here knows is shown by its own name, and looked at again."""

import pytest

from genbot.domain.ideas import RunState
from genbot.domain.publications import PublicationState
from genbot.flows import publications
from genbot.gen.edit import GetGeneration
from genbot.gen.ideas import GetRun, Run
from genbot.gen.jobs import GetUserJob, UserJob
from genbot.gen.sheets import Generation
from tests.gen.answers import completed, idea, made
from tests.watches.conftest import BEA
from tests.watches.test_journey import approved, asked, rendered

SEEN = "in_moderation"
TOLD = f"GEN says “{SEEN}”, which I do not know. I keep looking."


async def shown(world):
    """Everything that is or was to be seen in Slack."""
    rows = await world.store.read(lambda tx: tx._db.execute("SELECT body FROM outbox").fetchall())
    return str(rows)


async def test_a_run_shows_it_and_goes_on(world, gen):
    gen.will(GetRun, Run(run_id="r1", status=SEEN))
    await asked(world)
    assert (await world.one("runs")).note == TOLD
    assert SEEN in await shown(world)

    gen.will(GetRun, completed(idea("i1")))
    await world.passes(600)
    assert (await world.one("runs")).state is RunState.DONE


@pytest.mark.parametrize("after", ["processing", "completed"])
async def test_a_generation_shows_it_until_it_is_over(world, gen, after):
    gen.will(GetGeneration, lambda call: Generation(id=call.generation_id, status=SEEN))
    await approved(world)
    await world.passes(60)
    assert (await world.one("productions")).note == TOLD
    assert SEEN in await shown(world)

    def known(call):
        running = Generation(id=call.generation_id, status=after)
        return made(call.generation_id) if after == "completed" else running

    gen.will(GetGeneration, known)
    await world.passes(600)
    assert (await world.one("productions")).note == ""


async def test_a_post_shows_it_and_is_live_in_the_end(world, gen):
    gen.will(GetUserJob, UserJob(status=SEEN))
    video = await rendered(world)
    await world.do(publications.publish, video.id, video.version, by=BEA)
    await world.passes(120)
    out = await world.one("publications")
    assert (out.state, out.error) == (PublicationState.WAITING, TOLD)
    assert SEEN in await shown(world)

    gen.will(GetUserJob, UserJob(status="completed", result={"post_id": 7}))
    await world.passes(600)
    out = await world.one("publications")
    assert (out.state, out.error) == (PublicationState.LIVE, "")


@pytest.mark.parametrize("status", ["pending", "processing", "running", " "])
async def test_what_is_known_is_not_called_strange(world, gen, status):
    gen.will(GetRun, Run(run_id="r1", status=status))
    await asked(world)

    run = await world.one("runs")
    assert (run.note, run.state) == ("", RunState.RUNNING)
