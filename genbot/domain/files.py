"""Files on their way between Slack and GEN: what is known of one, and why one may not come."""

from genbot.domain.value import value


class Unfit(Exception):
    """This file cannot be had or sent, today or later; the text says why."""


class Wrong(Unfit):
    """It was looked at: it is gone, or is something else than it has to be."""


class NotFetched(Exception):
    """The file did not arrive, and may another time."""


@value
class Weight:
    """What has to be known of a file before GEN takes it: `checksum` is the base64 of its MD5. Name
    and kind ("video/mp4") are Slack's; empty where nobody told them."""

    size: int
    checksum: str
    name: str = ""
    kind: str = ""


@value
class Proof:
    """Which file a finished video is, to be told from any other later: its SHA-256 (hex). Where
    there is none, `unread` says why, and `wrong` that this is more than bad luck on the way.

    `film` is what it is ("mp4", "mov", "webm"), `seconds` how long; 0 where it does not tell."""

    sha256: str = ""
    size: int = 0
    unread: str = ""
    film: str = ""
    seconds: float = 0.0
    wrong: bool = False


NO_PROOF = Proof()
EXCHANGED = (
    "the file at GEN was exchanged after it was approved"  # why that version is none any more
)
