"""Never faster than Slack allows: one bucket of tokens for each method, or method and channel."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from genbot.domain.value import value

# platform notes 2.6; a little below each limit, because other replicas of us share it
MINUTE = 60.0
LONGEST_HOLD, USUAL_HOLD = 3600.0, 5.0


@value
class Rate:
    """Calls per second, and how many may come at once after a rest."""

    every: float
    burst: int
    by_channel: bool = False


RATES = {
    "chat.postMessage": Rate(1.0, 4, by_channel=True),
    "chat.update": Rate(50 / MINUTE, 15),
    "chat.postEphemeral": Rate(100 / MINUTE, 30),
    "files.getUploadURLExternal": Rate(100 / MINUTE, 10),
    "files.completeUploadExternal": Rate(100 / MINUTE, 10),
    "conversations.history": Rate(50 / MINUTE, 10),
    "conversations.replies": Rate(50 / MINUTE, 10),
}
OTHER = Rate(20 / MINUTE, 5)


SPARED = 3  # of a burst that all channels share, a third is for what somebody has just done


@dataclass(slots=True)
class Bucket:
    left: float
    at: float  # when `left` was true; in the future while the bucket is held
    # Until then every call is somebody's turn: of what can wait, and of what hurries.
    promised: list[float] = field(default_factory=lambda: [0.0, 0.0])


class Pacer:
    """`pace` is how much faster than real time the world runs; `now` only ever moves forward."""

    def __init__(self, now: Callable[[], float], pace: float = 1.0) -> None:
        self._now, self._pace = now, pace
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def wait(self, method: str, channel: str = "", *, hurry: bool = False) -> float:
        """Take a call; or how many seconds it has to wait, and nothing is taken. Where all channels
        share a bucket, what hurries overtakes what does not, and each that has to wait is given a
        turn of its own: if all came back for the same one, most would come in vain, again and again."""
        rate, bucket = self._find(method, channel)
        every, now = rate.every * self._pace, self._now()
        if now > bucket.at:
            bucket.left = min(float(rate.burst), bucket.left + (now - bucket.at) * every)
            bucket.at = now
        least = 1.0 if hurry or rate.by_channel else 1.0 + rate.burst // SPARED
        if bucket.left >= least and bucket.at <= now:
            bucket.left -= 1.0
            return 0.0
        soonest = max(0.0, bucket.at - now) + max(0.0, least - bucket.left) / every
        if rate.by_channel:
            return soonest
        turn = max(soonest, bucket.promised[hurry] - now)
        bucket.promised[hurry] = now + turn + 1.0 / every
        return turn

    def hold(self, method: str, channel: str, seconds: float) -> None:
        """Slack said when to come back: until then this bucket, and no other, gives nothing."""
        _, bucket = self._find(method, channel)
        bucket.left, bucket.at = 1.0, max(bucket.at, self._now() + seconds)

    def pause(self, method: str) -> float:
        """Seconds between two calls, once the burst is used up."""
        return 1.0 / (RATES.get(method, OTHER).every * self._pace)

    def _find(self, method: str, channel: str) -> tuple[Rate, Bucket]:
        rate, key = RATES.get(method, OTHER), (method, scope(method, channel))
        if key not in self._buckets:
            self._buckets[key] = Bucket(float(rate.burst), self._now())
        return rate, self._buckets[key]


def scope(method: str, channel: str) -> str:
    """The channel that Slack counts these calls for; empty when it counts them all together."""
    return channel if RATES.get(method, OTHER).by_channel else ""


def retry_after(value: str | None) -> float:
    """The seconds in a `Retry-After` header; a usual pause when it says nothing sensible."""
    try:
        seconds = float(value or "")
    except ValueError:
        return USUAL_HOLD
    if not math.isfinite(seconds) or seconds < 0:
        return USUAL_HOLD
    return min(max(seconds, 1.0), LONGEST_HOLD)
