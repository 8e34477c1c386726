"""Who is at GEN: organizations, the agents in them, their voices, and the keys that open the door."""

from dataclasses import dataclass, field
from typing import Any

from genbot.sandbox.gen.credits import Purse


@dataclass(slots=True)
class Organization:
    """A workspace; its purse pays for all its agents."""

    id: str
    uuid: str
    name: str
    purse: Purse
    role: str = "owner"
    members: int = 3
    plan: dict[str, str] | None = None
    avatar: str | None = None


@dataclass(slots=True)
class Voice:
    """A voice an agent may speak with; `source` says whose it is."""

    id: str
    name: str
    source: str = "public"
    gender: str = "female"
    language: str = "en"
    provider: str = "elevenlabs"


@dataclass(slots=True)
class Avatar:
    """A face of an agent."""

    id: int
    url: str
    is_primary: bool = False
    degod_avatar_id: str | None = None


@dataclass(slots=True)
class Agent:
    """A creator: `core` is its setup exactly as GET /agents/{id}/core tells it."""

    id: str
    name: str
    organization_id: str
    core: dict[str, Any]
    time_zone: str = "America/Chicago"
    voices: list[Voice] = field(default_factory=list)
    avatars: list[Avatar] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    automation: dict[str, Any] = field(default_factory=dict)
    profile: dict[str, Any] | None = None
    eleven_lab_api_key: str | None = None
    foreign: bool = False

    def voice(self, voice_id: object) -> Voice | None:
        return next((voice for voice in self.voices if voice.id == voice_id), None)

    def posts_to(self, platform: str) -> bool:
        """Whether a social account of this platform is connected."""
        return any(account.get("platform") == platform for account in self.core["linked_accounts"])


@dataclass(slots=True)
class Key:
    """A personal access token. `until` and `revoked` end it."""

    id: int
    name: str
    token: str
    created: float
    until: float | None = None
    used: float | None = None
    revoked: float | None = None

    def status(self, now: float) -> str:
        if self.revoked is not None:
            return "revoked"
        return "expired" if self.until is not None and self.until <= now else "active"
