"""What conversations are made of: runs, their messages, and the ideas they leave behind."""

from dataclasses import dataclass, field
from typing import Any

from genbot.sandbox.gen.credits import Charge
from genbot.sandbox.gen.drafts import Draft

FLOW = ("generated", "approve_to_create", "ready_for_review", "approved_to_post", "posted")
ASIDE = {"change_idea": "generated", "change_video": "ready_for_review", "rejected": "generated"}
STATUSES = (*FLOW, *ASIDE)


@dataclass(slots=True)
class Idea:
    """A first-class record that outlives its conversation."""

    id: int
    idea_id: str
    agent_id: str
    conversation_id: str
    draft: Draft
    created: float
    updated: float
    status: str = "generated"

    def cycle(self) -> str:
        """The status after this one; the end of the flow begins it anew."""
        if self.status in ASIDE:
            return ASIDE[self.status]
        return FLOW[(FLOW.index(self.status) + 1) % len(FLOW)]


@dataclass(slots=True)
class Message:
    """Something said in a conversation; `data` carries what a program wants to read."""

    role: str
    content: str
    at: float
    data: dict[str, Any] | None = None


@dataclass(slots=True)
class Run:
    """One turn of the agent."""

    id: str
    conversation_id: str
    agent_id: str
    purpose: str
    begun: float
    charge: Charge
    plan: list[str]
    thoughts: list[str]
    lasts: float
    status: str = "running"
    messages: list[Message] = field(default_factory=list)
    asks_at: float | None = None
    continued: float | None = None

    def progress(self, now: float) -> float:
        """How far it is, from 0 to 1."""
        if self.status in {"completed", "failed"}:
            return 1.0
        waited = 0.0 if self.asks_at is None else (self.continued or now) - self.asks_at
        return max(0.0, min(0.99, (now - self.begun - max(0.0, waited)) / self.lasts))


@dataclass(slots=True)
class Conversation:
    """A thread with an agent; `newest` is its newest idea set, the one a refinement works on."""

    id: str
    agent_id: str
    title: str
    created: float
    updated: float
    pinned: bool = False
    runs: list[str] = field(default_factory=list)
    newest: list[int] = field(default_factory=list)
