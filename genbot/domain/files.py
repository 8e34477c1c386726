"""Files on their way between Slack and GEN: what is known of one, and why one may not come."""

from dataclasses import dataclass


class Unfit(Exception):
    """This file can not be had or sent, today or later; the text says why."""


class NotFetched(Exception):
    """The file did not arrive, and may another time."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What has to be known of a file before GEN takes it: `checksum` is the base64 of its MD5. Name
    and kind ("video/mp4") are Slack's; empty where nobody told them."""

    size: int
    checksum: str
    name: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """Which file a finished video is, to be told from any other later: its SHA-256 (hex). Where
    there is none, `unread` says why."""

    sha256: str = ""
    size: int = 0
    unread: str = ""


NO_PROOF = Proof()
