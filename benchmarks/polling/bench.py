"""All about polling, put together."""

from benchmarks.found import Found, Size
from benchmarks.polling import frontier, lessons


def run(size: Size) -> Found:
    tables, goals, plots = frontier.measured(size)
    more, held = lessons.measured(size)
    return Found("polling", "When to look next", ABOUT, [*tables, *more], [*goals, *held], plots)


ABOUT = (
    "Whoever looks often spends requests, whoever looks seldom keeps people waiting. On virtual "
    "time, with genbot's own rule and its own table of durations; the chance of plus or minus 5 % "
    "in its waits is included, its heartbeat (half a second at most) is left out of every row."
)
