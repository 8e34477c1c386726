"""Posts being read, in every state, for tests and for screenshots."""

from dataclasses import replace

from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.monitors import Search
from tests.cards.example_ideas import AGENT, CHANNEL, MAYA, NOW

E = ErrandState
ALWAYS = Search("@tacojudge", "tiktok", 7, "us", 50, comments=True, ongoing=True)
ONCE = Search("#latenighttacos", "instagram", 30, most=20)
WHY = {
    E.FAILED: "The account is private.",
    E.HELD: "The agent's workspace has no active credit purchase.",
    E.UNSURE: "GEN did not answer.",
}


def reading(state: ErrandState, search: Search = ONCE) -> Errand:
    what = What.MONITOR if search.ongoing else What.SCRAPE
    word = "Watching" if search.ongoing else "Reading posts:"
    job = "" if state in {E.WANTED, E.HELD, E.UNSURE} else "12345"
    result = {"found": 42} if state in {E.DONE, E.STOPPED} or (job and search.ongoing) else {}
    return Errand(
        f"m{search.ongoing:d}", what, f"{word} {search.name}", CHANNEL, MAYA, NOW, "a1", AGENT,
        wish={**search.told(), "topic": f"what works at {search.name}"}, result=result,
        state=state, job=job, reason=WHY.get(state, ""), since=NOW, ended=NOW,
    )  # fmt: skip


def watching(state: ErrandState) -> Errand:
    return reading(state, ALWAYS)


def change(state: ErrandState) -> Errand:
    changes = {"days": 30, "most": 10, "comments": False}
    return Errand(
        "m2", What.CHANGE_MONITOR, "Change: Watching @tacojudge on TikTok", CHANNEL, MAYA, NOW,
        "a1", AGENT, wish={"monitor": "m1", "job": "12345", "changes": changes},
        state=state, reason=WHY.get(state, ""), thread="errand:m1", ended=NOW,
    )  # fmt: skip


REPORTED = {"found": 61, "counted": 61, "before": 42, "day": 3, "reported": NOW}
WATCHED = replace(watching(E.WORKING), result=REPORTED)
MONITORS = {
    **{(What.SCRAPE, state): reading(state) for state in E},
    **{(What.MONITOR, state): watching(state) for state in E},
    **{(What.CHANGE_MONITOR, state): change(state) for state in E},
}
