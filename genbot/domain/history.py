"""History: what happened to one thing, as the journal keeps it."""

import json
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from genbot.domain.value import value


@value
class Entry:
    """One fact of the journal, with its place in the chain; `told` is the fact as it was hashed."""

    id: int
    at: float
    event: str
    subject: str
    by: str
    told: str
    before: str = ""
    hash: str = ""
    ref: str = ""  # of the click it follows from

    @property
    def fact(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.told)
        return found


@value
class Thing:
    """Something that has a history: an idea with its video and its posts, a request, an errand, a
    channel, the workspace."""

    id: str
    kind: str  # idea | request | errand | channel | workspace
    title: str
    channel: str
    number: int = 0  # of an idea, as its card shows it
    about: str = ""  # of an idea: what it was asked for
    thread: str = ""  # the slot of the message under which its files go


@value
class History:
    """A thing, and what is kept of its history, oldest first; of a request also that of its ideas,
    of a channel also what holds everywhere. By their ids are `named` these, user groups
    and agents."""

    thing: Thing
    entries: tuple[Entry, ...]
    named: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False  # older entries than these are not kept any more
