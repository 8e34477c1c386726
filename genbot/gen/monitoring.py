"""What an agent learns from: one-time scrapes and standing watches of social media."""

from typing import Annotated, Literal, Self

from pydantic import Field, PlainSerializer, model_validator

from genbot.gen.endpoint import Endpoint, Part, Query, Text
from genbot.gen.export import as_json
from genbot.gen.jobs import UserJobCreated

Platform = Literal["tiktok", "instagram", "youtube"]
SearchType = Literal["username", "hashtag", "keyword"]
Days = Literal[0, 1, 7, 30, 90, 180]
Country = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Results = Annotated[int, Field(ge=1, le=50)]

FIRST_LETTER = {"username": "@", "hashtag": "#"}


class Scrape(Part):
    """What to look for (page "Content Monitoring")."""

    platform: Platform
    type: SearchType
    value: Text
    days: Days | None = None
    country: Country | None = None
    max_results: Results | None = None
    monitoring: bool = False
    comment_monitoring: bool = False

    @model_validator(mode="after")
    def _can_be_searched(self) -> Self:
        _check(self)
        return self


class TrainSocial(Endpoint[UserJobCreated], post="/user_jobs", wrap="user_job", multipart=True):
    """Charged by what it finds; no page promises an Idempotency-Key for it."""

    agent_id: Query[str]
    user_job_type: Literal["train_social"] = "train_social"
    data: Annotated[Scrape, PlainSerializer(as_json)]


class UpdateMonitoring(Endpoint[UserJobCreated], put="/user_jobs/{id}", multipart=True):
    """Change a scrape that is still pending or processing."""

    id: str
    agent_id: Query[str]
    platform: Platform | None = None
    type: SearchType | None = None
    value: Text | None = None
    days: Days | None = None
    country: Country | None = None
    max_results: Results | None = None
    monitoring: bool | None = None
    comment_monitoring: bool | None = None

    @model_validator(mode="after")
    def _can_be_searched(self) -> Self:
        _check(self)
        return self


def _check(wanted: Scrape | UpdateMonitoring) -> None:
    """That the platform has such a search, and that its words begin as they should."""
    if (wanted.platform, wanted.type) == ("instagram", "keyword"):
        raise ValueError("Instagram has no search by keyword, only by username or hashtag")
    first = FIRST_LETTER.get(wanted.type or "", "")
    if wanted.value is not None and not wanted.value.startswith(first):
        raise ValueError(f"a {wanted.type} starts with {first}")
