"""Freezes: a stop for everything that would go out of one channel, or of all of them."""

from genbot.domain.value import value

EVERYWHERE = "everywhere"
TOO_MANY = 3  # failed posts in a row, after which a channel freezes by itself


@value
class Freeze:
    """One switch for good: its `id` is a channel, or EVERYWHERE. Times are epoch seconds."""

    id: str
    on: bool = False
    nth: int = 0  # how often it was frozen: each time has a message of its own
    by: str = ""  # empty: it froze by itself
    at: float = 0.0
    reason: str = ""
    thawed_by: str = ""
    thawed_at: float = 0.0
    failures: int = 0  # failed posts in a row
    said_in: tuple[str, ...] = ()  # the channels that heard of it

    @property
    def wide(self) -> bool:
        return self.id == EVERYWHERE

    def slot(self, channel: str) -> str:
        """Its message in a channel."""
        return f"freeze:{self.id}:{self.nth}:{channel}"
