"""GEN or this machine away: said once, once more when it is over, and then begun again gently."""

import asyncio
import logging
from collections.abc import Callable

from genbot.gen.endpoint import Ask
from genbot.gen.errors import NotSent, Refused, SlowDown, Unclear
from genbot.gen.setup import ListAgents

log = logging.getLogger(__name__)
ENOUGH = 3  # errors in a row
NAP = 300.0  # a machine that slept for longer has missed something
FEW = 8  # calls under way at first, and one more each second


class Outage:
    """`boot` is a clock that goes on while the machine sleeps; the loop's own stands still then."""

    def __init__(self, boot: Callable[[], float]) -> None:
        self._boot = boot
        self._errors = 0
        self._changed = self._back = boot()
        self._slept: float | None = None
        self.away = False

    def note(self, error: BaseException | None, began: float) -> None:
        """A call that began at `began` ended like this. What began before things last changed
        tells only how they were before."""
        silent = isinstance(error, NotSent | Unclear)
        if began < self._changed or not (silent or error is None):
            return
        self._errors = self._errors + 1 if silent else 0
        if silent and not self.away:
            log.debug("GEN did not answer a call (%s)", error)
        if self._errors >= ENOUGH and not self.away:
            self.away, self._changed = True, self._boot()
            log.warning("GEN does not answer (%s); everything waits and nothing is lost", error)
        if self.away and not silent:
            self.away, self._changed = False, self._boot()
            self._back = self._changed
            log.warning("GEN answers again")

    def room(self, most: int) -> int:
        """How many calls may be under way: after a start or an absence all is due at once, and GEN
        should not get it all at once."""
        slept = self._boot() - asyncio.get_running_loop().time()
        if self._slept is not None and slept - self._slept > NAP:
            self._back = self._boot()
            hours = (slept - self._slept) / 3600
            log.warning("the machine slept for %.1f hours; what came due is seen to now", hours)
        self._slept = slept
        return min(most, FEW + int(self._boot() - self._back))

    async def knock(self, gen: Ask) -> None:
        """Before what must not be repeated: sent into a silence, it would have to be put to a
        person. Raises NotSent, or SlowDown, while GEN does not answer."""
        if not self.away:
            return
        began = self._boot()
        try:
            await gen(ListAgents())
        except Unclear as error:
            raise NotSent(str(error)) from error
        except Refused as error:  # that is an answer
            if isinstance(error, SlowDown):
                raise
        self.note(None, began)

    def unbroken(self, seconds: float) -> bool:
        """Were we, and GEN, there all the time, for so long until now?"""
        return not self.away and self._boot() - self._back >= seconds
