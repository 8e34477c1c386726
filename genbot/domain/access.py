"""Access: somebody asks to decide at a gate, and whoever keeps its rule answers."""

from enum import StrEnum

from genbot.domain.approvals import Gate
from genbot.domain.value import value


class Answer(StrEnum):
    """What became of it."""

    OPEN = "open"
    ALLOWED = "allowed"
    DECLINED = "declined"


@value
class Access:
    """One person's wish. Times are epoch seconds; at most one per person, channel and gate is open."""

    id: str
    channel: str
    gate: Gate
    by: str
    at: float
    asked: tuple[str, ...]  # who can answer; each has a card
    state: Answer = Answer.OPEN
    decided_by: str = ""
    decided_at: float = 0.0

    def slot(self, user: str) -> str:
        """The message this person has about it."""
        return f"access:{self.id}:{user}"
