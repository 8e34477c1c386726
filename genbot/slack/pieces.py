"""Layers, rows and columns of a video: listed, added, moved, named, copied, deleted."""

from genbot.cards import piece_forms
from genbot.cards import pieces as cards
from genbot.cards.acts import Act, FormName
from genbot.domain.pieces import Columns, Layers, Piece, Rows
from genbot.domain.posts import Block
from genbot.domain.productions import Production
from genbot.domain.studio import Spot
from genbot.flows import editing, listing, pieces, studio, studio_edits, switching
from genbot.slack.asks import Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.forms import forms
from genbot.slack.studio import about, own
from genbot.store import Transaction


@buttons.on(
    Act.SEE_LAYERS, "See the layers of a video, from the back to the front.",
    needs=listing.layers, about=about, loading="Layers",
)  # fmt: skip
def see_layers(tx: Transaction, press: Press, found: Layers) -> Block:
    return cards.layers_view(found, studio_edits.closed(tx, found.spot.made, press.user))


@buttons.on(
    Act.SEE_ROWS, "See the rows of a vidsheet, and which of them the video is made from.",
    needs=listing.rows, about=about, loading="Rows",
)  # fmt: skip
def see_rows(tx: Transaction, press: Press, found: Rows) -> Block:
    return cards.rows_view(found, studio_edits.closed(tx, found.spot.made, press.user))


@buttons.on(
    Act.SEE_COLUMNS, "See the columns of a vidsheet.",
    needs=listing.columns, about=about, loading="Columns",
)  # fmt: skip
def see_columns(tx: Transaction, press: Press, found: Columns) -> Block:
    return cards.columns_view(found, studio_edits.closed(tx, found.spot.made, press.user))


@buttons.on(Act.ADD_PIECE, "Add a layer, a row or a column.")
def open_add(tx: Transaction, press: Press) -> Block:
    return piece_forms.add_form(_piece(tx, press)[0])


@forms.on(FormName.ADD_PIECE, "Have GEN add a layer, a row or a column.")
def add(tx: Transaction, form: Submission) -> None:
    piece, _ = _piece(tx, form)
    pieces.add(
        tx, piece.kind, piece.spot, form.text("name"), form.text("type"), by=form.user,
        back=form.text("place") == piece_forms.BACK,
    )  # fmt: skip


@buttons.on(Act.MOVE_PIECE, "Move a layer, a row or a column.")
def open_move(tx: Transaction, press: Press) -> Block:
    return piece_forms.move_form(_piece(tx, press)[0])


@forms.on(FormName.MOVE_PIECE, "Have GEN move a layer, a row or a column.")
def move(tx: Transaction, form: Submission) -> None:
    pieces.move(tx, _piece(tx, form)[0], form.text("step"), by=form.user)


@buttons.on(Act.RENAME_PIECE, "Give a layer or a column another name.")
def open_rename(tx: Transaction, press: Press) -> Block:
    return piece_forms.rename_form(_piece(tx, press)[0])


@forms.on(FormName.RENAME_PIECE, "Have GEN call a layer or a column something else.")
def rename(tx: Transaction, form: Submission) -> None:
    pieces.rename(tx, _piece(tx, form)[0], form.text("name"), by=form.user)


@buttons.on(Act.COPY_PIECE, "Duplicate a layer, a row or a column.")
def open_copy(tx: Transaction, press: Press) -> Block:
    return piece_forms.copy_form(_piece(tx, press)[0])


@forms.on(FormName.COPY_PIECE, "Have GEN duplicate a layer, a row or a column.")
def copy(tx: Transaction, form: Submission) -> None:
    pieces.copy(tx, _piece(tx, form)[0], by=form.user)


@buttons.on(Act.USE_ROW, "Make a video from another row of its vidsheet; asks first.")
def open_use(tx: Transaction, press: Press) -> Block:
    return piece_forms.use_form(_piece(tx, press)[0])


def _chosen(tx: Transaction, form: Submission) -> studio.About:
    piece, made = _piece(tx, form)
    return made, Spot(made.id, piece.id)


@forms.on(
    FormName.USE_ROW, "Make a video from another row of its vidsheet.",
    needs=switching.asked, about=_chosen,
)  # fmt: skip
def use(tx: Transaction, form: Submission, sheet: switching.Told) -> None:
    piece, made = _piece(tx, form)
    switching.use(tx, Spot(made.id, piece.id), sheet, by=form.user)


@buttons.on(Act.DELETE_PIECE, "Delete a layer; says first what goes.")
def open_delete(tx: Transaction, press: Press) -> Block:
    piece, made = _piece(tx, press)
    return piece_forms.delete_form(piece, *pieces.made_from(made, piece))


@forms.on(FormName.DELETE_PIECE, "Have GEN delete a layer.")
def delete(tx: Transaction, form: Submission) -> None:
    pieces.delete(tx, _piece(tx, form)[0], by=form.user)


def _piece(tx: Transaction, ask: Press | Submission) -> tuple[Piece, Production]:
    """What it is about, and its video; raises NotNow, or NotYours for who may not change that."""
    piece = Piece.read(ask.value)
    own(tx, ask, piece.spot)
    return piece, editing.may(tx, piece.spot.made, ask.user)
