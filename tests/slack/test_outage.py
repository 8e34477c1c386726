"""Slack down for long: the waits grow, but never beyond all numbers; said once at each end."""

import logging

import pytest

from genbot.slack.outage import ENOUGH, LONGEST, Outage, Ways
from genbot.slack.trouble import Next, Trouble
from tests.conftest import Clock

DOWN = Trouble(Next.DOUBT, "ServerDisconnectedError", down=True)


def test_slack_may_be_down_for_a_day_and_is_still_tried_twice_a_minute() -> None:
    clock = Clock()
    outage = Outage(clock)

    for _ in range(3000):
        outage.note(DOWN)
        clock.pass_(LONGEST)

    assert outage.most(50) == 1
    outage.over()
    assert outage.most(50) == 50


@pytest.mark.parametrize("socket_first", [True, False])
def test_calls_and_socket_that_break_together_are_one_line_at_each_end(
    caplog: pytest.LogCaptureFixture, socket_first: bool
) -> None:
    caplog.set_level(logging.INFO, "genbot.slack.outage")
    ways, clock = Ways(), Clock()
    outage = Outage(clock, ways)

    if socket_first:
        ways.broke("socket", "no connection (%s)", "refused")
    for _ in range(ENOUGH + 5):
        outage.note(DOWN)
        ways.broke("socket", "no connection (%s)", "refused") if outage.on else None
    outage.over()
    assert ways.mended("socket", "connected again")
    outage.over()
    assert not ways.mended("socket", "connected again")

    first = "no connection (refused)" if socket_first else (
        "Slack takes nothing (ServerDisconnectedError); messages wait in the outbox"
    )  # fmt: skip
    assert [one.message for one in caplog.records] == [first, "connected again"]
