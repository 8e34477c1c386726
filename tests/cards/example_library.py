"""A library of files and what becomes of it, for tests and for screenshots."""

from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.library import FOLDER, Item, Need, Page, Spot
from tests.cards.example_ideas import AGENT, CHANNEL, MAYA, NOW

CDN = "https://cdn.gen.pro/uploads"
LOGO = Item("4711", "santiago-logo.png", "image", f"{CDN}/logo.png", f"{CDN}/logo.png", "image/png")
CLIP = Item("4712", "griddle-close-up.mp4", "video", f"{CDN}/g.mp4", f"{CDN}/g.jpg", "video/mp4")
VOICE = Item("4713", "intro.m4a", "audio", f"{CDN}/intro.m4a")
B_ROLL = Item("31", "B-roll", FOLDER)
SHELF = Page(Spot((("30", "Autumn"),), page=1), (B_ROLL, LOGO, CLIP, VOICE), more=True)
FOLDERS = [("30", "Autumn"), ("31", "Autumn / B-roll")]
NEEDED = [Need("The 2 a.m. taco verdict", NOW), Need("Salsa court", making=True), Need("Held")]
WISHES = {
    What.SAVE_FILE: (
        f"Save to GEN: {CLIP.name}",
        {"source": "F1", "name": CLIP.name, "kind": "", "folder": "31", "folder_name": "B-roll",
         "copy_of": LOGO.ref},
    ),
    What.NEW_FOLDER: (
        "New folder: B-roll", {"name": "B-roll", "parent": "30", "parent_name": "Autumn"},
    ),
    What.RENAME_ASSET: (
        "Rename: logo.png",
        {"id": "4711", "kind": "image", "was": "logo.png", "name": LOGO.name},
    ),
    What.DELETE_ASSET: (
        "Delete folder: B-roll", {"id": "31", "kind": FOLDER, "name": "B-roll", "spared": []},
    ),
}  # fmt: skip
RESULTS = {
    What.SAVE_FILE: {
        "id": CLIP.id, "name": CLIP.name, "kind": CLIP.kind, "url": CLIP.url,
        "thumbnail": CLIP.thumbnail, "sent": None,
    },
    What.NEW_FOLDER: {"id": "31"},
    What.RENAME_ASSET: {},
    What.DELETE_ASSET: {"files": 12},
}  # fmt: skip
ON_ITS_WAY = {"way": {"step": "sent", "done": 120_000_000, "size": 340_000_000}}


def asset_errand(what: What, state: ErrandState) -> Errand:
    title, wish = WISHES[what]
    result = RESULTS[what] if state is ErrandState.DONE else {}
    if what is What.SAVE_FILE and state is ErrandState.WANTED:
        result = ON_ITS_WAY
    why = "somebody deleted it in Slack" if state is ErrandState.FAILED else ""
    return Errand(
        "e9", what, title, CHANNEL, MAYA, NOW, "a1", AGENT, wish=wish, result=result, state=state,
        reason=why, since=NOW, ended=NOW,
    )  # fmt: skip


ASSET_ERRANDS = {
    (what, state): asset_errand(what, state) for what in WISHES for state in ErrandState
}
