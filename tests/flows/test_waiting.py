"""What waits for one person: theirs alone, oldest first, decided by the stories of the cards."""

from dataclasses import replace

import pytest

from genbot.cards.announce import announce as cards
from genbot.domain.approvals import Rule
from genbot.domain.budgets import Budget
from genbot.domain.errands import What
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.ideas import IdeaStatus, RunState
from genbot.domain.productions import Stage
from genbot.domain.publications import PublicationState
from genbot.domain.settings import Settings
from genbot.domain.waiting import END, Matter, Tour
from genbot.flows import channels, errands, ideas, overview, waiting
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, STORIES, approved, arrived, asks, rendered

STRANGER, ELSEWHERE, ADMIN = "U0STRANGER", "C0RANDOM000", "U0ADMIN"


@pytest.fixture
def announce():
    return cards


@pytest.fixture
def settings():
    return Settings(agent="agent-santiago", admins=(ADMIN,))


def over_budget(tx, topic):
    """A video that waits for room in the budget."""
    here = channels.find(tx, CHANNEL)
    tx.ledger.cost("montage", 100.0, tx.now)
    tx.channels.save(replace(here, budget=Budget(1.0, "day")))
    made = approved(tx, topic)
    tx.channels.save(replace(channels.find(tx, CHANNEL), budget=None))
    return made


def rehearsing(tx, topic):
    """A video where nothing is published."""
    here = channels.find(tx, CHANNEL)
    tx.channels.save(replace(here, rehearsal=True))
    made = rendered(tx, topic)
    tx.channels.save(here)
    return made


MANY = {
    "tacos": arrived,
    "the budget": over_budget,
    "salsa": rendered,
    "the rehearsal": rehearsing,
    "it asks": asks,
    "unsure": STORIES["a post is unsure"],
    "failed": STORIES["a post failed"],
    "missed": STORIES["a post missed its time"],
}


@pytest.fixture
async def full(store, clock):
    """One thing of each kind, a minute apart, all of which Bea may decide."""
    for topic, story in MANY.items():
        await store.unit(story, topic)
        clock.pass_(60)
    await store.unit(channels.met, CHANNEL, BEA)
    return store


async def test_who_is_named_to_decide_need_not_have_met_us(store):
    """Bea has never typed anything in this channel; two videos would wait for her unseen."""
    made = await store.unit(rendered, "tacos")
    await store.unit(decides(CHANNEL, videos=(BEA,)))

    assert [one.id for one in await of(store)] == [made.id]
    tour = await store.unit(waiting.begin, BEA)
    assert not (await store.unit(waiting.decide, tour.tour, "yes", BEA)).note
    assert await store.read(waiting.of, STRANGER) == []


def of(store, by=BEA):
    return store.read(waiting.of, by)


async def until(store, matter, by=BEA):
    """A tour that has come to the first thing of this kind."""
    [one, *_] = [one for one in await of(store, by) if one.matter is matter]
    return Tour().at(one)


async def test_everything_is_there_oldest_first(full):
    found = await of(full)

    assert {one.matter for one in found} >= set(Matter) - {Matter.ERRAND}
    assert [one.since for one in found] == sorted(one.since for one in found)
    assert len({one.key for one in found}) == len(found)


async def test_only_what_is_theirs_and_where_they_were_met(full, clock):
    assert await of(full, STRANGER) == []
    await full.unit(channels.met, CHANNEL, STRANGER)
    await full.unit(channels.met, CHANNEL, ADMIN)
    await full.unit(decides(CHANNEL, ideas=(BEA,), videos=(BEA,)))

    assert await of(full, STRANGER) == []
    assert [one.matter for one in await of(full, ADMIN)] == [Matter.BUDGET]
    assert len(await of(full)) >= 6


async def test_next_and_back_go_through_all_of_it(full):
    every = await of(full)
    stop = await full.read(waiting.begin, BEA)
    seen = []
    while stop.one:
        seen.append((stop.one.id, stop.place))
        stop = await full.read(waiting.onward, stop.tour, BEA)

    assert seen == [(one.id, nth) for nth, one in enumerate(every, 1)]
    assert (stop.tour.since, stop.count) == (END, len(every))
    for one in reversed(every):
        stop = await full.read(waiting.backward, stop.tour, BEA)
        assert stop.one == one
    assert (await full.read(waiting.backward, stop.tour, BEA)).one == every[0]
    assert (await full.read(waiting.again, stop.tour, BEA)).one == every[0]


async def test_when_nothing_waits_it_says_so(store):
    with pytest.raises(NotNow, match="Nothing waits"):
        await store.read(waiting.begin, BEA)


async def test_ideas_and_videos_are_approved_and_rejected(full):
    tour = await until(full, Matter.IDEA)
    stop = await full.unit(waiting.decide, tour, "yes", BEA)
    assert (stop.tour.approved, stop.note) == (1, "")
    idea = await full.read(lambda tx: tx.ideas.get(tour.id))
    assert idea.status is IdeaStatus.APPROVE_TO_CREATE

    tour = await until(full, Matter.VIDEO)
    stop = await full.unit(waiting.decide, tour, "no", BEA, "hook:Sleepy.")
    made = await full.read(lambda tx: tx.productions.get(tour.id))
    assert (made.stage, stop.tour.rejected) == (Stage.REJECTED, 1)


async def test_a_video_goes_out_and_a_budget_is_passed_once(full):
    tour = await until(full, Matter.VIDEO)
    assert (await full.unit(waiting.decide, tour, "yes", BEA)).note == ""
    [out, *_] = await full.read(lambda tx: tx.publications.find(production_id=tour.id))
    assert (out.state, out.by) == (PublicationState.SCHEDULED, BEA)

    tour = await until(full, Matter.BUDGET)
    assert (await full.unit(waiting.decide, tour, "yes", BEA)).note == ""
    made = await full.read(lambda tx: tx.productions.get(tour.id))
    assert made.stage is Stage.CLONING


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        (PublicationState.UNSURE, "hold", PublicationState.HELD),
        (PublicationState.UNSURE, "again", PublicationState.SCHEDULED),
        (PublicationState.UNSURE, "live", PublicationState.LIVE),
        (PublicationState.FAILED, "back", PublicationState.CANCELLED),
    ],
)
async def test_posts_are_settled(full, state, verb, after):
    posts = [one for one in await of(full) if one.matter is Matter.POST]
    [one, *_] = [one for one in posts if one.thing.state is state]

    stop = await full.unit(
        waiting.decide, Tour().at(one), verb, BEA, "https://tiktok.com/@s/video/1"
    )

    out = await full.read(lambda tx: tx.publications.get(one.id))
    assert (out.state, stop.note) == (after, "")
    assert stop.tour.decided == 1


async def test_without_a_link_the_form_is_not_taken(full):
    posts = [one for one in await of(full) if one.matter is Matter.POST]
    [one, *_] = [one for one in posts if one.thing.state is PublicationState.UNSURE]

    with pytest.raises(BadForm):
        await full.unit(waiting.decide, Tour().at(one), "live", BEA, " ")


@pytest.mark.parametrize("verb", ["yes", "no"])
async def test_the_agent_is_answered(full, verb):
    tour = await until(full, Matter.RUN)
    await full.unit(waiting.decide, tour, verb, BEA)

    run = await full.read(lambda tx: tx.runs.get(tour.id))
    assert (run.state, run.verdict) == (RunState.RUNNING, verb)


@pytest.mark.parametrize("verb", ["yes", "no"])
async def test_so_it_is_about_something_else(full, verb):
    def asked(tx):
        errand = errands.want(tx, What.ASK, "Why tacos?", channel=CHANNEL, by=MAYA)
        errands.taken(tx, errand.id, "j1")
        errands.asks(tx, errand.id, "This needs 40 credits.")

    await full.unit(asked)
    tour = await until(full, Matter.ERRAND)
    await full.unit(waiting.decide, tour, verb, BEA)

    assert (await full.read(lambda tx: tx.errands.get(tour.id))).verdict == verb


async def test_who_was_first_is_said_and_it_goes_on(full):
    tour = await until(full, Matter.IDEA)
    following = (await full.read(waiting.onward, tour, BEA)).one
    await full.unit(ideas.decide, tour.id, tour.version, "reject", by=MAYA, reason="seen")

    stop = await full.unit(waiting.decide, tour, "yes", BEA)

    assert f"already rejected by <@{MAYA}>" in stop.note
    assert (stop.one, stop.tour.decided) == (following, 0)
    idea = await full.read(lambda tx: tx.ideas.get(tour.id))
    assert idea.status is IdeaStatus.REJECTED


async def test_whatever_a_button_says_only_approvers_decide(full):
    tour = await until(full, Matter.VIDEO)
    await full.unit(decides(CHANNEL, videos=(BEA,)))

    stop = await full.unit(waiting.decide, tour, "yes", STRANGER)
    assert "have not met me" in stop.note
    await full.unit(channels.met, CHANNEL, STRANGER)
    stop = await full.unit(waiting.decide, tour, "yes", STRANGER)
    assert f"Only <@{BEA}>" in stop.note
    stop = await full.unit(waiting.decide, replace(tour, matter="idea"), "live", BEA)
    assert "older version" in stop.note


@pytest.fixture
async def two(full):
    """Here two people have to approve a video, and one of them has."""
    await full.unit(decides(CHANNEL, videos=Rule(needed=2), ideas=Rule(needed=2)))
    await full.unit(channels.met, CHANNEL, STRANGER)
    for matter in (Matter.VIDEO, Matter.IDEA):
        stop = await full.unit(waiting.decide, await until(full, matter), "yes", BEA)
        assert (stop.note, stop.tour.approved) == ("", 1)
    return full


async def test_what_one_has_approved_waits_for_another(two):
    assert {Matter.VIDEO, Matter.IDEA}.isdisjoint(one.matter for one in await of(two))
    tour = await until(two, Matter.VIDEO, STRANGER)
    assert tour.nth == 1

    stop = await two.unit(waiting.decide, tour, "yes", STRANGER)
    assert stop.note == ""
    [out, *_] = await two.read(lambda tx: tx.publications.find(production_id=tour.id))
    assert [one.by for one in out.approvals] == [BEA, STRANGER]

    tour = await until(two, Matter.IDEA, STRANGER)
    await two.unit(waiting.decide, tour, "yes", STRANGER)
    idea = await two.read(lambda tx: tx.ideas.get(tour.id))
    assert idea.status is IdeaStatus.APPROVE_TO_CREATE


async def test_what_others_approved_is_never_approved_unseen(two):
    tour = await until(two, Matter.VIDEO, STRANGER)

    for seen in (replace(tour, nth=0), replace(tour, nth=7)):
        stop = await two.unit(waiting.decide, seen, "yes", STRANGER)
        assert "has changed since" in stop.note
    stop = await two.unit(waiting.decide, replace(tour, version=9), "yes", STRANGER)
    assert "newer version" in stop.note
    assert await two.read(lambda tx: tx.publications.find(production_id=tour.id)) == []


async def test_ones_own_wish_waits_for_others_where_it_has_to(full):
    await full.unit(decides(CHANNEL, videos=Rule(own=False), ideas=Rule(own=False)))
    await full.unit(channels.met, CHANNEL, MAYA)

    hers = {one.matter for one in await of(full, MAYA)}  # she asked for all of it
    assert {Matter.VIDEO, Matter.IDEA} & hers == set()
    assert {Matter.VIDEO, Matter.IDEA} <= {one.matter for one in await of(full)}


async def test_its_title_is_known(full):
    assert await full.read(waiting.title, await until(full, Matter.VIDEO)) == "The salsa story"
    assert await full.read(waiting.title, Tour(id="gone")) == ""


async def test_the_home_tab_shows_the_same(full):
    seen = await full.read(overview.home, BEA)

    assert list(seen.mine) == await of(full)
    assert (await full.read(overview.status, CHANNEL)).mine is None
