"""What a click hands to the app: trigger ids that live three seconds and response URLs."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.messages import Message

TRIGGER_LIFE = 3.0
RESPONSE_LIFE = 30 * 60.0
RESPONSE_USES = 5


@dataclass(slots=True)
class Trigger:
    """The right to open one form for one person, for three seconds."""

    user: str
    made: float
    view_id: str | None = None
    used: bool = False


@dataclass(slots=True)
class Response:
    """A response URL: where it answers, and the message it may replace."""

    channel: str
    user: str
    made: float
    source: Message | None = None
    uses: int = 0


class Triggers:
    """All that was handed out, by id."""

    def __init__(self, now: Callable[[], float], rng: random.Random) -> None:
        self._now = now
        self._rng = rng
        self._triggers: dict[str, Trigger] = {}
        self.responses: dict[str, Response] = {}

    def issue(self, user: str, view_id: str | None = None) -> str:
        parts = self._rng.randrange(10**12, 10**13), self._rng.randrange(10**12, 10**13)
        name = f"{parts[0]}.{parts[1]}.{self._rng.getrandbits(128):032x}"
        self._triggers[name] = Trigger(user, self._now(), view_id)
        return name

    def spend(self, name: str) -> Trigger:
        """Exchange a trigger id for the right behind it; works once."""
        trigger = self._triggers.get(name)
        if trigger is None:
            raise Refused("invalid_trigger_id", f"no such trigger_id: {name}")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._now() - trigger.made > TRIGGER_LIFE:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger

    def respond_at(self, channel: str, user: str, source: Message | None = None) -> str:
        """A new response URL's path."""
        name = f"{self._rng.getrandbits(96):024x}"
        self.responses[name] = Response(channel, user, self._now(), source)
        return f"/respond/{name}"

    def use(self, name: str) -> Response:
        """One of the five uses of a response URL."""
        response = self.responses.get(name)
        if response is None:
            raise Refused("no_service")
        if self._now() - response.made > RESPONSE_LIFE:
            raise Refused("expired_url")
        if response.uses >= RESPONSE_USES:
            raise Refused("used_url")
        response.uses += 1
        return response
