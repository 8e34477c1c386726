"""Talks: a thread in Slack that goes on with one conversation of the agent's."""

import re

from genbot.domain.attachments import Attachment
from genbot.domain.errands import Errand
from genbot.domain.value import value

LONGEST_TITLE = 150
LONGEST_WORDS = 3_000  # of what is said to the agent at once
MOST_RUNS = 200  # remembered of one talk
PREFERENCES = "preferences"  # not a thread: where what a channel's agent shall remember is said
ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)])\s+(\S.*)")  # one line: over many it would take for ever
Words = tuple[str, str]  # who said it (user, assistant), and what


@value
class Talk:
    """`thread` is the slot of one of our own messages, or the ts of somebody else's.

    `conversation` is GEN's; it is empty until the agent has heard the first words, and when the
    conversation was deleted. `runs` are GEN's ids of what was said here, `heard` is what was said
    last when it was opened from the list, `last` is when somebody last said something here.
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
    runs: tuple[str, ...] = ()
    heard: tuple[Words, ...] = ()

    @property
    def slot(self) -> str:
        """Its own message, where it was opened from the list of conversations."""
        return f"talk:{self.id}"


@value
class Conversation:
    """One of an agent's conversations, as GEN tells it; `updated` in epoch seconds."""

    id: str
    title: str
    pinned: bool = False
    runs: int = 0
    updated: float = 0.0
    heard: tuple[Words, ...] = ()


@value
class Leaf:
    """One page of a list of conversations: which words it was searched for, how many fit."""

    items: tuple[Conversation, ...]
    words: str = ""
    page: int = 0
    count: int = 0


def listed(text: str) -> tuple[str, ...]:
    """The points of a list in somebody's words: lines with a dash or a number in front."""
    found = (ITEM.fullmatch(line.strip()) for line in text.splitlines())
    return tuple(one[1] for one in found if one)


def given(errand: Errand) -> tuple[Attachment, ...]:
    """The files that go with what is said; those that are at GEN already as they are there."""
    there = errand.result.get("brought") or {}
    every = errand.wish.get("files") or ()
    return tuple(Attachment(**there.get(one["source"], one)) for one in every)


def to_bring(errand: Errand) -> tuple[Attachment, ...]:
    """Those that GEN has not got yet."""
    return tuple(one for one in given(errand) if not one.signed_id)
