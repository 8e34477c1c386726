"""When the vidsheet of a video may be changed, by whom, and what is still being changed in it."""

from genbot.cards.text import escape
from genbot.domain.approvals import Gate
from genbot.domain.errands import ARRANGING, STUDIO, Errand, ErrandState, What
from genbot.domain.errors import NotNow
from genbot.domain.productions import Production
from genbot.domain.studio import EDITABLE
from genbot.flows import policies
from genbot.store import Transaction

E = ErrandState
OPEN = (E.WANTED, E.WORKING, E.APPROVAL)
MOST_NAMED = 3


def may(tx: Transaction, id: str, by: str) -> Production:
    """The video, for somebody who may change it now; raises NotNow or NotYours."""
    production = tx.productions.get(id)
    policies.check(tx, production.channel, Gate.VIDEOS, by)
    if production.stage not in EDITABLE or not production.sheet_id:
        raise NotNow(
            f"This video is {production.stage.spoken} now. Its parts can be changed while it is in "
            "review, stopped, on hold or failed. Nothing was changed."
        )
    return production


def busy(tx: Transaction, production: Production) -> list[Errand]:
    """What people still have changed in it."""
    found = tx.errands.having("wish.made", production.id, what=tuple(STUDIO), state=OPEN)
    return found[::-1]


def free(tx: Transaction, production: Production) -> None:
    """Raises NotNow while a part of it is being changed: it would be left out, or paid twice."""
    wait_for(busy(tx, production))


def alone(tx: Transaction, production: Production) -> None:
    """Raises NotNow while it is being rearranged: nobody could tell what came of which wish."""
    wait_for([one for one in busy(tx, production) if one.what in ARRANGING])


def free_places(tx: Transaction, made: str, wanted: set[tuple[str, str]]) -> None:
    """Raises NotNow while somebody has one of these cells or layers changed already."""
    under_way = busy(tx, tx.productions.get(made))
    wait_for([one for one in under_way if places(one) & wanted])


def places(errand: Errand) -> set[tuple[str, str]]:
    """The cells and layers an errand changes."""
    if errand.what is What.EDIT_TEXTS:
        return {(str(cell), "") for cell, _ in errand.wish["texts"]}
    return {(str(errand.wish["cell"]), str(errand.wish["layer"]))}


def wait_for(errands: list[Errand]) -> None:
    if errands:
        names = ", ".join(f"“{escape(one.title, 150)}”" for one in errands[:MOST_NAMED])
        raise NotNow(f"Still under way in the studio: {names}. Wait for it, then press this again.")


def again(tx: Transaction, errand: Errand, by: str) -> None:
    """Raises NotNow or NotYours when what failed then may not be done now."""
    production = may(tx, str(errand.wish["made"]), by)
    if errand.what in ARRANGING:
        alone(tx, production)
    else:
        free_places(tx, production.id, places(errand))
