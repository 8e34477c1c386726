"""The steps of a production, as a plan people can follow: template, filling, each part, render."""

from collections.abc import Sequence
from itertools import groupby

from genbot.cards import kit
from genbot.cards.text import capital, credit, ended, lasting, plain, several
from genbot.domain.posts import Block
from genbot.domain.productions import Production, Stage, Task, TaskState

MOST_SINGLE = 14  # more parts than this are shown by type, with counts
MOST_GROUPS = 20

TYPES = {
    "text": "Text",
    "image_from_text": "Images",
    "video_from_text": "Clips",
    "video_from_image": "Clips from images",
    "video_from_ingredients": "Clips from several pictures",
    "speech_from_text": "Voices",
    "lipsync": "Lip sync",
    "captions": "Captions",
    "media": "Files",
}
STATUS = {
    TaskState.WAITING: "pending",
    TaskState.WORKING: "in_progress",
    TaskState.DONE: "complete",
    TaskState.FAILED: "error",
    TaskState.STOPPED: "pending",
    TaskState.HELD: "pending",
}
ORDER = (Stage.CLONING, Stage.FILLING, Stage.GENERATING, Stage.RENDERING)


def plan(production: Production) -> Block:
    """Everything between an approved idea and a video, with the state and cost of each step."""
    parts = [_template(production), _fill(production), *_parts(production), _render(production)]
    return kit.plan("From idea to video", parts)


def progress(production: Production) -> str:
    """ "3 of 5 done"; empty before there are parts."""
    if not production.tasks:
        return ""
    done = sum(task.state is TaskState.DONE for task in production.tasks)
    return f"{done} of {len(production.tasks)} done"


def status_at(production: Production, step: Stage) -> str:
    """Where a step stands, told from the stage: before, at, or after it; or broken there."""
    stage = production.stage
    stopped_at = production.back_to if stage not in ORDER else stage
    if stopped_at not in ORDER:
        return "complete" if production.version else "pending"
    if ORDER.index(step) != ORDER.index(stopped_at):
        return "complete" if ORDER.index(step) < ORDER.index(stopped_at) else "pending"
    if stage is Stage.FAILED:
        return "error"
    return "in_progress" if stage.working else "pending"


def _template(production: Production) -> Block:
    named = production.template_title or production.template
    title = f"Template: {plain(named, 110)}" if named else "Choose and copy a template"
    return kit.task(
        f"{production.id}-template",
        title,
        status_at(production, Stage.CLONING),
        f"{_why(production)} {_other(production)}".strip() if named else "",
        _broken(production, Stage.CLONING),
    )


def _why(production: Production) -> str:
    why = plain(production.why_template, 150, "")
    return ended(capital(why)) if why else ""


def _other(production: Production) -> str:
    """How to get another template: now while that is free, else for the next video."""
    if may_choose(production):
        return "To take another one: Change template…"
    return "For the next video: /gen settings."


def may_choose(production: Production) -> bool:
    """Another template starts over, so only before anything was paid for, or after a failure."""
    free = production.stage in {Stage.CLONING, Stage.FILLING}
    return free or (production.stage is Stage.FAILED and not production.version)


def _fill(production: Production) -> Block:
    count = len(production.values or {})
    status = status_at(production, Stage.FILLING)
    written = f"{several(count, 'cell')} filled from the idea" if count else ""
    return kit.task(
        f"{production.id}-fill",
        "Write the idea into it",
        status,
        written if status == "complete" else "",
        _broken(production, Stage.FILLING),
    )


def _broken(production: Production, step: Stage) -> str:
    return production.error if status_at(production, step) == "error" else ""


def _parts(production: Production) -> list[Block]:
    if len(production.tasks) <= MOST_SINGLE:
        return [_part(task) for task in production.tasks]
    tasks = sorted(production.tasks, key=lambda task: task.type)
    groups = [(kind, list(group)) for kind, group in groupby(tasks, lambda task: task.type)]
    shown = [_group(production, kind, group) for kind, group in groups[:MOST_GROUPS]]
    rest = [task for _, group in groups[MOST_GROUPS:] for task in group]
    return [*shown, _group(production, "everything else", rest)] if rest else shown


def _part(task: Task) -> Block:
    return kit.task(task.id, task.title, STATUS[task.state], _details(task), _outcome(task))


def _details(task: Task) -> str:
    """What it cost and how long it took, as far as that is known."""
    took = lasting(task.ended - task.began) if task.ended > task.began > 0 else ""
    cost = credit(task.cost) if task.cost is not None else ""
    take = f"take {task.take}" if task.take > 1 else ""
    return " · ".join(part for part in (cost, took, take) if part)


def _outcome(task: Task) -> str:
    match task.state:
        case TaskState.FAILED:
            return task.error or "GEN gave no reason."
        case TaskState.STOPPED:
            return "Stopped"
        case TaskState.HELD:
            return task.error or "On hold"
        case TaskState.DONE if task.text:
            return f"“{plain(task.text, 200)}”"
        case _:
            return ""


def _group(production: Production, kind: str, tasks: Sequence[Task]) -> Block:
    done = sum(task.state is TaskState.DONE for task in tasks)
    cost = sum(task.cost or 0.0 for task in tasks)
    named = TYPES.get(kind, plain(kind, 60, "Parts"))
    errors = [_outcome(task) for task in tasks if task.state is TaskState.FAILED]
    said = f"{len(errors)} failed: {errors[0]}" if errors else ""
    return kit.task(
        f"{production.id}-{kind[:80] or 'parts'}",
        f"{named}: {done} of {len(tasks)} done",
        _worst(tasks),
        credit(cost) if cost else "",
        said,
    )


def _worst(tasks: Sequence[Task]) -> str:
    states = {STATUS[task.state] for task in tasks}
    if len(states) == 1:
        return states.pop()
    return "error" if "error" in states else "in_progress"


def _render(production: Production) -> Block:
    title = "Put the video together"
    if task := production.render:
        return kit.task(task.id, title, STATUS[task.state], _details(task), _outcome(task))
    status = status_at(production, Stage.RENDERING)
    return kit.task(f"{production.id}-render", title, status)
