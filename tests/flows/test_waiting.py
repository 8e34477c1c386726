"""What waits for one person: theirs alone, oldest first, decided by the stories of the cards."""

from dataclasses import replace

import pytest

from genbot.domain.approvals import Rule
from genbot.domain.budgets import Budget
from genbot.domain.errands import What
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.ideas import Idea, IdeaStatus, RunState
from genbot.domain.productions import Stage
from genbot.domain.publications import PublicationState
from genbot.domain.waiting import END, Matter, Tour
from genbot.flows import channels, errands, ideas, overview, productions, publications, waiting
from tests.deciding import decides
from tests.flows.conftest import ADMIN
from tests.golden.make import BEA, CHANNEL, MAYA, STORIES, approved, arrived, asks, rendered

STRANGER, ELSEWHERE, ADMINS = "U0STRANGER", "C0RANDOM000", (ADMIN,)


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
    stop = await full.unit(waiting.begin, BEA)
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
        assert (stop.note, stop.tour.approved, stop.tour.voted) == ("", 0, 1)
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


# --- what it came to


async def begun(store, by=BEA):
    return (await store.unit(waiting.begin, by)).tour


async def at(store, tour, matter, by=BEA):
    """The same tour at the first thing of this kind."""
    return tour.at(await until_one(store, matter, by))


async def until_one(store, matter, by):
    return next(one for one in await of(store, by) if one.matter is matter)


async def test_at_the_end_each_thing_is_named_and_what_changed_meanwhile(full):
    tour = await begun(full)
    first = await at(full, tour, Matter.IDEA)
    tour = (await full.unit(waiting.decide, first, "yes", BEA)).tour
    await full.unit(waiting.decide, first, "yes", BEA)  # pressed twice: their own is no news
    video = await at(full, tour, Matter.VIDEO)
    rehearsed = await at(full, tour, Matter.REHEARSAL)
    await full.unit(productions.reject, video.id, video.version, "too dark", by=MAYA)
    tour = (await full.unit(waiting.decide, video, "yes", BEA)).tour  # too late
    await full.unit(productions.reject, rehearsed.id, rehearsed.version, "", by=MAYA)  # unseen
    run = await at(full, tour, Matter.RUN)
    tour = (await full.unit(waiting.decide, run, "no", BEA)).tour

    stop = await full.unit(waiting.over, tour, BEA)

    told = stop.told
    assert (told.approved, told.rejected) == (("1. The tacos story",), ("it asks",))
    changed = dict(told.changed)
    assert set(changed) == {"The salsa story", "The the rehearsal story"}
    assert "This video is rejected now" in changed["The salsa story"]
    assert changed["The the rehearsal story"].startswith(f"Rejected by <@{MAYA}>")
    assert await full.read(lambda tx: tx.marks.begin_with("tour:")) == []


async def test_what_others_did_to_ideas_and_posts_is_told(full):
    tour = await begun(full)
    here = {one.matter: one for one in await of(full)}
    idea, post = here[Matter.IDEA], here[Matter.POST]
    await full.unit(ideas.decide, idea.id, idea.version, "reject", by=MAYA, reason="seen")
    await full.unit(publications.cancel, post.id, by=MAYA)
    await full.unit(decides(CHANNEL, budget=(MAYA,)))

    changed = dict((await full.unit(waiting.over, tour, BEA)).told.changed)
    assert f"already rejected by <@{MAYA}>" in changed[idea.title]
    assert changed[post.title].startswith("Taken back")
    assert changed["The the budget story"] == "It waits for nobody any more."


async def test_a_word_that_decides_nothing_yet_is_told_as_that(full):
    """Two have to approve and a no is a vote: nothing is approved or rejected by the first of them."""
    rule = Rule(needed=2, one_no=False)
    await full.unit(decides(CHANNEL, videos=rule, ideas=rule, budget=rule))
    await full.unit(channels.met, CHANNEL, STRANGER)
    tour = await begun(full)
    for matter, verb in ((Matter.IDEA, "no"), (Matter.VIDEO, "yes"), (Matter.BUDGET, "no")):
        here = await at(full, tour, matter)
        tour = (await full.unit(waiting.decide, here, verb, BEA, "hook:Sleepy.")).tour
    stop = await full.unit(waiting.over, tour, BEA)

    assert (tour.approved, tour.rejected, tour.voted, tour.decided) == (0, 0, 3, 3)
    assert stop.told.voted == (
        ("1. The tacos story", "no"), ("The salsa story", "yes"), ("The the budget story", "no"),
    )  # fmt: skip
    assert (stop.told.approved, stop.told.rejected, stop.told.changed) == ((), (), ())
    idea = await full.read(lambda tx: tx.ideas.find()[0])
    assert idea.status is IdeaStatus.GENERATED


async def test_a_window_of_an_older_genbot_still_says_how_many(full):
    tour = replace(await until(full, Matter.IDEA), log="")
    carried = Tour.read(str(tour).rpartition("|")[0])
    assert carried == tour

    stop = await full.unit(waiting.decide, carried, "yes", BEA)
    stop = await full.unit(waiting.over, stop.tour, BEA)
    assert (stop.tour.approved, stop.told.approved) == (1, ())


async def test_what_nobody_closed_is_forgotten_after_a_day(full, clock):
    await begun(full)
    clock.pass_(90_000)
    await begun(full)
    await begun(full, MAYA)

    assert len(await full.read(lambda tx: tx.marks.begin_with("tour:"))) == 2


async def test_who_may_not_any_more_can_ask_for_access_without_leaving(full):
    tour = await until(full, Matter.IDEA)
    await full.unit(decides(CHANNEL, ideas=(MAYA,)))

    stop = await full.unit(waiting.decide, tour, "yes", BEA)
    assert stop.gate == f"{CHANNEL}|ideas"
    stop = await full.unit(waiting.ask_access, stop.tour, CHANNEL, "ideas", BEA)
    assert f"I asked <@{ADMIN}>" in stop.note
    assert stop.one is not None
    for channel, gate in ((CHANNEL, "ideas"), (ELSEWHERE, "ideas"), (CHANNEL, "any")):
        stop = await full.unit(waiting.ask_access, stop.tour, channel, gate, BEA)
        assert stop.note.startswith(("You asked", "That button"))
    assert len(await full.read(lambda tx: tx.accesses.find())) == 1


@pytest.mark.parametrize("count", [1, 40, 500])
async def test_however_many_there_are_each_is_come_to_once(store, count):
    """Every second one is rejected; then all that is left waits still."""

    def many(tx):
        asked = ideas.request(tx, "5 tacos", channel=CHANNEL, by=MAYA)
        for nth in range(1, count + 1):
            tx.ideas.save(Idea(f"i{nth}", "", asked.id, CHANNEL, "a", nth, f"Taco {nth}"))
        channels.met(tx, CHANNEL, BEA)

    await store.unit(many)
    stop, seen = await store.unit(waiting.begin, BEA), []

    def onward(tx):
        """All of it in one commit: what is asked here is not how fast that is."""
        now = stop
        while now.one:
            seen.append(now.one.id)
            verb = len(seen) % 2 == 0
            now = (
                waiting.decide(tx, now.tour, "no", BEA, "hook:Sleepy.")
                if verb
                else waiting.onward(tx, now.tour, BEA)
            )
        return now

    last = await store.unit(onward) if count < 500 else stop
    assert stop.count == count
    if count < 500:
        assert len(seen) == len(set(seen)) == count
        assert (last.count, len(last.told.rejected)) == (count - count // 2, count // 2)
    carried = str(last.tour)
    assert Tour.read(carried) == last.tour
    assert len(carried) < 300
