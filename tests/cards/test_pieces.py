"""Layers, rows, columns and variables as people see them: the lists, the forms, and what came of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from genbot.cards import piece_forms, pieces, placing, studio, variables
from genbot.cards.errand import errand_card
from genbot.domain.errands import ErrandState, What
from genbot.domain.pieces import COLUMN_TYPES, LAYER_TYPES, Column, Kind, Layers, Piece, Step
from genbot.domain.studio import Part, Spot
from genbot.domain.variables import Variables
from genbot.flows.placing import kinds
from genbot.gen.creation import ALSO_CALLED, FITTING
from tests.cards.example_pieces import (
    COLUMNS,
    FIRST,
    HERE,
    HOOKS,
    LAYERS,
    PIECE_ERRANDS,
    ROWS,
    SIXTY,
    TITLE,
    VARIABLES,
    VOICED,
    WINDOWS,
    WISHES,
    piece_errand,
)
from tests.cards.example_studio import BOARD, READY, VOICE
from tests.cards.reading import buttons, inputs, words, wrong_with, wrong_with_view
from tests.cards.test_any_text import WORDS, assert_harmless, shown_texts

E = ErrandState
NO = "This video is published now."
EVERY = (VOICED, FIRST, HOOKS)


def views(text):
    pieces_of = [replace(one, name=text) for one in EVERY]
    part = replace(VOICE, title=text, type=text)
    boards = tuple(replace(one, parts=(replace(part, value=text),)) for one in ROWS.boards)
    column = Column(Piece(Kind.COLUMN, Spot("p1"), "1", text), text, text)
    yield pieces.layers_view(Layers(HERE, text, text, (part,) * 3), NO)
    yield pieces.layers_view(Layers(HERE, text, text, (part,) * 3), "")
    yield pieces.rows_view(replace(ROWS, title=text, boards=boards), "")
    yield pieces.columns_view(replace(COLUMNS, title=text, every=(column,) * 20), "")
    for piece in pieces_of:
        yield piece_forms.add_form(piece)
        yield piece_forms.move_form(piece)
        yield piece_forms.copy_form(piece)
        yield piece_forms.use_form(piece)
    yield piece_forms.rename_form(pieces_of[0])
    yield piece_forms.rename_form(pieces_of[2])
    yield piece_forms.delete_form(pieces_of[0], [text] * 9, [text] * 9)
    found = Variables(Spot("p1"), text, ((text, text),) * 30)
    yield variables.list_view(found, "")
    yield variables.bring_form(found)
    yield placing.file_form(part, [("1", text), ("2", "")])


def test_layers_are_listed_from_back_to_front():
    view = pieces.layers_view(LAYERS, "")

    assert wrong_with_view(view) == []
    shown = words(view)
    assert "3 layers of VIDEO" in shown
    assert "1.  ✅  *Griddle close-up*\nvideo · Made · 90 credits" in shown
    assert "3.  ⏳  *Captions*\ncaptions · Being made" in shown
    assert set(buttons(view)) == {
        *("Add a layer…", "Open…", "Move…", "Rename…", "Duplicate…", "Delete…"),
        "Back to all parts",
    }


def test_sixty_layers_are_turned_page_by_page():
    pages = [
        pieces.layers_view(Layers(replace(HERE, page=n), TITLE, "VIDEO", SIXTY), "")
        for n in range(4)
    ]

    assert [wrong_with_view(one) for one in pages] == [[]] * 4
    assert "Those before" not in buttons(pages[0])
    assert {"Those before", "Those after"} <= set(buttons(pages[1]))
    assert "Those after" not in buttons(pages[3])
    assert "60.  " in words(pages[3])


def test_one_layer_alone_is_not_moved():
    view = pieces.layers_view(replace(LAYERS, every=(VOICE,)), "")
    assert "Move…" not in buttons(view)


def test_rows_say_which_one_the_video_is_made_from():
    view = pieces.rows_view(ROWS, "")

    shown = words(view)
    assert "*Row 1*  🎬 this video is made from it\nNobody has ever regretted" in shown
    assert "*Row 2*\nEmpty\n" in shown
    assert "302 credits" in shown
    assert set(buttons(view)) == {
        *("Add a row…", "Open…", "Move…", "Duplicate…", "Back to all parts"),
        "Make the video from it…",
    }
    assert str(view).count("use_row") == 1


def test_columns_of_gen_have_no_buttons():
    view = pieces.columns_view(COLUMNS, "")

    assert "4 columns, 2 of them yours" in words(view)
    assert "*FINAL VIDEO*\nvideo · the finished video" in words(view)
    moves = [one for block in view["blocks"] for one in block.get("elements", [])]
    assert len([one for one in moves if one.get("action_id") == "move_piece"]) == 2


@pytest.mark.parametrize(
    "view",
    [
        pieces.layers_view(LAYERS, NO),
        pieces.rows_view(ROWS, NO),
        pieces.columns_view(COLUMNS, NO),
        variables.list_view(VARIABLES, NO),
    ],
)
def test_what_may_not_be_changed_is_shown_and_says_why(view):
    assert NO in words(view)
    assert set(buttons(view)) <= {"Open…", "Back to all parts", "Get an empty table"}


@pytest.mark.parametrize("view", WINDOWS)
def test_every_window_is_one_slack_takes(view):
    assert wrong_with_view(view) == []


def test_a_layer_says_what_it_holds_and_where_it_lies():
    form = piece_forms.add_form(replace(VOICED, id="", name=""))

    assert set(inputs(form)) == {"name", "type", "place"}
    offered = [one["value"] for one in inputs(form)["type"]["options"]]
    assert set(offered) == set(FITTING)
    assert set(inputs(piece_forms.add_form(FIRST))) == set()
    assert set(inputs(piece_forms.add_form(HOOKS))) == {"name", "type"}
    assert {"text", "image", "video", "audio"} == set(dict(COLUMN_TYPES))


@pytest.mark.parametrize("piece", EVERY)
def test_every_way_to_move_is_offered_once(piece):
    options = inputs(piece_forms.move_form(piece))["step"]["options"]
    assert {one["value"] for one in options} == set(Step)


def test_deleting_says_what_goes_with_it():
    shown = words(piece_forms.delete_form(VOICED, ["Captions"], ["Lip sync"]))

    assert "every take of it" in shown
    assert "Without it *Lip sync* cannot be made" in shown
    assert "Captions was made from it, and stays" in shown
    alone = words(piece_forms.delete_form(VOICED, [], []))
    assert "Without it" not in alone


def test_a_column_that_prompts_know_is_renamed_knowingly():
    assert "{{Hook}}" in words(piece_forms.rename_form(HOOKS))
    assert "{{" not in words(piece_forms.rename_form(VOICED))


def test_variables_are_shown_as_they_are_written():
    view = variables.list_view(VARIABLES, "")

    assert "*{{price}}*\n$2" in words(view)
    assert "2 variables" in words(view)
    none = variables.list_view(replace(VARIABLES, pairs=()), "")
    assert "None yet" in words(none)
    assert wrong_with_view(none) == []


def test_reading_a_table_in_says_what_it_takes_the_place_of():
    form = variables.bring_form(VARIABLES)

    assert "*The 2 variables there now* may be replaced" in words(form)
    assert "`price`, `city`" in words(form)
    assert inputs(form)["file"]["filetypes"] == ["xlsx"]
    many = variables.bring_form(replace(VARIABLES, pairs=VARIABLES.pairs * 10))
    assert "and 10 more" in words(many)
    assert "no variables yet" in words(variables.bring_form(replace(VARIABLES, pairs=())))


def test_without_a_file_that_fits_the_form_says_where_files_come_from():
    form = placing.file_form(VOICE, [])

    assert "Save to GEN" in words(form)
    assert "submit" not in form


@pytest.mark.parametrize("type", [*FITTING, *ALSO_CALLED, "Video", "hologram"])
@pytest.mark.parametrize("role", ["", "ingredient", "video", "final_video", "stats"])
def test_a_file_is_offered_where_gen_takes_one(type, role):
    part = Part(Spot("p1", "70", "71"), "Part", type, role)
    assert part.filmed == bool(kinds(part))


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("what", [one for one in WISHES if one is not What.BRING_VARIABLES])
def test_what_came_of_it_leads_back(what, kind):
    card = errand_card(piece_errand(what, E.DONE, kind=kind))

    assert wrong_with(card) == []
    assert f"{kind.capitalize()}s…" in buttons(card)
    shows = kind is Kind.LAYER and what not in {What.ADD_PIECE, What.RENAME_PIECE}
    assert ("Render again" in buttons(card)) == shows


def test_what_is_changed_is_told():
    assert "Now: *Voice-over*" in words(errand_card(piece_errand(What.RENAME_PIECE, E.DONE)))
    gone = replace(piece_errand(What.DELETE_PIECE, E.DONE), result={"gone": True})
    assert "gone already" in words(errand_card(gone))
    brought = errand_card(PIECE_ERRANDS[What.BRING_VARIABLES, E.DONE])
    assert "*12 variables* now: `price`, `city` and 10 more" in words(brought)
    none = replace(piece_errand(What.BRING_VARIABLES, E.DONE), result={"count": 0, "names": []})
    assert "found no variables" in words(errand_card(none))


def test_a_row_that_the_video_is_not_made_from_says_so():
    other = replace(BOARD, spot=Spot("p1", "90"), source="70")
    assert "Row 2 of 3, *not the one this video is made from*" in words(
        studio.board_view(other, READY, "")
    )


def test_layer_types_are_those_gen_can_fill():
    assert set(dict(LAYER_TYPES)) == set(FITTING)


@given(text=WORDS)
@settings(max_examples=40)
def test_any_text_anywhere_makes_a_form_slack_takes(text):
    for view in views(text):
        assert wrong_with_view(view) == []
        assert_harmless(shown_texts(view))


@given(text=WORDS)
@settings(max_examples=40)
def test_any_text_anywhere_makes_a_card_slack_takes(text):
    for what in WISHES:
        for state in E:
            card = errand_card(piece_errand(what, state, text or "x"))
            assert wrong_with(card) == []
            assert_harmless(iter([card.text, *shown_texts(card.blocks)]))
