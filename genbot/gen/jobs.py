"""Work that goes on at GEN after the answer: what was accepted, and how it stands."""

from typing import Annotated, Any

from pydantic import AliasChoices, Field

from genbot.gen import words
from genbot.gen.endpoint import Endpoint, Query, Text
from genbot.gen.shapes import Loose, Reason, Shape, Word


class Accepted(Shape):
    """GEN began a generation; ask for it with `GetGeneration`."""

    generation_id: Text = Field(validation_alias=AliasChoices("generation_id", "id"))
    status: Annotated[str, Loose] = "pending"


class RunStarted(Shape):
    """GEN began a run; ask for it with `GetRun`. The path is where its progress can be read."""

    run_id: Text
    conversation_id: Word = None
    status: Annotated[str, Loose] = "running"
    firebase_path: Word = None


class UserJobCreated(Shape, wrapped_in="user_job"):
    """GEN began a job; ask for it with `GetUserJob`."""

    user_job_id: Text = Field(validation_alias=AliasChoices("user_job_id", "id"))


class UserJob(Shape, wrapped_in="user_job"):
    """A publication or a scrape: pending, processing, then completed or failed."""

    status: str
    id: Word = None
    user_job_type: Word = None
    result: Any = None
    failed_reason: Reason = None

    @property
    def post_id(self) -> str | None:
        """The platform's own name for the post, once it is out (page "Poll the publish job")."""
        told = self.result
        if isinstance(told, str):
            try:
                told = words.told(told)
            except (ValueError, RecursionError):
                return None
        post = told.get("post_id") if isinstance(told, dict) else None
        return str(post) if post else None


class GetUserJob(Endpoint[UserJob], get="/user_jobs/{id}"):
    id: str
    agent_id: Query[str]
