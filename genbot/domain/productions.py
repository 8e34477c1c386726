"""Productions: an approved idea becoming a video, step by step."""

from dataclasses import asdict, replace
from enum import StrEnum
from typing import Any

from genbot.domain.approvals import Ballot, Votes
from genbot.domain.errors import NotNow
from genbot.domain.freezes import Freeze
from genbot.domain.preflight import PLATFORM, Accounts, Check
from genbot.domain.publications import Wish
from genbot.domain.slots import Offer
from genbot.domain.value import value


class Stage(StrEnum):
    CLONING = "cloning"
    FILLING = "filling"
    GENERATING = "generating"
    RENDERING = "rendering"
    REVIEW = "review"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    REHEARSED = "rehearsed"  # let out in a channel from which nothing is published
    REJECTED = "rejected"
    FAILED = "failed"
    STOPPED = "stopped"
    HELD = "held"

    @property
    def working(self) -> bool:
        return self in WORKING

    @property
    def over(self) -> bool:
        return self in {Stage.PUBLISHED, Stage.REHEARSED, Stage.REJECTED}

    @property
    def spoken(self) -> str:
        return SPOKEN.get(self, self.value)


P = Stage
SPOKEN = {  # after "This video is"; the others by their name
    P.CLONING: "being set up", P.FILLING: "being written", P.GENERATING: "being made",
    P.RENDERING: "being put together", P.REVIEW: "in review", P.PUBLISHING: "approved",
    P.FAILED: "not finished", P.HELD: "on hold",
}  # fmt: skip
WORKING = (P.CLONING, P.FILLING, P.GENERATING, P.RENDERING)
RESTING = (P.FAILED, P.STOPPED, P.HELD)
DECIDED = (P.PUBLISHING, P.PUBLISHED, P.REHEARSED, P.REJECTED)  # no steps are left to follow
MOVES: dict[tuple[Stage, str], Stage] = {
    (P.CLONING, "cloned"): P.FILLING,
    (P.FILLING, "filled"): P.GENERATING,
    (P.GENERATING, "generated"): P.RENDERING,
    (P.RENDERING, "rendered"): P.REVIEW,
    (P.REVIEW, "change"): P.GENERATING,
    (P.REVIEW, "render"): P.RENDERING,
    (P.REVIEW, "approve"): P.PUBLISHING,
    (P.REVIEW, "reject"): P.REJECTED,
    (P.PUBLISHING, "cancel"): P.REVIEW,
    (P.PUBLISHING, "posted"): P.PUBLISHED,
    (P.PUBLISHING, "rehearsed"): P.REHEARSED,
    (P.REHEARSED, "cancel"): P.REVIEW,
    **{(stage, "fail"): P.FAILED for stage in WORKING},
    **{(stage, "stop"): P.STOPPED for stage in (*WORKING, P.HELD)},
    **{(stage, "hold"): P.HELD for stage in WORKING},
}
"""Besides these, `resume` leads from failed, stopped and held back to the stage it came from."""
RENDERED_AGAIN = "Parts were changed in the studio."  # said where nobody wished for anything else


class TaskState(StrEnum):
    WAITING = "waiting"  # for what it is made from
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    HELD = "held"


@value
class Task:
    """One generation: of a cell, of a layer, or the render of the final cell.

    `take` counts how often it was begun anew; with the id it makes the idempotency key, so that a
    repeat of one take is never charged twice and a wanted redo is never swallowed.
    """

    id: str
    title: str
    cell_id: str
    layer_id: str = ""
    type: str = ""  # generation_type; "render" for the final cell
    data: dict[str, Any] | None = None
    needs: dict[str, str] | None = None  # data key -> id of the task whose output goes there
    state: TaskState = TaskState.WAITING
    take: int = 1
    generation: str = ""
    resource: str = ""
    url: str = ""
    thumbnail: str = ""
    text: str = ""
    cost: float | None = None
    error: str = ""
    began: float = 0.0
    ended: float = 0.0
    continued: int = 0  # how often it went on after a stop; each time is another call
    earlier: tuple[str, ...] = ()  # generations of this place that are not this take's

    @property
    def over(self) -> bool:
        return self.state in {TaskState.DONE, TaskState.FAILED, TaskState.STOPPED, TaskState.HELD}

    @property
    def key(self) -> str:
        return f"{self.id}:{self.take}"

    @property
    def place(self) -> tuple[str, str]:
        """The cell, and the layer in it; no layer: the cell itself."""
        return self.cell_id, self.layer_id

    def go_on(self) -> "Task":
        """The same take after a stop: what GEN has of it is used, and not paid for twice."""
        continued = self.continued + bool(self.generation)
        return replace(self, state=TaskState.WAITING, continued=continued)

    def again(self) -> "Task":
        """The same wish, as a new take."""
        earlier = (*self.earlier, self.generation) if self.generation else self.earlier
        fresh = replace(self, state=TaskState.WAITING, take=self.take + 1, generation="", error="")
        fresh = replace(fresh, resource="", url="", thumbnail="", text="", cost=None)
        return replace(fresh, earlier=earlier, began=0.0, ended=0.0)


@value
class Production:
    """One video in the making; one living message in the channel. Times are epoch seconds."""

    id: str
    idea_id: str
    request_id: str
    channel: str
    agent_id: str
    by: str
    title: str
    began: float
    stage: Stage = Stage.CLONING
    back_to: Stage | None = None  # where `resume` leads
    template: str = ""
    template_title: str = ""
    why_template: str = ""
    wanted_template: str = ""  # chosen by a person; empty: choose by video type
    sheet_id: str = ""
    video_cell: str = ""
    final_cell: str = ""
    values: dict[str, str] | None = None  # cell id -> text to be written
    unplaced: tuple[str, ...] = ()  # parts of the idea no column took
    skipped: tuple[str, ...] = ()  # cells and layers there is nothing to make from
    tasks: tuple[Task, ...] = ()
    render: Task | None = None
    attempt: int = 1  # counts templates; part of the tasks' ids, so no key is ever used again
    version: int = 0  # how many times it was rendered; what an approval is of
    ballot: Ballot | None = None  # while more than one person has to approve this version
    ballots: int = 0  # of all its versions; so that no button ever means a later one
    asked: str = ""  # the person or channel that heard of it because nobody decided
    edited: int = 0  # changes in the studio since it was rendered
    caption: str = ""
    video_url: str = ""
    thumbnail: str = ""
    resource: str = ""
    sha256: str = ""  # of the file that was rendered; empty: nobody could read it
    size: int = 0
    unread: str = ""  # why not
    film: str = ""  # what it is: mp4, mov, webm; empty: nobody looked
    seconds: float = 0.0  # 0: it does not tell
    wrong: bool = False  # what is there is gone, or no video, or not what was approved
    accounts: Accounts | None = None  # of its agent; None: GEN did not tell
    checks: tuple[Check, ...] = ()  # in review: what stood against it when it was last shown
    credits: float = 0.0
    refunded: float = 0.0
    promised: float | None = None  # credits it will have cost at its end; None: nobody knows yet
    estimate: float | None = None  # what people are told that is; None where it would be a guess
    short: bool = False  # GEN has no credits for a part of it, or too few for all of it
    over: bool = False  # held by a budget: who may let it go on is asked
    allowed: bool = False  # somebody let it go on over one, whatever it would cost
    expects: tuple[float, float] = (0.0, 0.0)
    stage_at: float = 0.0
    fell: int = 0  # how often it failed or was held: each time the channel hears of it once
    error: str = ""
    wish: str = ""  # what the change asked for
    note: str = ""  # why it takes longer at the moment
    offer: Offer | None = None  # in review: when it could go out, as it was when last shown
    decided_by: str = ""
    decided_at: float = 0.0
    approvals: Votes = ()  # whose yes it took, when it was let out last
    shown_at: float = 0.0
    rehearsal: bool = False  # nothing of it is published from its channel
    freeze: Freeze | None = None  # while it is in review: what would stop it

    @property
    def slot(self) -> str:
        return f"production:{self.id}"

    @property
    def unpaid(self) -> bool:
        """Whether it rests until there are credits."""
        return self.short and self.stage is Stage.HELD

    @property
    def planned(self) -> Wish:
        """How it would go out: as others have approved it, else as it is shown."""
        if self.ballot and "wish" in self.ballot.seal:
            plan = self.ballot.seal["wish"]
            return Wish(**{**plan, "footage": tuple(plan.get("footage", ()))})
        return self.shown

    @property
    def shown(self) -> Wish:
        """How it would go out as long as nobody has said anything else."""
        return Wish(self.caption, thumbnail=self.thumbnail)

    @property
    def handles(self) -> tuple[str, ...]:
        """What its agent's accounts are called where it goes, as far as GEN has told."""
        ours = self.accounts.on(PLATFORM) if self.accounts else ()
        return tuple(sorted(name for name in ours if name.startswith("@")))

    def sealed(self, wish: Wish) -> dict[str, Any]:
        """Exactly what is approved: which bytes, said how, by which account, when, and where."""
        plan = asdict(wish) | {"footage": list(wish.footage)}
        if not wish.footage:
            del plan["footage"]  # as it was sealed before there was a tick
        more: dict[str, Any] = {"accounts": list(self.handles)} if self.handles else {}
        more |= {"rehearsal": True} if self.rehearsal else {}
        return {
            "version": self.version, "resource": self.resource, "file": self.video_url,
            "sha256": self.sha256, "account": self.agent_id, "platform": PLATFORM, "wish": plan,
            **more,
        }  # fmt: skip

    def polled(self, ballot: Ballot) -> "Production":
        """With what people said to a plan of it."""
        if self.ballot is None:
            ballot = replace(ballot, nth=self.ballots + 1)
        return replace(self, ballot=ballot, ballots=ballot.nth)

    def move(self, verb: str, *, at: float, **changes: Any) -> "Production":
        """The production after `verb`; raises NotNow when it is not the moment for it."""
        changes = {"asked": "", **changes}
        if verb == "resume" and self.stage in RESTING and self.back_to:
            return replace(self, stage=self.back_to, back_to=None, error="", stage_at=at, **changes)
        stage = MOVES.get((self.stage, verb))
        if stage is None:
            who = f", decided by <@{self.decided_by}>" if self.decided_by else ""
            raise NotNow(
                f"This video is {self.stage.spoken} now{who}: too late for that. Nothing was changed."
            )
        back = self.stage if stage in RESTING and self.stage in WORKING else self.back_to
        fell = self.fell + (stage in {Stage.FAILED, Stage.HELD})
        return replace(self, stage=stage, back_to=back, stage_at=at, fell=fell, **changes)

    def task(self, task_id: str) -> Task | None:
        return next((it for it in (*self.tasks, self.render) if it and it.id == task_id), None)

    def task_at(self, cell: str, layer: str) -> Task | None:
        """What makes this cell, or this layer in it; None where nothing of ours does."""
        return next((task for task in self.tasks if task.place == (cell, layer)), None)

    def with_task(self, task: Task) -> "Production":
        if self.render and self.render.id == task.id:
            return replace(self, render=task)
        return replace(self, tasks=tuple(task if t.id == task.id else t for t in self.tasks))

    def without(self, cell: str, layer: str) -> "Production":
        """The plan when a place is gone. What was made from it stays made; what was still to be made
        from it cannot be any more, and is said to be left out."""
        gone = {task.id for task in self.tasks if task.place == (cell, layer)}
        left: list[Task] = []
        skipped = list(self.skipped)
        for task in self.tasks:
            needs = task.needs or {}
            lost = [name for name, id in needs.items() if id in gone]
            if task.id in gone:
                continue
            if any(not (task.data or {}).get(name) for name in lost):
                gone.add(task.id)
                skipped.append(task.title)
            elif lost:
                kept = {name: id for name, id in needs.items() if name not in lost}
                left.append(replace(task, needs=kept or None))
            else:
                left.append(task)
        return replace(self, tasks=tuple(left), skipped=tuple(skipped))

    def called(self, cell: str, layer: str, title: str) -> "Production":
        """The plan when a place has another name."""
        tasks = (replace(t, title=title) if t.place == (cell, layer) else t for t in self.tasks)
        return replace(self, tasks=tuple(tasks))
