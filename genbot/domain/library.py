"""The library of an agent's files: what lies in it, and where in it somebody is looking."""

from dataclasses import replace
from typing import Self

from genbot.domain.refs import packed, unpacked
from genbot.domain.value import value

FOLDER = "folder"
KINDS = {"image": "Pictures", "video": "Videos", "audio": "Sounds"}
PAGE = 8  # items shown at once
LONGEST_WAY, LONGEST_NAME = 6, 60  # a button remembers 2,000 characters


@value
class Item:
    """A file or a folder. `kind` is folder, image, video, audio, or file for all else."""

    id: str
    name: str
    kind: str
    url: str = ""
    thumbnail: str = ""
    content_type: str = ""

    @property
    def is_folder(self) -> bool:
        return self.kind == FOLDER

    @property
    def ref(self) -> str:
        """Enough of it to find it again, for a button or a form."""
        return packed(self.kind, self.id, _short(self.name))

    @classmethod
    def read(cls, ref: str) -> Self:
        """The same, as far as a button or a form remembers it."""
        kind, id, name = unpacked(ref, 3)
        return cls(str(id), str(name), str(kind))


@value
class Spot:
    """Where somebody is in the library: the folders above, what is looked for, and which page."""

    way: tuple[tuple[str, str], ...] = ()  # id and name of each folder, the innermost last
    words: str = ""
    kind: str = ""
    page: int = 0

    @property
    def folder(self) -> str:
        return self.way[-1][0] if self.way else ""

    @property
    def ref(self) -> str:
        return packed(self.way, self.words, self.kind, self.page)

    @classmethod
    def read(cls, ref: str) -> Self:
        """The spot a button or a form remembers; the top of the library when it remembers none."""
        if not ref:
            return cls()
        way, words, kind, page = unpacked(ref, 4)
        return cls(tuple((str(id), str(name)) for id, name in way), words, kind, int(page))

    def into(self, folder: Item) -> "Spot":
        """Inside this folder. Of a very long way only the end is remembered."""
        step = (folder.id, _short(folder.name))
        return Spot((*self.way, step)[-LONGEST_WAY:])

    def up(self) -> "Spot":
        return Spot(self.way[:-1])

    def turned(self, pages: int) -> "Spot":
        return replace(self, page=max(0, self.page + pages))

    def searched(self, words: str, kind: str) -> "Spot":
        words = _short(" ".join(words.split()))
        return Spot(self.way, words, kind if kind in KINDS else "")


@value
class Page:
    """What lies there: one page of it, and whether there is more."""

    spot: Spot
    items: tuple[Item, ...]
    more: bool = False


@value
class Need:
    """What would miss a file: a post that goes out at `due` (0: as soon as somebody says so), or a
    video that is being made."""

    title: str
    due: float = 0.0
    making: bool = False


@value
class Contents:
    """All that goes when something is deleted: itself, or a folder with everything in it."""

    of: Item
    items: tuple[Item, ...] = ()
    whole: bool = True  # False: there is more than was counted

    @property
    def files(self) -> tuple[Item, ...]:
        every = (self.of, *self.items)
        return tuple(one for one in every if not one.is_folder)


def _short(name: str) -> str:
    """As much of a name as a button remembers, and nothing of it that cannot be seen."""
    return "".join(letter for letter in name if letter.isprintable())[:LONGEST_NAME]
