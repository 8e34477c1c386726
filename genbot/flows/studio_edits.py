"""What people change in a vidsheet: looked at once more before it is wanted."""

from collections.abc import Sequence
from dataclasses import replace

from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotNow, NotYours
from genbot.domain.productions import Production
from genbot.domain.studio import Spot
from genbot.flows import editing, studio
from genbot.store import Transaction

Texts = Sequence[tuple[str, str]]  # cell and what is to stand in it
MOST = 100  # videos that are looked at: far more than are shown


def closed(tx: Transaction, id: str, by: str) -> str:
    """Why this person may not change anything in it now; empty when they may."""
    try:
        editing.may(tx, id, by)
    except (NotNow, NotYours) as why:
        return why.text.removesuffix(" Nothing was changed.")
    return ""


def videos(tx: Transaction, channel: str, words: str = "") -> list[Production]:
    """The newest videos of a channel that have a vidsheet and these words in their title."""
    wanted, shelf = words.split(), tx.productions
    found = shelf.holding(wanted, MOST, [channel]) if wanted else shelf.newest(MOST, [channel])
    return [one for one in found if one.sheet_id]


def edit(tx: Transaction, spot: Spot, texts: Texts, *, by: str) -> Errand:
    """Have texts of a row written, in one call; raises BadForm when there is nothing to write."""
    if not texts:
        raise BadForm(texts="Nothing is different from what is there.")
    called = f"Edit: {spot.name}" if len(texts) == 1 else f"Edit {len(texts)} texts"
    editing.free_places(tx, spot.made, {(cell, "") for cell, _ in texts})
    where = replace(spot, cell=texts[0][0], layer="")
    written = [list(one) for one in texts]
    return studio.change(tx, What.EDIT_TEXTS, called, where, by=by, texts=written)


def choose(tx: Transaction, spot: Spot, *, by: str) -> Errand:
    """Have another take of a part go into the video."""
    editing.free_places(tx, spot.made, {(spot.cell, spot.layer)})
    return studio.change(tx, What.CHOOSE_TAKE, f"Use: {spot.name}", spot, by=by, take=spot.take)


def show(tx: Transaction, spot: Spot, *, by: str) -> Errand:
    """Have a take put into the thread of the video, where it can be heard or seen."""
    production = tx.productions.get(spot.made)
    return studio.want(tx, production, What.SHOW_TAKE, spot.name, spot, by=by, take=spot.take)
