"""An agent's older kind of setup, kept because GEN keeps it; the core in setup.py is newer."""

from typing import Annotated, Any

from pydantic import Field

from genbot.gen.endpoint import Endpoint, Query
from genbot.gen.shapes import Loose, Shape


class Profile(Shape):
    identity: Annotated[dict[str, Any], Loose] = Field(default_factory=dict)
    voice: Annotated[dict[str, Any], Loose] = Field(default_factory=dict)
    brand: Annotated[dict[str, Any], Loose] = Field(default_factory=dict)


class GetAgentProfile(Endpoint[Profile], get="/agent/profile", host="agent"):
    agent_id: str


class CreateAgentProfile(Endpoint[Profile], post="/agent/profile", host="agent"):
    agent_id: Query[str]
    identity: dict[str, Any] | None = None
    voice: dict[str, Any] | None = None
    brand: dict[str, Any] | None = None


class UpdateAgentProfile(Endpoint[Profile], put="/agent/profile", host="agent"):
    agent_id: Query[str]
    identity: dict[str, Any] | None = None
    voice: dict[str, Any] | None = None
    brand: dict[str, Any] | None = None


class DeleteAgentProfile(Endpoint[None], delete="/agent/profile", host="agent"):
    agent_id: str
