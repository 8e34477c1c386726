"""Templates a video is made from, and a video that somebody made up without an idea."""

import re

from genbot.domain.errors import BadForm
from genbot.domain.ideas import VIDEO_TYPES
from genbot.domain.value import value

RATIOS = ("9:16", "16:9", "1:1")
LONGEST_TITLE, LONGEST_HOOK, LONGEST_SCRIPT, LONGEST_CAPTION = 150, 500, 3_000, 2_200


@value
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


@value
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


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))
