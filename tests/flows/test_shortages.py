"""Too few credits: seen before it bites, said once in the channel, and gone on with after a top up."""

import asyncio
import json
from dataclasses import replace

import pytest

from genbot.domain.approvals import Gate, Policy, Rule
from genbot.domain.credits import Purse
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.errors import NotNow, NotYours
from genbot.domain.ideas import IdeaStatus, RunState
from genbot.domain.productions import Stage
from genbot.flows import (
    balance,
    channels,
    errands,
    ideas,
    preferences,
    productions,
    publications,
    research,
    runs,
    shortages,
    steps,
    topups,
)
from genbot.gen.errors import OutOfCredits
from genbot.watches.kind import said as reason
from tests.golden.make import BEA, CHANNEL, MAYA, arrived, cloned, filled, finish, rendered
from tests.golden.make import working as under_way

AGENT, PRICE = "agent-santiago", 40.0  # four parts of 10
NO = reason(OutOfCredits("insufficient_credits_for_job", 422, "This job needs 10."))


@pytest.fixture
async def known(store):
    """One video was made, so that the next has a price."""
    await store.unit(channels.bind, CHANNEL, AGENT, "Santiago", by=MAYA)
    await store.unit(rendered, "tacos")
    return store


def purse(left):
    return [Purse("412", "Taco Team", left, agents=(AGENT,))]


def has(left):
    return lambda tx: balance.seen(tx, purse(left))


async def approve(store, topic):
    idea = await store.unit(arrived, topic)
    idea = await store.unit(ideas.decide, idea.id, idea.version, "approve", by=BEA)
    return await store.read(productions.find, idea.production_id)


async def told(store, start):
    """What is said in messages whose slots begin so: text and all."""
    sql = "SELECT slot, body FROM outbox WHERE slot LIKE ? ORDER BY seq"
    rows = await store.read(lambda tx: tx._db.execute(sql, (f"{start}%",)).fetchall())
    return {slot: json.dumps(json.loads(body), ensure_ascii=False) for slot, body in rows}


# --- before it bites


async def test_an_idea_says_what_is_left_for_it_and_when_somebody_looked(known, clock):
    await known.unit(has(1_180.0))
    idea = await known.unit(arrived, "salsa")
    assert (idea.price, idea.left, idea.left_at) == (PRICE, 1_180.0, clock())

    clock.pass_(balance.FRESH + 1)
    assert (await known.unit(arrived, "beans")).left is None  # nobody knows now

    await known.unit(has(1_180.0))
    await known.unit(has(None))  # GEN does not tell any more
    assert (await known.unit(arrived, "rice")).left is None


async def test_what_the_balance_does_not_reach_for_waits_at_once_instead_of_halfway(known):
    await known.unit(has(50.0))
    first = await approve(known, "salsa")
    second = await approve(known, "beans")

    assert (first.stage, second.stage) == (Stage.CLONING, Stage.HELD)
    assert second.error == "GEN has about 10 credits left for this, and it needs about 40."
    assert await known.read(lambda tx: tx.ideas.get(second.idea_id).status) is (
        IdeaStatus.APPROVE_TO_CREATE
    )
    assert await told(known, f"trouble:{second.id}") == {}


async def test_what_was_not_known_is_not_held(store):
    await store.unit(channels.bind, CHANNEL, AGENT, "Santiago", by=MAYA)
    await store.unit(has(5.0))

    assert (await approve(store, "tacos")).stage is Stage.CLONING  # nobody knows a price


async def test_only_what_is_still_to_be_taken_counts(known, clock):
    """GEN charges a part when it begins: what it had begun was taken before somebody looked."""
    made = await known.unit(filled, "salsa")  # a clip and a voice are being made
    clock.pass_(60)
    await known.unit(has(100.0))
    assert await known.read(shortages.spare, AGENT) == 80.0  # captions and render are to come

    def goes_on(tx):
        finish(tx, under_way(tx, made)[1])

    clock.pass_(60)
    await known.unit(goes_on)
    assert await known.read(shortages.spare, AGENT) == 80.0

    def to_the_end(tx):
        while now := under_way(tx, made):
            finish(tx, now[0])

    await known.unit(to_the_end)
    assert await known.read(shortages.spare, AGENT) <= 80.0  # and what is over is not given back


async def test_a_channel_hears_once_that_the_next_has_to_wait(known):
    await known.unit(has(30.0))
    await known.unit(arrived, "salsa")
    await known.unit(arrived, "beans")
    [said] = (await told(known, "credits:")).values()
    assert "Credits are low: 30 credits left, the next video needs about 40." in said

    await known.unit(has(500.0))
    await known.unit(arrived, "rice")
    await known.unit(has(30.0))
    await known.unit(arrived, "corn")
    assert len(await told(known, "credits:")) == 1  # the same second is the same message


async def test_a_video_that_takes_the_last_says_so_before_the_next_is_wanted(known):
    await known.unit(has(70.0))
    assert (await approve(known, "salsa")).stage is Stage.CLONING

    [said] = (await told(known, "credits:")).values()
    assert "30 credits left" in said


async def test_a_quiet_channel_hears_nothing(known):
    await known.unit(
        lambda tx: tx.channels.save(replace(channels.find(tx, CHANNEL), announce=False))
    )
    await known.unit(has(30.0))
    held = await approve(known, "salsa")

    assert held.unpaid
    assert await told(known, "credits:") == await told(known, "shortage:") == {}


# --- when it bites


async def refused(store, *topics):
    """Videos of which GEN refused a part."""
    made = [await store.unit(filled, topic) for topic in topics]

    def no(tx, one):
        for task in under_way(tx, one):
            steps.unpaid(tx, task.id, NO)
        return tx.productions.get(one.id)

    return [await store.unit(no, one) for one in made]


async def test_a_batch_that_runs_out_is_one_message_and_each_card_keeps_its_own_button(known):
    made = await refused(known, "salsa", "beans", "rice")

    assert {one.stage for one in made} == {Stage.HELD}
    messages = await told(known, "shortage:")
    assert list(messages) == [f"shortage:{CHANNEL}:1"]
    assert "3 videos wait for credits" in messages[f"shortage:{CHANNEL}:1"]
    assert await told(known, "trouble:") == {}
    for one in made:
        assert '"Continue"' in (await told(known, one.slot))[one.slot]


async def test_what_gen_has_just_refused_is_not_said_to_be_affordable(known):
    """The last look at the balance is older than its no, and a part can cost more than was expected."""
    await known.unit(has(5_000.0))

    for topics in (["salsa"], ["beans"]):
        await refused(known, *topics)
        [said] = (await told(known, "shortage:")).values()
        assert "enough for" not in said
        assert "Top up at gen.pro" in said

    await known.unit(lambda tx: shortages.seen(tx, purse(6_000.0)))
    [said] = (await told(known, "shortage:")).values()
    assert "enough for all of them" in said


async def test_continue_on_one_card_takes_it_out_of_the_message(known):
    first, second = await refused(known, "salsa", "beans")

    await known.unit(productions.resume, first.id, by=BEA)
    [said] = (await told(known, "shortage:")).values()
    assert "1 video waits for credits" in said
    await known.unit(productions.stop, second.id, by=BEA)
    [said] = (await told(known, "shortage:")).values()
    assert "Nothing waits for credits any more" in said

    await refused(known, "corn")
    assert list(await told(known, "shortage:")) == [f"shortage:{CHANNEL}:{n}" for n in (1, 2)]


async def test_continue_all_looks_at_the_balance_and_begins_with_what_waits_longest(known, clock):
    made = []
    for topic in ("salsa", "beans", "rice"):
        made += await refused(known, topic)
        clock.pass_(10)

    found = await known.unit(topups.go_on, CHANNEL, purse(90.0), nth=1, by=MAYA)

    assert (found.went, found.left, found.on) == (2, 10.0, True)
    stages = [(await known.read(productions.find, one.id)).stage for one in made]
    assert stages == [Stage.GENERATING, Stage.GENERATING, Stage.HELD]
    [said] = (await told(known, "shortage:")).values()
    assert "2 went on, 1 still waits" in said
    assert "10 credits left for the rest, the next needs about 40" in said

    found = await known.unit(topups.go_on, CHANNEL, purse(900.0), nth=1, by=BEA)
    assert (found.went, found.on) == (1, False)
    [said] = (await told(known, "shortage:")).values()
    assert "Nothing waits for credits any more · 1 went on by <@U0BRANDOWN>" in said


@pytest.mark.parametrize("left", [0.0, 39.0])
async def test_without_a_top_up_nothing_goes_on_and_that_is_said(known, left):
    await refused(known, "salsa")

    found = await known.unit(topups.go_on, CHANNEL, purse(left), nth=1, by=MAYA)

    assert (found.went, found.on) == (0, True)
    [said] = (await told(known, "shortage:")).values()
    assert "None went on, 1 still waits" in said


async def test_where_gen_does_not_tell_a_balance_all_go_on(known):
    await refused(known, "salsa", "beans")

    found = await known.unit(topups.go_on, CHANNEL, purse(None), nth=1, by=MAYA)

    assert (found.went, found.left) == (2, None)


async def test_what_cannot_go_on_for_another_reason_keeps_waiting(known):
    """Somebody changes a part of it in the studio at that moment."""
    first, second = await refused(known, "salsa", "beans")

    def edited(tx):
        wish = {"made": first.id, "texts": [["71", "Salsa!"]]}
        tx.errands.save(Errand("e1", What.EDIT_TEXTS, "Edit", CHANNEL, MAYA, tx.now, wish=wish))

    await known.unit(edited)
    found = await known.unit(topups.go_on, CHANNEL, purse(900.0), nth=1, by=MAYA)

    assert found.went == 1
    assert (await known.read(productions.find, first.id)).unpaid
    assert (await known.read(productions.find, second.id)).stage is Stage.GENERATING


async def test_an_old_button_and_a_person_who_may_not_change_nothing(known):
    await refused(known, "salsa")
    with pytest.raises(NotNow, match="waits for credits any more"):
        await known.unit(topups.go_on, CHANNEL, purse(900.0), nth=7, by=MAYA)
    with pytest.raises(NotNow):
        await known.unit(topups.go_on, "C0ELSEWHERE", purse(900.0), nth=1, by=MAYA)

    only = Policy(CHANNEL, {Gate.IDEAS: Rule(people=(BEA,))})
    await known.unit(lambda tx: tx.policies.save(only))
    with pytest.raises(NotYours):
        await known.unit(topups.go_on, CHANNEL, purse(900.0), nth=1, by=MAYA)


async def test_a_clone_without_credits_is_in_the_message_too(known):
    made = await known.unit(cloned, "salsa")
    await known.unit(steps.held, made.id, NO)

    [said] = (await told(known, "shortage:")).values()
    assert "1 video waits for credits" in said


# --- one button, one thing


async def test_continue_on_one_card_says_what_is_missing_instead_of_failing_again(known):
    [made] = await refused(known, "salsa")

    missing = await known.unit(topups.video, made.id, purse(12.0), by=BEA)

    assert missing == "GEN has about 12 credits left for this, and it needs about 40."
    held = await known.read(productions.find, made.id)
    assert (held.unpaid, held.error) == (True, missing)
    assert missing in (await told(known, made.slot))[made.slot]
    assert await known.unit(topups.video, made.id, purse(0.0), by=BEA) == shortages.NONE

    assert not await known.unit(topups.video, made.id, purse(40.0), by=BEA)
    assert (await known.read(productions.find, made.id)).stage is Stage.GENERATING


async def test_who_read_that_may_leave_it_to_gen(known):
    [made] = await refused(known, "salsa")
    assert await known.unit(topups.video, made.id, purse(12.0), by=BEA)

    assert not await known.unit(topups.anyway, made.id, by=BEA)
    assert (await known.read(productions.find, made.id)).stage is Stage.GENERATING


async def test_only_who_may_continue_reads_what_is_missing(known):
    [made] = await refused(known, "salsa")
    only = Policy(CHANNEL, {Gate.IDEAS: Rule(people=(BEA,))})
    await known.unit(lambda tx: tx.policies.save(only))

    with pytest.raises(NotYours):
        await known.unit(topups.video, made.id, purse(12.0), by=MAYA)
    with pytest.raises(NotYours):
        await known.unit(topups.anyway, made.id, by=MAYA)


async def test_what_rests_for_another_reason_goes_on_whatever_is_left(known):
    made = await known.unit(filled, "salsa")
    await known.unit(productions.stop, made.id, by=BEA)

    assert await known.read(topups.payer, made.id) == []
    assert not await known.unit(topups.video, made.id, purse(0.0), by=BEA)


async def test_a_gen_that_is_slow_to_say_what_is_left_keeps_nobody_waiting(monkeypatch):
    async def slow(call):
        await asyncio.Event().wait()

    monkeypatch.setattr(topups, "PATIENCE", 0.01)
    assert await topups.look(slow, [AGENT]) == []


# --- what the agent was asked


async def unanswered(store, topic):
    """A request for which GEN had no credits."""
    asked = await store.unit(ideas.request, f"3 {topic}", channel=CHANNEL, by=MAYA)
    [run] = await store.read(lambda tx: tx.runs.find(request_id=asked.id))
    await store.unit(runs.ended, run.id, RunState.HELD, NO)
    return run


def states(store, run):
    return store.read(lambda tx: [one.state for one in tx.runs.find(request_id=run.request_id)])


async def test_a_request_without_credits_goes_on_with_all_the_rest(known, clock):
    run = await unanswered(known, "salsa")
    clock.pass_(10)
    await refused(known, "beans")
    [said] = (await told(known, "shortage:")).values()
    assert "1 video and 1 request wait for credits" in said
    assert "Ideas about salsa" in said

    found = await known.unit(topups.go_on, CHANNEL, purse(0.0), nth=1, by=MAYA)
    assert (found.went, found.on) == (0, True)
    found = await known.unit(topups.go_on, CHANNEL, purse(900.0), nth=1, by=MAYA)
    assert (found.went, found.on) == (2, False)
    assert await states(known, run) == [RunState.HELD, RunState.ASKED]


async def test_continue_on_a_request_without_a_top_up_asks_nobody(known):
    run = await unanswered(known, "salsa")

    assert await known.read(topups.payer, run.id) == [AGENT]
    assert await known.unit(topups.run, run.id, purse(0.0), by=MAYA) == shortages.NONE
    assert await states(known, run) == [RunState.HELD]
    assert not await known.unit(topups.run, run.id, purse(500.0), by=MAYA)
    [said] = (await told(known, "shortage:")).values()
    assert "Nothing waits for credits any more" in said


async def test_a_request_that_somebody_went_on_with_waits_no_longer(known):
    run = await unanswered(known, "salsa")
    await known.unit(ideas.refine, run.request_id, "make 2 punchier", by=MAYA)

    [said] = (await told(known, "shortage:")).values()
    assert "Nothing waits for credits any more" in said


# --- what the agent was to do besides


async def researched(store, topic, *, by=MAYA):
    """Research for which GEN had no credits."""
    errand = await store.unit(research.start, topic, "quick", channel=CHANNEL, by=by)
    await store.unit(errands.ended, errand.id, "held", NO)
    return errand


async def test_all_else_that_costs_credits_goes_on_with_the_same_button(known, clock):
    errand = await researched(known, "late-night tacos")
    await unanswered(known, "salsa")
    clock.pass_(10)
    await refused(known, "beans")
    [said] = (await told(known, "shortage:")).values()
    assert "1 video, 1 request and 1 other thing wait for credits" in said
    assert "•  Research: late-night tacos" in said

    found = await known.unit(topups.go_on, CHANNEL, purse(900.0), nth=1, by=MAYA)

    assert (found.went, found.on) == (3, False)
    again = await known.read(lambda tx: tx.errands.get(errand.id))
    assert (again.state, again.attempt) == (ErrandState.WANTED, 2)
    assert await known.read(lambda tx: tx.watches.of(again.kind, again.id))
    [said] = (await told(known, "shortage:")).values()
    assert "Nothing waits for credits any more" in said


async def test_continue_on_its_own_card_takes_it_out_of_the_message(known):
    errand = await researched(known, "late-night tacos")
    [said] = (await told(known, "shortage:")).values()
    assert "1 thing waits for credits" in said

    assert await known.read(topups.payer, errand.id) == [AGENT]
    assert await known.unit(topups.errand, errand.id, purse(0.0), by=MAYA) == shortages.NONE
    assert not await known.unit(topups.errand, errand.id, purse(5.0), by=MAYA)
    [said] = (await told(known, "shortage:")).values()
    assert "Nothing waits for credits any more" in said
    await known.unit(errands.ended, errand.id, "failed", "GEN gave no reason.")
    assert await known.read(topups.payer, errand.id) == []
    assert not await known.unit(topups.errand, errand.id, [], by=MAYA)


async def test_who_may_not_have_it_done_leaves_it_waiting_and_the_rest_goes_on(known):
    """A rule is for who lets videos out; ideas here are for everybody."""
    rule = await known.unit(preferences.remember, "Never say cheap.", channel=CHANNEL, by=BEA)
    await known.unit(errands.ended, rule.id, "held", NO)
    await refused(known, "beans")
    only = Policy(CHANNEL, {Gate.VIDEOS: Rule(people=(BEA,))})
    await known.unit(lambda tx: tx.policies.save(only))

    found = await known.unit(topups.go_on, CHANNEL, purse(900.0), nth=1, by=MAYA)
    assert (found.went, found.on) == (1, True)
    found = await known.unit(topups.go_on, CHANNEL, purse(900.0), nth=1, by=BEA)
    assert (found.went, found.on) == (1, False)


async def test_a_part_of_a_video_that_is_out_by_now_waits_for_nothing(known):
    """It cannot be changed any more, so nobody is told to top up for it."""
    made = await known.unit(rendered, "beans")
    wish = {"made": made.id, "cell": "71", "layer": "", "mode": "redo"}
    take = Errand("e1", What.REGENERATE, "Redo", CHANNEL, MAYA, 1.0, AGENT, wish=wish)
    await known.unit(lambda tx: tx.errands.save(take))
    await known.unit(errands.ended, "e1", "held", NO)
    [said] = (await told(known, "shortage:")).values()
    assert "1 thing waits for credits" in said

    await known.unit(publications.publish, made.id, made.version, by=BEA)
    [said] = (await told(known, "shortage:")).values()
    assert "Nothing waits for credits any more" in said


# --- after a top up


async def test_what_was_said_before_says_when_there_is_enough_again(known):
    await refused(known, "beans", "rice")
    await known.unit(has(30.0))
    await known.unit(arrived, "salsa")

    await known.unit(shortages.seen, purse(39.0))
    [low] = (await told(known, "credits:")).values()
    assert "Credits are low" in low
    await known.unit(shortages.seen, purse(50.0))
    [low] = (await told(known, "credits:")).values()
    [short] = (await told(known, "shortage:")).values()
    assert "There are enough credits again: 50 credits left" in low
    assert "50 credits left: enough for 1 of them." in short

    await known.unit(shortages.seen, purse(5_000.0))
    [short] = (await told(known, "shortage:")).values()
    assert "5,000 credits left: enough for all of them." in short


async def test_a_warning_of_an_older_genbot_is_not_in_the_way(known):
    await known.unit(lambda tx: tx.marks.set(f"warned:{CHANNEL}", "1700000000"))
    await known.unit(shortages.seen, purse(500.0))
    await known.unit(arrived, "rice")
    await known.unit(has(30.0))
    await known.unit(arrived, "corn")

    assert len(await told(known, "credits:")) == 1
