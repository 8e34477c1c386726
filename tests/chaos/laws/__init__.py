"""What must be true after every run, judged by what could be seen from outside; a file per subject."""

from tests.chaos.laws import (
    accounts,
    answers,
    budgets,
    ends,
    files,
    frozen,
    gates,
    late,
    money,
    noes,
    pace,
    places,
    posts,
    rehearsals,
    text,
    times,
    truth,
)
from tests.chaos.laws.book import LAWS
from tests.chaos.world import World

SUBJECTS = (
    ends,
    posts,
    places,
    files,
    accounts,
    frozen,
    rehearsals,
    late,
    answers,
    money,
    budgets,
    gates,
    noes,
    times,
    truth,
    pace,
    text,
)


def broken(world: World) -> list[str]:
    """Every broken law, as "law: what"; empty when all is well."""
    if not hasattr(world, "judged"):
        return [f"finishes: {world.unfinished or 'genbot is not running at the end'}"]
    return [f"{check.__name__}: {what}" for check in LAWS for what in check(world)]
