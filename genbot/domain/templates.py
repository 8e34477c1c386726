"""Templates a video is made from, a video that somebody made up without one, and engines from nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from genbot.domain.errors import BadForm
from genbot.domain.ideas import VIDEO_TYPES

RATIOS = ("9:16", "16:9", "1:1")
COLUMN_TYPES = ("text", "image", "video", "audio")
MOST_COLUMNS, LONGEST_COLUMN = 20, 100
LONGEST_TITLE, LONGEST_HOOK, LONGEST_SCRIPT, LONGEST_CAPTION = 150, 500, 3_000, 2_200


@dataclass(frozen=True, slots=True)
class Template:
    """One of GEN's library. `recent` are pictures of what was made with it lately."""

    slug: str
    title: str
    about: str = ""
    cover: str = ""
    tags: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """The ids of the video types that its tags name."""
        told = _words(" ".join(self.tags))
        return tuple(str(id) for id, name in VIDEO_TYPES.items() if id and _words(name) <= told)

    def fits(self, words: str) -> bool:
        """Whether every word is somewhere on it."""
        said = " ".join((self.slug, self.title, self.about, *self.tags)).casefold()
        return all(word in said for word in words.casefold().split())


@dataclass(frozen=True, slots=True)
class Made:
    """A video as somebody filled it in, instead of an idea of the agent's."""

    title: str
    hook: str = ""
    script: str = ""
    caption: str = ""
    video_type: int = 0
    ratio: str = RATIOS[0]
    template: str = ""  # empty: as for any idea of its type

    def check(self) -> "Made":
        """The same, fit to be made; raises BadForm with the reason at its field."""
        if not self.title.strip():
            raise BadForm(title="Say what the video is called.")
        if not (self.hook + self.script + self.caption).strip():
            raise BadForm(script="Say what happens in it: a hook, a script, or both.")
        if self.video_type not in VIDEO_TYPES:
            raise BadForm(video_type="Choose one of the types.")
        if self.ratio not in RATIOS:
            raise BadForm(ratio="Choose one of the shapes.")
        return self


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
        raise BadForm(columns=f"That are too many: {MOST_COLUMNS} at most.")
    if not all(0 < len(title) <= LONGEST_COLUMN for title in titles):
        raise BadForm(columns=f"Each column needs a title of 1 to {LONGEST_COLUMN} letters.")
    if len(set(titles)) < len(titles):
        raise BadForm(columns="Two columns have the same title.")


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))
