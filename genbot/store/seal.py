"""The seal beside the database: how far its journal had come, so that an older copy is recognised."""

import os
from contextlib import suppress
from pathlib import Path

from genbot.store.chain import Link
from genbot.store.journal import Journal

WIDTH = 90  # bytes, always: one write replaces the whole line


class Seal:
    """A file next to the database with the number and the hash of the newest journal entry.

    It is written after each commit that told something, so it is never ahead of the database it
    belongs to: if it knows an entry that the database does not have, the database is an older copy.
    """

    def __init__(self, path: Path, *, reading: bool = False) -> None:
        flags = os.O_RDONLY if reading else os.O_RDWR | os.O_CREAT
        self._handle = os.open(f"{path}.seal", flags, 0o600)

    def fits(self, journal: Journal) -> bool:
        """Whether the database has everything that was told when the seal was last written."""
        known = self._read()
        if known is None:
            return False
        return known.id < journal.start().id or journal.hash_at(known.id) == known.hash

    def keep(self, head: Link) -> None:
        os.pwrite(self._handle, f"{head.id} {head.hash}".ljust(WIDTH - 1).encode() + b"\n", 0)

    def close(self) -> None:
        os.close(self._handle)

    def _read(self) -> Link | None:
        id, _, own = os.pread(self._handle, WIDTH, 0).decode(errors="replace").partition(" ")
        with suppress(ValueError):
            return Link(int(id), own.strip())
        return None
