"""`python -m benchmarks [NAME …] [--quick]`: tables on standard error, JSON on standard output."""

import json
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import replace

import click
from rich.console import Console
from rich.table import Table as Drawn

from benchmarks import progress, start
from benchmarks.acks import bench as acks
from benchmarks.found import Found, Goal, Size, Table, told
from benchmarks.journey import bench as journey
from benchmarks.machine import machine
from benchmarks.peers import bench as peers
from benchmarks.polling import bench as polling
from benchmarks.scale import bench as scale

WIDTH = 130
BENCHMARKS: dict[str, Callable[[Size], Found]] = {
    "polling": polling.run,
    "acks": acks.run,
    "start": start.run,
    "scale": scale.run,
    "journey": journey.run,
    "peers": peers.run,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(sorted(BENCHMARKS)))
@click.option("--quick", is_flag=True, help="Enough to see a difference: under a minute.")
@click.option("--tiny", is_flag=True, help="Enough to see that it runs: a few seconds.")
def main(names: tuple[str, ...], quick: bool, tiny: bool) -> None:
    """Measure genbot beside what people would use instead.

    All benchmarks, or those named; what could not be measured is said, and the exit status is 1
    when one broke. Keep the JSON, and draw it:

    python -m benchmarks > found.json && python -m benchmarks.page found.json
    """
    size = Size.TINY if tiny else Size.QUICK if quick else Size.FULL
    screen = Console(stderr=True, width=WIDTH)
    about, ran = machine(), []
    for name in names or tuple(BENCHMARKS):
        progress.now(name)
        began = time.monotonic()
        found = _tried(name, size)
        found = replace(found, seconds=round(time.monotonic() - began, 1))
        _show(screen, found)
        ran.append(told(found))
    told_all = {"machine": about, "size": size.value, "benchmarks": ran}
    json.dump(told_all, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
    sys.exit(any(not one["tables"] for one in ran))


def _tried(name: str, size: Size) -> Found:
    """One that breaks must not take with it what the others have found."""
    try:
        return BENCHMARKS[name](size)
    except Exception as error:  # noqa: BLE001  told, and in the exit status
        traceback.print_exc()
        return Found(name, name.capitalize(), "", (), left_out=(f"all of it: {error!r}",))


def _show(screen: Console, found: Found) -> None:
    screen.rule(f"{found.title} ({found.seconds:g} s)")
    for table in found.tables:
        screen.print(_drawn(table))
        if table.note:
            screen.print(table.note, style="dim")
    for goal in found.goals:
        screen.print(_line(goal))
    for what in found.left_out:
        screen.print(f"LEFT OUT: {what}")


def _drawn(table: Table) -> Drawn:
    drawn = Drawn(title=table.title)
    columns = list(table.rows[0]) if table.rows else []
    for column in columns:
        words = isinstance(table.rows[0][column], str)
        drawn.add_column(column, justify="left" if words else "right")
    for row in table.rows:
        drawn.add_row(*(str(row[column]) for column in columns))
    return drawn


def _line(goal: Goal) -> str:
    return f"{'reached' if goal.met else 'NOT REACHED'}: {goal.what}, {goal.least}: {goal.reached}"


if __name__ == "__main__":
    main()
