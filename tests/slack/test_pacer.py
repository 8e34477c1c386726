"""Buckets of tokens: a short burst, then never faster than Slack allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genbot.slack.pacer import LONGEST_HOLD, RATES, USUAL_HOLD, Pacer, retry_after
from tests.conftest import Clock

POST = "chat.postMessage"


@pytest.fixture
def pacer(clock):
    return Pacer(clock)


def burst(pacer, method=POST, channel="C1"):
    taken = 0
    while pacer.wait(method, channel) == 0:
        taken += 1
    return taken


def test_a_few_at_once_then_one_a_second(pacer, clock):
    assert burst(pacer) == 4
    assert pacer.wait(POST, "C1") == pytest.approx(1.0)

    clock.pass_(0.4)
    assert pacer.wait(POST, "C1") == pytest.approx(0.6)

    clock.pass_(0.6)
    assert pacer.wait(POST, "C1") == 0
    assert pacer.wait(POST, "C1") == pytest.approx(1.0)


def test_channels_do_not_wait_for_each_other(pacer):
    burst(pacer, channel="C1")

    assert pacer.wait(POST, "C2") == 0


def test_updates_share_one_bucket_across_channels(pacer):
    burst(pacer, "chat.update", "C1")

    assert pacer.wait("chat.update", "C2") > 0


def test_what_hurries_overtakes_what_waits(pacer, clock):
    step = pacer.pause("chat.update")
    assert burst(pacer, "chat.update") == 10  # a third is left for what hurries
    waiting = [pacer.wait("chat.update") for _ in range(20)]

    assert [pacer.wait("chat.update", hurry=True) for _ in range(5)] == [0] * 5
    hurried = [pacer.wait("chat.update", hurry=True) for _ in range(3)]
    assert hurried == pytest.approx([step, 2 * step, 3 * step])
    assert hurried[-1] < waiting[-1]

    for _ in range(3):
        clock.pass_(step)
        assert pacer.wait("chat.update") > 0
        assert pacer.wait("chat.update", hurry=True) == 0


def test_in_a_channel_of_its_own_nothing_is_set_aside(pacer):
    assert burst(pacer) == 4
    assert pacer.wait(POST, "C1", hurry=True) > 0


def test_who_waits_for_the_same_bucket_comes_back_one_by_one(pacer, clock):
    burst(pacer, "chat.update")  # the last of these was given the first turn
    step = pacer.pause("chat.update")

    turns = [pacer.wait("chat.update", f"C{n}") for n in range(3)]

    assert turns == pytest.approx([2 * step, 3 * step, 4 * step])
    for _ in range(4):
        clock.pass_(step)
        assert pacer.wait("chat.update") == 0
    assert pacer.wait("chat.update") == pytest.approx(step)


def test_retry_after_holds_exactly_that_bucket(pacer, clock):
    pacer.hold(POST, "C1", 30)

    assert pacer.wait(POST, "C1") == pytest.approx(30)
    assert pacer.wait(POST, "C2") == 0
    clock.pass_(29.9)
    assert pacer.wait(POST, "C1") > 0
    clock.pass_(0.2)
    assert pacer.wait(POST, "C1") == 0


def test_a_shorter_hold_does_not_end_a_longer_one(pacer):
    pacer.hold(POST, "C1", 30)
    pacer.hold(POST, "C1", 1)

    assert pacer.wait(POST, "C1") == pytest.approx(30)


def test_in_a_faster_world_everything_is_faster(clock):
    pacer = Pacer(clock, pace=20)
    burst(pacer)

    assert pacer.wait(POST, "C1") == pytest.approx(0.05)


@given(st.lists(st.floats(0, 5), max_size=60), st.sampled_from(sorted(RATES)))
def test_never_faster_than_the_rate(pauses, method):
    clock = Clock()
    pacer, rate, taken = Pacer(clock), RATES[method], 0

    for pause in pauses:
        clock.pass_(pause)
        taken += burst(pacer, method)

    assert taken <= rate.burst + sum(pauses) * rate.every + 1e-6


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30),
        ("0", 1),
        ("1.5", 1.5),
        ("999999999", LONGEST_HOLD),
        ("-3", USUAL_HOLD),
        ("soon", USUAL_HOLD),
        ("nan", USUAL_HOLD),
        ("inf", USUAL_HOLD),
        ("", USUAL_HOLD),
        (None, USUAL_HOLD),
    ],
)
def test_retry_after_is_read_with_care(header, seconds):
    assert retry_after(header) == seconds
