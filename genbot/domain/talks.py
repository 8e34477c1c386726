"""Talks: a thread in Slack that goes on with one conversation of the agent's."""

import re
from dataclasses import dataclass

LONGEST_TITLE = 150
LONGEST_WORDS = 3_000  # of what is said to the agent at once
PREFERENCES = "preferences"  # not a thread: where what a channel's agent shall remember is said


@dataclass(frozen=True, slots=True)
class Talk:
    """`thread` is the slot of one of our own messages, or the ts of somebody else's.

    `conversation` is GEN's; it is empty until the agent has heard the first words, and when the
    conversation was deleted. `last` is when somebody last said something there.
    """

    id: str
    channel: str
    thread: str
    agent: str
    title: str
    by: str
    at: float
    agent_name: str = ""
    conversation: str = ""
    last: float = 0.0

    @property
    def slot(self) -> str:
        """Its own message, where it was opened from the list of conversations."""
        return f"talk:{self.id}"


ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.)])\s+(.+?)\s*$", re.MULTILINE)


def listed(text: str) -> tuple[str, ...]:
    """The points of a list in somebody's words: lines with a dash or a number in front."""
    return tuple(ITEM.findall(text))
