"""The journal's chain: each entry holds the hash of the one before it and its own."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from genbot.domain.value import value

ROOT = "0" * 64  # what the first entry of all has before it


@value
class Link:
    """One entry's place in the chain."""

    id: int
    hash: str


@value
class Verdict:
    """What reading the whole chain showed. `broken` is the first entry that does not fit."""

    entries: int
    last: Link
    broken: int | None = None
    why: str = ""


def link(before: str, at: float, event: str, subject: str, by: str, fact: str) -> str:
    """The hash of an entry; frozen, because what is written cannot be hashed anew."""
    told = json.dumps([before, at, event, subject, by, fact], separators=(",", ":"))
    return sha256(told.encode()).hexdigest()


def judged(rows: Iterable[tuple[Any, ...]], start: Link, head: Link) -> Verdict:
    """Follow the chain from `start` to `head`: nothing changed, taken out or put in between."""
    last, count = start, 0
    for id, before, own, *told in rows:
        if id != last.id + 1:
            return Verdict(count, last, last.id + 1, "it is missing")
        if before != last.hash:
            return Verdict(count, last, id, "it does not follow from the entry before it")
        if own != link(before, *told):
            return Verdict(count, last, id, "its words are not those that were written")
        last, count = Link(id, own), count + 1
    if last != head:
        return Verdict(count, last, last.id + 1, "it was written, and is missing")
    return Verdict(count, last)
