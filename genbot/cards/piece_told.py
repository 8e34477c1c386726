"""What came of a change to a layer, a row or a column, told in the thread of the video."""

from collections.abc import Iterator

from genbot.cards import kit
from genbot.cards.pieces import SEE
from genbot.cards.studio_told import again
from genbot.cards.text import line
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.pieces import Kind
from genbot.domain.posts import Block
from genbot.domain.studio import Spot

IN_VIDEO = "It is in the video once that is rendered again."
NOTES = {
    (What.ADD_PIECE, Kind.LAYER): "It is empty: make it in the studio, then render again.",
    (What.ADD_PIECE, Kind.ROW): "It is empty. The video stays what it is: a row is another video.",
    (What.ADD_PIECE, Kind.COLUMN): "Every row has an empty cell in it now.",
    (What.COPY_PIECE, Kind.LAYER): IN_VIDEO,
    (What.COPY_PIECE, Kind.ROW): "The video stays what it is: a row is another video.",
    (What.COPY_PIECE, Kind.COLUMN): "Its cells hold what those of the first one held.",
    (What.MOVE_PIECE, Kind.LAYER): IN_VIDEO,
    (What.MOVE_PIECE, Kind.ROW): "The video is still made from the same row.",
    (What.DELETE_PIECE, Kind.LAYER): "It is out of the video once that is rendered again.",
}
SHOWN = {
    (what, Kind.LAYER) for what in (What.COPY_PIECE, What.MOVE_PIECE, What.DELETE_PIECE)
}  # in the next version


def changed_body(errand: Errand) -> Iterator[Block | None]:
    """What it is called now, what follows from the change, and the way back."""
    if errand.state is not ErrandState.DONE:
        return
    wish, kind = errand.wish, Kind(errand.wish["kind"])
    if called := str(wish.get("called") or ""):
        yield kit.section(f"Now: *{line(called, 200)}*")
    if errand.result.get("gone"):
        yield kit.small("It was gone already.")
    elif note := NOTES.get((errand.what, kind)):
        yield kit.small(note)
    spot = Spot(str(wish["made"]), str(wish["row"]), str(wish["cell"]))
    yield kit.actions(
        again(errand) if (errand.what, kind) in SHOWN else None,
        kit.button(f"{kind.capitalize()}s…", SEE[kind], spot.ref),
    )
