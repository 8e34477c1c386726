"""What an agent learns from: one-time scrapes and standing watches of social media."""

from typing import Annotated, Literal, Self

from pydantic import Field, PlainSerializer, model_validator

from genbot.gen.endpoint import Endpoint, Part, Query
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
    value: str = Field(min_length=1)
    days: Days | None = None
    country: Country | None = None
    max_results: Results | None = None
    monitoring: bool = False
    comment_monitoring: bool = False

    @model_validator(mode="after")
    def _can_be_searched(self) -> Self:
        if (self.platform, self.type) == ("instagram", "keyword"):
            raise ValueError("Instagram cannot be searched by keyword")
        first = FIRST_LETTER.get(self.type, "")
        if not self.value.startswith(first):
            raise ValueError(f"a {self.type} starts with {first}")
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
    value: str | None = None
    days: Days | None = None
    country: Country | None = None
    max_results: Results | None = None
    monitoring: bool | None = None
    comment_monitoring: bool | None = None
