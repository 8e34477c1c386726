"""An approved idea becomes a video: what happens by itself, step by step."""

from collections.abc import Iterator
from dataclasses import replace

from genbot.domain.approvals import Votes
from genbot.domain.events import ProductionMoved, VideoRendered
from genbot.domain.files import NO_PROOF, Proof
from genbot.domain.productions import Production, Stage, Task, TaskState
from genbot.domain.watches import Kind, Phase
from genbot.flows import channels, lifecycle, means, prices, shortages, times
from genbot.flows.banners import here
from genbot.flows.plan import plan
from genbot.gen.sheets import Generation, Sheet
from genbot.store import Transaction

LONGEST_CALL = 300.0  # seconds: after a crash nobody tells when it ended
SHOWN_EVERY = 20.0  # seconds between two looks of a card on which nothing else changes


def cloned(
    tx: Transaction, id: str, sheet: Sheet, template: tuple[str, str], why: str, voice: str
) -> None:
    """GEN has the vidsheet: plan what goes where."""
    before = production = tx.productions.get(id)
    idea = tx.ideas.get(production.idea_id)
    made = plan(sheet, idea, f"{id}.{production.attempt}", voice)
    if made.missing:
        failed(tx, production, made.missing)
        return
    render = Task(f"{id}.{production.attempt}.render", "Render", made.final_cell, type="render")
    production = production.move(
        "cloned", at=tx.now, sheet_id=made.sheet_id, template=template[0], why_template=why,
        template_title=template[1], video_cell=made.video_cell, final_cell=made.final_cell,
        values=made.values, unplaced=made.unplaced, tasks=made.tasks, render=render,
    )  # fmt: skip
    production = prices.planned(tx, replace(production, skipped=made.skipped))
    production = replace(production, expects=times.expected(tx, production))
    production, held = means.learned(tx, before, production)
    if not held:
        tx.watch(Kind.FILL, id)
    keep(tx, production, held or "template cloned")
    if before.estimate is None and not held:
        means.foresee(tx, production)


def filled(tx: Transaction, id: str) -> None:
    """The idea's words are in the vidsheet."""
    keep(tx, advance(tx, tx.productions.get(id).move("filled", at=tx.now)), "filled")


def advance(tx: Transaction, production: Production) -> Production:
    """Start everything that can start; when all parts are made, start the render."""
    if production.stage is Stage.GENERATING:
        for task in production.tasks:
            if task.state is TaskState.WAITING and _ready(tx, production, task):
                production = _start(tx, production, task)
        if all(task.state is TaskState.DONE for task in production.tasks):
            production = production.move("generated", at=tx.now)
    render = production.render
    waits = render and render.state is TaskState.WAITING and _ready(tx, production, render)
    if production.stage is Stage.RENDERING and render and waits:
        production = _start(tx, production, render)
    return production


def begun(tx: Transaction, task_id: str, generation: str) -> None:
    """GEN has taken this generation."""
    production, task = _find(tx, task_id)
    tx.productions.save(production.with_task(replace(task, generation=generation)))


def stop(tx: Transaction, task: Task) -> None:
    """Have GEN stop it; also what GEN may have although nobody heard its answer, which is looked for
    when the call that may be under way is over."""
    asked = tx.watches.of(Kind.GENERATION, task.id)
    tx.watches.drop(Kind.GENERATION, task.id)
    if task.generation or (asked and asked.phase is Phase.READY and asked.doubtful):
        tx.watch(Kind.STOP, task.id)
    elif asked and asked.phase is Phase.ASKING:
        tx.watch(Kind.STOP, task.id, tx.now + LONGEST_CALL)


def orphaned(tx: Transaction, task_id: str, generation: str) -> None:
    """GEN took it, or (empty) may have taken it, while somebody stopped it: stop it there, so that it
    is refunded. When it goes on again already, this is what goes on."""
    _, task = _find(tx, task_id)
    if generation and not task.generation:
        begun(tx, task_id, generation)
    if task.state is TaskState.STOPPED:
        tx.watch(Kind.STOP, task_id)


def made(tx: Transaction, task_id: str, generation: Generation, file: Proof = NO_PROOF) -> None:
    """One part is there, or the finished video; `file` says which file that is."""
    production, task = _find(tx, task_id)
    out = generation.resource
    cost = generation.execution_cost
    task = replace(
        task, state=TaskState.DONE, ended=tx.now, cost=cost, error="",
        resource=out.id if out else "", url=(out.url or "") if out else "",
        thumbnail=(out.thumbnail_url or "") if out else "",
        text=generation.result if isinstance(generation.result, str) else "",
    )  # fmt: skip
    production = replace(production.with_task(task), credits=production.credits + (cost or 0.0))
    if cost:
        prices.paid(tx, production, task, cost)
    if task.type == "render":
        _rendered(tx, production, task, file)
    else:
        keep(tx, _settle(tx, advance(tx, production)), f"{task.title} done")


def unmade(tx: Transaction, task_id: str, reason: str, *, refund: float = 0.0) -> None:
    """One part failed; the others go on, then the production rests."""
    production, task = _find(tx, task_id)
    production = replace(production, refunded=production.refunded + refund)
    _rests(tx, production, replace(task, state=TaskState.FAILED, error=reason))


def unpaid(tx: Transaction, task_id: str, reason: str) -> None:
    """One part waits for credits: GEN refused it, so it has not begun."""
    production, task = _find(tx, task_id)
    production = replace(production, short=True)
    _rests(tx, production, replace(task, state=TaskState.HELD, error=reason, began=0.0))


def lost(tx: Transaction, task_id: str, reason: str) -> None:
    """One part is or may be at GEN, where we cannot look: it keeps its take until a person says so."""
    production, task = _find(tx, task_id)
    _rests(tx, production, replace(task, state=TaskState.HELD, error=reason))


def _rests(tx: Transaction, production: Production, task: Task) -> None:
    production = production.with_task(replace(task, ended=tx.now))
    keep(tx, _settle(tx, production), f"{task.title} {task.state}")


def stopped(tx: Transaction, task_id: str, generation: str = "") -> None:
    """The stop is over: confirmed, or too late for it. What waited for that goes on."""
    if generation:
        begun(tx, task_id, generation)
    production = tx.productions.get(task_id.partition(".")[0])
    going = advance(tx, production)
    if going == production:
        tx.show(moved(tx, production, "stopped"))
    else:
        keep(tx, going, "going on")


def under_way(tx: Transaction, production: Production) -> bool:
    """Whether GEN makes a part of it, or is being told to stop one."""
    return any(
        task.state is TaskState.WORKING or tx.watches.of(Kind.STOP, task.id)
        for task in every(production)
    )


def call_back(tx: Transaction, task: Task) -> None:
    """Withdraw its stop, unless GEN may have heard of it: then that comes to its end first."""
    stop = tx.watches.of(Kind.STOP, task.id)
    if stop and stop.phase is Phase.READY and not stop.doubtful:
        tx.watches.drop(Kind.STOP, task.id)


def failed(tx: Transaction, production: Production, reason: str) -> None:
    """It cannot go on by itself; what was made stays made."""
    keep(tx, production.move("fail", at=tx.now, error=reason), "failed")


def held(tx: Transaction, id: str, reason: str) -> None:
    """It waits for credits."""
    keep(tx, tx.productions.get(id).move("hold", at=tx.now, error=reason, short=True), "held")


def every(production: Production) -> Iterator[Task]:
    yield from production.tasks
    if production.render:
        yield production.render


def keep(
    tx: Transaction, production: Production, news: str, *, by: str = "", votes: Votes = ()
) -> Production:
    """Save it and tell it; the channel hears of it when a person must decide."""
    was, production = tx.productions.look(production.id), tx.productions.save(here(tx, production))
    tx.tell(replace(moved(tx, production, news, by), votes=votes))
    shortages.follow(tx, was, production)
    return production


def delayed(tx: Transaction, id: str, why: str) -> None:
    """Say that GEN keeps us waiting, or that it answers again."""
    production = tx.productions.look(id)
    if production and production.note != why:
        production = tx.productions.save(replace(production, note=why, shown_at=tx.now))
        tx.show(moved(tx, production, "delayed" if why else "going on"))


def show(tx: Transaction, id: str) -> None:
    """Bring its card up to date while nothing else happens."""
    production = tx.productions.look(id)
    if production and production.stage.working and tx.now - production.shown_at > SHOWN_EVERY:
        production = tx.productions.save(replace(production, shown_at=tx.now))
        tx.show(moved(tx, production, "working"))


def moved(tx: Transaction, production: Production, news: str, by: str = "") -> ProductionMoved:
    """The fact that something happened to it."""
    resting = production.stage in {Stage.FAILED, Stage.HELD}
    loud = resting and channels.find(tx, production.channel).announce
    return ProductionMoved(production, tx.ideas.get(production.idea_id), news, loud, by)


def _find(tx: Transaction, task_id: str) -> tuple[Production, Task]:
    production = tx.productions.get(task_id.partition(".")[0])
    task = production.task(task_id)
    if task is None:
        raise LookupError(f"no task {task_id}")
    return production, task


def _ready(tx: Transaction, production: Production, task: Task) -> bool:
    """What it is made from is there, and no stop of it is still under way."""
    if tx.watches.of(Kind.STOP, task.id):
        return False
    needed = [production.task(id) for id in (task.needs or {}).values()]
    return all(one is not None and one.state is TaskState.DONE for one in needed)


def _start(tx: Transaction, production: Production, task: Task) -> Production:
    data = dict(task.data or {})
    for name, id in (task.needs or {}).items():
        source = production.task(id)
        resource = source.resource if source else ""
        data[name] = [resource] if name.endswith("_ids") else resource
    asked = bool(task.began and not task.generation)  # and stopped before GEN's answer came
    tx.watch(Kind.GENERATION, task.id, doubtful=asked)
    return production.with_task(
        replace(task, state=TaskState.WORKING, data=data, began=tx.now, error="")
    )


def _settle(tx: Transaction, production: Production) -> Production:
    """When nothing is under way any more and something is missing, the production rests."""
    tasks = list(every(production))
    if not production.stage.working or any(one.state is TaskState.WORKING for one in tasks):
        return production
    for state, verb in ((TaskState.FAILED, "fail"), (TaskState.HELD, "hold")):
        if bad := next((one for one in tasks if one.state is state), None):
            return production.move(verb, at=tx.now, error=f"{bad.title}: {bad.error}")
    return production


def _rendered(tx: Transaction, production: Production, task: Task, file: Proof) -> None:
    if not task.url:
        lost = replace(task, state=TaskState.FAILED, error="GEN rendered it, but named no file.")
        keep(tx, _settle(tx, production.with_task(lost)), "render failed")
        return
    production = production.move(
        "rendered", at=tx.now, version=production.version + 1, video_url=task.url,
        thumbnail=task.thumbnail, resource=task.resource, wish="", note="", edited=0, ballot=None,
        decided_by="", decided_at=0.0, sha256=file.sha256, size=file.size, unread=file.unread,
        film=file.film, seconds=file.seconds, wrong=file.wrong,
    )  # fmt: skip
    if production.version == 1 and production.credits:
        tx.ledger.cost(production.template, production.credits, tx.now)
    idea = lifecycle.move(tx, tx.ideas.get(production.idea_id), "rendered")
    lifecycle.tell(tx, idea, "rendered")
    production = tx.productions.save(here(tx, production))
    tx.tell(VideoRendered(production, idea))  # the video first, then what is asked about it
    tx.tell(moved(tx, production, "rendered"))
