"""The workspace removes the app: nothing more is asked of GEN, and a reinstall goes on where it was."""

from genbot.domain.publications import PublicationState
from genbot.flows import installation, publications
from genbot.gen.export import Publish
from tests.watches.conftest import BEA
from tests.watches.test_journey import rendered


async def facts(world):
    entries = await world.store.read(lambda tx: tx.journal.of("T1"))
    return [(one.event, one.fact) for one in entries]


async def test_a_post_that_was_approved_waits_for_the_app_to_come_back(world, gen):
    made = await rendered(world)
    await world.do(publications.publish, made.id, made.version, by=BEA)
    before = len(gen.log)

    await world.do(installation.removed, "T1", "app_uninstalled")
    await world.passes(120)
    world.restart()
    await world.passes(120)

    assert len(gen.log) == before
    assert (await world.one("publications")).state is PublicationState.SCHEDULED

    await world.do(installation.found, "T1")
    await world.passes(60)
    assert len(gen.asked(Publish)) == 1


async def test_removed_between_the_claim_and_the_call(world, gen):
    """What was claimed already is not asked for either: its lease ends, and it is found again."""
    made = await rendered(world)
    out = await world.do(publications.publish, made.id, made.version, by=BEA)
    world.clock.pass_(31)
    before = len(gen.asked(Publish))
    await world.watcher.round()  # begun, and not one step further

    await world.do(installation.removed, "T1", "app_uninstalled")
    await world.watcher.drain()
    after = len(gen.asked(Publish))
    await world.do(installation.found, "T1")
    await world.passes(400)

    assert (before, after) == (0, after)
    assert len(gen.asked(Publish)) == 1
    assert (await world.store.read(lambda tx: tx.publications.get(out.id))).post_id


async def test_the_journal_says_when_it_went_and_when_it_came_back(world):
    for _ in range(2):  # Slack tells of it twice: its tokens, and the app
        await world.do(installation.removed, "T1", "tokens_revoked")
    for _ in range(2):
        await world.do(installation.found, "T1")

    assert [event for event, _ in await facts(world)] == ["InstallationMoved"] * 2
    assert [fact["here"] for _, fact in await facts(world)] == [False, True]
