"""The studio: a video's vidsheet looked at, and changed part by part, before it is rendered again."""

from dataclasses import replace
from typing import Any

from genbot.domain.errands import Errand, What
from genbot.domain.errors import NotHere
from genbot.domain.productions import Production, Task, TaskState
from genbot.domain.studio import Board, Part, Spot, Take
from genbot.flows import channels, creation, editing, errands, steps
from genbot.gen.convert import GetSheet
from genbot.gen.endpoint import Ask
from genbot.gen.sheets import Cell, Column, Generated, Generation, Layer, Row, Sheet
from genbot.store import Transaction

KINDS = ("image", "video", "audio")
About = tuple[Production, Spot]


def opened(tx: Transaction, spot: Spot) -> About:
    """What GEN is asked about; raises NotHere before there is a vidsheet."""
    production = tx.productions.get(spot.made)
    if not production.sheet_id:
        raise NotHere("GEN is still setting up the template. Look again in a moment.")
    return production, spot


async def board(gen: Ask, about: About) -> Board:
    """The row somebody is in, with every take and what it cost; raises GenError."""
    made, spot = about
    call = GetSheet(sheet_id=made.sheet_id, agent_id=made.agent_id, with_execution_cost=True)
    return read(await gen(call), made.title, spot, made.final_cell)


def read(sheet: Sheet, title: str, spot: Spot, final: str = "") -> Board:
    """What GEN tells of a vidsheet, in our words; raises NotHere when the row is gone. `final` is the
    cell the video is rendered in: without a row, its row is meant."""
    rows = sorted(sheet.spreadsheet_rows, key=lambda one: one.position)
    source = next((one.id for one in rows if _holds(one, final)), rows[0].id if rows else "")
    row = next((one for one in rows if one.id == (spot.row or source)), None)
    if row is None:
        raise NotHere("That row is gone. Open the studio again to see what is there.")
    spot = replace(spot, row=row.id)
    columns = sorted(sheet.spreadsheet_columns, key=lambda one: one.position)
    places = [(one, cell) for one in columns if (cell := sheet.cell(row, one))]
    parts = tuple(_part(spot, column, cell) for column, cell in places)
    ids = tuple(one.id for one in rows)
    return Board(spot, title, ids, parts, row.execution_cost, source)


def _holds(row: Row, cell: str) -> bool:
    return any(one.id == cell for one in row.spreadsheet_cells)


def change(tx: Transaction, what: What, title: str, spot: Spot, *, by: str, **wish: Any) -> Errand:
    """Have something in the vidsheet changed; told in the thread of the video.

    Raises NotNow when it is not the moment for it, NotYours for who may not approve videos here.
    """
    return want(tx, editing.may(tx, spot.made, by), what, title, spot, by=by, **wish)


def want(
    tx: Transaction,
    production: Production,
    what: What,
    title: str,
    spot: Spot,
    *,
    by: str,
    **wish: Any,
) -> Errand:
    """The same where nothing of it depends on how the video stands."""
    return errands.want(
        tx, what, title, channel=production.channel, by=by, thread=production.slot,
        agent=(production.agent_id, channels.find(tx, production.channel).agent_name),
        made=production.id, sheet=production.sheet_id, row=spot.row, cell=spot.cell,
        layer=spot.layer, version=production.version, **wish,
    )  # fmt: skip


def changed(tx: Transaction, errand: Errand, result: dict[str, Any]) -> None:
    """It is done at GEN: its card says so, and the video's cards say that it is not rendered yet."""
    errands.done(tx, errand.id, result)
    production = tx.productions.look(str(errand.wish["made"]))
    if production:
        production = replace(production, edited=production.edited + 1)
        steps.keep(tx, production, "changed in the studio", by=errand.by)


def prepared(tx: Transaction, errand: Errand, result: dict[str, Any]) -> None:
    """What was there before is known: now it may be asked for."""
    errands.progressed(tx, errand.id, result)
    tx.watch(errand.kind, errand.id)


def regenerated(tx: Transaction, errand: Errand, generation: Generation) -> None:
    """A new take is there, and GEN shows it."""
    paid(tx, errand, generation.execution_cost)
    chosen(tx, errand, generation)


def chosen(tx: Transaction, errand: Errand, generation: Generation) -> None:
    """This take goes into the video when it is rendered again."""
    _filled(tx, errand, generation)
    take = _take(generation)
    changed(
        tx, errand,
        {"take": take.id, "url": take.url, "thumbnail": take.thumbnail, "text": take.text,
         "cost": take.cost},
    )  # fmt: skip


def _filled(tx: Transaction, errand: Errand, generation: Generation) -> None:
    """A place shows this generation now: the video's own plan knows it, so that nobody pays for the
    same part again, and what the others are made from is the new one."""
    production = tx.productions.look(str(errand.wish["made"]))
    task = production and production.task_at(errand.wish["cell"], errand.wish["layer"])
    if production and task:
        tx.productions.save(production.with_task(made(tx, task, generation)))


def paid(tx: Transaction, errand: Errand, cost: float | None) -> None:
    """What it cost counts with the video, and against the budgets."""
    production = tx.productions.look(str(errand.wish["made"]))
    if production and cost:
        told = (production.promised, production.estimate)
        promised, estimate = (None if one is None else one + cost for one in told)
        production = replace(production, credits=production.credits + cost)
        tx.productions.save(replace(production, promised=promised, estimate=estimate))
        whose = (production.template, production.id)
        tx.ledger.paid(production.channel, errand.by, cost, tx.now, *whose)


def made(tx: Transaction, task: Task, generation: Generation) -> Task:
    """The part of the plan that this generation fills now."""
    out = generation.resource
    earlier = task.earlier
    if task.generation and task.generation != generation.id:
        earlier = (*earlier, task.generation)
    return replace(
        task, state=TaskState.DONE, generation=generation.id, error="", ended=tx.now,
        resource=out.id if out else "", url=(out.url or "") if out else "",
        thumbnail=(out.thumbnail_url or "") if out else "", cost=generation.execution_cost,
        text=generation.result if isinstance(generation.result, str) else "",
        earlier=tuple(one for one in earlier if one != generation.id),
    )  # fmt: skip


def _part(spot: Spot, column: Column, cell: Cell) -> Part:
    here = Spot(spot.made, spot.row, cell.id)
    layers = sorted(cell.video_layers, key=lambda one: one.position)
    return Part(
        here, column.title or column.type, column.type, column.role or "", cell.value or "",
        *_takes(cell), cell.execution_cost, creation.told(cell, column),
        tuple(_layer(here, one) for one in layers),
    )  # fmt: skip


def _layer(spot: Spot, layer: Layer) -> Part:
    return Part(
        replace(spot, layer=layer.id), layer.name or layer.type, layer.type, "", "",
        *_takes(layer), layer.execution_cost, creation.told(layer, None),
    )  # fmt: skip


def _takes(place: Generated) -> tuple[tuple[Take, ...], str]:
    """Every take, oldest first, and the id of the one that is shown."""
    shown = place.default_user_job
    order = sorted(place.generations.values(), key=lambda job: (len(job.id), job.id))
    return tuple(map(_take, order)), shown.id if shown else ""


def _take(job: Generation) -> Take:
    out, named = job.resource, job.generation_type or job.user_job_type or ""
    return Take(
        job.id, creation.CANONICAL.get(named, named), job.status,
        job.result if isinstance(job.result, str) else "",
        (out.url or "") if out else "", (out.thumbnail_url or "") if out else "",
        out.id if out else "", job.execution_cost, job.failed_reason or "", dict(job.data),
        kind(job),
    )  # fmt: skip


def kind(job: Generation) -> str:
    """What its file is: image, video or audio; empty where GEN lets nobody tell."""
    out = job.resource
    told = (out.content_type or out.object_type or "") if out else ""
    if (family := told.partition("/")[0].lower()) in KINDS:
        return family
    named = job.generation_type or job.user_job_type or ""
    return MADE.get(creation.CANONICAL.get(named, named), "")


MADE = {
    "image_from_text": "image",
    "video_from_text": "video",
    "video_from_image": "video",
    "video_from_ingredients": "video",
    "lipsync": "video",
    "speech_from_text": "audio",
}
