"""Layers, rows, columns and variables of a vidsheet, and what people had changed of them."""

from dataclasses import replace
from typing import Any

from genbot.cards import piece_forms, pieces, placing, variables
from genbot.cards.acts import FormName
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.pieces import Column, Columns, Kind, Layers, Piece, Rows
from genbot.domain.studio import Board, Spot
from genbot.domain.variables import Variables
from tests.cards.example_ideas import AGENT, CHANNEL, MAYA, NOW
from tests.cards.example_studio import BOARD, CAPTIONS, GRIDDLE, HOOK, VIDEO, VOICE

TITLE = "The 2 a.m. taco verdict"
HERE = Spot("p1", "70", "73")
VOICED = Piece(Kind.LAYER, HERE, "82", "Voice")
FIRST = Piece(Kind.ROW, Spot("p1"), "70", "1 (Nobody has ever regretted it.)")
HOOKS = Piece(Kind.COLUMN, Spot("p1"), "1", "Hook")
LAYERS = Layers(HERE, TITLE, "VIDEO", (GRIDDLE, VOICE, CAPTIONS))
OTHER = Board(Spot("p1", "90"), TITLE, ("70", "90"), (replace(HOOK, value=""), VIDEO), None, "70")
ROWS = Rows(Spot("p1"), TITLE, 0, (replace(BOARD, source="70"), OTHER), 2)
COLUMNS = Columns(
    Spot("p1"), TITLE,
    (
        Column(HOOKS, "text", "ingredient"),
        Column(replace(HOOKS, id="2", name="Script"), "text", ""),
        Column(replace(HOOKS, id="3", name="VIDEO"), "video", "video"),
        Column(replace(HOOKS, id="4", name="FINAL VIDEO"), "video", "final_video"),
    ),
)  # fmt: skip
PAIRS = (("price", "$2"), ("city", "San Antonio"))
VARIABLES = Variables(Spot("p1", "70"), TITLE, PAIRS)
WISHES: dict[What, dict[str, Any]] = {
    What.ADD_PIECE: {"type": "audio", "back": False},
    What.COPY_PIECE: {},
    What.RENAME_PIECE: {"called": "Voice-over"},
    What.MOVE_PIECE: {"step": "last"},
    What.DELETE_PIECE: {},
    What.BRING_VARIABLES: {"file": "F1", "name": "prices.xlsx"},
}
RESULTS: dict[What, dict[str, Any]] = {
    What.BRING_VARIABLES: {"count": 12, "names": ["price", "city"]},
}
TITLES = {
    What.ADD_PIECE: "Add layer Music",
    What.COPY_PIECE: "Duplicate layer Voice",
    What.RENAME_PIECE: "Rename layer Voice",
    What.MOVE_PIECE: "Move layer Voice",
    What.DELETE_PIECE: "Delete layer Voice",
    What.BRING_VARIABLES: "Variables from prices.xlsx",
}


def piece_errand(what: What, state: ErrandState, text: str = "", kind: Kind = Kind.LAYER) -> Errand:
    """With `text`: if strangers could write everything about it."""
    result = RESULTS.get(what, {}) if state is ErrandState.DONE else {}
    wish = {"made": "p1", "sheet": "7", "row": "70", "cell": "73", "layer": "", "version": 1}
    wish |= {"kind": kind.value, "id": "82", "name": "Voice"} | WISHES[what]
    if text:
        wish |= {"called": text, "name": text}
        result = {**result, "names": [text] * 10} if result else {}
    return Errand(
        "e9", what, text or TITLES[what], CHANNEL, MAYA, NOW, AGENT, text or "Santiago",
        "production:p1", wish, result, state, reason=text, since=NOW, ended=NOW,
    )  # fmt: skip


PIECE_ERRANDS = {
    (what, state): piece_errand(what, state) for what in WISHES for state in ErrandState
}

SIXTY = tuple(replace(VOICE, spot=Spot("p1", "70", "73", str(n))) for n in range(60))
WINDOWS = (
    pieces.layers_view(replace(LAYERS, spot=replace(HERE, page=1), every=SIXTY), ""),
    pieces.rows_view(ROWS, ""),
    pieces.columns_view(COLUMNS, ""),
    variables.list_view(replace(VARIABLES, pairs=PAIRS * 30, spot=Spot("p1", page=1)), ""),
)
"""Between them every button these windows have."""

ASKED = {
    FormName.ADD_PIECE: piece_forms.add_form(VOICED),
    FormName.MOVE_PIECE: piece_forms.move_form(VOICED),
    FormName.RENAME_PIECE: piece_forms.rename_form(HOOKS),
    FormName.COPY_PIECE: piece_forms.copy_form(FIRST),
    FormName.DELETE_PIECE: piece_forms.delete_form(VOICED, ["Captions"], ["Lip sync"]),
    FormName.BRING_VARIABLES: variables.bring_form(VARIABLES),
    FormName.USE_ROW: piece_forms.use_form(FIRST),
    FormName.USE_FILE: placing.file_form(VOICE, [("501", "salsa.mp3")]),
}
