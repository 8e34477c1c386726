"""How often each method may be called: Slack's tiers, as buckets that fill by the second."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

# Calls a minute, from the rate limits page; half a minute's worth may come at once.
TIERS = {1: 1.0, 2: 20.0, 3: 50.0, 4: 100.0}
SPECIAL = 600.0  # auth.test and chat.getPermalink: hundreds a minute
POST_BURST = 8.0
POST_PER_MINUTE = 60.0  # one a second in each channel


@dataclass(slots=True)
class Bucket:
    """Calls left, and when that was counted."""

    left: float
    at: float


class Limits:
    """One bucket for each key; `wait` takes a call from it or says how long to stay away."""

    def __init__(self, now: Callable[[], float], *, on: bool) -> None:
        self._now = now
        self._on = on
        self._buckets: dict[str, Bucket] = {}

    def wait(self, key: str, per_minute: float, burst: float) -> int:
        """Whole seconds to wait; 0 when the call may be made now."""
        if not self._on:
            return 0
        now = self._now()
        bucket = self._buckets.setdefault(key, Bucket(burst, now))
        bucket.left = min(burst, bucket.left + (now - bucket.at) * per_minute / 60)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            return 0
        return math.ceil((1 - bucket.left) * 60 / per_minute)

    def of_tier(self, key: str, tier: int) -> int:
        per_minute = TIERS.get(tier, SPECIAL)
        return self.wait(key, per_minute, max(1.0, per_minute / 2))

    def of_channel(self, channel: str) -> int:
        return self.wait(f"chat.postMessage {channel}", POST_PER_MINUTE, POST_BURST)
