"""Phase 2 of GEN: runs of the agent, the ideas they bring, conversations and research."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BeforeValidator, Field, ValidationError

from genbot.gen import words
from genbot.gen.endpoint import Endpoint, Part, Text
from genbot.gen.jobs import RunStarted
from genbot.gen.shapes import Each, Loose, Shape, Word

IdeaStatus = Literal[
    "generated",
    "approve_to_create",
    "ready_for_review",
    "change_idea",
    "change_video",
    "rejected",
    "approved_to_post",
    "posted",
]
Depth = Literal["quick", "default", "deep"]

VIDEO_TYPES = {
    0: "Any",
    1: "Talking Avatar",
    2: "Green Screen",
    3: "Montage",
    4: "Text-Driven",
    5: "POV Object",
    6: "Narrated/VO",
    8: "Split Screen",
    9: "Skit",
}
"""What `video_type_id` stands for (page "Content Ideas"); there is no 7."""


def _seconds(told: Any) -> Any:
    """A length as GEN's writers put it: 12, "12", "12s", "0:12", "about 12 seconds"."""
    if not isinstance(told, str):
        return told
    if clock := re.search(r"(\d+):(\d\d)", told):
        return int(clock[1]) * 60 + int(clock[2])
    found = re.search(r"\d+(\.\d+)?", told)
    return float(found[0]) if found else None


Seconds = Annotated[float | None, Field(ge=0, le=86_400), BeforeValidator(_seconds), Loose]
Count = Annotated[int | None, Loose]


class ClipRange(Shape):
    start: Seconds = None
    end: Seconds = None


class Asset(Shape):
    """Footage an idea wants to use."""

    url: Word = None
    type: Word = None
    description: Word = None
    usage: Word = None
    source: Word = None
    clip_range: Annotated[ClipRange | None, Loose] = None


class Source(Shape):
    """A post an idea learned from."""

    type: Word = None
    url: Word = None
    creator: Word = None
    watch_count: Count = None
    like_count: Count = None
    what_was_used: Word = None


class Manifest(Shape):
    """The plan of a video, second by second."""

    video_title: Word = None
    total_duration: Seconds = None
    aspect_ratio: Word = None
    global_extracted_assets: Annotated[list[Any], Loose] = Field(default_factory=list)
    timeline_layers: Annotated[list[Any], Loose] = Field(default_factory=list)


class IdeaData(Shape):
    selected_assets: Annotated[list[Asset], Each, Loose] = Field(default_factory=list)
    inspiration_sources: Annotated[list[Source], Each, Loose] = Field(default_factory=list)
    rationale: Annotated[str, Loose] = ""
    project_manifest: Annotated[Manifest | None, Loose] = None


class Idea(Shape, wrapped_in="idea"):
    """A video somebody could make (page "Content Ideas")."""

    id: Text = Field(validation_alias=AliasChoices("id", "idea_id"))
    idea_id: Word = None
    agent_id: Word = None
    title: Annotated[str, Loose] = ""
    hook: Annotated[str, Loose] = ""
    full_script: Annotated[str, Loose] = ""
    description: Annotated[str, Loose] = ""
    video_type: Word = None
    video_type_id: Count = None
    status: str = "generated"
    estimated_duration: Seconds = None
    aspect_ratio: Word = None
    data: Annotated[IdeaData, Loose] = Field(default_factory=IdeaData)
    created_at: Word = None


class RunMessage(Shape):
    role: str = ""
    content: Annotated[str, Loose] = ""
    data: Any = None
    created_at: Word = None


class Run(Shape, wrapped_in="run"):
    """One thing the agent was told to do: running, awaiting_approval, completed or failed."""

    run_id: str = Field(validation_alias=AliasChoices("run_id", "id"))
    conversation_id: Word = None
    status: str
    messages: Annotated[list[RunMessage], Each, Loose] = Field(default_factory=list)
    created_at: Word = None

    @property
    def ideas(self) -> list[Idea]:
        """The newest set of ideas its messages tell of, however deep they are wrapped."""
        for message in reversed(self.messages):
            for found in _idea_lists(message.data):
                return found
        return []

    @property
    def wish(self) -> str:
        """What it was told to do; empty where GEN does not say."""
        return next((one.content for one in self.messages if one.role == "user"), "")

    @property
    def reply(self) -> str:
        """What the agent said last."""
        said = [one.content for one in self.messages if one.role == "assistant" and one.content]
        return said[-1] if said else ""


def _idea_lists(told: Any, depth: int = 6) -> Iterator[list[Idea]]:
    if isinstance(told, str) and told.lstrip()[:1] in {"{", "["}:
        try:
            told = words.told(told)
        except (ValueError, RecursionError):
            return
    if not depth or not isinstance(told, dict | list):
        return
    if isinstance(told, list) and (found := [one for at in told if (one := _as_idea(at))]):
        yield found
        return
    inside = told if isinstance(told, list) else [told.get("ideas"), *told.values()]
    for at in inside:
        yield from _idea_lists(at, depth - 1)


def _as_idea(told: Any) -> Idea | None:
    """Many things have a title; an idea also has an id and something to film."""
    if not isinstance(told, dict) or not told.get("title"):
        return None
    if not {"hook", "full_script", "description", "video_type", "video_type_id"} & set(told):
        return None
    try:
        return Idea.model_validate(told)
    except ValidationError:
        return None


class RunContext(Part):
    vidsheet_id: str | None = None


class StartRun(Endpoint[RunStarted], post="/agent/run", host="agent", charged=True):
    """Tell the agent something. Its words decide: ideas, a refinement, a preference, a chat."""

    message: Text
    agent_id: str
    conversation_id: str | None = None
    attachments: list[Any] | None = None
    context: RunContext | None = None
    debug: bool | None = None


class GetRun(Endpoint[Run], get="/agent/runs/{run_id}", host="agent"):
    run_id: str


class ApproveRun(Endpoint[Run], post="/agent/runs/{run_id}/approve", host="agent"):
    """Decide what a run awaits; refused when it awaits nothing, so telling it twice is safe."""

    run_id: str
    approved: bool


class StartResearch(Endpoint[RunStarted], post="/research", host="agent", charged=True):
    topic: Text
    agent_id: str
    depth: Depth = "default"


class ListConversationRuns(Endpoint[list[Run]], get="/agent/conversations/{id}/runs", host="agent"):
    id: str


class ListIdeas(Endpoint[list[Idea]], get="/agent/ideas", host="agent"):
    agent_id: str
    status: IdeaStatus | None = None


class CycleIdeaStatus(Endpoint[Idea], post="/agent/ideas/{id}/status", host="agent"):
    """Move an idea to whatever comes next; `SetIdeaStatus` says it outright."""

    id: str


class SetIdeaStatus(Endpoint[Idea | None], put="/agent/ideas/{id}/status/{status}", host="agent"):
    """Say where an idea stands. The page shows no answer, so an empty one is as good."""

    id: str
    status: IdeaStatus
