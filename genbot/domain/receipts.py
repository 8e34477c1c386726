"""Receipts: what proves who let a video out, and that it went out as approved."""

from collections.abc import Mapping
from dataclasses import field

from genbot.domain.approvals import Gate
from genbot.domain.history import Entry, Thing
from genbot.domain.publications import Publication
from genbot.domain.value import value


@value
class Given:
    """One person's yes, and the entry that said who might give it then; None where nobody had said
    so."""

    by: str
    at: float
    rule: Entry | None


@value
class Passed:
    """A gate that something passed: in which entry that is told, and by whose yeses."""

    gate: Gate
    entry: Entry
    given: tuple[Given, ...]


@value
class Posted:
    """One post and its journal; `passed` has what each of its approvals rests on, by their entries."""

    publication: Publication
    entries: tuple[Entry, ...]
    passed: Mapping[int, Passed] = field(default_factory=dict)


@value
class Receipt:
    """An idea with its posts, the gates it passed before, and every entry of the journal about them,
    oldest first. `begins` is the id after which the journal is kept."""

    thing: Thing
    posts: tuple[Posted, ...]
    entries: tuple[Entry, ...]
    begins: int = 0
    passed: tuple[Passed, ...] = ()
