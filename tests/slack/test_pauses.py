"""What Slack asked for is asked of the next process too."""

import pytest

from genbot.slack import pauses
from genbot.slack.pacer import LONGEST_HOLD, Pacer
from tests.slack.conftest import IDEAS, RANDOM
from tests.slack.test_postman import post, say

POST, UPDATE = "chat.postMessage", "chat.update"


async def keep(store, *pause):
    await store.unit(lambda tx: pauses.keep(tx, *pause))


async def left(store):
    return await store.read(pauses.left)


async def test_a_pause_outlives_the_process_and_then_ends(store, make_store, clock):
    await keep(store, POST, IDEAS, 30.0)
    store.close()
    store = make_store()
    clock.pass_(10)

    assert await left(store) == [(POST, IDEAS, pytest.approx(20.0))]
    clock.pass_(20)
    assert await left(store) == []


async def test_a_shorter_pause_does_not_end_a_longer_one(store):
    await keep(store, POST, IDEAS, 30.0)
    await keep(store, POST, IDEAS, 1.0)

    assert await left(store) == [(POST, IDEAS, pytest.approx(30.0))]


async def test_a_pause_is_kept_for_all_whom_slack_counts_together(store):
    await keep(store, POST, IDEAS, 30.0)
    await keep(store, POST, RANDOM, 30.0)
    await keep(store, UPDATE, IDEAS, 30.0)
    await keep(store, UPDATE, RANDOM, 30.0)

    kept = {(method, channel) for method, channel, _ in await left(store)}
    assert kept == {(POST, IDEAS), (POST, RANDOM), (UPDATE, "")}


async def test_a_clock_that_was_put_back_does_not_make_it_longer(store, clock):
    await keep(store, POST, IDEAS, 30.0)
    clock.pass_(-86_400)
    assert await left(store) == [(POST, IDEAS, LONGEST_HOLD)]

    await keep(store, POST, IDEAS, 30.0)

    assert await left(store) == [(POST, IDEAS, LONGEST_HOLD)]


async def test_after_a_restart_nothing_comes_before_its_time(stage, workspace, clock):
    await workspace.control("faults", spec="429:1")
    await say(stage, post("a", "one"))
    await workspace.control("faults", spec="")
    [(_, _, seconds)] = await left(stage.store)
    restarted(stage, clock)

    await say(stage, post("b", "two"))
    clock.pass_(seconds - 1)
    await stage.deliver()
    assert workspace.said() == []

    clock.pass_(10)
    await stage.deliver()
    assert workspace.said() == ["one", "two"]


def restarted(stage, clock):
    """The same disk, and nothing remembered beside it."""
    pacer = Pacer(clock)
    stage.postman._pacer = stage.postman._letters._pacer = pacer
    stage.postman._remembers = False
