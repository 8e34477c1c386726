"""Phase 5 of GEN: the render, and the post."""

from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, PlainSerializer, model_validator

from genbot.gen.endpoint import Endpoint, Link, Part, Query
from genbot.gen.jobs import Accepted, UserJobCreated


class Render(
    Endpoint[Accepted],
    post="/autocontentengine/{sheet_id}/cells/{cell_id}/render",
    charged=True,
):
    """Make one video of all layers of a row; the cell is the row's in the final_video column."""

    sheet_id: str
    cell_id: str
    agent_id: Query[str]


def as_json(data: Part) -> str:
    return data.model_dump_json(exclude_none=True)


def _as_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class PublishData(Part):
    """One post (page "Publishing"). That a time lies ahead is for the caller to see to."""

    platform: Literal["tiktok"] = "tiktok"
    media_url: Link
    description: str = Field(min_length=1, max_length=2200)
    title: str | None = None
    media_type: Literal["VIDEO", "IMAGE"] = "VIDEO"
    schedule_type: Literal["now", "scheduled"] = "now"
    scheduled_time: Annotated[AwareDatetime, PlainSerializer(_as_utc)] | None = None
    thumbnail_url: Link | None = None
    timezone_offset: int | None = Field(None, ge=-14 * 60, le=14 * 60)

    @model_validator(mode="after")
    def _time_fits_schedule(self) -> Self:
        if (self.schedule_type == "scheduled") != (self.scheduled_time is not None):
            raise ValueError("a scheduled post needs its time, and only a scheduled one has any")
        return self


class Publish(Endpoint[UserJobCreated], post="/user_jobs"):
    """Post it. GEN promises no Idempotency-Key here: a second call is a second post."""

    agent_id: Query[str]
    user_job_type: Literal["publish_content"] = "publish_content"
    data: Annotated[PublishData, PlainSerializer(as_json)]
