"""One thing of each kind that somebody has to decide."""

from genbot.domain.errands import ErrandState, What
from genbot.domain.ideas import RunState
from genbot.domain.waiting import Matter, Stop, Tour, Waiting
from tests.cards import examples as taco
from tests.cards.example_errands import ERRANDS

RUN = taco.BOARDS[RunState.APPROVAL].runs[0]
HERE, SINCE = taco.CHANNEL, taco.NOW
WAITING = {
    "idea": Waiting(Matter.IDEA, SINCE, taco.IDEA.id, 1, HERE, f"3. {taco.IDEA.title}", taco.IDEA),
    "video": Waiting(Matter.VIDEO, SINCE, taco.READY.id, 1, HERE, taco.READY.title, taco.READY),
    "run": Waiting(Matter.RUN, SINCE, "r1", 0, HERE, "late-night tacos", RUN),
    "errand": Waiting(
        Matter.ERRAND, SINCE, "e1", 0, HERE, "Tacos?", ERRANDS[What.ASK, ErrandState.APPROVAL]
    ),
    "budget": Waiting(Matter.BUDGET, SINCE, "p2", 0, HERE, "Salsa", taco.OVER_BUDGET),
    **{
        state: Waiting(
            Matter.POST, SINCE, "pub1", 1, HERE, taco.READY.title, taco.PUBLICATIONS[state]
        )
        for state in ("unsure", "held", "missed", "failed")
    },
}


def stop(name, **more):
    """The window at this thing, the second of seven."""
    one = WAITING[name]
    return Stop(Tour(**more).at(one), one, 2, 7)


END = Stop(Tour(approved=2, rejected=1).at(None), None, 4, 4)
EVERY = [*(stop(name) for name in WAITING), END]
