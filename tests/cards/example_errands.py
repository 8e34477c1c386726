"""Errands in every state, for tests and for screenshots."""

from genbot.domain.errands import Errand, ErrandState, What
from tests.cards.example_ideas import AGENT, CHANNEL, MAYA, NOW

SOURCE = {
    "url": "https://tiktok.com/@tacojudge/1",
    "creator": "tacojudge",
    "what_was_used": "the hook",
}
FOUND = {
    "summary": "3 things are worth knowing about late-night tacos this week.",
    "findings": [
        {"finding": "A line at midnight is the best advert: people film it.", "sources": [SOURCE]},
        {"finding": "Salsa that hurts gets the comments.", "sources": [SOURCE]},
        {"finding": "“$2 taco” beats every other hook.", "sources": []},
    ],
    "conversation": "c9",
}


def research(state: ErrandState) -> Errand:
    why = {
        ErrandState.APPROVAL: "This needs deep research first, about 60 credits. Go ahead?",
        ErrandState.FAILED: "The agent could not reach the web.",
        ErrandState.UNSURE: "GEN did not answer.",
    }
    return Errand(
        "e1", What.RESEARCH, "Research: late-night tacos", CHANNEL, MAYA, NOW, "a1", AGENT,
        wish={"topic": "late-night tacos", "depth": "deep"},
        result=FOUND if state is ErrandState.DONE else {}, state=state, reason=why.get(state, ""),
        since=NOW, ended=NOW, expects=(30.0, 90.0),
    )  # fmt: skip


ERRANDS = {(What.RESEARCH, state): research(state) for state in ErrandState}
