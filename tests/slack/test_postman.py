"""The postman: one message per slot for life, in order, paced, and never twice what can be found."""

import logging
from collections import Counter

import pytest

from genbot.cards import answers
from genbot.domain.posts import Card, Place, Post, Whisper
from tests.slack.conftest import IDEAS, MAYA, RANDOM, with_an_idea


def post(slot, text, thread="", channel=IDEAS, blocks=()):
    return Post(slot, Place(channel, thread), Card(text, tuple(blocks)))


async def say(stage, *words):
    await stage.store.unit(lambda tx: tx.say(*words))
    await stage.deliver()


async def waiting(stage):
    return [row[0] for row in await stage.store.read(lambda tx: tx.outbox.waiting())]


async def test_words_arrive_with_their_slot_and_no_previews(stage, workspace):
    await say(stage, post("a", "Look: https://example.com"))

    [message] = workspace.slack.board.every()
    assert message.metadata == {
        "event_type": "genbot_post",
        "event_payload": {"slot": "a", "rev": 1},
    }
    assert not message.extra["unfurl_links"]
    assert not message.extra["unfurl_media"]
    assert not message.extra["link_names"]


async def test_later_words_in_a_slot_change_its_message(stage, workspace):
    await say(stage, post("a", "one"))
    await say(stage, post("a", "two"))

    assert workspace.said() == ["two"]
    assert workspace.message("two").metadata["event_payload"]["rev"] == 2


async def test_later_words_to_a_person_change_the_message_in_their_private_talk(stage, workspace):
    await say(stage, post("a", "one", channel=MAYA))
    await say(stage, post("a", "two", channel=MAYA))
    await say(stage, post("a", "three", channel=MAYA))

    assert workspace.private(MAYA) == ["three"]


async def test_replies_follow_their_parent_in_order(stage, workspace):
    replies = [post(f"r{number}", f"reply {number}", "head") for number in range(3)]

    await say(stage, *replies, post("head", "head"))

    head, *below = workspace.slack.board.every()
    assert [one.text for one in below] == ["reply 0", "reply 1", "reply 2"]
    assert {one.thread_ts for one in below} == {head.ts}


def clicked(tx):
    tx.hurries = True
    tx.say(post("s19", "clicked"))


@pytest.mark.parametrize("together", [True, False])
async def test_what_somebody_did_is_seen_before_progress_that_waits(
    stage, workspace, clock, together
):
    """Also where it is claimed behind others that have to wait."""
    for number in range(20):
        await say(stage, post(f"s{number}", f"old {number}"))
        clock.pass_(1)
    await stage.store.unit(
        lambda tx: tx.say(*(post(f"s{number}", f"new {number}") for number in range(20)))
    )
    if not together:
        await stage.deliver()
        assert "old 19" in workspace.said()
        await stage.store.unit(lambda tx: tx.say(post("s0", "newest 0")))

    await stage.store.unit(clicked)
    await stage.deliver()
    assert workspace.said()[10:] == [f"old {number}" for number in range(10, 19)] + ["clicked"]

    clock.pass_(60)
    await stage.deliver()
    first = "new 0" if together else "newest 0"
    assert workspace.said() == [first, *(f"new {number}" for number in range(1, 19)), "clicked"]


async def test_what_was_done_while_older_words_were_on_their_way_still_hurries(stage):
    await say(stage, post("s19", "old"))

    def claimed(tx):
        return tx.outbox.claim(tx.now, 9, 60)

    await stage.store.unit(lambda tx: tx.say(post("s19", "progress")))
    [row] = await stage.store.unit(claimed)
    await stage.store.unit(clicked)
    await stage.store.unit(lambda tx: tx.outbox.sent("s19", row.rev, row.ts, tx.now))

    [row] = await stage.store.unit(claimed)
    assert (row.body["text"], row.hurry) == ("clicked", True)
    await stage.store.unit(lambda tx: tx.outbox.sent("s19", row.rev, row.ts, tx.now))
    await stage.store.unit(lambda tx: tx.say(post("s19", "progress")))
    [row] = await stage.store.unit(claimed)
    assert not row.hurry


async def test_every_click_hurries_and_nothing_that_follows_from_it_does(here, workspace):
    await workspace.command("ideas 2 tacos")
    await here.store.unit(lambda tx: tx.say(post("later", "later")))

    rows = await here.store.unit(lambda tx: tx.outbox.claim(tx.now, 9, 1))
    assert [(row.slot.partition(":")[0], row.hurry) for row in rows] == [
        ("request", True),
        ("later", False),
    ]


async def test_a_burst_is_spread_over_time_and_the_newest_words_win(stage, workspace, clock):
    await say(stage, *(post(f"s{number}", f"old {number}") for number in range(7)))
    assert len(workspace.said()) == 4
    await say(stage, post("s6", "new 6"))

    for _ in range(4):
        clock.pass_(1)
        await stage.deliver()

    assert workspace.said() == ["old 0", "old 1", "old 2", "old 3", "old 4", "old 5", "new 6"]
    assert workspace.slack.calls["chat.update"] == 0


async def test_a_wait_for_the_pace_counts_as_no_try(stage, clock):
    await say(stage, *(post(f"s{number}", f"word {number}") for number in range(7)))
    for _ in range(2):
        clock.pass_(0.4)
        await stage.deliver()

    rows = await stage.store.read(lambda tx: tx.outbox.waiting())

    assert len(rows) == 3
    assert {row.tries for row in rows} == {0}


async def test_when_slack_says_how_long_it_is_left_alone_that_long(stage, workspace, clock):
    await workspace.control("faults", spec="429:1")
    await say(stage, post("a", "one"))
    tried = workspace.slack.world.faults.seen.copy()
    await workspace.control("faults", spec="")

    await stage.deliver()
    assert workspace.said() == []
    assert workspace.slack.world.faults.seen == tried

    clock.pass_(120)
    await stage.deliver()
    assert workspace.said() == ["one"]


async def is_said_once(stage, workspace, clock, fault):
    """Although the answer to it was lost."""
    await workspace.control("faults", spec=f"{fault}:1")
    await say(stage, post("a", "one"))
    await workspace.control("faults", spec="")

    for _ in range(3):
        clock.pass_(90)
        await stage.deliver()

    assert workspace.said() == ["one"]
    assert await waiting(stage) == []


@pytest.mark.parametrize("fault", ["500_after", "reset_after", "truncated", "html"])
async def test_a_post_whose_answer_was_lost_is_found_and_not_repeated(
    stage, workspace, clock, fault
):
    await is_said_once(stage, workspace, clock, fault)


@pytest.mark.parametrize("fault", ["500", "502", "503", "reset_before", "wrong_type"])
async def test_a_post_that_never_arrived_is_sent_again(stage, workspace, clock, fault):
    await workspace.control("faults", spec=f"{fault}:1")
    await say(stage, post("a", "one"))
    await workspace.control("faults", spec="")

    for _ in range(3):
        clock.pass_(90)
        await stage.deliver()

    assert workspace.said() == ["one"]


@pytest.mark.parametrize("fault", ["500_after", "reset_after"])
async def test_to_a_person_who_has_heard_of_us_nothing_is_said_twice(
    stage, workspace, clock, fault
):
    """Where their private talk is was told with the first answer, and is kept."""
    await say(stage, post("a", "Hello.", channel=MAYA))
    await workspace.control("faults", spec=f"{fault}:1")
    await say(stage, post("reminder", "one", channel=MAYA))
    await workspace.control("faults", spec="")

    for _ in range(3):
        clock.pass_(90)
        await stage.deliver()
    assert workspace.private(MAYA) == ["Hello.", "one"]
    await say(stage, post("reminder", "two", channel=MAYA))
    assert workspace.private(MAYA) == ["Hello.", "two"]


async def test_the_first_words_ever_to_a_person_are_rather_said_twice_than_never(
    stage, workspace, clock
):
    await workspace.control("faults", spec="500_after:1")
    await say(stage, post("a", "Hello.", channel=MAYA))
    await workspace.control("faults", spec="")

    clock.pass_(90)
    await stage.deliver()
    assert workspace.private(MAYA) == ["Hello.", "Hello."]


async def test_a_post_that_was_in_hand_at_a_crash_is_found_by_its_slot(stage, workspace, clock):
    await stage.store.unit(lambda tx: tx.say(post("a", "one")))
    [row] = await stage.store.unit(lambda tx: tx.outbox.claim(tx.now, 9, 60))
    about = {"event_type": "genbot_post", "event_payload": {"slot": "a", "rev": row.rev}}
    await stage.client.chat_postMessage(channel=IDEAS, text="one", metadata=about)

    clock.pass_(61)
    await stage.deliver()
    await say(stage, post("a", "two"))

    assert workspace.said() == ["two"]


async def test_a_reply_in_hand_at_a_crash_is_looked_for_in_its_thread(stage, workspace, clock):
    await say(stage, post("head", "head"))
    await stage.store.unit(lambda tx: tx.say(post("a", "one", "head")))
    [row] = await stage.store.unit(lambda tx: tx.outbox.claim(tx.now, 9, 60))
    about = {"event_type": "genbot_post", "event_payload": {"slot": "a", "rev": row.rev}}
    await stage.client.chat_postMessage(
        channel=IDEAS, text="one", thread_ts=row.thread_ts, metadata=about
    )

    clock.pass_(61)
    await stage.deliver()

    assert workspace.said() == ["head", "one"]


async def test_a_deleted_message_is_posted_anew(stage, workspace):
    await say(stage, post("a", "one"))
    ts = workspace.message("one").ts
    await stage.client.chat_delete(channel=IDEAS, ts=ts)

    await say(stage, post("a", "two"))

    assert workspace.message("two").ts != ts


async def test_a_reply_to_a_deleted_message_brings_it_back(stage, workspace, clock):
    await say(stage, post("head", "head"))
    await stage.client.chat_delete(channel=IDEAS, ts=workspace.message("head").ts)

    await say(stage, post("a", "reply", "head"))
    clock.pass_(10)
    await stage.deliver()

    assert workspace.message("reply").thread_ts == workspace.message("head").ts


async def test_a_whisper_is_seen_by_its_person_only(stage, workspace):
    await say(stage, Whisper(MAYA, Place(IDEAS), Card("psst")))

    assert workspace.said() == []
    assert workspace.said(to=MAYA) == ["psst"]


async def test_in_an_archived_channel_the_asker_is_told_once(stage, workspace, caplog):
    await with_an_idea(stage)
    await workspace.control("channel", channel=IDEAS, archived=True)

    await say(stage, post("idea:idea1", "new words"))
    await say(stage, post("request:id0001", "newer words"))

    [told] = workspace.private(MAYA)
    assert f"<#{IDEAS}>" in told
    assert "cannot speak in" in caplog.text
    assert await waiting(stage) != []


async def test_blocks_slack_refuses_are_said_in_plain_words(stage, workspace, caplog):
    await say(stage, post("a", "x" * 9_000, blocks=[{"type": "nonsense"}]))

    [said] = workspace.said()
    assert len(said) <= 3_000
    assert said.endswith("…")
    assert "refused the blocks of a" in caplog.text


async def test_an_outage_is_said_once_when_it_begins_and_once_when_it_ends(
    stage, workspace, clock, caplog
):
    caplog.set_level(logging.INFO, "genbot.slack.outage")
    await workspace.control("faults", spec="503:1")
    await say(stage, *(post(f"s{number}", f"word {number}") for number in range(4)))
    for _ in range(30):
        clock.pass_(2)
        await stage.deliver()
    tried = workspace.slack.world.faults.seen["503"]
    await workspace.control("faults", spec="")
    for _ in range(30):
        clock.pass_(10)
        await stage.deliver()

    assert Counter(workspace.said()) == Counter(f"word {number}" for number in range(4))
    assert [one.message for one in caplog.records] == [
        "Slack takes nothing (service_unavailable); messages wait in the outbox",
        "Slack takes messages again",
    ]
    assert tried < 20


async def test_a_note_in_private_is_an_ordinary_message(stage, workspace):
    await say(stage, Post("note:1", Place(MAYA), answers.note("Hello.")))

    assert workspace.private(MAYA) == ["Hello."]


async def test_where_we_are_not_a_member_a_whisper_becomes_a_private_message(stage, workspace):
    await say(stage, Whisper(MAYA, Place(RANDOM), Card("psst")))

    assert workspace.private(MAYA) == ["psst"]


@pytest.mark.parametrize("ahead", [-600.0, 600.0])
async def test_a_post_is_found_although_slacks_clock_is_ten_minutes_off(
    stage, workspace, clock, ahead
):
    workspace.slack.world._clock = lambda: clock() + ahead
    await is_said_once(stage, workspace, clock, "reset_after")
