"""A vidsheet as the studio shows it, and what people had changed in it."""

from dataclasses import replace
from typing import Any

from genbot.cards import studio
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.making import Making, Question, Shape, Wish
from genbot.domain.studio import Board, Part, Spot, Take
from tests.cards.example_ideas import AGENT, CHANNEL, MAYA, NOW
from tests.cards.example_videos import READY as VIDEO_READY

CDN = "https://cdn.gen.pro/outputs"
ROW = Spot("p1", "70")
HOOK = Part(
    Spot("p1", "70", "71"), "Hook", "text", "ingredient", "Nobody has ever regretted the second taco."
)  # fmt: skip
SCRIPT = Part(
    Spot("p1", "70", "72"), "Script", "text", "ingredient", "0:00  The griddle.\n0:10  The verdict."
)
SPOKEN = {"script": "Two dollars, two a.m.", "voice_method": "my_voices", "voice_id": "v1"}
TAKES = (
    Take("21", "speech_from_text", "failed", reason="The voice was not found.", made_from=SPOKEN),
    Take(
        *("22", "speech_from_text", "completed", "", f"{CDN}/22.m4a"),
        resource="r22", cost=12.0, made_from=SPOKEN, kind="audio",
    ),
    Take(
        *("23", "speech_from_text", "completed", "", f"{CDN}/23.m4a"),
        resource="r23", cost=12.0, made_from={**SPOKEN, "script": "Two a.m., two dollars."},
        kind="audio",
    ),
)  # fmt: skip
VOICE = Part(
    Spot("p1", "70", "73", "82"), "Voice", "audio", takes=TAKES, shown="22", cost=12.0,
    card=("speech_from_text", SPOKEN),
)  # fmt: skip
GRIDDLE = Part(
    Spot("p1", "70", "73", "81"), "Griddle close-up", "video", cost=90.0, shown="31",
    takes=(
        Take(
            *("31", "video_from_text", "completed", "", f"{CDN}/31.mp4"),
            *("https://cdn.gen.pro/thumbnails/31.jpg", "r31", 90.0),
            made_from={"prompt": "Al pastor on the griddle", "model": "veo_3_fast"}, kind="video",
        ),
    ),
)  # fmt: skip
CAPTIONS = Part(
    Spot("p1", "70", "73", "83"), "Captions", "captions",
    takes=(Take("41", "captions", "processing"),),
)  # fmt: skip
VIDEO = Part(
    Spot("p1", "70", "73"), "VIDEO", "video", "video", layers=(GRIDDLE, VOICE, CAPTIONS)
)  # fmt: skip
FINAL = Part(Spot("p1", "70", "74"), "FINAL VIDEO", "video", "final_video", cost=12.0)
BOARD = Board(
    ROW, "The 2 a.m. taco verdict", ("70", "90", "91"), (HOOK, SCRIPT, VIDEO, FINAL), 302.0
)
AT_VOICE = replace(BOARD, spot=replace(VOICE.spot, name="Voice"))

WISHES: dict[What, dict[str, Any]] = {
    What.EDIT_TEXTS: {"texts": [["71", "Two dollars."], ["72", ""]]},
    What.REGENERATE: {"type": "speech_from_text", "data": SPOKEN},
    What.CHOOSE_TAKE: {"take": "22"},
    What.SHOW_TAKE: {"take": "22"},
    What.STOP_TAKE: {"take": "22", "of": "e8"},
    What.CONTINUE_TAKE: {"take": "22"},
}
METHODS = (("my_voices", "my voices"), ("design_voice", "design voice"))
TITLES = {
    What.EDIT_TEXTS: "Edit 2 texts",
    What.REGENERATE: "Make anew: Voice",
    What.CHOOSE_TAKE: "Use: Take 3 of Voice",
    What.SHOW_TAKE: "Take 3 of Voice",
    What.STOP_TAKE: "Stop: Take 3 of Voice",
    What.CONTINUE_TAKE: "Continue: Take 3 of Voice",
}
MADE = {"take": "23", "url": f"{CDN}/23.m4a", "cost": 12.0}
RESULTS: dict[What, dict[str, Any]] = {
    What.REGENERATE: MADE,
    What.CHOOSE_TAKE: MADE,
    What.SHOW_TAKE: {"kind": "audio", "url": f"{CDN}/23.m4a", "ending": ".m4a"},
    What.STOP_TAKE: {"late": ""},
    What.CONTINUE_TAKE: MADE,
}


def studio_errand(what: What, state: ErrandState, text: str = "") -> Errand:
    """With `text`: if strangers could write everything about it."""
    result = RESULTS.get(what, {}) if state is ErrandState.DONE else {"job": "24"}
    reason = "It was stopped. GEN gave back 12 credits." if state is ErrandState.STOPPED else ""
    wish = {"made": "p1", "sheet": "7", "row": "70", "cell": "73", "layer": "82", "version": 1}
    wish |= WISHES.get(what, {})
    if text:
        result = {**result, "text": text, "url": text, "thumbnail": text}
        wish |= {"texts": [["71", text]]} if what is What.EDIT_TEXTS else {}
    return Errand(
        "e9", what, text or TITLES.get(what, "Studio"), CHANNEL, MAYA, NOW, AGENT,
        text or "Santiago", "production:p1", wish, result, state,
        reason=text or reason, since=NOW, ended=NOW, job="24",
    )  # fmt: skip


STUDIO_ERRANDS = {
    (what, state): studio_errand(what, state) for what in WISHES for state in ErrandState
}

READY = replace(VIDEO_READY, sheet_id="7", edited=1)
LONG = tuple(replace(HOOK, spot=Spot("p1", "90", str(n))) for n in range(60))
OLD = replace(VOICE, takes=tuple(replace(TAKES[1], id=str(n)) for n in range(30)))
WINDOWS = (
    studio.board_view(replace(BOARD, spot=Spot("p1", "90", page=1), parts=LONG), READY, ""),
    studio.part_view(replace(AT_VOICE, spot=replace(AT_VOICE.spot, page=1)), OLD, ""),
    studio.part_view(BOARD, HOOK, ""),
    studio.part_view(BOARD, CAPTIONS, ""),
    studio.part_view(AT_VOICE, replace(VOICE, takes=(replace(TAKES[0], status="stopped"),)), ""),
)
MAKING = Making(
    Wish(replace(VOICE.spot, name="Voice"), "speech_from_text", "my_voices", 12.0),
    ("speech_from_text", "media"),
    (
        Question("script", Shape.TEXT, needed=True, value=("Two dollars, two a.m.",)),
        Question("voice_method", Shape.CHOICE, True, METHODS, ("my_voices",)),
        Question("voice_id", Shape.CHOICE, True, (("v1", "Mateo"), ("v2", "Rosa")), ("v1",)),
        Question("enhance_voice", Shape.TICK, needed=False),
    ),
    ("hook",),
)
