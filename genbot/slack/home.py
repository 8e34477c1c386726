"""Somebody opens the Home tab, and for a while may be looking at it."""

import json
from hashlib import sha256

from genbot.cards.home import home_view
from genbot.domain.posts import Block
from genbot.flows import overview
from genbot.store import Transaction

LOOKED_AT = 1800.0  # seconds after a visit: Slack tells when somebody opens it, not when they leave
MOST = 20  # of those who came last: Slack takes a hundred of these views a minute
MARK = "home:"


def home(tx: Transaction, user: str) -> Block:
    """What this person's Home tab shows now; only reads."""
    return home_view(overview.home(tx, user), user)


def shown(tx: Transaction, user: str, view: Block, *, visit: bool = True) -> None:
    """This is on their screen; at a visit somebody looks at it from now on."""
    at = tx.now if visit else _seen(tx.marks.get(MARK + user))[0]
    tx.marks.set(MARK + user, f"{at} {_print(view)}")


def looking(tx: Transaction) -> list[str]:
    """Who may be looking at theirs."""
    every = [(_seen(told)[0], name) for name, told in tx.marks.begin_with(MARK)]
    late = sorted(((at, name) for at, name in every if tx.now - at < LOOKED_AT), reverse=True)
    return [name.removeprefix(MARK) for _, name in late[:MOST]]


def changed(tx: Transaction, user: str) -> Block | None:
    """What it would show now, when that is not what is on their screen."""
    view = home(tx, user)
    return None if _seen(tx.marks.get(MARK + user))[1] == _print(view) else view


def _seen(told: str) -> tuple[float, str]:
    at, _, what = told.partition(" ")
    return float(at or 0.0), what


def _print(view: Block) -> str:
    return sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()[:16]
