"""Slack down: noticed after a few errors in a row, said once, and once more when it is over."""

import logging
from collections.abc import Callable

from genbot.slack.trouble import Trouble

log = logging.getLogger(__name__)
ENOUGH = 3  # errors in a row
LONGEST = 30.0  # seconds between two attempts to see whether it is back


class Ways:
    """Our calls to Slack and its deliveries to us mostly break together: one line is said when the
    first of them does, and one when the last is mended."""

    def __init__(self) -> None:
        self._broken: set[str] = set()

    def broke(self, way: str, says: str, why: str) -> None:
        if not self._broken:
            log.warning(says, why)
        self._broken.add(way)

    def mended(self, way: str, says: str) -> bool:
        """Tells whether this way was broken."""
        was = way in self._broken
        self._broken.discard(way)
        if was and not self._broken:
            log.info(says)
        return was


class Outage:
    def __init__(self, now: Callable[[], float], ways: Ways | None = None) -> None:
        self._now, self._ways = now, ways or Ways()
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
            self.on = True
            says = "Slack takes nothing (%s); messages wait in the outbox"
            self._ways.broke("calls", says, why.error)

    def over(self) -> None:
        self._errors = 0
        self.on = False
        self._ways.mended("calls", "Slack takes messages again")

    def most(self, usual: int) -> int:
        """How many messages to try now: all, one to see whether it is back, or none yet."""
        if not self.on:
            return usual
        return 1 if self._now() >= self._next else 0
