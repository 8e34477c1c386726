"""How dear a look at GEN is: dearer when there are too many, and by and by as cheap as before."""

from dataclasses import replace
from math import log2

from genbot.domain.pace import Seconds
from genbot.domain.value import value

MINUTE: Seconds = 60.0
EASES = 0.9  # per quiet minute
REFUSED, REFUSED_AGAIN = (
    2.0,
    10.0,
)  # times as dear when GEN has had too much; and after so long again
LATE, LATE_AGAIN = (
    2.0**0.5,
    30.0,
)  # the same when we cannot keep up: a wait has to pass before it shows
MOST = 64.0  # times as dear: looks are eight times as far apart
LONGEST: Seconds = 3600.0  # that GEN can keep us away; more is a clock that was set back
STEPS = 2  # prices between one and twice as much, so that few plans are made


@value
class Thrift:
    """`until` GEN wants to hear nothing."""

    times: float = 1.0
    grown: float = 0.0  # when it last became dearer
    until: float = 0.0

    def dearer(self, now: float, pace: float) -> float:
        """How many times as dear as usual a look is now."""
        return float(2 ** (round(STEPS * log2(self._eased(now, pace))) / STEPS))

    def refused(self, now: float, pace: float, wait: Seconds) -> "Thrift":
        """GEN has had too much, and wants to be left alone for so long."""
        more = self._grown(now, pace, REFUSED, REFUSED_AGAIN)
        return replace(more, until=max(self.until if self.away(now) else 0.0, now + wait))

    def late(self, now: float, pace: float) -> "Thrift":
        """What is due waits for its turn."""
        return self._grown(now, pace, LATE, LATE_AGAIN)

    def away(self, now: float) -> bool:
        """Whether GEN wants to hear nothing."""
        return now < self.until <= now + LONGEST

    def _grown(self, now: float, pace: float, times: float, again: Seconds) -> "Thrift":
        """What is said again before it can have helped counts once."""
        if 0 <= (now - self.grown) * pace < again:
            return self
        return replace(self, times=min(MOST, times * self._eased(now, pace)), grown=now)

    def _eased(self, now: float, pace: float) -> float:
        quiet = max(0.0, now - self.grown) * pace / MINUTE
        return max(1.0, self.times * float(EASES**quiet))
