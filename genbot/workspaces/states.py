"""The word with which an admin's browser goes to Slack and comes back: ours, fresh, and taken once."""

import hmac
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

LIFE = 600.0  # seconds


class States(AsyncOAuthStateStore):
    """Nothing is kept of a word that is given out, so nobody can fill a disk with them: it carries
    its own end and our signature. What was taken is remembered for as long as it would be good; after
    a restart Slack's code, which is good once too, stops a replay."""

    def __init__(
        self, secret: str, now: Callable[[], float], fresh: Callable[[], str], life: float = LIFE
    ) -> None:
        """`fresh` makes words that nobody can guess."""
        self._secret, self._now, self._fresh, self._life = secret.encode(), now, fresh, life
        self._taken: dict[str, float] = {}

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        word = f"{int(self._now() + self._life)}.{self._fresh()}"
        return f"{word}.{self._signed(word)}"

    async def async_consume(self, state: str) -> bool:
        word, _, signature = state.rpartition(".")
        if not hmac.compare_digest(self._signed(word).encode(), signature.encode(errors="replace")):
            return False
        now = self._now()
        self._taken = {one: end for one, end in self._taken.items() if end > now}
        end = float(word.partition(".")[0])
        if end <= now or word in self._taken:
            return False
        self._taken[word] = end
        return True

    def _signed(self, word: str) -> str:
        about = b"genbot install\0" + word.encode(errors="replace")
        return hmac.new(self._secret, about, sha256).hexdigest()
