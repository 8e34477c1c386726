"""An agent with everything GEN keeps about it, and the errands that change it."""

from dataclasses import replace
from typing import Any

from genbot.domain.agents import Agent, Avatar, Faces, OwnAccount, Portrait, Setup, Watched
from genbot.domain.errands import Errand, ErrandState, What
from tests.cards.example_ideas import AGENT, CHANNEL, MAYA, NOW

SANTIAGO = Agent(
    AGENT,
    "Santiago",
    "San Antonio street food scout who hunts the best tacos after dark.",
    "https://cdn.gen.pro/covers/ember.jpg",
    "America/Chicago",
)
LUMA = Agent("5c1d-luma", "Luma", "A two-chair skincare studio that explains every step.")
PORTRAIT = Portrait(
    SANTIAGO,
    Setup(
        {
            "brand_name": "Santiago After Dark",
            "description": SANTIAGO.description,
            "identity_type": "character",
            "goal": "growth",
            "personality": "He trusts smoke, handwritten menus and people who cook with the radio on.",
        },
        ("tiktok", "instagram", "somewhere-new"),
        ("shortform",),
        ("streetfood", "tacotok"),
        ("new food truck openings in San Antonio",),
        (
            Watched("@nightgriddle", "account"),
            Watched("https://tiktok.com/@keila", "account"),
            Watched("tacotok", "hashtag"),
            Watched("hot salsa", "keyword"),
            Watched("late", "something-new"),
        ),
        (
            OwnAccount("42", "https://tiktok.com/@santiago", "tiktok", "Santiago"),
            OwnAccount("", "instagram.com/santiago"),
        ),
        "Mateo",
    ),
)
WISHES: dict[What, dict[str, Any]] = {
    What.NEW_AGENT: {"fields": {"name": "Luma"}, "workspace": ""},
    What.CHANGE_AGENT: {
        "set": {"description": "Finds salsa.", "longform": True},
        "lists": {"keywords": {"add": ["birria"], "drop": ["tacotok"]}},
        "own": {
            "add": [{"url": "https://instagram.com/s", "display_name": ""}],
            "change": {"42": {"url": "https://tiktok.com/@s", "display_name": "S"}},
            "drop": ["43"],
        },
    },
    What.RENAME_AGENT: {"changes": {"name": "Santi", "time_zone": "UTC"}},
    What.DELETE_AGENT: {},
    What.ADD_AVATAR: {"file": "F1", "name": "face.png"},
    What.CHANGE_AVATARS: {"primary": "8", "drop": ["7", "9"]},
}
RESULTS: dict[What, dict[str, Any]] = {
    What.NEW_AGENT: {"id": "5c1d-luma"},
    What.CHANGE_AGENT: {"kept": ["who it is"]},
}
REASONS = {
    ErrandState.FAILED: "Kept: who it is.\nNot kept: voice. GEN says: voice service unavailable.",
    ErrandState.UNSURE: "GEN did not answer.",
}
FACES = Faces(
    SANTIAGO,
    tuple(Avatar(str(n), f"https://cdn.gen.pro/{n}.jpg", primary=n == 1) for n in range(1, 21)),
    "0",
    "20",
)


def agent_errand(what: What, state: ErrandState) -> Errand:
    done = RESULTS.get(what, {}) if state is ErrandState.DONE else {}
    return Errand(
        "e2", what, f"{what.replace('_', ' ').capitalize()}: Santiago", CHANNEL, MAYA, NOW, AGENT,
        "Santiago", wish=WISHES[what], result=done, state=state, reason=REASONS.get(state, ""),
        since=NOW, ended=NOW,
    )  # fmt: skip


AGENT_ERRANDS = {
    (what, state): agent_errand(what, state) for what in WISHES for state in ErrandState
}


def said_by(text: str) -> Portrait:
    """The same agent, if strangers could write everything about it."""
    setup = PORTRAIT.setup
    told = replace(
        setup, texts=dict.fromkeys(setup.texts, text), platforms=(text[:100] or "x",),
        keywords=(text,), expertise=(text,) * 20, voice=text,
        watched=tuple(Watched(text, kind) for kind in ("account", "hashtag", "keyword", "")) * 12,
        own=(OwnAccount("42", text, text, text),) * 20,
    )  # fmt: skip
    agent = replace(SANTIAGO, name=text, description=text, picture=text, time_zone=text)
    return Portrait(agent, told)
