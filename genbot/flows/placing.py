"""A file of the agent's library put into a part of a video, as it is."""

from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotHere, NotNow
from genbot.domain.library import KINDS
from genbot.domain.studio import Part, Spot
from genbot.flows import editing, library, studio
from genbot.gen.creation import fits, kin
from genbot.gen.endpoint import Ask
from genbot.store import Transaction

MEDIA = "media"
Offer = tuple[Part, list[tuple[str, str]]]  # a part, and id and name of the files that fit it


def kinds(part: Part) -> tuple[str, ...]:
    """The kinds of files that fit a part; none where it holds words, or where GEN makes it."""
    if part.platform or MEDIA not in fits(part.type, part.role):
        return ()
    kind = kin(part.type)
    return (kind,) if kind in KINDS else tuple(KINDS)


async def offered(gen: Ask, about: studio.About) -> Offer:
    """The newest files that fit; raises NotHere, NotNow or GenError."""
    part = (await studio.board(gen, about)).part()
    if part is None:
        raise NotHere("That part is gone. Open the studio again to see what is there.")
    if not kinds(part):
        raise NotNow("No file fits into this part.")
    made, _ = about
    found = [await library.choices(gen, (made.agent_id, kind)) for kind in kinds(part)]
    return part, [one for some in found for one in some]


def use(tx: Transaction, spot: Spot, file: tuple[str, str], *, by: str) -> Errand:
    """This file is what the part is from now on; raises BadForm, NotNow and NotYours."""
    id, name = file
    if not id:
        raise BadForm(file="Choose a file.")
    editing.free_places(tx, spot.made, {(spot.cell, spot.layer)})
    return studio.change(
        tx, What.REGENERATE, f"Use {name}: {spot.name}", spot, by=by, type=MEDIA,
        data={"content_resource_id": id},
    )  # fmt: skip
