"""Slack down: noticed after a few errors in a row, said once, and once more when it is over."""

import logging
from collections.abc import Callable

from genbot.slack.trouble import Trouble

log = logging.getLogger(__name__)
ENOUGH = 3  # errors in a row
LONGEST = 30.0  # seconds between two attempts to see whether it is back


class Outage:
    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._errors = 0
        self._next = 0.0
        self.on = False

    def note(self, why: Trouble) -> None:
        """An attempt ended in trouble; trouble that Slack itself answered with is no outage."""
        if not why.down:
            self.over()
            return
        self._errors += 1
        if self._errors >= ENOUGH:
            self._next = self._now() + min(2.0 ** min(self._errors - ENOUGH, 16), LONGEST)
            if not self.on:
                self.on = True
                log.warning("Slack takes nothing (%s); messages wait in the outbox", why.error)

    def over(self) -> None:
        self._errors = 0
        if self.on:
            self.on = False
            log.info("Slack takes messages again")

    def most(self, usual: int) -> int:
        """How many messages to try now: all, one to see whether it is back, or none yet."""
        if not self.on:
            return usual
        return 1 if self._now() >= self._next else 0
