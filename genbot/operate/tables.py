"""How an operator sees rows: drawn for a terminal, as plain lines for a pipe, as JSON for machines."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.live import Live
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from genbot.domain.value import value
from genbot.logs import CONTROL
from genbot.operate.far import Far

Names = tuple[str, ...]
Row = tuple[object, ...]
WIDE = 200  # columns where nobody knows how many there are
INSTANT = "%Y-%m-%d %H:%M:%S"


@value
class Sheet:
    """Rows under a title; the first column names the row. Instants are `datetime`s, `None` is empty.

    A table for people has no more than the first `most`; machines are told all of them.
    """

    title: str
    columns: Names
    rows: tuple[Row, ...]
    most: int = 1_000_000

    def told(self) -> dict[str, Row]:
        return {str(row[0]): row for row in self.rows}


def show(sheet: Sheet, *, as_json: bool) -> None:
    """Once, as it is now."""
    if as_json:
        lines(_json(sheet.columns, row) for row in sheet.rows)
        return
    console = Console()
    Console(width=None if console.is_terminal else WIDE).print(drawn(sheet))


def follow(sheets: Iterable[Sheet], *, as_json: bool, grows: bool) -> None:
    """Until somebody ends it. On a terminal the table is drawn anew; in a pipe there is a line for
    each row that is new or changed, and one for each that is gone. What `grows` is told by lines
    everywhere: each sheet holds only what is new."""
    console = Console()
    line = _json if as_json else _plain
    if grows:
        lines(line(sheet.columns, row) for sheet in sheets for row in sheet.rows)
    elif as_json or not console.is_terminal:
        lines(_news(sheets, line, _gone_json if as_json else _gone))
    else:
        with Live(console=console, auto_refresh=False) as live:
            for sheet in sheets:
                live.update(drawn(sheet), refresh=True)


@contextmanager
def patience(doing: str) -> Iterator[Far]:
    """Something that may take a while: how far it is, seen on a terminal and nowhere else."""
    console = Console(stderr=True)
    shown = (
        TextColumn("{task.description}…"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*shown, console=console, transient=True, disable=not console.is_terminal) as bars:
        bars.add_task(doing, total=None)

        def far(doing: str, done: int, of: int) -> None:
            if (bar := bars.tasks[0]).description != doing:
                bars.add_task(doing, total=of or None)
                bars.remove_task(bar.id)
            bars.update(bars.tasks[0].id, completed=done, total=of or None)

        yield far


def drawn(sheet: Sheet) -> RenderableType:
    if not sheet.rows:
        return Text(f"{sheet.title}: nothing")
    table = Table(title=sheet.title, title_justify="left", caption_justify="left", box=SIMPLE_HEAD)
    for column in sheet.columns:
        table.add_column(column, overflow="fold")
    for row in sheet.rows[: sheet.most]:
        table.add_row(*(Text(cell(one)) for one in row))
    if (more := len(sheet.rows) - sheet.most) > 0:
        table.caption = f"and {more:,} more, which --json tells"
    return table


def _news(
    sheets: Iterable[Sheet], line: Callable[[Names, Row], str], gone: Callable[[str], str]
) -> Iterator[str]:
    known: dict[str, Row] = {}
    for sheet in sheets:
        told = sheet.told()
        yield from (gone(id) for id in known if id not in told)
        yield from (line(sheet.columns, row) for id, row in told.items() if known.get(id) != row)
        known = told


def lines(told: Iterable[str]) -> None:
    for line in told:
        click.echo(line)


def _plain(columns: Names, row: Row) -> str:
    return "\t".join(cell(one) for one in row)


def _json(columns: Names, row: Row) -> str:
    told = {
        name: one.isoformat(timespec="milliseconds") if isinstance(one, datetime) else one
        for name, one in zip(columns, row, strict=True)
    }
    return json.dumps(told, ensure_ascii=False)


def _gone(id: str) -> str:
    return f"gone\t{id}"


def _gone_json(id: str) -> str:
    return json.dumps({"gone": id})


def cell(one: object) -> str:
    """Nothing that others wrote can paint on the terminal."""
    match one:
        case datetime():
            said = one.astimezone().strftime(INSTANT)
        case dict():
            said = json.dumps(one, ensure_ascii=False)
        case None:
            said = ""
        case _:
            said = str(one)
    return CONTROL.sub("�", said)
