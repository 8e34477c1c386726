"""What things are called, by which people find them: an index of words, kept by their shelves."""

import json
from collections.abc import Sequence
from enum import StrEnum
from sqlite3 import Connection

SAID = {  # by table: what its things are called
    "requests": "topic",
    "ideas": "title",
    "productions": "title",
    "publications": "post_id",
    "errands": "title",
}
AMONG = 200  # of the newest, which are read for parts of words
BEGINS = 3  # letters from which the beginning of a word is enough


class How(StrEnum):
    """How near a name has to come to what was said. To match the beginnings of words, and the parts
    that languages without spaces need, costs more the more there is: so they are tried in this order."""

    WHOLE = "whole words"
    BEGUN = "beginnings of words"
    PART = "parts of words, of the newest names"


class Words:
    """Every name as it is now, with its kind (a table) and its channel; the newest things first."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def keep(self, kind: str, id: str, channel: str, said: str) -> None:
        self._db.execute(
            "INSERT INTO words (kind, id, channel, said) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (kind, id) DO UPDATE SET channel = excluded.channel, said = excluded.said "
            "WHERE channel != excluded.channel OR said != excluded.said",
            (kind, id, channel, said),
        )

    def drop(self, kind: str, id: str) -> None:
        self._db.execute("DELETE FROM words WHERE kind = ? AND id = ?", (kind, id))

    def holding(
        self, kind: str, words: Sequence[str], most: int, channels: Sequence[str], how: How
    ) -> list[str]:
        """The ids of those whose name has all these words, whatever their case and accents, in one of
        these channels (none: in any). None without words."""
        if how is How.PART:
            return self._having(kind, words, most, channels)
        wanted = [word for word in words if any(sign.isalnum() for sign in word)]
        return self._matching(kind, wanted, most, channels, how) if wanted else []

    def newest(self, kind: str, most: int, channels: Sequence[str]) -> list[tuple[str, str]]:
        """The ids and names of the newest."""
        here = "AND channel IN (SELECT value FROM json_each(?))" if channels else ""
        values = (kind, json.dumps(channels), most) if channels else (kind, most)
        sql = f"SELECT id, said FROM words WHERE kind = ? {here} ORDER BY seq DESC LIMIT ?"
        return self._db.execute(sql, values).fetchall()

    def _matching(
        self, kind: str, words: Sequence[str], most: int, channels: Sequence[str], how: How
    ) -> list[str]:
        begun = [_quoted(word) + "*" * (how is How.BEGUN and len(word) >= BEGINS) for word in words]
        asked = [f"kind : {_quoted(kind)}", f"said : ({' AND '.join(begun)})"]
        asked += [f"channel : ({' OR '.join(map(_quoted, channels))})"] if channels else []
        rows = self._db.execute(
            "SELECT id FROM words WHERE seq IN (SELECT rowid FROM words_fts "
            "WHERE words_fts MATCH ? ORDER BY rowid DESC LIMIT ?) ORDER BY seq DESC",
            (" AND ".join(asked), most),
        ).fetchall()
        return [id for (id,) in rows]

    def _having(
        self, kind: str, words: Sequence[str], most: int, channels: Sequence[str]
    ) -> list[str]:
        parts = [word.casefold() for word in words]
        some = self.newest(kind, AMONG, channels) if parts else []
        return [id for id, said in some if all(part in said.casefold() for part in parts)][:most]


def _quoted(word: str) -> str:
    """As one phrase of the query language, whatever is in it; that language ends at a NUL."""
    told = word.replace('"', '""').replace("\0", " ")
    return f'"{told}"'
