"""How far GEN's own calls are believed: while they keep coming, we look seldom; never not at all."""

from dataclasses import replace

from genbot.domain.looks import WORTH as LOOKS
from genbot.domain.looks import next_look
from genbot.domain.pace import Seconds, Usual
from genbot.domain.value import value

NEAR: Seconds = 2.0  # between a look and the next one that a call naming this job may cause
FAR: Seconds = 30.0  # the same for a call that names nothing we know
RECENT: Seconds = 600.0  # without any call for so long, we look as if there were none
ENOUGH = 5  # ends in a row that GEN announced, until it is believed again after two misses
FULL = ENOUGH + 1  # with one more than that behind it, a miss alone is forgiven
UNHEARD = 50.0  # times as dear is a look while GEN calls: the waits are seven times as long
LATER = 4.0  # times the longest wait of those who hear nothing


@value
class Trust:
    """What an agent's calls were worth so far; begins with the first call, in good faith."""

    row: int = FULL  # ends in a row that were announced
    heard: float = 0.0  # the last call
    unknown: float = 0.0  # the last one that named nothing we know

    def hears(self, now: float, *, known: bool) -> "Trust":
        return replace(self, heard=now, unknown=self.unknown if known else now)

    def ended(self, *, announced: bool) -> "Trust":
        """Of GEN's calls one in twenty may be lost: two misses in a row are a silence, and we look for
        ourselves again."""
        missed = ENOUGH if self.row == FULL else 0
        row = min(FULL, self.row + 1) if announced else missed
        return replace(self, row=row)

    def holds(self, now: float, pace: float) -> bool:
        return self.row >= ENOUGH and now - self.heard <= RECENT / pace


def seldom(
    usual: Usual, age: Seconds, soonest: Seconds, latest: Seconds, worth: Seconds = LOOKS
) -> Seconds:
    """How long to wait for GEN's call before looking all the same, where a look is worth so much
    when nobody calls."""
    return next_look(usual, age, soonest, LATER * latest, worth * UNHEARD)
