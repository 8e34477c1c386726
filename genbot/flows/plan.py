"""From a cloned vidsheet and an idea: what is written where, and what must be generated."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from genbot.domain.ideas import Idea
from genbot.domain.productions import Task
from genbot.flows import creation
from genbot.gen.sheets import Cell, Column, Generated, Layer, Row, Sheet

TITLES = {
    "script": re.compile(r"(?<!de)script|voice|narrat|\bvo\b|dialog|spoken|monolog", re.IGNORECASE),
    "hook": re.compile(r"hook|opening|on.?screen|first line", re.IGNORECASE),
    "prompt": re.compile(r"prompt|visual|scene|footage|look|image|picture", re.IGNORECASE),
    "description": re.compile(r"descr|caption|summary|body|post text", re.IGNORECASE),
    "title": re.compile(r"title|headline|name|topic", re.IGNORECASE),
}
"""Which part of an idea a column takes, by its title; the first that fits, in this order."""


@dataclass(slots=True)
class Plan:
    """`values` is cell id to text; `unplaced` names the parts of the idea no column took."""

    sheet_id: str
    video_cell: str = ""
    final_cell: str = ""
    values: dict[str, str] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    skipped: tuple[str, ...] = ()  # cells and layers there is nothing to make from
    missing: str = ""  # why this template cannot become a video, if so


def plan(sheet: Sheet, idea: Idea, production_id: str, voice: str) -> Plan:
    """Everything to be done in the first row of a fresh clone; nothing of the idea silently dropped."""
    made = Plan(sheet.id)
    row = next(iter(sheet.spreadsheet_rows), None)
    if row is None:
        made.missing = "The template came without a row to work in."
        return made
    final, video = _by_role(sheet, row, "final_video"), _by_role(sheet, row, "video")
    made.final_cell = final.id if final else ""
    made.video_cell = video.id if video else ""
    if final is None:
        made.missing = "The template has no final video column, so nothing can be rendered."
    texts, assets = _ingredients(sheet, row)
    made.values, made.unplaced, left = _written(texts, idea)
    wanted = _wanted([*left, *assets], video)
    made.tasks, made.skipped = creation.tasks(wanted, idea, production_id, voice)
    return made


def parts(idea: Idea) -> dict[str, str]:
    """What an idea has to say, by name; empty parts left out."""
    every = {
        "hook": idea.hook,
        "script": idea.script,
        "title": idea.title,
        "description": idea.description,
    }
    return {name: text for name, text in every.items() if text.strip()}


def _by_role(sheet: Sheet, row: Row, role: str) -> Cell | None:
    column = next((one for one in sheet.spreadsheet_columns if one.role == role), None)
    return sheet.cell(row, column) if column else None


Place = tuple[Column, Cell]


def _ingredients(sheet: Sheet, row: Row) -> tuple[list[Place], list[Place]]:
    """The cells people fill: those that hold text, and those that hold files."""
    ours = [one for one in sheet.spreadsheet_columns if one.role in {None, "", "ingredient"}]
    places = [(one, cell) for one in ours if (cell := sheet.cell(row, one))]
    texts = [place for place in places if place[0].type in {"text", ""}]
    return texts, [place for place in places if place not in texts]


def _written(texts: list[Place], idea: Idea) -> tuple[dict[str, str], tuple[str, ...], list[Place]]:
    """Cell values by column title; then what is left over goes to columns without a say."""
    have = {**parts(idea), "prompt": creation.scene(idea)}
    values: dict[str, str] = {}
    placed: set[str] = set()
    free: list[Place] = []
    for column, cell in texts:
        part = next((name for name, like in TITLES.items() if like.search(column.title)), None)
        if part and part in have:
            values[cell.id] = have[part]
            placed.add(part)
        else:
            free.append((column, cell))
    rest = [name for name in parts(idea) if name not in placed]
    for column, cell in list(free):
        if rest and not cell.value and not creation.told(cell, column):
            values[cell.id] = have[rest.pop(0)]
            free.remove((column, cell))
    unplaced = (name for name in rest if name != "description")  # it becomes the caption
    return values, tuple(unplaced), free


def _wanted(places: list[Place], video: Cell | None) -> Iterator[creation.Wanted]:
    """Every cell and layer that has nothing in it yet and can be generated."""
    for column, cell in places:
        if not _filled(cell) and (cell.value or "") == "":
            card = creation.told(cell, column)
            if card or column.type != "text":
                yield creation.Wanted(
                    column.title, column.type, cell.id, "", card, tuple(cell.generations)
                )
    for layer in sorted(video.video_layers, key=lambda one: one.position) if video else ():
        if video and not _filled(layer):
            yield _layer(video, layer)


def _layer(video: Cell, layer: Layer) -> creation.Wanted:
    card = creation.told(layer, None)
    return creation.Wanted(
        layer.name, layer.type, video.id, layer.id, card, tuple(layer.generations)
    )


def _filled(place: Generated) -> bool:
    job = place.default_user_job
    return bool(job and job.status == "completed" and (job.output_resources or job.result))


def redone(tasks: tuple[Task, ...], chosen: set[str], wish: str) -> tuple[Task, ...]:
    """The tasks again, with what a person wished for; what is made from them is made anew too."""
    again = set(chosen)
    for task in tasks:
        if set((task.needs or {}).values()) & again:
            again.add(task.id)
    return tuple(
        _with(task, wish, task.id in chosen) if task.id in again else task for task in tasks
    )


def _with(task: Task, wish: str, chosen: bool) -> Task:
    data: dict[str, Any] = dict(task.data or {})
    quoted = re.findall(r"[\"“”«»]([^\"“”«»]{2,})[\"“”«»]", wish)
    if chosen and task.type == "speech_from_text" and quoted:
        data["script"] = quoted[0]
    elif chosen and "prompt" in data:
        data["prompt"] = f"{data['prompt']}\n\nThis time: {wish}"
    return replace(task.again(), data=data)
