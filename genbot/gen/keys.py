"""The keys that open GEN's API: made, named, revoked."""

from pydantic import SecretStr

from genbot.gen.endpoint import Endpoint, Text
from genbot.gen.shapes import Shape, Word


class ApiKey(Shape, wrapped_in="persisted_token"):
    """What is known about a key: active, expired or revoked. Never the key itself."""

    id: str
    name: Word = None
    token_type: Word = None
    status: Word = None
    created_at: Word = None
    expires_at: Word = None
    last_used_at: Word = None
    revoked_at: Word = None


class NewApiKey(ApiKey):
    """A key just made; `token` is shown this once."""

    token: SecretStr


class ListApiKeys(Endpoint[list[ApiKey]], get="/persisted_tokens"):
    pass


class CreateApiKey(Endpoint[NewApiKey], post="/persisted_tokens"):
    name: str | None = None
    expires_in: int | None = None


class UpdateApiKey(Endpoint[ApiKey], patch="/persisted_tokens/{id}", wrap="persisted_token"):
    id: str
    name: Text


class RevokeApiKey(Endpoint[None], delete="/persisted_tokens/{id}/revoke"):
    """For good."""

    id: str


class RevokeAllApiKeys(Endpoint[None], delete="/persisted_tokens/revoke_all"):
    """Every key of this person, the one asking included."""
