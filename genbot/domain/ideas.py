"""Requests for ideas, the agent runs that answer them, and the ideas themselves."""

from dataclasses import field, replace
from datetime import UTC, datetime
from enum import StrEnum

from genbot.domain.approvals import Ballot, Votes
from genbot.domain.attachments import Attachment
from genbot.domain.errors import NotNow
from genbot.domain.value import value


class IdeaStatus(StrEnum):
    """GEN's own lifecycle, because other tools look at it too (full-reference, Content Ideas)."""

    GENERATED = "generated"
    APPROVE_TO_CREATE = "approve_to_create"
    READY_FOR_REVIEW = "ready_for_review"
    APPROVED_TO_POST = "approved_to_post"
    POSTED = "posted"
    CHANGE_IDEA = "change_idea"
    CHANGE_VIDEO = "change_video"
    REJECTED = "rejected"


S = IdeaStatus
MOVES: dict[tuple[IdeaStatus, str], IdeaStatus] = {
    (S.GENERATED, "approve"): S.APPROVE_TO_CREATE,
    (S.GENERATED, "reject"): S.REJECTED,
    (S.GENERATED, "change"): S.CHANGE_IDEA,
    (S.CHANGE_IDEA, "keep"): S.GENERATED,
    (S.CHANGE_IDEA, "refined"): S.GENERATED,
    (S.CHANGE_IDEA, "reject"): S.REJECTED,
    (S.APPROVE_TO_CREATE, "rendered"): S.READY_FOR_REVIEW,
    (S.CHANGE_VIDEO, "rendered"): S.READY_FOR_REVIEW,
    (S.READY_FOR_REVIEW, "change_video"): S.CHANGE_VIDEO,
    (S.READY_FOR_REVIEW, "reject_video"): S.REJECTED,
    (S.READY_FOR_REVIEW, "approve_video"): S.APPROVED_TO_POST,
    (S.APPROVED_TO_POST, "cancel"): S.READY_FOR_REVIEW,
    (S.APPROVED_TO_POST, "posted"): S.POSTED,
}

DECIDED = {
    S.APPROVE_TO_CREATE: "approved",
    S.REJECTED: "rejected",
    S.CHANGE_IDEA: "sent back for a change",
    S.READY_FOR_REVIEW: "made, and waiting for review",
    S.CHANGE_VIDEO: "being changed",
    S.APPROVED_TO_POST: "approved for posting",
    S.POSTED: "posted",
}

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

REJECT_REASONS = {
    "off_brand": "Not our brand",
    "seen": "We have done this",
    "hook": "The hook is weak",
    "topic": "Wrong topic",
    "risky": "Too risky",
    "costly": "Too expensive to make",
    "other": "Another reason",
}


@value
class Source:
    """A video that inspired an idea, and how it did."""

    url: str = ""
    creator: str = ""
    type: str = ""
    watches: int | None = None
    likes: int | None = None
    used: str = ""


@value
class Asset:
    """A clip or picture the idea means to use; `start` and `end` in seconds where it is a part."""

    url: str = ""
    type: str = ""
    description: str = ""
    usage: str = ""
    source: str = ""
    start: float | None = None
    end: float | None = None


@value
class Idea:
    """One idea on one card. `id` is ours and opaque; `gen_id` is GEN's and changes when it is refined;
    it is empty for what a person made up, which GEN does not know."""

    id: str
    gen_id: str
    request_id: str
    channel: str
    agent_id: str
    number: int
    title: str
    hook: str = ""
    script: str = ""
    description: str = ""
    video_type: str = ""
    video_type_id: int | None = None
    seconds: str = ""
    aspect_ratio: str = ""
    rationale: str = ""
    sources: tuple[Source, ...] = ()
    assets: tuple[Asset, ...] = ()
    status: IdeaStatus = IdeaStatus.GENERATED
    version: int = 1
    decided_by: str = ""
    decided_at: float = 0.0
    approvals: Votes = ()  # whose yes it took to make a video of it
    reason: str = ""
    production_id: str = ""
    price: float = 0.0  # credits its video will cost; 0: nobody knows
    basis: str = ""  # on what that rests (Basis); empty: on our own history
    videos: int = 0  # of the same template it was read from
    left: float | None = None  # credits at GEN when that was reckoned; None: not known then
    left_at: float = 0.0
    template: str = ""  # chosen by who made it up; empty: chosen by its type
    ballot: Ballot | None = None  # while more than one person has to approve it, or said no to it
    asked: str = ""  # the person or channel that heard of it because nobody decided

    @property
    def sealed(self) -> dict[str, int]:
        """Exactly what is approved: another version is another idea."""
        return {"version": self.version}

    @property
    def polled(self) -> Ballot | None:
        """What people said to this version."""
        return self.ballot if self.ballot and self.ballot.seal == self.sealed else None

    def move(self, verb: str, *, by: str = "", at: float = 0.0, reason: str = "") -> "Idea":
        """The idea after `verb`; raises NotNow, naming who was first, when it is too late for it."""
        status = MOVES.get((self.status, verb))
        if status is None:
            raise NotNow(self.already())
        moved = replace(self, status=status, version=self.version + 1, asked="")
        moved = replace(moved, reason=reason or self.reason)
        return replace(moved, decided_by=by, decided_at=at) if by else moved

    def already(self) -> str:
        """Why nothing can be decided here any more."""
        if self.status is S.GENERATED:
            return "This card has changed since. Please look at the newest one."
        who = f" by <@{self.decided_by}>" if self.decided_by else ""
        when = f" at {clock(self.decided_at)}" if self.decided_at else ""
        return f"This idea is already {DECIDED[self.status]}{who}{when}."


class RunState(StrEnum):
    """Where one message to the agent stands."""

    QUEUED = "queued"  # another run of the same conversation comes first
    ASKED = "asked"
    RUNNING = "running"
    APPROVAL = "awaiting_approval"
    DONE = "done"
    FAILED = "failed"
    HELD = "held"  # no credits; continues by button

    @property
    def over(self) -> bool:
        return self in {RunState.DONE, RunState.FAILED, RunState.HELD}


@value
class Run:
    """One message to the agent in a request's conversation: the first one, or a refinement."""

    id: str
    request_id: str
    message: str
    by: str
    state: RunState = RunState.QUEUED
    idea_id: str = ""  # the one idea it is to change, if it is about one
    gen_run: str = ""
    progress_path: str = ""
    plan: tuple[str, ...] = ()
    thinking: str = ""
    asked_at: float = 0.0
    ended_at: float = 0.0
    expects: tuple[float, float] = (0.0, 0.0)
    error: str = ""
    answer: str = ""  # the agent's own words: its question, or what it said at the end
    note: str = ""  # why it takes longer at the moment
    verdict: str = ""  # what a person answered to its question: yes or no
    again: bool = False  # somebody had the same message sent again
    lost: bool = False  # GEN has it, or may have it, and for hours we could not look
    files: tuple[Attachment, ...] = ()  # given along with the message
    channel: str = ""  # of its request

    @property
    def to_bring(self) -> tuple[Attachment, ...]:
        """Files that have to be at GEN before the agent is asked."""
        return tuple(one for one in self.files if not one.signed_id)

    def now(self, state: RunState, **changes: object) -> "Run":
        return replace(self, state=state, **changes)  # type: ignore[arg-type]


@value
class Request:
    """What somebody asked for; one message in the channel, its thread is the GEN conversation."""

    id: str
    channel: str
    agent_id: str
    by: str
    topic: str
    count: int
    at: float
    agent_name: str = ""
    conversation_id: str = ""
    thread: str = ""  # ts of an existing message to answer under; empty: our own is the parent
    video_type: int = 0  # of VIDEO_TYPES; 0: the agent chooses
    called: str = ""  # the title of its conversation, once a person gave it another
    requirements: str = ""  # what every idea of this batch has to keep to

    @property
    def slot(self) -> str:
        return f"request:{self.id}"


def clock(at: float) -> str:
    """An instant in the reader's own time zone, as Slack writes it."""
    fallback = datetime.fromtimestamp(at, UTC).strftime("%H:%M UTC")
    return f"<!date^{int(at)}^{{time}}|{fallback}>"


@value
class Board:
    """A request with all that belongs to it: what its message shows."""

    request: Request
    runs: tuple[Run, ...] = ()
    ideas: tuple[Idea, ...] = field(default=())

    @property
    def current(self) -> Run | None:
        """The run people wait for, else the newest."""
        waiting = [run for run in self.runs if not run.state.over]
        return waiting[0] if waiting else (self.runs[-1] if self.runs else None)
