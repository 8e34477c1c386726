"""What a story came to, counted from Slack alone: from cards, threads, receipts and the statement."""

import re
from collections.abc import Iterable
from typing import Any

from genbot.sandbox import reading
from genbot.sandbox.reading import Payload

IDEA = re.compile(r"\*\d+\. .+?\*")  # the first line of its card
LEFT = re.compile(r"([\d,]+(?:\.\d+)?) credits left")


def ideas(cards: Iterable[Payload]) -> dict[str, int]:
    """How many ideas there are in these threads, and what became of them."""
    every = [one for one in cards if IDEA.search(reading.words(one))]
    rejected = [one for one in every if reading.reads(one, "Rejected")]
    waiting = [one for one in every if reading.button(one, "Approve")]
    return {
        "ideas": len(every),
        "approved": len(every) - len(rejected) - len(waiting),
        "rejected": len(rejected),
        "planned": sum(reading.reads(one, "Approved for posting") for one in every),
    }


def videos(cards: Iterable[Payload]) -> int:
    """How many videos were shown in these threads."""
    files = [file for one in cards for file in one.get("files") or ()]
    return sum(str(file.get("mimetype")).startswith("video/") for file in files)


def live(said: Iterable[Payload]) -> int:
    """How many posts are confirmed in a channel."""
    return sum(reading.reads(one, "is live on TikTok Post id") for one in said)


def calls(receipts: Iterable[Payload]) -> int:
    """How often something was sent to be published, as the receipts have it."""
    return sum(step["what"] == "sending" for one in receipts for step in _steps(one))


def credits(statement: Payload) -> float:
    """What the statement says is left; -1 where it says nothing."""
    found = LEFT.search(reading.words(statement))
    return float(found[1].replace(",", "")) if found else -1.0


def lines(receipt: Payload) -> list[str]:
    """The receipt in a few words: every step of its posts with who took it."""
    steps = [(step["what"], step["by"]) for step in _steps(receipt)]
    return [" → ".join(f"{what} by {by}" if by else what for what, by in steps)]


def _steps(receipt: Payload) -> list[dict[str, Any]]:
    return [step for post in receipt["posts"] for step in post["steps"]]
