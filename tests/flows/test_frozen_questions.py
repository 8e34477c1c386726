"""A freeze also stands on the cards of posts that somebody could send again."""

import json

import pytest

from genbot.domain.errors import NotNow
from genbot.domain.publications import ASKING, PublicationState
from genbot.flows import freeze, publications
from tests.golden.make import BEA, CHANNEL, STORIES, over, sent

S = PublicationState
ENDED = ("a post failed", "a post is unsure", "a post missed its time")


async def shown(store):
    """The cards of everything that asks, as they stand."""

    def story(tx):
        sql = "SELECT body FROM outbox WHERE slot = ?"
        return [
            json.dumps(
                json.loads(tx._db.execute(sql, (out.slot,)).fetchone()[0]), ensure_ascii=False
            )
            for out in tx.publications.find(state=ASKING)
        ]

    return await store.read(story)


@pytest.mark.parametrize("everywhere", [False, True])
async def test_it_stands_on_them_until_it_is_over(store, everywhere):
    for nth, story in enumerate(ENDED):
        await store.unit(STORIES[story], f"tacos {nth}")
    where = {"by": BEA, "everywhere": everywhere}
    await store.unit(freeze.freeze, CHANNEL, "the menu changes", **where)

    told = await shown(store)
    assert len(told) == len(ENDED)
    for card in told:
        assert card.count("the menu changes") == 1
        assert "Nothing is sent again until that is over." in card
    [unsure] = await store.read(lambda tx: tx.publications.find(state=S.UNSURE))
    with pytest.raises(NotNow, match="frozen"):
        await store.unit(publications.send_again, unsure.id, by=BEA)

    await store.unit(freeze.thaw, CHANNEL, **where)
    assert not any("❄️" in card for card in await shown(store))


async def test_what_fails_in_a_frozen_channel_says_so_at_once(store):
    out = await store.unit(sent, "tacos")
    await store.unit(freeze.freeze, CHANNEL, "", by=BEA)
    await store.unit(lambda tx: over(tx, "publication", out.id))
    await store.unit(publications.failed, out.id, "No sound.")

    [card] = await shown(store)
    assert "It was not published" in card
    assert f"Frozen by <@{BEA}> in this channel" in card
    assert "Try again" in card


async def test_a_channel_that_freezes_by_itself_says_so_on_what_froze_it(store):
    for nth in range(3):
        await store.unit(STORIES["a post failed"], f"tacos {nth}")
        await store.unit(freeze.struck, CHANNEL)

    told = await shown(store)
    assert len(told) == 3
    assert all("Frozen by itself in this channel" in card for card in told)
