"""Nobody is asked more often than they said they want to be."""

import re
from collections.abc import Iterator

from tests.chaos.laws.book import law
from tests.chaos.world import World

PACED = ("chat.", "files.", "conversations.")
LOOK, SOONEST = re.compile(r"/(runs|generations|user_jobs)/[^/]+$"), 0.9  # seconds


@law
def never_faster_than_told(world: World) -> Iterator[str]:
    """After a 429 nobody makes that call again before its time, the next lives neither, unless this
    one died in the instant in which it was told."""
    died = {one.at for one in world.log.all("CRASH")}
    for told, _, method, where, until in world.slack.holds:
        for at, _, called, there in world.slack.calls:
            same = called == method and where == there and called.startswith(PACED)
            if same and told not in died and told < at < until - 0.01:
                yield f"{method} {where} came {until - at:.1f} s too early"
    for told, _, path, until in world.gen.holds:
        for at, _, called in world.gen.calls:
            same = called == path and told not in died and told < at < until - 0.01 and _ours(path)
            if same and not any(told <= one.at <= at for one in world.actions):
                yield f"GEN {path} came {until - at:.1f} s too early"


@law
def looks_at_its_pace(world: World) -> Iterator[str]:
    """However often GEN calls, or somebody who pretends to be GEN: a job is not asked about more
    often than after an error, and no sooner than after 0.9 s, unless somebody pressed something
    in between: Continue, for one, looks before it pays."""
    last: dict[tuple[int, str], float] = {}
    for at, by, path in world.gen.calls:
        if LOOK.search(path):
            before = last.get((by, path), -SOONEST)
            pressed = any(before <= one.at <= at for one in world.actions)
            if at - before < SOONEST - 0.01 and not pressed:
                yield f"{path} was asked about again after {at - before:.1f} s"
            last[by, path] = at


def _ours(path: str) -> bool:
    """Where one path is one piece of business; templates and agents are asked for by many."""
    return any(part in path for part in ("/runs/", "generations/", "user_jobs/", "/generate"))
