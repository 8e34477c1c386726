"""The token file beside a database: readable by its owner only, and replaced whole or not at all."""

import json
import os
from dataclasses import asdict, fields
from pathlib import Path

from genbot.domain.value import value


class Unreadable(Exception):
    """The file is there and holds no token; the text says what to do."""


@value
class Held:
    """A token of Slack's, and what it will be exchanged for when Slack lets it end."""

    token: str
    refresh: str = ""  # good for one exchange; empty: the token lives until it is revoked
    ends: float = 0.0
    renew: float = 0.0  # when to exchange it: long before it ends
    origin: str = ""  # which variable's value this chain of exchanges began with, as a hash
    name: str = ""  # of the workspace


class TokenFile:
    """`keep` returns when the new token is on disk for good: until then the old one is there."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(f"{database.name}.token")

    def read(self) -> Held | None:
        """What is kept; None when nothing is. Raises Unreadable."""
        try:
            told = json.loads(self.path.read_bytes())
            known = {one.name for one in fields(Held)}
            return Held(**{name: value for name, value in told.items() if name in known})
        except FileNotFoundError:
            return None
        except (ValueError, TypeError, AttributeError):
            raise Unreadable(
                f"{self.path} holds no token that I can read. Move it away, and give me a token anew."
            ) from None

    def keep(self, held: Held) -> None:
        new = self.path.with_name(f"{self.path.name}.new")
        new.unlink(missing_ok=True)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(held), file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)
        self._settle()

    def empty(self) -> None:
        """There is no token any more."""
        self.path.unlink(missing_ok=True)
        self._settle()

    def _settle(self) -> None:
        """A name is on disk when its folder is."""
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
