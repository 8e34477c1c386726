"""Receipts: made of the record alone, the same each time, and provable entry by entry."""

import json
from dataclasses import replace

import pytest

from genbot.cards.history import told
from genbot.cards.receipt import data, page, receipt_files
from genbot.domain.approvals import Gate, Policy, Rule
from genbot.domain.budgets import Budget
from genbot.domain.errors import NotHere
from genbot.domain.ideas import IdeaStatus
from genbot.domain.watches import Kind
from genbot.flows import (
    channels,
    history,
    ideas,
    policy_edits,
    productions,
    publications,
    receipts,
    steps,
)
from genbot.store.chain import link
from tests.golden.make import (
    BEA,
    CHANNEL,
    MAYA,
    SHEET,
    arrived,
    finish,
    over,
    rendered,
    scheduled,
    sent,
    working,
)

PABLO = "U0PRODUCER"


@pytest.fixture
async def receipt(store, clock):
    """Of a post that went out under a rule, was frozen before, and has a sibling that never left."""

    only_bea = Policy(CHANNEL, {Gate.VIDEOS: Rule((BEA,))})
    await store.unit(policy_edits.keep, only_bea, by=MAYA)
    out = await store.unit(sent, "tacos *<!here>*")
    clock.pass_(60)
    await store.unit(publications.live, out.id, "7301")
    return await store.read(receipts.of, out.id, channel=CHANNEL, by=MAYA)


def test_it_says_who_approved_what_under_which_rule_and_what_became_of_it(receipt):
    told = json.loads(data(receipt))

    [post] = told["posts"]
    assert (post["state"], post["post_id"]) == ("live", "7301")
    assert post["went_out"] == "2027-01-15T08:01:00Z"
    approved = post["steps"][0]
    assert (approved["what"], approved["by"], approved["version"]) == ("approved", BEA, 1)
    assert approved["caption"]
    assert approved["rule"]["videos"] == [BEA]
    rule = next(one for one in told["journal"]["entries"] if one["id"] == approved["rule"]["entry"])
    assert rule["event"] == "PolicySet"
    assert [one["what"] for one in post["steps"]] == ["approved", "sending", "sent", "live"]


def test_every_entry_can_be_hashed_anew_from_the_file_alone(receipt):
    journal = json.loads(data(receipt))["journal"]

    for one in journal["entries"]:
        told = (one["at"], one["event"], one["subject"], one["by"], one["fact"])
        assert link(one["before"], *told) == one["hash"]
    assert journal["hash"] == journal["entries"][-1]["hash"]
    assert journal["last"] == journal["entries"][-1]["id"]


async def test_the_journal_knows_its_hash(receipt, store):
    assert await store.read(lambda tx: tx.journal.has(receipt.entries[-1].hash))


def test_people_read_the_same(receipt):
    said = page(receipt)

    assert f"2027-01-15T08:00:00Z: approved** by {BEA}" in said
    assert f"rule: {BEA} may approve videos" in said
    assert "Post id 7301, out since 2027-01-15T08:01:00Z." in said
    assert f"genbot verify {receipt.entries[-1].hash}" in said
    assert "tacos \\*\\<\\!here\\>\\*" in said


def test_a_title_of_its_own_is_told(receipt):
    [post] = receipt.posts
    called = replace(post, publication=replace(post.publication, title="Taco night"))

    assert "Title: Taco night" in page(replace(receipt, posts=(called,)))
    assert "Title:" not in page(receipt)


async def test_the_same_record_makes_the_same_bytes(receipt, store, clock):
    clock.pass_(1_000)
    id = receipt.thing.id
    again = await store.read(receipts.of, id, channel=CHANNEL, by=MAYA)
    first, second = receipt_files(receipt, "a"), receipt_files(again, "b")

    assert [one.content for one in first] == [one.content for one in second]
    assert [one.name for one in first] == [one.name for one in second]
    assert {one.slot for one in first}.isdisjoint(one.slot for one in second)

    await store.unit(lambda tx: tx.say(*first))
    await store.unit(publications.publish, *await anew(store, id), by=BEA)
    later = await store.read(receipts.of, id, channel=CHANNEL, by=MAYA)
    assert later.entries[-1].id > receipt.entries[-1].id


async def anew(store, idea_id):
    """Another version of the same idea, in review."""

    def story(tx):
        production = rendered(tx, "salsa")
        tx.productions.save(replace(production, idea_id=idea_id))
        idea = tx.ideas.get(idea_id)
        tx.ideas.save(replace(idea, status=IdeaStatus.READY_FOR_REVIEW))
        return production.id, production.version

    return await store.unit(story)


async def test_where_nobody_set_a_rule_everyone_may(store):
    out = await store.unit(scheduled, "tacos")
    found = await store.read(receipts.of, out.id, channel=CHANNEL, by=MAYA)

    assert "everyone in the channel may approve videos" in page(found)
    assert json.loads(data(found))["posts"][0]["steps"][0]["rule"] == {"entry": None, "videos": []}


async def test_before_anything_was_approved_there_is_none(store):
    production = await store.unit(rendered, "tacos")
    [request] = await store.read(lambda tx: tx.requests.find())

    for id in (production.id, request.id):
        with pytest.raises(NotHere, match="before a video"):
            await store.read(receipts.of, id, channel=CHANNEL, by=MAYA)


async def test_two_files_go_into_the_thread_of_the_video(store, receipt):
    await store.unit(receipts.give, receipt.thing.id, channel=CHANNEL, by=MAYA)
    production = receipt.posts[0].publication.production_id

    waiting = [slot for slot, *_ in await store.read(lambda tx: tx.outbox.waiting())]
    assert sum(slot.startswith("receipt:") for slot in waiting) == 2
    assert receipt.thing.thread == f"production:{production}"
    [thing] = await store.read(history.find, receipt.thing.id, channel=CHANNEL, by=MAYA)
    assert thing == receipt.thing


# --- gates before the last one


def rule(gate, one):
    return lambda tx: policy_edits.change(tx, CHANNEL, gate, one, by=MAYA)


@pytest.fixture
async def gated(store, clock):
    """Two people let an idea pass, two let it go over budget, two let the video out; between the yeses
    to the video the rule was changed."""
    two = Rule((MAYA, BEA), needed=2)
    for gate in Gate:
        await store.unit(rule(gate, two))
    idea = await store.unit(arrived, "tacos")
    await store.unit(over_budget)
    for by in (MAYA, BEA):
        clock.pass_(60)
        idea = await store.unit(ideas.decide, idea.id, 0, "approve", by=by)
    for by in (BEA, MAYA):
        clock.pass_(60)
        await store.unit(productions.allow, idea.production_id, by=by)
    made = await store.unit(on_to_review, idea.production_id)
    await store.unit(publications.publish, made.id, made.version, by=BEA)
    clock.pass_(60)
    await store.unit(rule(Gate.VIDEOS, Rule((MAYA, BEA, PABLO), needed=2)))
    await store.unit(publications.agree, made.id, 1, by=MAYA)
    return await store.read(receipts.of, idea.id, channel=CHANNEL, by=MAYA)


def over_budget(tx):
    tx.ledger.cost("montage", 100.0, tx.now)
    channels.set_up(tx, replace(channels.find(tx, CHANNEL), budget=Budget(1.0, "day")), by=MAYA)


def on_to_review(tx, id):
    over(tx, Kind.CLONE, id)
    steps.cloned(tx, id, SHEET, ("tiktok-montage", "Montage"), "its tags", "v1")
    over(tx, Kind.FILL, id)
    steps.filled(tx, id)
    while now := working(tx, tx.productions.get(id)):
        finish(tx, now[0])
    return tx.productions.get(id)


async def test_each_yes_at_each_gate_is_told_with_the_rule_under_which_it_was_given(gated, store):
    told = json.loads(data(gated))
    journal = {one["id"]: json.loads(one["fact"]) for one in told["journal"]["entries"]}

    assert [(one["gate"], [vote["by"] for vote in one["votes"]]) for one in told["gates"]] == [
        ("ideas", [MAYA, BEA]),
        ("budget", [BEA, MAYA]),
    ]
    for one in told["gates"]:
        for vote in one["votes"]:
            assert vote["rule"][one["gate"]] == [MAYA, BEA]
            assert one["gate"] in journal[vote["rule"]["entry"]]["rules"]
    first, second = told["posts"][0]["steps"][0]["votes"]
    assert (first["by"], first["rule"]["videos"]) == (BEA, [MAYA, BEA])
    assert (second["by"], second["rule"]["videos"]) == (MAYA, [MAYA, BEA, PABLO])
    assert second["rule"]["entry"] > first["rule"]["entry"]
    assert (await store.read(lambda tx: tx.journal.verified())).broken is None


def test_the_page_tells_them_too(gated):
    told = page(gated)

    before, _, after = told.partition("## Post 1")
    assert "## Before it was made" in before
    assert "idea approved** by U0BRANDOWN" in before
    assert "allowed over budget** by U0MARKETER" in before
    assert before.count("  - yes of U0BRANDOWN at ") == before.count("  - yes of U0MARKETER") == 2
    assert "U0MARKETER, U0BRANDOWN may allow what is over budget, 2 of them (entry 3)" in before
    assert "yes of U0BRANDOWN at 2027-01-15T08:04:00Z: U0MARKETER, U0BRANDOWN may approve" in after
    assert "U0MARKETER, U0BRANDOWN, U0PRODUCER may approve videos, 2 of them" in after


async def test_the_votes_of_a_budget_are_in_its_history(gated, store):
    found = await store.read(history.of, gated.thing.id, channel=CHANNEL, by=MAYA)
    lines = [one.partition(" · ")[2] for one in told(found)]

    assert f"*Allowed over budget, and not by enough yet* by <@{BEA}>" in lines
    assert f"*Allowed once, over budget* by <@{MAYA}>: <@{BEA}> and <@{MAYA}>" in lines
    assert f"*Idea approved* by <@{BEA}>: <@{MAYA}> and <@{BEA}>" in lines


async def test_where_nobody_said_who_may_go_over_budget_it_is_as_for_videos(store, clock):
    await store.unit(rule(Gate.VIDEOS, Rule((BEA,))))
    idea = await store.unit(arrived, "tacos")
    await store.unit(lambda tx: tx.ledger.cost("montage", 100.0, tx.now))
    here = await store.read(lambda tx: channels.find(tx, CHANNEL))
    await store.unit(lambda tx: tx.channels.save(replace(here, budget=Budget(1.0, "day"))))
    idea = await store.unit(ideas.decide, idea.id, 0, "approve", by=BEA)
    await store.unit(productions.allow, idea.production_id, by=BEA)
    made = await store.unit(on_to_review, idea.production_id)
    await store.unit(publications.publish, made.id, made.version, by=BEA)

    found = await store.read(receipts.of, idea.id, channel=CHANNEL, by=MAYA)
    assert "U0BRANDOWN, and admins may allow what is over budget" in page(found)
    assert "everyone in the channel may approve ideas" in page(found)
