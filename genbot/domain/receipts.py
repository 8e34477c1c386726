"""Receipts: what proves who let a video out, and that it went out as approved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from genbot.domain.history import Entry, Thing
from genbot.domain.publications import Publication


@dataclass(frozen=True, slots=True)
class Posted:
    """One post and its journal; `rules` has for each approval the entry that said who may approve
    then, None where nobody had said so."""

    publication: Publication
    entries: tuple[Entry, ...]
    rules: Mapping[int, Entry | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """An idea with its posts, and every entry of the journal about them, oldest first. `begins` is
    the id after which the journal is kept."""

    thing: Thing
    posts: tuple[Posted, ...]
    entries: tuple[Entry, ...]
    begins: int = 0
