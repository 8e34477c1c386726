"""The calendar: what is planned and out, of one channel or all that somebody knows."""

from dataclasses import replace

import pytest

from genbot.cards.calendar import calendar_view
from genbot.cards.calendar_picture import calendar_picture
from genbot.domain.approvals import Rule
from genbot.domain.calendar import HOUR, Leaf, Span
from genbot.domain.errors import BadForm, NotHere
from genbot.domain.publications import PublicationState, Wish
from genbot.flows import calendar, channels, productions, publications
from tests.cards.reading import words
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, STORIES, rendered, scheduled

S = PublicationState
ELSEWHERE, STRANGER = "C0RANDOM000", "U0STRANGER"
NOON = 1_800_014_400.0  # Friday, 15 January 2027, 12:00 UTC


@pytest.fixture
async def plan(store, clock):
    """Posts at noon, half an hour later, and on the next Friday; by their topics."""
    await store.unit(channels.met, CHANNEL, BEA)
    times = {"noon": NOON, "soon": NOON + HOUR / 2, "friday": NOON + 7 * 86_400}
    return {topic: await store.unit(scheduled, topic, due) for topic, due in times.items()}


def look(store, leaf=None, **more):
    def read(tx):
        asked = {"here": CHANNEL, "by": BEA, **more}
        return calendar.page(tx, leaf or calendar.first(tx, CHANNEL, by=BEA), **asked)

    return store.read(read)


def ids(page):
    return [one.post.id for one in page.posts]


async def test_a_week_shows_its_posts_in_order(store, plan):
    week = await look(store)

    assert ids(week) == [plan["noon"].id, plan["soon"].id]
    assert ids(await look(store, week.leaf.later())) == [plan["friday"].id]
    assert ids(await look(store, week.leaf.earlier())) == []
    month = Leaf(Span.MONTH, 0.0, CHANNEL).at(NOON)
    assert ids(await look(store, month)) == [one.id for one in plan.values()]


async def test_two_within_an_hour_of_one_account_are_warned_of(store, plan):
    near = {one.title: one.close for one in (await look(store)).posts}
    assert near == {"The noon story": "The soon story", "The soon story": "The noon story"}

    def of_another_account(tx):
        tx.publications.save(replace(plan["soon"], agent_id="agent-luma"))

    await store.unit(of_another_account)
    assert {one.close for one in (await look(store)).posts} == {""}


async def test_what_is_close_across_the_edge_of_a_week_is_seen(store, clock):
    sunday = calendar.Leaf(Span.WEEK, 0.0).at(NOON).ends
    before = await store.unit(scheduled, "late", sunday - 600)
    after = await store.unit(scheduled, "early", sunday + 600)

    [one] = (await look(store)).posts
    assert (one.post.id, one.close) == (before.id, "The early story")
    [one] = (await look(store, Leaf(Span.WEEK, 0.0, CHANNEL).at(sunday))).posts
    assert (one.post.id, one.close) == (after.id, "The late story")


async def test_every_state_has_its_place_but_what_was_taken_back(store):
    for topic in ("a post is live", "a post failed", "a post is unsure", "a post was taken back"):
        await store.unit(STORIES[topic], topic)

    states = [one.post.state for one in (await look(store)).posts]
    assert sorted(states) == sorted([S.LIVE, S.FAILED, S.UNSURE])


async def test_a_failed_post_warns_of_nothing(store, plan):
    await store.unit(lambda tx: tx.publications.save(replace(plan["soon"], state=S.FAILED)))

    assert {one.close for one in (await look(store)).posts} == {""}


async def test_everywhere_is_where_somebody_was_met(store, plan):
    every = Leaf(Span.WEEK, 0.0).at(NOON)

    assert len((await look(store, every, here=ELSEWHERE)).posts) == 2
    assert ids(await look(store, every, here=ELSEWHERE, by=STRANGER)) == []
    assert ids(await look(store, here=ELSEWHERE, by=STRANGER)) == []
    assert ids(await look(store, replace(every, channel=ELSEWHERE), here=ELSEWHERE)) == []


async def test_a_post_is_moved_and_cancelled_where_it_stands(store, plan):
    leaf, id = (await look(store)).leaf, plan["noon"].id
    asked = {"here": CHANNEL, "by": BEA}

    page = await store.unit(calendar.move, leaf, id, 1, NOON + 2 * HOUR, **asked)
    assert ids(page) == [plan["soon"].id, id]
    assert page.note == ""
    page = await store.unit(calendar.cancel, leaf, id, 1, **asked)
    assert ids(page) == [plan["soon"].id]
    assert (await store.read(lambda tx: tx.publications.get(id))).state is S.CANCELLED

    page = await store.unit(calendar.cancel, leaf, id, 1, **asked)
    assert f"taken back already by <@{BEA}>" in page.note
    with pytest.raises(BadForm):
        await store.unit(calendar.move, leaf, plan["soon"].id, 1, 1.0, **asked)


async def test_only_who_may_approve_and_knows_the_channel_changes_it(store, plan):
    leaf, id = (await look(store)).leaf, plan["noon"].id
    await store.unit(decides(CHANNEL, videos=(BEA,)))

    page = await store.unit(calendar.cancel, leaf, id, 1, here=CHANNEL, by=MAYA)
    assert f"Only <@{BEA}>" in page.note
    page = await store.unit(calendar.cancel, leaf, id, 1, here=ELSEWHERE, by=STRANGER)
    assert "have not met me" in page.note
    with pytest.raises(NotHere):
        await store.read(calendar.find, id, here=ELSEWHERE, by=STRANGER)
    assert (await store.read(lambda tx: tx.publications.get(id))).state is S.SCHEDULED


@pytest.fixture
async def vote(store, plan):
    """A video that one of two wants to go out at half past two on the day of the plan."""
    await store.unit(decides(CHANNEL, videos=Rule(needed=2)))
    made = await store.unit(rendered, "vote")
    wish = Wish("Tonight", "The vote", due=NOON + 2.5 * HOUR)
    assert await store.unit(publications.publish, made.id, 1, by=BEA, form=wish) is None
    return made


async def test_a_vote_for_a_time_stands_there_as_one_and_as_nothing_more(store, plan, vote):
    page = await look(store)
    assert ids(page) == [plan["noon"].id, plan["soon"].id, vote.id]
    one = page.posts[-1]
    assert (one.title, one.state, one.ours, one.when) == (
        "The vote",
        None,
        False,
        NOON + 2.5 * HOUR,
    )
    view = words(calendar_view(page))
    assert "waits for approval: 1 of 2" in view
    assert "nothing goes out unless that comes in time" in view
    assert calendar_picture(page)
    gone = await store.unit(calendar.cancel, page.leaf, vote.id, 1, here=CHANNEL, by=BEA)
    assert "cannot find that" in gone.note  # there is no post to be taken back

    await store.unit(publications.agree, vote.id, 1, by=MAYA)
    assert [str(one.state) for one in (await look(store)).posts] == ["scheduled"] * 3


async def test_a_vote_and_a_post_close_to_it_warn_of_each_other(store, plan, vote):
    made = await store.read(lambda tx: tx.productions.get(vote.id))
    wish = Wish("Tonight", "The vote", due=NOON + 1.2 * HOUR)
    await store.unit(publications.publish, made.id, 1, by=BEA, form=wish)

    near = {one.title: one.close for one in (await look(store)).posts}
    assert near == {
        "The noon story": "The soon story", "The soon story": "The noon story",
        "The vote": "The soon story",
    }  # fmt: skip


async def test_a_vote_whose_time_has_passed_or_that_is_over_is_gone(store, plan, vote, clock):
    clock.at = NOON + 3 * HOUR
    assert vote.id not in ids(await look(store))
    clock.at = NOON - HOUR
    await store.unit(productions.reject, vote.id, 1, "", by=BEA, nth=1)
    assert vote.id not in ids(await look(store))
