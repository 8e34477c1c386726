"""Preflight: what is looked at before a video may go out, one line for each."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from genbot.domain.ideas import Asset, Source
from genbot.domain.value import value

DAY = 24 * 3600.0  # seconds
SAME_FOR = 30 * DAY
PLATFORM = "tiktok"
HANDLE = re.compile(r"(?<![\w.])@[\w.]{0,30}\w")

# TikTok's own limits. developers.tiktok.com, "Media Transfer Guide": at most 10 minutes and 4 GB, MP4,
# MOV or WebM. At least 3 seconds: what those who post through that API tell (Ayrshare, Late, Yext).
# How many posts an account may have in 24 hours varies among creators, "typically around 15" (its
# "Content Sharing Guidelines"): so that is a setting.
SHORTEST, LONGEST = 3.0, 600.0  # seconds
LARGEST = 4 * 1024**3  # bytes


Known = tuple[tuple[str, str], ...]  # accounts: where, and what they are called there


class Verdict(StrEnum):
    OK = "ok"
    NO = "no"  # it must not go out like this
    UNKNOWN = "unknown"  # nobody could tell; it may go out, and is said
    WARN = "warn"  # it may go out, and whoever lets it should know


@value
class Check:
    """One line: what was found, in plain words, and what to do about it.

    `field` is the input of the publish form where that is done; `of` whose footage it is about.
    """

    name: str
    verdict: Verdict
    words: str
    todo: str = ""
    field: str = "caption"
    of: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.words} {self.todo}".rstrip()


@value
class Accounts:
    """The accounts of its own that an agent has at GEN ("tiktok", "@santiago"), and when GEN said so."""

    known: Known = ()
    seen: float = 0.0

    def on(self, platform: str) -> tuple[str, ...]:
        """What they are called there."""
        return tuple(name for where, name in self.known if where == platform)


def red(checks: Iterable[Check]) -> list[Check]:
    """Those that stand in the way."""
    return [one for one in checks if one.verdict is Verdict.NO]


def in_a_day(at: float, others: Iterable[float]) -> int:
    """How many posts, this one among them, the fullest 24 hours around it have.

    Any 24 hours, because that is how TikTok counts: by calendar days thirty posts could go out in one
    night, and whose midnight it would be nobody knows.
    """
    near = [at, *(one for one in others if abs(one - at) < DAY)]
    return max(
        sum(begin <= one < begin + DAY for one in near) for begin in near if begin <= at
    )  # fmt: skip


def creators(assets: Iterable[Asset], sources: Sequence[Source], own: Iterable[str]) -> list[str]:
    """Whose footage an idea uses, other than its own accounts'; each once, as "@name".

    Only what was chosen to be shown (GEN's `selected_assets`) asks for a right. What inspired it
    (`inspiration_sources`) does not: nothing of it is in the video, unless a file of it was chosen too.
    And only footage with a name to it: a tick that everybody has to make for everything is made blindly.
    """
    ours = {_name(one) for one in own}
    found = [name for asset in assets for name in _makers(asset, sources)]
    return list(dict.fromkeys(f"@{one}" for one in found if one not in ours))


def inspired(sources: Iterable[Source]) -> list[str]:
    """Who inspired it, each once."""
    named = (one.creator.strip() for one in sources)
    return list(dict.fromkeys(f"@{one.lstrip('@')}" for one in named if one))


def _makers(asset: Asset, sources: Iterable[Source]) -> list[str]:
    """Who made a file, by what GEN tells of it: a name, a link to a post, or a post it learned from."""
    told = [_name(one) for one in HANDLE.findall(f"{asset.source} {asset.url}")]
    known = [
        _name(one.creator)
        for one in sources
        if one.creator.strip()
        and (_name(asset.source) == _name(one.creator)
             or (one.url and one.url in {asset.url, asset.source}))
    ]  # fmt: skip
    return told or known


def _name(told: str) -> str:
    return told.strip().lstrip("@").casefold()
