"""Engines being made and copied, for tests and for screenshots."""

from dataclasses import replace

from genbot.domain.engines import Engine
from genbot.domain.errands import Errand, ErrandState, What
from tests.cards.example_ideas import AGENT, CHANNEL, MAYA, NOW

E = ErrandState
ENGINE = Engine("n1", "4711", "Q1 tacos", "a1", AGENT, NOW)


def new(state: ErrandState) -> Errand:
    columns = [["Hook", "text"], ["Voice", "audio"]]
    return Errand(
        "n1", What.NEW_ENGINE, "New engine: Q1 tacos", CHANNEL, MAYA, NOW, "a1", AGENT,
        wish={"name": "Q1 tacos", "columns": columns, "default": False, "sheet": "4711",
              "target": "a2", "target_name": "Sofia"},
        result={"sheet": "4711"} if state is E.DONE else {}, state=state, ended=NOW,
        reason="Title is taken." if state is E.FAILED else "",
    )  # fmt: skip


ENGINES = {
    (what, state): replace(new(state), what=what)
    for what in (What.NEW_ENGINE, What.COLUMNS, What.COPY_ENGINE)
    for state in E
}
