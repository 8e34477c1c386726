"""Voices of an agent, and the errands that are about one."""

from typing import Any

from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.voices import Library, Pick, Uses, Voice, Wanted
from tests.cards.example_ideas import AGENT, CHANNEL, MAYA, NOW

SANTIAGO = (AGENT, "Santiago")
MATEO = Voice("mat3o", "Mateo", "public", "male · es", "https://cdn.gen.pro/mateo.mp3")
TIA = Voice("huv-1", "Tía Rosa", "user_designed", "female · es")
PICK = Pick(SANTIAGO, (TIA.id, TIA.name), TIA.source)
LIBRARY = Library(Wanted(SANTIAGO, page=1), (MATEO, TIA) * 4, 20, MATEO.id)
USES = Uses(PICK, ("Santiago", "Luma"))
ABOUT: dict[str, Any] = {"voice": [TIA.id, TIA.name], "source": TIA.source}
WISHES: dict[What, dict[str, Any]] = {
    What.HEAR_VOICE: ABOUT | {"text": "You are right on time."},
    What.USE_VOICE: ABOUT,
    What.DELETE_VOICE: ABOUT,
    What.CLONE_VOICE: {
        "file": "F1",
        "file_name": "rosa.m4a",
        "name": "Tía Rosa",
        "about": {"gender": "female", "language": "es", "description": "warm, unhurried"},
    },
}
DESIGN: dict[str, Any] = {
    "script": "You are right on time.",
    "about": {"gender": "female", "language": "es", "description": "warm"},
}
WISHES |= {
    What.VOICE_SCRIPT: DESIGN,
    What.VOICE_SOUND: DESIGN,
    What.VOICE_SAMPLES: DESIGN,
    What.KEEP_VOICE: DESIGN | {"sample": "vd_1", "name": "Tía Rosa"},
}
HEARD = {"url": "https://cdn.gen.pro/outputs/2.m4a", "ending": ".m4a"}
RESULTS: dict[What, dict[str, Any]] = {
    What.CLONE_VOICE: {"id": "huv-1"},
    What.VOICE_SCRIPT: {"text": "Good evening."},
    What.VOICE_SOUND: {"text": "A female voice, warm, speaking Spanish."},
    What.VOICE_SAMPLES: {
        "heard": [],
        "samples": [{"id": "vd_1", **HEARD}, {"id": "vd_2", **HEARD}, {"id": "vd_3", "url": ""}],
    },
    What.KEEP_VOICE: {"id": "huv-2"},
    What.HEAR_VOICE: {"url": "https://cdn.gen.pro/outputs/1.m4a", "ending": ".m4a"},
}


def voice_errand(what: What, state: ErrandState, text: str = "") -> Errand:
    """With `text`: if strangers could write everything about it."""
    done = RESULTS.get(what, {}) if state is ErrandState.DONE else {}
    strange = {
        "voice": [TIA.id, text],
        **dict.fromkeys(("text", "name", "file_name", "script"), text),
    }
    wish = {**WISHES[what], **(strange if text else {})}
    if text and "text" in done:
        done = {"text": text}
    if text and "about" in wish:
        wish["about"] = dict.fromkeys(wish["about"], text)
    return Errand(
        "e3", what, text or "Voice: Tía Rosa", CHANNEL, MAYA, NOW, AGENT, text or "Santiago",
        wish=wish, result=done, state=state, reason=text, since=NOW, ended=NOW,
    )  # fmt: skip


VOICE_ERRANDS = {
    (what, state): voice_errand(what, state) for what in WISHES for state in ErrandState
}
