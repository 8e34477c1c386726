"""The conversations an agent had: what was said, and how they are kept."""

from typing import Annotated

from pydantic import Field

from genbot.gen.endpoint import Endpoint, Page
from genbot.gen.ideas import RunMessage
from genbot.gen.shapes import Each, Loose, Shape, Word


class Conversation(Shape, wrapped_in="conversation"):
    """Some pages give it its messages, others a count of its runs."""

    id: str
    agent_id: Word = None
    title: Word = None
    pinned: Annotated[bool, Loose] = False
    run_count: Annotated[int | None, Loose] = None
    created_at: Word = None
    updated_at: Word = None
    messages: Annotated[list[RunMessage], Each, Loose] = Field(default_factory=list)


class ListConversations(Endpoint[list[Conversation]], get="/agent/conversations", host="agent"):
    agent_id: str


class GetConversation(Endpoint[Conversation], get="/agent/conversations/{id}", host="agent"):
    id: str


class UpdateConversation(Endpoint[Conversation], patch="/agent/conversations/{id}", host="agent"):
    id: str
    title: str | None = None
    pinned: bool | None = None


class DeleteConversation(Endpoint[None], delete="/agent/conversations/{id}", host="agent"):
    """With its runs and messages; the ideas stay."""

    id: str


class ListConversationMessages(
    Endpoint[list[RunMessage]], get="/agent/conversations/{id}/messages", host="agent"
):
    """Oldest first."""

    id: str
    page: Page | None = None
    per_page: Page | None = None
