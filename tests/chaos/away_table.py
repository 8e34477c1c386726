"""Absences as a table, and what of the promises was not kept."""

import time
from collections.abc import Callable, Iterator, Sequence

from tests.chaos.away import ABSENCES, Absence, Outcome, Size, away

HEAD = f"{'':<32}{'GEN: usual 1st s    10 s    min  peak':<36}{'Slack: same':<34}caught up  missed/asked/unsure/late  lines  lost"


def report(
    say: Callable[..., None], absences: Sequence[Absence] = ABSENCES, size: Size | None = None
) -> int:
    """Play them all; returns how many came short of what is promised."""
    size = size or Size()
    say(
        f"{size.under_way} videos under way, {size.waiting} ideas waiting, {size.scheduled} posts scheduled",
        HEAD,
    )
    short = 0
    for absence in absences:
        began = time.monotonic()
        it = away(absence, size)
        wrong = list(wanting(it))
        short += bool(wrong)
        say(f"{absence!s:<32}{it.gen.told():<36}{it.slack.told():<34}{it.caught_up:>6.0f} s  "
            f"{it.missed:>6}/{it.asked}/{it.unsure}/{it.late:<10} {len(it.lines):>5} {len(it.lost):>5}"
            f"   ({time.monotonic() - began:.0f} s)")  # fmt: skip
        say(*(f"    {one}" for one in wrong), *(f"    log {one}" for one in it.lines[:8]))
    return short


def wanting(it: Outcome) -> Iterator[str]:
    """What is promised and was not kept."""
    yield from (f"LOST {one}" for one in it.lost)
    if it.gen.peak > 2 * it.gen.usual:
        yield f"STORM at GEN: {it.gen.peak} in a second, usually {it.gen.usual} at most"
    if it.too_fast:
        yield f"STORM at Slack: {it.too_fast} calls faster than the pacer allows"
    if it.late or it.asked + it.unsure < it.missed or it.unsure > 1:
        yield (f"{it.missed} posts were missed, {it.asked} asked about, {it.late} went out late, "
               f"{it.unsure} are unsure")  # fmt: skip
    if len(it.lines) != expected(it.absence):
        yield f"{len(it.lines)} lines in the log"


def expected(absence: Absence) -> int:
    """Log lines: one when it begins and one when it ends, for each of those who are away."""
    return {"GEN": 2, "Slack": 2, "both": 4, "asleep": 1, "stopped": 1}[absence.who]
