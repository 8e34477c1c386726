"""Errands in every state, for tests and for screenshots."""

from dataclasses import replace

from genbot.domain.errands import Errand, ErrandState, What
from tests.cards.example_agents import AGENT_ERRANDS
from tests.cards.example_engines import ENGINES
from tests.cards.example_ideas import AGENT, CHANNEL, MAYA, NOW
from tests.cards.example_library import ASSET_ERRANDS
from tests.cards.example_monitors import MONITORS
from tests.cards.example_pieces import PIECE_ERRANDS
from tests.cards.example_studio import STUDIO_ERRANDS
from tests.cards.example_voices import VOICE_ERRANDS

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


SAID = {
    What.ASK: (
        "What performed best last week?",
        "“The 2 a.m. taco verdict” did, with 89k views.\nIts hook did the work: nobody believes it.",
    ),
    What.REMEMBER: ("Remember: no questions", "I will remember: no questions"),
    What.FORGET: ("Forget: no questions", "Forgotten: no questions"),
    What.CHANGE_TALK: ("Rename: Taco week", ""),
    What.DELETE_TALK: ("Delete conversation: Taco week", ""),
    What.PREFERENCES: ("What the agent remembers", "I remember:\n- no questions\n- under 12 s"),
}


def said(what: What, state: ErrandState) -> Errand:
    title, answer = SAID[what]
    result = {"answer": answer, "ideas": 0, "conversation": "c9"}
    return replace(
        research(state), what=what, title=title, wish={"message": title, "rule": title},
        result=result if state is ErrandState.DONE else {},
    )  # fmt: skip


ERRANDS = {
    **{(What.RESEARCH, state): research(state) for state in ErrandState},
    **{(what, state): said(what, state) for what in SAID for state in ErrandState},
    **AGENT_ERRANDS,
    **MONITORS,
    **ASSET_ERRANDS,
    **VOICE_ERRANDS,
    **ENGINES,
    **STUDIO_ERRANDS,
    **PIECE_ERRANDS,
}
