"""Agents: who they are at GEN, and what changes when somebody edits that."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import field
from typing import TypeVar

from genbot.domain.value import value

T = TypeVar("T")

# GEN's own limits (full reference, Agent Core).
LONGEST = {"brand_name": 200, "description": 500, "goal": 100, "personality": 20_000}
LONGEST_TOPIC, LONGEST_HANDLE, LONGEST_URL, LONGEST_LABEL = 500, 300, 500, 200
MOST = {
    "keywords": 20,
    "target_platforms": 10,
    "monitored": 50,
    "research_topics": 20,
    "linked_accounts": 20,
}
PER_PAGE = 8  # agents in a list
IDENTITIES = (("brand", "A brand"), ("character", "A character"))
PLATFORMS = (
    ("tiktok", "TikTok"),
    ("instagram", "Instagram"),
    ("youtube", "YouTube"),
    ("facebook", "Facebook"),
    ("linkedin", "LinkedIn"),
    ("pinterest", "Pinterest"),
    ("threads", "Threads"),
    ("x", "X"),
)
LENGTHS = (("shortform", "Short videos"), ("longform", "Long videos"))
# What people call each part of an agent; "watched" is other people's, "own accounts" its own.
CALLED = {
    "brand_name": "Brand name",
    "description": "Description",
    "identity_type": "Brand or character",
    "goal": "Goal",
    "target_platforms": "Platforms",
    "shortform": "Short videos",
    "longform": "Long videos",
    "keywords": "Keywords",
    "monitored": "Watched",
    "research_topics": "Expertise",
    "linked_accounts": "Own accounts",
    "personality": "Personality",
    "default_user_voice": "Voice",
}


@value
class Agent:
    """An agent as a list shows it."""

    id: str
    name: str
    description: str = ""
    picture: str = ""
    time_zone: str = ""


@value
class Watched:
    """Somebody else's account, a hashtag or a word that the agent learns from."""

    handle: str
    kind: str = ""  # account, hashtag, keyword; anything else GEN may think of later

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.handle.lstrip("@#").casefold()

    @property
    def written(self) -> str:
        """As people write it: @creator, #tag, or plain words."""
        if self.kind == "hashtag":
            return "#" + self.handle.lstrip("#")
        if self.kind == "account" and "/" not in self.handle:
            return "@" + self.handle.lstrip("@")
        return self.handle


@value
class OwnAccount:
    """A social account of the agent's own: where it posts."""

    id: str
    url: str
    platform: str = ""
    label: str = ""


@value
class Setup:
    """Everything GEN keeps about who an agent is."""

    texts: dict[str, str] = field(default_factory=dict)  # by GEN's name: brand_name, description …
    platforms: tuple[str, ...] = ()
    lengths: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    watched: tuple[Watched, ...] = ()
    own: tuple[OwnAccount, ...] = ()
    voice: str = ""


@value
class Portrait:
    """An agent with its setup."""

    agent: Agent
    setup: Setup


@value
class Avatar:
    """A face of an agent."""

    id: str
    url: str = ""
    primary: bool = False


PICTURES = ("image/jpeg", "image/png", "image/webp")
ENDINGS = ("jpg", "jpeg", "png", "webp")


@value
class Faces:
    """One page of an agent's avatars: after which one it begins, and after which the next would."""

    agent: Agent
    avatars: tuple[Avatar, ...] = ()
    after: str = ""
    more: str = ""


def watched(written: str) -> Watched:
    """What somebody wrote: @creator or an address, #tag, or words."""
    if written.startswith("#"):
        return Watched(written.lstrip("#"), "hashtag")
    if written.startswith("@") or "://" in written:
        return Watched(written, "account")
    return Watched(written, "keyword")


def merged(
    now: Iterable[T], add: Iterable[T], drop: Iterable[T], key: Callable[[T], Hashable]
) -> list[T]:
    """The list as it is now, without what somebody took out and with what they put in: what others
    changed in it meanwhile stays changed."""
    gone = set(map(key, drop))
    kept: dict[Hashable, T] = {}
    for one in (*(one for one in now if key(one) not in gone), *add):
        kept.setdefault(key(one), one)
    return list(kept.values())
