"""Slack down for long: the waits grow, but never beyond all numbers."""

from genbot.slack.outage import LONGEST, Outage
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
