"""Engines: what GEN calls the sheets that videos are made in, and their columns as they are typed."""

from collections.abc import Sequence

from genbot.domain.errors import BadForm
from genbot.domain.value import value

COLUMN_TYPES = ("text", "image", "video", "audio")
MOST_COLUMNS, LONGEST_COLUMN, LONGEST_TITLE = 20, 100, 150
MOST_KNOWN = 100  # the newest


@value
class Engine:
    """One that genbot knows, by the `id` of the errand that made it or of the video made in it."""

    id: str
    sheet: str
    name: str
    agent: str
    agent_name: str = ""
    at: float = 0.0


def columns(text: str) -> list[tuple[str, str]]:
    """Titles and types, one column a line ("Clip: video"); raises BadForm. Without a type it is text."""
    found: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        title, _, said = line.rpartition(":") if ":" in line else (line, "", "text")
        type = said.strip().lower()
        if type not in COLUMN_TYPES:
            raise BadForm(
                columns=f"A column is one of: {', '.join(COLUMN_TYPES)}. Like: Clip: video"
            )
        found.append((" ".join(title.split()), type))
    _check(found)
    return found


def _check(found: Sequence[tuple[str, str]]) -> None:
    titles = [title.casefold() for title, _ in found]
    if not found:
        raise BadForm(columns="Name at least one column.")
    if len(found) > MOST_COLUMNS:
        raise BadForm(columns=f"At most {MOST_COLUMNS} columns; these are {len(found)}.")
    if not all(0 < len(title) <= LONGEST_COLUMN for title in titles):
        raise BadForm(columns=f"Each column needs a title of 1 to {LONGEST_COLUMN} characters.")
    if len(set(titles)) < len(titles):
        raise BadForm(columns="Two columns have the same title.")
