"""The reference of what is going on: it leads from a click to the call at GEN to the message in Slack.

It goes along inside one task by itself (a context variable), and over the hand-over through the
database on the rows that are handed over: what a story watches, says or tells carries the reference
of the click it follows from, and whoever takes such a row up goes on under it.
"""

from collections.abc import Callable
from contextvars import ContextVar

_REF: ContextVar[str] = ContextVar("ref", default="")
_WORKSPACE: ContextVar[str] = ContextVar("workspace", default="")


def fresh(bits: Callable[[int], int]) -> str:
    """A new reference, from dice of our own: asking the system for chance gives way to the other
    threads, and every click would wait for them."""
    return f"{bits(24):06x}"


def follow(ref: str) -> None:
    """From here on, this task and what it starts belong to this reference."""
    _REF.set(ref)


def current() -> str:
    """The reference of this task; empty for what happens by itself."""
    return _REF.get()


def within(workspace: str) -> None:
    """From here on, this task and what it starts belong to this workspace: one of several."""
    _WORKSPACE.set(workspace)


def workspace() -> str:
    """The workspace of this task; empty where there is only one."""
    return _WORKSPACE.get()
