"""Undo: a moment counted down on the card, for who may, once, and none at all where it is off."""

import json
from dataclasses import replace

import pytest

from genbot.app import COUNT
from genbot.cards.text import moment
from genbot.domain.errors import NotNow, NotYours
from genbot.domain.productions import Stage
from genbot.domain.publications import PublicationState
from genbot.flows import countdown, freeze, gate, publications
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, STORIES, rendered, scheduled

S = PublicationState
ON_ITS_WAY = 0.9  # seconds until Slack shows what was seen


async def published(store):
    made = await store.unit(rendered, "tacos")
    return await store.unit(publications.publish, made.id, made.version, by=BEA)


def card(tx, out):
    row = tx._db.execute("SELECT body FROM outbox WHERE slot = ?", (out.slot,)).fetchone()
    return json.dumps(json.loads(row[0]), ensure_ascii=False)


async def shown(store, out):
    """Its card after a look at the clock."""
    await store.unit(countdown.tick)
    return await store.read(card, out)


async def promised(store, clock, out):
    """What its card says until it goes out, in order: each is still true just before the next."""
    every = []
    while clock() < out.due:
        told = (await shown(store, out)).partition("* to take it back")[0].rpartition("*")[2]
        every += [] if told in every else [told]
        left = (await store.read(publications.find, out.id)).left
        clock.pass_(COUNT)
        assert out.due - clock() - ON_ITS_WAY > left or left == countdown.FEW
    return every


async def test_the_card_counts_down_and_becomes_the_confirmation(store, clock):
    out = await published(store)
    said = await promised(store, clock, out)
    assert said == ["More than 20 s", "More than 10 s", "More than 5 s", "A few seconds"]
    assert "Undo" in await store.read(card, out)
    await store.unit(gate.send, out.id)
    await store.unit(publications.sent, out.id, "j1")
    await store.unit(publications.live, out.id, "7412")
    told = await shown(store, out)
    assert "Live on TikTok" in told
    assert "Undo" not in told
    news = await store.read(lambda tx: [one.fact["news"] for one in tx.journal.of(out.id)])
    assert news == ["approved", "sending", "sent", "live"]


@pytest.mark.parametrize(("undo", "first"), [(30.0, 20), (0.5, 0), (60.0, 30), (300.0, 240)])
async def test_a_long_moment_goes_by_in_minutes_and_a_very_short_one_is_not_counted(
    store, clock, undo, first
):
    await store.unit(lambda tx: setattr(tx, "settings", replace(tx.settings, undo=undo)))
    out = await published(store)
    assert out.left == first
    left = []
    while clock() < out.due - 1:
        clock.pass_(1)
        await store.unit(countdown.tick)
        left.append((await store.read(publications.find, out.id)).left)
    assert len(set(left)) <= 10
    assert left == sorted(left, reverse=True)


async def test_where_it_is_off_no_button_is_ever_shown(store):
    await store.unit(lambda tx: setattr(tx, "settings", replace(tx.settings, undo=0.0)))
    out = await published(store)

    told = await shown(store, out)
    assert "Goes out now" in told
    assert "Undo" not in told
    await store.unit(gate.send, out.id)
    assert "cannot be taken back any more" in await store.read(card, out)


async def test_where_gen_does_not_take_it_it_can_be_taken_back_all_the_same(store):
    await store.unit(lambda tx: setattr(tx, "settings", replace(tx.settings, undo=0.0)))
    out = await published(store)
    await store.unit(publications.not_sent, out.id, "GEN does not answer at the moment.")

    assert "Undo" in await shown(store, out)


async def test_what_is_frozen_or_has_a_time_is_not_counted(store, clock):
    await store.unit(STORIES["a post goes out next week"], "salsa")
    out = await published(store)
    await store.unit(freeze.freeze, CHANNEL, "", by=BEA)
    clock.pass_(15)

    assert await store.read(countdown.look) == []
    assert "to take it back" not in await shown(store, out)


async def test_once_it_is_thawed_the_card_promises_what_is_left_then(store, clock):
    out = await published(store)
    await store.unit(freeze.freeze, CHANNEL, "", by=BEA)
    clock.pass_(25)
    await store.unit(freeze.thaw, CHANNEL, by=BEA)

    assert "*A few seconds* to take it back" in await store.read(card, out)


async def test_what_goes_out_close_to_it_is_said_while_it_can_be_taken_back(store, clock):
    """One click is not asked twice, and still nobody misses the other post; it follows a move, and is
    gone with the moment of Undo."""
    other = await store.unit(scheduled, "salsa", clock() + 1_200)
    out = await published(store)
    near = f"“The salsa story” goes out from the same account {moment(clock() + 1_200)}"
    assert f"{near}, less than an hour away." in await store.read(card, out)

    await store.unit(publications.move, other.id, clock() + 7_200, by=BEA)
    clock.pass_(10)
    assert "salsa" not in await shown(store, out)
    await store.unit(publications.move, other.id, clock() + 600, by=BEA)
    clock.pass_(10)
    assert moment(clock() + 590) in await shown(store, out)
    clock.pass_(10)
    await store.unit(gate.send, out.id)
    assert "salsa" not in await store.read(card, out)


async def test_two_published_one_after_the_other_hear_of_each_other(store, clock):
    await store.unit(STORIES["a post is live"], "salsa")
    await store.unit(lambda tx: setattr(tx, "settings", replace(tx.settings, undo=0.0)))
    clock.pass_(300)

    out = await published(store)

    told = await store.read(card, out)
    assert "“The salsa story” went out from the same account" in told
    assert "Goes out now" in told


async def test_undo_is_for_who_may_and_once(store):
    out = await published(store)
    await store.unit(decides(CHANNEL, videos=(BEA,)))
    with pytest.raises(NotYours, match=BEA):
        await store.unit(publications.cancel, out.id, by=MAYA, attempt=1)

    await store.unit(publications.cancel, out.id, by=BEA, attempt=1)
    with pytest.raises(NotNow, match=f"taken back already by <@{BEA}>"):
        await store.unit(publications.cancel, out.id, by=BEA, attempt=1)
    assert (
        await store.read(lambda tx: tx.productions.get(out.production_id))
    ).stage is Stage.REVIEW
    assert await store.unit(gate.send, out.id) is None


async def test_in_the_last_instant_the_first_commit_decides(store, clock):
    out = await published(store)
    clock.at = out.due
    await store.unit(gate.send, out.id)
    with pytest.raises(NotNow, match="being sent at this moment"):
        await store.unit(publications.cancel, out.id, by=BEA, attempt=1)

    await store.unit(publications.sent, out.id, "j1")
    with pytest.raises(NotNow, match="Too late for that: GEN has this post already"):
        await store.unit(publications.cancel, out.id, by=BEA, attempt=1)


async def test_who_sends_it_again_has_the_same_moment(store, clock):
    await store.unit(STORIES["a post failed"], "tacos")
    [failed] = await store.read(lambda tx: tx.publications.find(state=S.FAILED))
    out = await store.unit(publications.send_again, failed.id, by=BEA)

    assert (out.due, out.left, out.at_once) == (clock() + 30, 20, False)
    assert "*More than 20 s* to take it back" in await shown(store, out)
    back = await store.unit(publications.cancel, out.id, by=BEA, attempt=2)
    assert back.state is S.CANCELLED


async def waiting(store):
    """What is to be said, by its slot, with whether it hurries; it counts as said."""

    def story(tx):
        rows = tx.outbox.claim(tx.now, 50, 60.0)
        for row in rows:
            tx.outbox.sent(row.slot, row.rev, "1.1", tx.now)
        return {row.slot: row.hurry for row in rows}

    return await store.unit(story)


async def test_what_has_left_is_said_before_what_can_wait(store):
    out = await store.unit(scheduled, "tacos")
    while await waiting(store):
        pass

    await store.unit(lambda tx: publications.keep(tx, out.move("send"), "sending"))

    assert (await waiting(store))[out.slot]
