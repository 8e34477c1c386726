"""All about polling, put together."""

from benchmarks.found import Found, Size
from benchmarks.polling import budget, frontier, keys, lessons, real, slow, webhook


def run(size: Size) -> Found:
    tables, goals, plots = frontier.measured(size)
    for part in (lessons.measured(size), webhook.measured(size)):
        tables, goals = [*tables, *part[0]], [*goals, *part[1]]
    for table, goal in (slow.measured(size), budget.measured(size)):
        tables, goals = [*tables, table], [*goals, goal]
    tables.append(keys.measured(size))
    if size is Size.FULL:
        tables.append(real.measured())
    return Found("polling", "When to look next", ABOUT, tables, goals, plots)


ABOUT = (
    "Whoever looks often spends requests, whoever looks seldom keeps people waiting. On virtual "
    "time, with genbot's own rule and its own table of durations; the chance of plus or minus 5 % "
    "in its waits is included, its heartbeat (half a second at most) is left out of every row. "
    "What is learned is learned by kind, by model and length, and by template, and what is still "
    "under way counts. Weaker than it should be: several kinds under one name, where they cannot be told "
    "apart; ten sightings of a template that makes no difference, which are believed too much; a GEN "
    "that keeps quiet about one end in twenty, where looks each minute cost less and are as quick; and "
    "a budget so tight that it hardly matters who comes first. The row on real time needs full sizes."
)
