"""Generations and renders: charged work on one cell or layer, and stopping it."""

from dataclasses import replace

from genbot.domain.files import NO_PROOF, Proof
from genbot.domain.pace import Usual
from genbot.domain.productions import Production, Task, TaskState
from genbot.domain.value import value
from genbot.domain.watches import Hitch, Kind
from genbot.flows import steps, times
from genbot.gen.convert import GetSheet
from genbot.gen.edit import (
    ContinueGeneration,
    GenerateCell,
    GenerateLayer,
    GetCell,
    GetGeneration,
    GetLayer,
    StopGeneration,
)
from genbot.gen.endpoint import Ask, Endpoint
from genbot.gen.errors import GenError, NotFound, OutOfCredits
from genbot.gen.export import Render
from genbot.gen.jobs import Accepted
from genbot.gen.sheets import Cell, Generated, Generation, Layer
from genbot.store import Transaction
from genbot.watches.files import Files, proof
from genbot.watches.kind import Begun, Done, Failed, News, Strange, WatchKind, going, said
from genbot.watches.trouble import NotAsked, sight

READ_AGAIN = 3  # times, when a finished video cannot be read; then people watch it all the same
STOPPING = {TaskState.STOPPED, TaskState.WAITING}  # waiting: it goes on once its stop is over


@value
class Work:
    production: Production
    task: Task
    tries: int = 0  # errors in a row


@value
class Made:
    """What GEN made; of a finished video also which file it is."""

    generation: Generation
    file: Proof = NO_PROOF


class GenerationWork(WatchKind[Work, Made]):
    """Repeatable, although it is charged: the key makes a repeat of the same take free for 24 h
    (NOTES, credits guide), and before repeating we look at the generations the place has."""

    kind = Kind.GENERATION

    def __init__(self, files: Files) -> None:
        self._files = files

    def begin(self, tx: Transaction, subject: str, /) -> Work | None:
        production = tx.productions.look(subject.partition(".")[0])
        task = production.task(subject) if production else None
        if production is None or task is None or task.state is not TaskState.WORKING:
            return None
        return Work(production, task)

    def load(self, tx: Transaction, subject: str, /) -> Work | None:
        work, watch = self.begin(tx, subject), tx.watches.of(self.kind, subject)
        return replace(work, tries=watch.tries) if work and watch else work

    def usual(self, tx: Transaction, thing: Work, /) -> tuple[str, Usual]:
        step = times.step(thing.production, thing.task)
        return step, times.usual(tx, step)

    def agent(self, thing: Work, /) -> str:
        return thing.production.agent_id

    def key(self, thing: Work, /) -> str:
        return f"task:{thing.task.key}"

    async def ask(self, gen: Ask, thing: Work, /) -> Begun:
        task = thing.task
        if task.generation:
            key = f"{self.key(thing)}:continue:{task.continued}"
            return Begun(await self._go_on(gen, task.generation, key))
        return Begun((await gen(self._call(thing), key=self.key(thing))).generation_id)

    async def recall(self, gen: Ask, thing: Work, /) -> Begun | None:
        newest = await _newest(gen, thing)
        return Begun(newest.id) if newest else None

    async def look(
        self, gen: Ask, thing: Work, job: str, /
    ) -> Done[Made] | News[Made] | Strange | Failed | None:
        found = await gen(GetGeneration(generation_id=job))
        if found.status == "completed":
            file = await self._read(thing, found)
            made = thing.production
            return Done(Made(await priced(gen, made.sheet_id, made.agent_id, found), file))
        if found.status in {"failed", "stopped"}:
            default = (
                "It was stopped at GEN." if found.status == "stopped" else "GEN gave no reason."
            )
            return Failed(found.failed_reason or default, found.execution_cost or 0.0)
        return going(found.status) or News(Made(found))

    def asked(self, tx: Transaction, subject: str, begun: Begun, /) -> None:
        steps.begun(tx, subject, begun.job)

    def news(self, tx: Transaction, subject: str, result: Made, /) -> None:
        steps.show(tx, subject.partition(".")[0])

    def finish(self, tx: Transaction, subject: str, result: Made, /) -> None:
        steps.made(tx, subject, result.generation, result.file)

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        if isinstance(why, OutOfCredits):
            steps.unpaid(tx, subject, said(why))
            return
        refund = why.refund if isinstance(why, Failed) else 0.0
        steps.unmade(tx, subject, said(why), refund=refund)

    def lost(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        """Made anew it would be paid twice: Continue looks again. What GEN has no more has failed."""
        if isinstance(why, NotFound):
            steps.unmade(tx, subject, said(why))
        else:
            steps.lost(tx, subject, said(why))

    def delayed(self, tx: Transaction, subject: str, why: str, /) -> None:
        steps.delayed(tx, subject.partition(".")[0], why)

    def unwanted(self, tx: Transaction, subject: str, job: str, /) -> None:
        steps.orphaned(tx, subject, job)

    def _call(self, thing: Work) -> Endpoint[Accepted]:
        made, task = thing.production, thing.task
        if task.type == "render":
            return Render(sheet_id=made.sheet_id, cell_id=task.cell_id, agent_id=made.agent_id)
        words = {
            "sheet_id": made.sheet_id, "cell_id": task.cell_id, "agent_id": made.agent_id,
            "generation_type": task.type, "data": task.data or {},
        }  # fmt: skip
        if task.layer_id:
            return GenerateLayer.model_validate({**words, "layer_id": task.layer_id})
        return GenerateCell.model_validate(words)

    async def _read(self, thing: Work, found: Generation) -> Proof:
        """Which file a render is. Raises NotAsked a few times while nobody can read it."""
        url = found.resource.url if found.resource else None
        if thing.task.type != "render" or not url:
            return NO_PROOF
        file = await proof(self._files, url)
        if file.unread and thing.tries < READ_AGAIN:
            raise NotAsked(Hitch.UNREAD)
        return file

    async def _go_on(self, gen: Ask, generation: str, key: str) -> str:
        """It was stopped before: continue it, unless it goes on already."""
        found = await sight(gen(GetGeneration(generation_id=generation)))
        if found.status == "stopped":
            await gen(ContinueGeneration(generation_id=generation), key=key)
        return generation


async def priced(
    gen: Ask, sheet: str, agent: str, found: Generation, before: float | None = 0.0
) -> Generation:
    """What it cost, which GEN tells with the vidsheet, when asked (NOTES, Behaviour). Where GEN tells
    only what its place cost in all, that is less what it had cost `before`; None: nobody knows."""
    if found.execution_cost is not None:
        return found
    call = GetSheet(sheet_id=sheet, agent_id=agent, with_execution_cost=True)
    try:
        told = await gen(call)
    except GenError:
        return found
    cells = [cell for row in told.spreadsheet_rows for cell in row.spreadsheet_cells]
    for place in [*cells, *(layer for cell in cells for layer in cell.video_layers)]:
        if known := place.generations.get(found.id):
            cost, every = known.execution_cost, place.execution_cost
            if cost is None and every is not None and (before is not None or alone(place)):
                cost = max(0.0, every - (before or 0.0))
            return found.model_copy(update={"execution_cost": cost})
    return found


def alone(place: Generated) -> bool:
    """Whether it has one take only."""
    return len(place.user_jobs) <= 1


class Stop(WatchKind[Work, str]):
    """Repeatable: stopping what is stopped changes nothing. Where nobody heard what GEN began, its
    place tells."""

    kind = Kind.STOP

    def begin(self, tx: Transaction, subject: str, /) -> Work | None:
        production = tx.productions.look(subject.partition(".")[0])
        task = production.task(subject) if production else None
        if production is None or task is None or task.state not in STOPPING:
            return None
        return Work(production, task) if task.generation or task.began else None

    async def ask(self, gen: Ask, thing: Work, /) -> Done[str]:
        known = thing.task.generation
        if not known:
            found = await _newest(gen, thing)
            if found is None or found.over:
                return Done("")
            known = found.id
        await gen(StopGeneration(generation_id=known))
        return Done(known)

    def finish(self, tx: Transaction, subject: str, result: str, /) -> None:
        steps.stopped(tx, subject, result)

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        """It had ended before it could be stopped; whoever goes on finds out."""
        steps.stopped(tx, subject)


async def _newest(gen: Ask, thing: Work) -> Generation | None:
    """What GEN has last begun for this take and has not given up, as far as its place tells."""
    place = await _place(gen, thing)
    ours = [
        job
        for id, job in place.generations.items()
        if id not in thing.task.earlier and not job.given_up
    ]
    return max(ours, key=lambda job: (len(job.id), job.id), default=None)


async def _place(gen: Ask, thing: Work) -> Cell | Layer:
    made, task = thing.production, thing.task
    words = {"sheet_id": made.sheet_id, "cell_id": task.cell_id, "agent_id": made.agent_id}
    if task.layer_id:
        return await gen(GetLayer(**words, layer_id=task.layer_id))
    return await gen(GetCell(**words))
