"""Voices: whose they are, which of them are shown, and what is remembered of one between two clicks."""

from dataclasses import replace

from genbot.domain.refs import packed, unpacked
from genbot.domain.value import value

SOURCES = (
    ("public", "Public"),
    ("user_designed", "Designed"),
    ("user_trained", "Cloned"),
    ("user_elevenlabs", "ElevenLabs"),
)
OURS = ("user_designed", "user_trained")  # GEN deletes no others (full reference, Voice)
PER_PAGE = 8
LONGEST_TEXT, LONGEST_NAME = 500, 100
SPEAK = "Good evening. It smells of wood smoke in here, and you are right on time."
Named = tuple[str, str]  # id and name
GENDERS = (("female", "Female"), ("male", "Male"), ("neutral", "Neutral"))
LANGUAGES = (
    *(("en", "English"), ("es", "Spanish"), ("de", "German"), ("fr", "French"), ("it", "Italian")),
    *(
        ("pt", "Portuguese"),
        ("nl", "Dutch"),
        ("pl", "Polish"),
        ("sv", "Swedish"),
        ("tr", "Turkish"),
    ),
    *(("uk", "Ukrainian"), ("ru", "Russian"), ("ar", "Arabic"), ("hi", "Hindi"), ("zh", "Chinese")),
    *(("ja", "Japanese"), ("ko", "Korean"), ("id", "Indonesian")),
)
RECORDINGS = ("mp3", "m4a", "wav", "ogg", "flac", "aac")  # what a voice can be cloned from
LARGEST = 10_000_000  # bytes; what Slack takes in a form
LEARNABLE = f"{', '.join(RECORDINGS).upper()}, up to {LARGEST // 1_000_000} MB"
INLINE = (
    500_000  # of them are sent along; larger ones lie at an address (small clips only, Cloning)
)
LONGEST_ABOUT, LONGEST_SCRIPT = 1_000, 3_000


@value
class Voice:
    """A voice an agent can speak with; `about` is what GEN tells of it, `sample` an address."""

    id: str
    name: str
    source: str = ""
    about: str = ""
    sample: str = ""


@value
class Wanted:
    """Which voices somebody wants to see: of one source (empty: all), with some words in the name."""

    agent: Named
    source: str = ""
    search: str = ""
    page: int = 0

    @property
    def kept(self) -> str:
        """As a button carries it."""
        return packed(*_short(self.agent), self.source[:40], self.search[:80], self.page)

    @classmethod
    def read(cls, kept: str) -> "Wanted":
        id, name, source, search, page = unpacked(kept, 5)
        return cls((str(id), str(name)), str(source), str(search), int(page))

    def turned(self, page: int) -> "Wanted":
        return replace(self, page=page)


@value
class Library:
    """One page of the voices of an agent; `of` is how many fit, `current` what it speaks with."""

    wanted: Wanted
    voices: tuple[Voice, ...]
    of: int
    current: str = ""
    connected: bool = False  # its own ElevenLabs account


@value
class Pick:
    """One voice of one agent, as buttons and forms carry it."""

    agent: Named
    voice: Named
    source: str = ""

    @property
    def kept(self) -> str:
        return packed(*_short(self.agent), *_short(self.voice), self.source[:40])

    @classmethod
    def read(cls, kept: str) -> "Pick":
        id, name, voice, called, source = (str(one) for one in unpacked(kept, 5))
        return cls((id, name), (voice, called), source)

    @property
    def ours(self) -> bool:
        return self.source in OURS


@value
class Uses:
    """A voice, and the names of the agents that speak with it by default."""

    pick: Pick
    agents: tuple[str, ...] = ()


def learnable(name: str, size: int) -> bool:
    """Whether a voice can be cloned from a file of this name and size."""
    return name.rpartition(".")[2].lower() in RECORDINGS and size <= LARGEST


def _short(named: Named) -> Named:
    return named[0], named[1][:80]  # a button and a form carry only so much
