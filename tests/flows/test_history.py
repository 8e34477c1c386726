"""The history of a thing, found by whatever it is called; only by who has met us where it is."""

from dataclasses import replace

import pytest

from genbot.cards.history import told
from genbot.domain.errors import NotHere, Refusal
from genbot.flows import channels, history, ideas, publications
from tests.golden.make import BEA, CHANNEL, MAYA, arrived, rejected, rendered, scheduled

STRANGER, ELSEWHERE = "U0STRANGER", "C0RANDOM000"


@pytest.fixture
async def post(store):
    """A post on its way, with all that went before it."""
    return await store.unit(scheduled, "tacos")


def found(store, words, **more):
    asked = {"channel": CHANNEL, "by": MAYA, **more}
    return store.read(history.find, words, **asked)


async def test_each_of_its_ids_leads_to_the_same_story(store, post):
    production = await store.read(lambda tx: tx.productions.get(post.production_id))

    for id in (post.id, post.production_id, post.idea_id):
        [thing] = await found(store, id)
        assert (thing.id, thing.kind) == (post.idea_id, "idea")
    [asked] = await found(store, production.request_id)
    assert (asked.kind, asked.title) == ("request", "tacos")


@pytest.mark.parametrize("words", ["idea 1", "1", "#1", "Idea #1", "tacos STORY"])
async def test_a_number_and_words_of_the_title_find_it(store, post, words):
    [thing] = await found(store, words)

    assert thing.id == post.idea_id


async def test_a_number_means_the_newest_here_and_in_a_thread_that_of_the_thread(store, post):
    newer = await store.unit(arrived, "salsa")
    idea = await store.read(lambda tx: tx.ideas.get(post.idea_id))

    assert [one.id for one in await found(store, "1")] == [newer.id]
    thread = f"request:{idea.request_id}"
    assert [one.id for one in await found(store, "1", thread=thread)] == [idea.id]


async def test_a_link_and_a_thread_lead_there(store, post):
    slot = f"production:{post.production_id}"
    await store.unit(lambda tx: tx.outbox.sent(slot, 1, "1800000000.000100", tx.now))
    link = "https://tacos.slack.com/archives/C0VIDEOIDEAS/p1800000000000100"

    for words, thread in ((link, ""), (f"<{link}?thread_ts=1>", ""), ("", "1800000000.000100")):
        [thing] = await found(store, words, thread=thread)
        assert thing.id == post.idea_id


async def test_several_are_offered(store, post):
    await store.unit(arrived, "tacos again")

    things = await found(store, "tacos")
    assert [one.kind for one in things].count("idea") == 2
    assert {one.title for one in things} >= {"The tacos story", "The tacos again story"}


async def test_signs_that_a_query_would_understand_are_only_signs(store, post):
    for words in ("%", "_", "100%", "\\", '"', "*", "tac* OR", "said:tacos", "^", "NEAR("):
        with pytest.raises(NotHere):
            await found(store, words)


async def test_titles_are_found_by_beginnings_of_words_and_without_their_accents(store, post):
    open_late = await store.unit(arrived, "Café at 2am, 100%")
    night = await store.unit(arrived, "\u6df1\u591c\u306e\u30bf\u30b3\u30b9")  # no spaces in it

    for words in ("cafe", "CAF", "2am café", "100%"):
        assert open_late.id in [one.id for one in await found(store, words)]
    assert night.id in [one.id for one in await found(store, "\u30bf\u30b3\u30b9")]


async def test_what_is_gone_or_called_otherwise_is_not_found_by_its_old_name(store, post):
    idea = await store.read(lambda tx: tx.ideas.get(post.idea_id))
    await store.unit(lambda tx: tx.ideas.save(replace(idea, title="Salsa")))
    assert post.idea_id in [one.id for one in await found(store, "salsa")]
    with pytest.raises(NotHere):
        await found(store, "story")

    await store.unit(lambda tx: tx.ideas.drop(post.idea_id))
    with pytest.raises(NotHere):
        await found(store, "salsa")


async def test_nothing_said_and_nothing_found_say_what_to_do(store, post):
    with pytest.raises(Refusal, match="Of what"):
        await found(store, " ")
    with pytest.raises(NotHere, match="called that"):
        await found(store, "zebra")
    with pytest.raises(NotHere):
        await found(store, "", thread="1700000000.000200")


async def test_of_another_channel_only_who_has_met_us_there(store, post):
    for words in (post.id, "tacos", "1"):
        with pytest.raises(NotHere):
            await found(store, words, channel=ELSEWHERE, by=STRANGER)
    with pytest.raises(NotHere):
        await store.read(history.of, post.id, channel=ELSEWHERE, by=STRANGER)

    await store.unit(channels.met, CHANNEL, STRANGER)
    assert await found(store, "tacos", channel=ELSEWHERE, by=STRANGER)
    assert await store.read(history.of, post.id, channel=ELSEWHERE, by=STRANGER)


async def test_it_tells_everything_from_the_wish_to_the_post(store, post):
    await store.unit(publications.cancel, post.id, by=MAYA)
    history_of = await store.read(history.of, post.id, channel=CHANNEL, by=MAYA)
    said = "\n".join(told(history_of))

    order = (
        "Asked for", "Idea arrived", "Idea approved* by <@U0BRANDOWN>", "Video begun",
        "Template copied", "Idea written into the template", "Parts made", "Version 1 ready to watch",
        "Approved for posting* by <@U0BRANDOWN>", "Post taken back* by <@U0MARKETER>",
    )  # fmt: skip
    assert [part for part in order if part not in said] == []
    places = [said.index(part) for part in order]
    assert places == sorted(places)
    assert said.count("•") == len(order)


async def test_the_history_of_a_request_tells_of_its_ideas(store):
    await store.unit(rejected, "salsa")
    [asked] = await store.read(lambda tx: tx.requests.find())

    said = await store.read(history.of, asked.id, channel=CHANNEL, by=MAYA)

    assert "Idea 1: idea rejected* by <@U0BRANDOWN>: We have done this: in May" in "\n".join(
        told(said)
    )


async def test_what_the_journal_let_go_is_said(store, clock):
    production = await store.unit(rendered, "tacos")
    clock.pass_(100)
    idea = await store.read(lambda tx: tx.ideas.get(production.idea_id))
    assert not (await store.read(history.of, idea.id, channel=CHANNEL, by=MAYA)).cut

    await store.unit(lambda tx: tx.journal.forget(tx.now - 50, 1_000))
    await store.unit(ideas.request, "5 tacos", channel=CHANNEL, by=BEA)

    assert (await store.read(history.of, idea.id, channel=CHANNEL, by=MAYA)).cut


async def test_what_is_gone_is_not_found(store):
    with pytest.raises(NotHere, match="any more"):
        await store.read(history.of, "nothing", channel=CHANNEL, by=MAYA)
