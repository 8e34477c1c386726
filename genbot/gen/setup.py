"""Phase 1 of GEN: who we are, our workspaces, and the agents with their setup."""

from typing import Annotated, Any, Literal, Self

from pydantic import AliasChoices, Field, model_validator

from genbot.gen.endpoint import Endpoint, Part, Secret, Text, Upload
from genbot.gen.shapes import Loose, Shape, Whole, Word

VoiceSource = Literal["public", "user_designed", "user_trained", "user_elevenlabs"]
PICTURES = ("image/jpeg", "image/png", "image/webp")


class Me(Shape):
    id: str
    email: Word = None
    name: Word = None
    username: Word = None


class GetMe(Endpoint[Me], get="/me"):
    """Who the key belongs to; the cheapest way to learn that it works."""


class Workspace(Shape):
    id: str
    name: Word = None


class ListWorkspaces(Endpoint[list[Workspace]], get="/workspaces"):
    pass


class Voice(Shape):
    """A voice, as the library, the agent and its core each describe it."""

    voice_id: str = Field(validation_alias=AliasChoices("voice_id", "id"))
    name: Word = None
    source: Word = None
    gender: Word = None
    language: Word = None
    provider: Word = None
    url: Word = Field(None, validation_alias=AliasChoices("url", "preview_url"))


class Agent(Shape, wrapped_in="agent"):
    id: str
    name: Annotated[str, Loose] = ""
    description: Word = None
    organization_id: Word = None
    time_zone: Word = None
    primary_avatar_id: Word = None
    primary_avatar_url: Word = None
    role: Word = None
    default_user_voice: Annotated[Voice | None, Loose] = None


class ListAgents(Endpoint[list[Agent]], get="/agents"):
    workspace_id: str | None = None


class GetAgent(Endpoint[Agent], get="/agents/{agent_id}"):
    agent_id: str
    with_organization_uuid: bool | None = None


class NewVoice(Part):
    source: VoiceSource
    voice_id: Text


class AgentFields(Part):
    description: str | None = None
    time_zone: str | None = None
    eleven_lab_api_key: Secret | None = None
    hume_ai_api_key: Secret | None = None
    agent_avatars_attributes: list[dict[str, Any]] | None = None


class NewAgent(AgentFields):
    name: Text


class AgentChanges(AgentFields):
    name: Text | None = None
    default_user_voice_attributes: NewVoice | None = None


class CreateAgent(Endpoint[Agent], post="/agents"):
    agent: NewAgent
    organization_id: str | None = None


class UpdateAgent(Endpoint[Agent], patch="/agents/{agent_id}"):
    agent_id: str
    agent: AgentChanges


class DeleteAgent(Endpoint[None], delete="/agents/{agent_id}"):
    agent_id: str


class Avatar(Shape):
    id: str
    is_primary: Annotated[bool, Loose] = False
    url: Word = None
    thumbnail_url: Word = None
    degod_avatar_id: Word = None


class ListAgentAvatars(Endpoint[list[Avatar]], get="/agents/{agent_id}/avatars"):
    """Twenty at a time; the cursor is the id of the last one seen."""

    agent_id: str
    cursor: str | None = None


class CreateAgentAvatar(Endpoint[None], post="/agents/{agent_id}/avatars", multipart=True):
    """A picture (JPEG, PNG or WebP), or the id of a DeGod."""

    agent_id: str
    avatar: Upload | str = Field(serialization_alias="agent_avatars_attributes[]")

    @model_validator(mode="after")
    def _is_a_picture(self) -> Self:
        if isinstance(self.avatar, Upload) and self.avatar.content_type not in PICTURES:
            raise ValueError(f"an avatar is a JPEG, PNG or WebP; not {self.avatar.content_type}")
        return self


class SetPrimaryAvatar(Endpoint[None], patch="/agents/{agent_id}/avatars/{id}"):
    agent_id: str
    id: str


class DeleteAgentAvatar(Endpoint[None], delete="/agents/{agent_id}/avatars/{id}"):
    """Several at once with their ids joined by underscores: "7_8_9"."""

    agent_id: str
    id: str


class Credit(Shape):
    generic: Annotated[float, Loose] = 0.0
    aura: Annotated[float, Loose] = 0.0


class Plan(Shape):
    name: Word = None
    cycle: Word = None


class Organization(Shape, wrapped_in="organization"):
    """A workspace, and what it may still spend."""

    id: str = Field(validation_alias=AliasChoices("id", "organization_id"))
    uuid: Word = None
    organization_id: Word = None
    name: Word = None
    user_role: Word = None
    credit: Annotated[float | None, Loose] = None
    available_credit: Annotated[Credit | None, Loose] = None
    total_members: Annotated[int | None, Loose] = None
    credit_plan: Annotated[Plan | None, Loose] = None


class ListOrganizations(Endpoint[list[Organization]], get="/organizations"):
    pass


class GetOrganization(Endpoint[Organization], get="/organizations/{organization_id}"):
    organization_id: str


class CreateOrganization(
    Endpoint[Organization], post="/organizations", wrap="organization", multipart=True
):
    name: Text
    avatar: Upload | None = None


class UpdateOrganization(
    Endpoint[Organization],
    patch="/organizations/{organization_id}",
    wrap="organization",
    multipart=True,
):
    organization_id: str
    name: Text | None = None
    avatar: Upload | None = None


class DeleteOrganization(Endpoint[None], delete="/organizations/{organization_id}"):
    """For good. Only its owner may."""

    organization_id: str


class Watched(Shape):
    """A creator, hashtag or keyword the agent learns from."""

    handle: str
    item_type: Word = None


class ResearchTopic(Shape):
    topic: str


class LinkedAccount(Shape):
    """A social account of the agent's own: where it posts."""

    id: Word = None
    url: Word = None
    platform: Word = None
    display_name: Word = None


class AgentCore(Shape):
    """The whole setup of an agent (page "Agent Core")."""

    agent_id: Word = None
    brand_name: Word = None
    description: Word = None
    identity_type: Word = None
    goal: Word = None
    target_platforms: Annotated[list[str], Whole] = Field(default_factory=list)
    shortform: Annotated[bool | None, Loose] = None
    longform: Annotated[bool | None, Loose] = None
    onboarding_status: Word = None
    keywords: Annotated[list[str], Whole] = Field(default_factory=list)
    monitored: Annotated[list[Watched], Whole] = Field(default_factory=list)
    research_topics: Annotated[list[ResearchTopic], Whole] = Field(default_factory=list)
    linked_accounts: Annotated[list[LinkedAccount], Whole] = Field(default_factory=list)
    personality: Word = None
    default_user_voice: Annotated[Voice | None, Loose] = None


class GetAgentCore(Endpoint[AgentCore], get="/agents/{agent_id}/core"):
    agent_id: str


class NewWatched(Part):
    handle: str = Field(min_length=1, max_length=300)
    item_type: Literal["account", "hashtag", "keyword"]


class NewResearchTopic(Part):
    topic: str = Field(min_length=1, max_length=500)


class NewLinkedAccount(Part):
    """With an id it changes that account; without one it is added."""

    url: str = Field(min_length=1, max_length=500)
    id: int | None = None
    platform: str | None = Field(None, max_length=50)
    display_name: str | None = Field(None, max_length=200)


class VoiceRef(Part):
    voice_id: str = Field(min_length=1, max_length=200)
    source: (
        Literal["public", "user_designed", "user_trained", "user_elevenlabs", "eleven_labs"] | None
    ) = None
    name: str | None = Field(None, max_length=200)


class Section(Shape):
    """How one part of a patch went."""

    status: str
    data: Any = None
    error: Word = None


class PatchAgentCore(Endpoint[dict[str, Section | Any]], patch="/agents/{agent_id}/core"):
    """Change only what is given. Lists replace lists: what is missing from one is deleted.

    Partly done is answered with 207 and a section whose status is "error".
    """

    agent_id: str
    brand_name: str | None = Field(None, max_length=200)
    description: str | None = Field(None, max_length=500)
    identity_type: Literal["brand", "character"] | None = None
    goal: str | None = Field(None, max_length=100)
    target_platforms: list[str] | None = Field(None, max_length=10)
    shortform: bool | None = None
    longform: bool | None = None
    onboarding_status: str | None = Field(None, max_length=50)
    keywords: list[str] | None = Field(None, max_length=20)
    monitored: list[NewWatched] | None = Field(None, max_length=50)
    research_topics: list[NewResearchTopic] | None = Field(None, max_length=20)
    linked_accounts: list[NewLinkedAccount] | None = Field(None, max_length=20)
    personality: str | None = Field(None, max_length=20000)
    default_user_voice: VoiceRef | None = None
