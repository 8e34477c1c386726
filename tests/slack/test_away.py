"""Shut out of a channel and back again: it hears how things are now, and nothing it need not."""

import pytest
from slack_bolt.async_app import AsyncBoltRequest

from genbot.slack import away
from tests.slack.conftest import IDEAS, MAYA, RANDOM, with_an_idea
from tests.slack.test_postman import post, say, waiting

US, DAY = "U0GENBOT00", 86_400.0


async def shut_out(workspace):
    await workspace.act(MAYA, "leave", channel=IDEAS)


async def let_in(workspace):
    await workspace.act(MAYA, "join", channel=IDEAS)


async def told(stage, **event):
    """What Slack tells of our coming back."""
    event = {"type": "message", "channel": IDEAS, "user": US, **event}
    body = {"type": "event_callback", "event_id": "Ev1", "team_id": "T0SANDBOX0", "event": event}
    answer = await stage.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
    await stage.deliver()
    return answer.status


async def wait(stage, clock, seconds=10):
    for _ in range(seconds):
        clock.pass_(1)
        await stage.deliver()


EVENTS = {
    "invited": {"subtype": "channel_join"},
    "invited into a private one": {"subtype": "group_join"},
    "member": {"type": "member_joined_channel"},
    "unarchived": {"subtype": "channel_unarchive", "user": MAYA},
}


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS.keys())
async def test_back_in_a_channel_it_hears_what_it_missed(stage, workspace, event):
    await shut_out(workspace)
    await say(stage, post("a", "old"), post("b", "reply", "a"))
    await say(stage, post("a", "now"))
    assert workspace.said() == []

    await let_in(workspace)
    assert await told(stage, **event) == 200

    assert workspace.said() == ["now", "reply"]
    assert await waiting(stage) == []


@pytest.mark.parametrize(
    "event",
    [{"subtype": "channel_join", "user": MAYA}, {"subtype": None}, {"bot_id": "B0GENBOT00"}],
)
async def test_others_coming_and_words_of_our_own_are_no_way_back(stage, workspace, event):
    await shut_out(workspace)
    await say(stage, post("a", "one"))

    assert await told(stage, **event) == 200

    assert await waiting(stage) == ["a"]
    assert await stage.store.read(lambda tx: tx.requests.find()) == []


async def test_a_card_that_is_there_is_brought_up_to_date(stage, workspace):
    await say(stage, post("a", "old"))
    workspace.slack.people.channels[IDEAS].archived = True
    await say(stage, post("a", "now"))
    workspace.slack.people.channels[IDEAS].archived = False

    await told(stage, subtype="channel_unarchive")

    assert workspace.said() == ["now"]


async def test_the_first_words_that_are_taken_bring_the_others_back(stage, workspace, clock):
    await shut_out(workspace)
    await say(stage, post("a", "missed"))
    await let_in(workspace)

    await say(stage, post("b", "new"))
    await wait(stage, clock)

    assert workspace.said() == ["new", "missed"]


async def test_old_news_of_what_is_over_is_let_go_and_cards_of_what_goes_on_are_said(
    stage, workspace, clock
):
    await shut_out(workspace)
    idea = await with_an_idea(stage)
    await say(stage, post("confirmed:x", "It is live"), post("production:x", "Published"))
    clock.pass_(DAY + 1)
    await say(stage, post("trouble:y", "It failed"))
    await let_in(workspace)

    await told(stage, subtype="channel_join")
    await wait(stage, clock)

    [head, card, failed] = [workspace.message(text) for text in ("tacos", idea.title, "failed")]
    assert len(workspace.said()) == 3
    assert card.thread_ts == head.ts
    assert failed.text == "It failed"
    assert await waiting(stage) == []


async def test_many_that_come_back_are_paced(stage, workspace, clock):
    await shut_out(workspace)
    await say(stage, *(post(f"s{number}", f"word {number}") for number in range(9)))
    await let_in(workspace)

    await told(stage, subtype="channel_join")
    assert len(workspace.said()) <= 5
    await wait(stage, clock)

    assert workspace.said() == [f"word {number}" for number in range(9)]


async def test_what_did_arrive_before_is_found_and_not_repeated(stage, workspace, clock):
    about = {"event_type": "genbot_post", "event_payload": {"slot": "a", "rev": 1}}
    await stage.client.chat_postMessage(channel=IDEAS, text="one", metadata=about)
    await stage.store.unit(lambda tx: tx.say(post("a", "one")))
    await stage.store.unit(lambda tx: tx.outbox.dead("a", "not_in_channel"))

    await told(stage, subtype="channel_join")

    assert workspace.said() == ["one"]


async def test_another_channel_hears_nothing_of_it(stage, workspace):
    await shut_out(workspace)
    await say(stage, post("a", "one"))
    await let_in(workspace)

    await told(stage, subtype="channel_join", channel=RANDOM)

    assert await waiting(stage) == ["a"]


async def test_what_slack_refused_for_its_words_stays_where_it_is(stage):
    await stage.store.unit(lambda tx: tx.say(post("a", "one")))
    await stage.store.unit(lambda tx: tx.outbox.dead("a", "invalid_blocks"))

    await stage.store.unit(away.back, IDEAS)

    assert await stage.store.unit(lambda tx: tx.outbox.claim(tx.now, 9, 60)) == []


async def test_shut_out_a_second_time_the_asker_is_told_a_second_time(stage, workspace, clock):
    idea = await with_an_idea(stage)
    for words in ("one", "two"):
        workspace.slack.people.channels[IDEAS].archived = True
        await say(stage, post(f"request:{idea.request_id}", words))
        workspace.slack.people.channels[IDEAS].archived = False
        await told(stage, subtype="channel_unarchive")
        await wait(stage, clock)
        assert workspace.said()[0] == words

    told_so = [text for text in workspace.private(MAYA) if "cannot speak" in text]
    assert len(told_so) == 2
    assert "once somebody unarchives it" in told_so[0]
    assert "/invite" not in told_so[0]
