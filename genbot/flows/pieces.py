"""Layers, rows and columns of a video's vidsheet: added, copied, named, moved, deleted."""

from typing import Any

from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotNow, within
from genbot.domain.pieces import COLUMN_TYPES, LAYER_TYPES, LONGEST_NAME, Kind, Piece, Step
from genbot.domain.productions import Production
from genbot.domain.studio import Spot
from genbot.domain.watches import Kind as Watched
from genbot.flows import editing, errands, studio
from genbot.store import Transaction

TYPES = {Kind.LAYER: LAYER_TYPES, Kind.COLUMN: COLUMN_TYPES}


def add(
    tx: Transaction, kind: Kind, spot: Spot, name: str, type: str, *, by: str, back: bool = False
) -> Errand:
    """A new piece at the end of its order; a layer at the front, or at the back; raises BadForm."""
    if kind is Kind.ROW:
        return _want(tx, What.ADD_PIECE, "Add a row", Piece(kind, spot, "", ""), by)
    name = _named(name)
    if type not in dict(TYPES[kind]):
        raise BadForm(type="Choose one of the types.")
    piece = Piece(kind, spot, "", name)
    return _want(tx, What.ADD_PIECE, f"Add {kind} {name}", piece, by, type=type, back=back)


def copy(tx: Transaction, piece: Piece, *, by: str) -> Errand:
    """The same once more, with all that is in it."""
    return _want(tx, What.COPY_PIECE, f"Duplicate {piece.kind} {piece.name}", piece, by)


def rename(tx: Transaction, piece: Piece, name: str, *, by: str) -> Errand:
    """It is called something else from now on; raises BadForm."""
    if piece.kind is Kind.ROW:
        raise NotNow("Rows have no name.")
    name = _named(name)
    if name == piece.name:
        raise BadForm(name="That is its name already.")
    title = f"Rename {piece.kind} {piece.name}"
    return _want(tx, What.RENAME_PIECE, title, piece, by, called=name)


def move(tx: Transaction, piece: Piece, step: str, *, by: str) -> Errand:
    """To another place in its order; raises BadForm."""
    if step not in set(Step):
        raise BadForm(step="Choose where it goes.")
    return _want(tx, What.MOVE_PIECE, f"Move {piece.kind} {piece.name}", piece, by, step=step)


def delete(tx: Transaction, piece: Piece, *, by: str) -> Errand:
    """A layer is gone, with every take of it; raises NotNow while something is done to it."""
    if piece.kind is not Kind.LAYER:
        raise NotNow("GEN deletes layers only.")
    production = editing.may(tx, piece.spot.made, by)
    editing.wait_for(
        [one for one in editing.busy(tx, production) if one.wish.get("layer") == piece.id]
    )
    if any(tx.watches.of(Watched.STOP, task.id) for task in production.tasks):
        raise NotNow("GEN is still being told to stop. Press this again in a moment.")
    return _want(tx, What.DELETE_PIECE, f"Delete {piece.kind} {piece.name}", piece, by)


def made_from(production: Production, piece: Piece) -> tuple[list[str], list[str]]:
    """What is made from a layer: parts that stay as they are, and those that could not be made."""
    here = (piece.spot.cell, piece.id)
    ids = {task.id for task in production.tasks if task.place == here}
    after = production.without(*here)
    users = [one for one in production.tasks if ids & set((one.needs or {}).values())]
    left = {one.id for one in after.tasks}
    stay = [one.title for one in users if one.id in left]
    return stay, list(after.skipped[len(production.skipped) :])


def finished(tx: Transaction, errand: Errand, result: dict[str, Any]) -> None:
    """GEN did it: the plan of the video knows, and what shows in it is to be rendered again."""
    layer = errand.wish["kind"] == Kind.LAYER
    if layer:
        _planned(tx, errand)
    if layer and errand.what is not What.RENAME_PIECE:
        studio.changed(tx, errand, result)
    else:
        errands.done(tx, errand.id, result)


def _planned(tx: Transaction, errand: Errand) -> None:
    wish = errand.wish
    production, here = tx.productions.look(wish["made"]), (wish["cell"], wish["id"])
    if production and errand.what is What.DELETE_PIECE:
        tx.productions.save(production.without(*here))
    if production and errand.what is What.RENAME_PIECE:
        tx.productions.save(production.called(*here, wish["called"]))


def _want(tx: Transaction, what: What, title: str, piece: Piece, by: str, **wish: Any) -> Errand:
    editing.alone(tx, editing.may(tx, piece.spot.made, by))
    return studio.change(
        tx, what, title, piece.spot, by=by, kind=piece.kind.value, id=piece.id, name=piece.name,
        **wish,
    )  # fmt: skip


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise BadForm(name="Give it a name.")
    within(LONGEST_NAME, name=name)
    return name
