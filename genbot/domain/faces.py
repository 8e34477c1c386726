"""What the card of a video shows to be approved, under one short name: the buttons there carry it."""

import json
from dataclasses import replace
from hashlib import sha256

from genbot.domain.errors import Stale
from genbot.domain.productions import Production


def cover(production: Production) -> str:
    """The picture that a person chose as its cover; empty: GEN shows what the render shows."""
    usual = production.render.thumbnail if production.render else production.thumbnail
    return production.thumbnail if production.thumbnail != usual else ""


def face(production: Production) -> str:
    """Its version, file, caption, cover and account, as one name."""
    shown = json.dumps(production.sealed(production.shown), sort_keys=True)
    return f"x{sha256(shown.encode()).hexdigest()[:8]}"


def told(value: str) -> str:
    """The face in what a button carries, at its end; empty: it tells none."""
    last = value.rpartition(":")[2]
    return last if last.startswith("x") else ""


def check(production: Production, seen: str) -> None:
    """Raises Stale unless this is what somebody saw; a card from before GEN told the accounts named
    none. A button of an older genbot tells no face (empty), and speaks for no cover."""
    fits = {face(production), face(replace(production, accounts=None))}
    if seen not in fits if seen else cover(production):
        raise Stale(production.id)
