"""While GEN is away nothing changes, so nothing that people read changes either."""

import pytest

from genbot.domain.errors import NotNow
from genbot.domain.publications import PublicationState
from genbot.flows import gate, publications
from genbot.gen.errors import NotSent, SlowDown
from genbot.gen.export import Publish
from tests.watches.conftest import BEA
from tests.watches.test_journey import published, rendered

AWAY = [NotSent("no connection"), SlowDown(20.0)]


async def versions(world, slot):
    """How often what this message should show has changed."""
    sql = "SELECT rev FROM outbox WHERE slot = ?"
    return await world.store.read(lambda tx: tx._db.execute(sql, (slot,)).fetchone()[0])


@pytest.mark.parametrize("trouble", AWAY)
async def test_a_post_that_waits_for_gen_says_so_once(world, gen, trouble):
    good = gen._told[Publish]
    gen.will(Publish, trouble)
    made = await rendered(world)
    out = await world.do(publications.publish, made.id, made.version, by=BEA)
    await world.passes(31)
    before = await versions(world, out.slot)
    tried = len(gen.asked(Publish))

    await world.passes(800)

    assert len(gen.asked(Publish)) > tried + 5
    assert await versions(world, out.slot) == before
    assert (await world.said())[out.slot].startswith("Goes out when GEN takes it")

    gen.will(Publish, *good)
    await world.passes(400)
    done = await world.one("publications")
    assert (done.state, done.error) == (PublicationState.LIVE, "")


async def test_whoever_undoes_it_in_the_middle_of_a_try_reads_to_do_it_again(world, gen):
    made = await rendered(world)
    out = await world.do(publications.publish, made.id, made.version, by=BEA)
    await world.do(gate.send, out.id)

    with pytest.raises(NotNow, match="in a few seconds"):
        await world.do(publications.cancel, out.id, by=BEA)


async def test_once_gen_has_it_the_card_no_longer_says_that_gen_is_away(world, gen):
    good = gen._told[Publish]
    gen.will(Publish, NotSent("no connection"), *good)
    seen = []
    finish = publications.live

    def live(tx, id, post):
        seen.append(tx.publications.get(id).error)
        finish(tx, id, post)

    publications.live = live
    try:
        await published(world)
    finally:
        publications.live = finish

    assert seen == [""]
