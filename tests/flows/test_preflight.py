"""Preflight: what stands against a post keeps it from going out, when it is approved and when it leaves."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.cards.forms import publish_form
from genbot.cards.preflight import looked_card
from genbot.cards.review import review_card
from genbot.domain.approvals import Rule
from genbot.domain.errors import BadForm, NotNow, Refusal
from genbot.domain.ideas import Asset, Source
from genbot.domain.preflight import DAY, Accounts, red
from genbot.domain.publications import PublicationState, Wish
from genbot.flows import (
    channels,
    freeze,
    gate,
    preflight,
    productions,
    publications,
    receipts,
    review,
)
from tests.cards.reading import buttons, words
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, rendered

S = PublicationState
FILE = {"sha256": "f" * 64, "size": 4_800_000, "film": "mp4", "seconds": 12.0}
OURS = Accounts((("tiktok", "@santiago"),), 1.0)
THEIRS = Asset(source="clip of @nightgriddle")


def given_to(tx, id, *, idea=None, **facts):
    """What GEN told of a video, and its file."""
    made = tx.productions.save(replace(tx.productions.get(id), accounts=OURS, **FILE, **facts))
    if idea:
        tx.ideas.save(replace(tx.ideas.get(made.idea_id), **idea))
    return review.look_again(tx, id)


async def video(store, topic="tacos", **facts):
    made = await store.unit(rendered, topic)
    return await store.unit(lambda tx: given_to(tx, made.id, **facts))


async def publish(store, made, by=BEA, **wish):
    form = replace(Wish(made.caption), **wish) if wish else None
    return await store.unit(publications.publish, made.id, made.version, by=by, form=form)


async def shown(store, made):
    """Its card, with what stands there now."""
    made = await store.read(lambda tx: tx.productions.get(made.id))
    return review_card(made, await store.read(lambda tx: tx.ideas.get(made.idea_id)))


async def test_who_looks_again_is_answered_also_when_nothing_has_changed(store):
    made = await video(store)

    again = await store.unit(review.look_again, made.id, asked=True)
    assert looked_card(again).text == "I looked again. Nothing stands against it."

    await store.unit(productions.reject, made.id, made.version, "no", by=BEA)
    with pytest.raises(NotNow, match="not in review any more"):
        await store.unit(review.look_again, made.id, asked=True)


async def test_what_is_fine_is_one_line_and_one_click(store):
    made = await video(store)
    said = words(await shown(store, made))

    assert "✅  8 checks are fine" in said
    assert "❌" not in said
    assert "Look again" not in buttons(await shown(store, made))
    assert (await publish(store, made)).state is S.SCHEDULED


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"wrong": True, "unread": "it is not a video"}, "This cannot be posted"),
        ({"seconds": 601.0}, "takes 10 min at most"),
        ({"seconds": 2.5}, "It lasts 2.5 s; TikTok takes 3 s at least"),
        ({"size": 5 * 1024**3}, "takes 4.3 GB at most"),
        ({"caption": " "}, "A post needs a caption."),
        ({"caption": "x" * 2_201}, "takes 2,200"),
        ({"accounts": Accounts((("youtube", "@s"),))}, "no TikTok account"),
        ({"idea": {"assets": (THEIRS,)}}, "Footage of @nightgriddle"),
    ],
)
async def test_what_is_red_has_no_button_and_is_refused(store, facts, said):
    made = await store.unit(rendered, "tacos")
    idea = facts.get("idea")
    changes = {**FILE, "accounts": OURS, **{k: v for k, v in facts.items() if k != "idea"}}

    def story(tx):
        tx.productions.save(replace(tx.productions.get(made.id), **changes))
        if idea:
            tx.ideas.save(replace(tx.ideas.get(made.idea_id), **idea))
        return review.look_again(tx, made.id)

    made = await store.unit(story)
    card = await shown(store, made)
    assert "❌" in words(card)
    assert "Publish now" not in buttons(card)
    with pytest.raises(NotNow, match=said):
        await publish(store, made)
    with pytest.raises(BadForm, match=said):
        await publish(store, made, title="With a title")


async def test_what_nobody_could_tell_is_said_and_stops_nothing(store):
    made = await store.unit(rendered, "tacos")
    card = await shown(store, made)

    assert "❔  I could not read the file." in words(card)
    assert {"Publish now", "Look again"} <= set(buttons(card))
    assert (await publish(store, made)).state is S.SCHEDULED


async def test_footage_of_others_is_ticked_sealed_and_told(store):
    idea = {"assets": (THEIRS,), "sources": (Source(creator="tacotia"),)}
    made = await video(store, idea=idea)
    form = publish_form(made)
    [box] = [block for block in form["blocks"] if block.get("block_id") == "footage"]
    assert "I have the right to use footage of @nightgriddle" in str(box)

    with pytest.raises(BadForm) as wrong:
        await publish(store, made, caption="Words")
    assert wrong.value.fields == {
        "footage": "Footage of @nightgriddle was chosen for it. Tick that you have the right to use it."
    }
    out = await publish(store, made, caption="Words", footage=("@nightgriddle",))
    assert out.footage == ("@nightgriddle",)
    entry = (await store.read(lambda tx: tx.journal.of(out.id)))[0]
    assert (entry.by, entry.fact["footage"]) == (BEA, ["@nightgriddle"])
    await store.unit(channels.met, CHANNEL, BEA)
    receipt = await store.read(lambda tx: receipts.of(tx, made.idea_id, channel=CHANNEL, by=BEA))
    assert receipt.posts[0].entries[0].fact["footage"] == ["@nightgriddle"]


async def test_several_approve_the_same_tick(store):
    made = await video(store, idea={"assets": (THEIRS,)})
    await store.unit(decides(CHANNEL, videos=Rule(needed=2)))
    assert await publish(store, made, caption="W", footage=("@nightgriddle",)) is None

    card = await shown(store, made)
    assert "Approve" in buttons(card)
    out = await store.unit(publications.agree, made.id, 1, by=MAYA)
    assert (out.footage, [one.by for one in out.approvals]) == (("@nightgriddle",), [BEA, MAYA])


async def test_what_only_inspired_it_needs_no_tick(store):
    made = await video(store, idea={"sources": (Source(creator="tacotia"),)})

    assert "Inspired by @tacotia" in str(publish_form(made))
    assert (await publish(store, made)).footage == ()


async def test_the_same_caption_is_not_posted_twice_in_a_month(store, clock):
    first, second = await video(store), await video(store, "salsa")
    await publish(store, first)

    with pytest.raises(BadForm) as wrong:
        await publish(store, second, caption=f"{first.caption}\u200b \n")
    assert "has the same caption" in wrong.value.fields["caption"]
    later = clock() + 31 * DAY
    assert (await publish(store, second, caption=first.caption, due=later)).state is S.SCHEDULED


async def test_what_was_taken_back_is_no_twin(store):
    first, second = await video(store), await video(store, "salsa")
    out = await publish(store, first)
    await store.unit(publications.cancel, out.id, by=BEA)

    assert (await publish(store, second, caption=first.caption)).state is S.SCHEDULED


async def test_a_frozen_channel_says_so_on_what_waits_and_thaws_again(store):
    made = await video(store)
    await store.unit(freeze.freeze, CHANNEL, "is the music cleared?", by=BEA)
    card = await shown(store, made)
    said = words(card)
    assert f"Frozen by <@{BEA}> in this channel" in said
    assert "Choose a time, and it waits." in said
    assert (said.casefold().count("frozen"), said.count("is the music cleared?")) == (1, 1)
    assert "Publish now" not in buttons(card)

    await store.unit(freeze.thaw, CHANNEL, by=BEA)
    assert "Publish now" in buttons(await shown(store, made))


def at_most(count):
    """So many posts of one account in 24 hours."""

    def story(tx):
        tx.settings = replace(tx.settings, posts_a_day=count)

    return story


@pytest.fixture
async def few(store):
    await store.unit(at_most(2))
    return store


async def test_more_posts_than_an_account_can_have_are_refused(few, clock):
    one, two, three = [await video(few, topic) for topic in ("a", "b", "c")]
    day = clock() + 5 * DAY
    outs = [await publish(few, made, due=day + at) for made, at in ((one, 0.0), (two, 3600.0))]

    with pytest.raises(BadForm, match="2 posts in 24 hours") as wrong:
        await publish(few, three, due=day + DAY - 1)
    assert set(wrong.value.fields) == {"when"}
    third = await publish(few, three, due=day + DAY)
    with pytest.raises(BadForm, match="one too many"):
        await few.unit(publications.move, third.id, day + 10.0, by=BEA)
    moved = await few.unit(publications.move, outs[0].id, day - 60.0, by=BEA)
    assert moved.due == day - 60.0


async def test_what_is_one_too_many_when_it_leaves_is_held_and_asks(few, clock):
    outs = [await publish(few, await video(few, topic)) for topic in ("a", "b")]
    await few.unit(at_most(1))
    clock.at += 60

    assert (await few.unit(gate.send, outs[0].id)).state is S.SENDING
    assert await few.unit(gate.send, outs[1].id) is None
    held = await few.read(lambda tx: tx.publications.get(outs[1].id))
    assert (held.state, held.doubtful) == (S.HELD, False)
    assert "1 post in 24 hours" in held.error
    with pytest.raises(NotNow, match="Nothing was sent"):
        await few.unit(publications.send_again, held.id, by=BEA)
    clock.at += DAY
    assert (await few.unit(publications.send_again, held.id, by=BEA)).state is S.SCHEDULED


FACTS = st.fixed_dictionaries({
    "wrong": st.booleans(), "seconds": st.sampled_from([0.0, 2.0, 12.0, 700.0]),
    "sha256": st.sampled_from(["", "f" * 64]), "caption": st.sampled_from(["", "Same", "x" * 2_300]),
    "accounts": st.sampled_from([None, Accounts(), OURS]),
})  # fmt: skip
WISHES = st.fixed_dictionaries({
    "caption": st.sampled_from(["", "Same", "Other", "x" * 2_300]),
    "due": st.sampled_from([0.0, -60.0, 60.0, 40 * DAY]), "handed_over": st.booleans(),
    "footage": st.sampled_from([(), ("@nightgriddle",), ("@tacotia",)]),
})  # fmt: skip


class Undone(Exception):
    """So that the next example begins where this one did."""


@settings(max_examples=120)
@given(FACTS, st.one_of(st.none(), WISHES), st.booleans(), st.booleans())
async def test_nothing_with_a_red_check_ever_leaves(store, facts, wish, footage, frozen):
    def story(tx):
        first, made = rendered(tx, "first"), rendered(tx, "second")
        publications.publish(tx, first.id, 1, by=BEA, form=Wish("Same"))
        tx.productions.save(replace(made, **facts))
        if footage:
            tx.ideas.save(replace(tx.ideas.get(made.idea_id), assets=(THEIRS,)))
        if frozen:
            freeze.freeze(tx, CHANNEL, "", by=BEA)
        made = review.look_again(tx, made.id)
        form = Wish(**{**wish, "due": wish["due"] and tx.now + wish["due"]}) if wish else None
        bad = red(preflight.checks(tx, made, form or Wish(made.caption)))
        try:
            out = publications.publish(tx, made.id, 1, by=BEA, form=form)
        except Refusal:
            assert bad
        else:
            assert not bad
            assert form or "Publish now" in buttons(review_card(made, tx.ideas.get(made.idea_id)))
            assert out
        raise Undone

    with pytest.raises(Undone):
        await store.unit(story)
