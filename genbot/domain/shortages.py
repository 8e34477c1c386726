"""Shortages: the one message of a channel about all its videos that wait for credits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shortage:
    """One for each channel, for good: its `id` is the channel. Times are epoch seconds."""

    id: str
    on: bool = False
    nth: int = 0  # how often there was one: each has a message of its own
    at: float = 0.0
    by: str = ""  # who had them go on last
    tried: float = 0.0
    went: int = 0  # how many did
    left: float | None = None  # credits there were for the rest; None: GEN does not tell

    @property
    def slot(self) -> str:
        return f"shortage:{self.id}:{self.nth}"
