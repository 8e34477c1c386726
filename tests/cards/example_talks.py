"""Conversations, for tests and for screenshots."""

from genbot.domain.talks import Conversation, Leaf, Talk
from tests.cards.example_ideas import AGENT, CHANNEL, MAYA, NOW

LEAF = Leaf(
    (
        Conversation("c1", "Late-night tacos", pinned=True, runs=3, updated=NOW),
        Conversation("c2", "Research: salsa", runs=1, updated=NOW),
    ),
    count=2,
)
TALK = Talk(
    "t1", CHANNEL, "talk:t1", "a1", "Late-night tacos", MAYA, NOW, AGENT, "c1",
    heard=(("user", "Why?"), ("assistant", "Because it sizzles.")),
)  # fmt: skip
