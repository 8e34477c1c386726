"""All about polling, put together."""

from concurrent.futures import ProcessPoolExecutor

from benchmarks import progress
from benchmarks.found import Found, Size
from benchmarks.polling import budget, frontier, keys, lessons, real, slow, webhook


def run(size: Size) -> Found:
    """Virtual time does not mind who else works here: as many parts at once as there are cores."""
    with ProcessPoolExecutor() as pool:
        parts = (frontier, lessons, webhook, slow, budget, keys)
        begun = {part: pool.submit(part.measured, size) for part in parts}
        for part, one in begun.items():
            one.result()
            progress.now(f"polling: {part.__name__.rpartition('.')[2]} is there")
    tables, goals, plots = begun[frontier].result()
    for part in (begun[lessons].result(), begun[webhook].result()):
        tables, goals = [*tables, *part[0]], [*goals, *part[1]]
    for table, goal in (begun[slow].result(), begun[budget].result()):
        tables, goals = [*tables, table], [*goals, goal]
    tables.append(begun[keys].result())
    if size is Size.FULL:
        progress.now("polling: on real time")
        tables.append(real.measured())
    return Found("polling", "When to look next", ABOUT, tables, goals, plots)


ABOUT = (
    "Whoever looks often spends requests, whoever looks seldom keeps people waiting. On virtual "
    "time, with genbot's own rule and its own table of durations; the chance of plus or minus 5 % "
    "in its waits is included, its heartbeat (half a second at most) is left out of every row. "
    "What is learned is learned by kind, by model and length, and by template, and what is still "
    "under way counts. The row on real time needs full sizes."
)
