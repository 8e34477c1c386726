"""What an examination can find, and how it is told."""

from dataclasses import asdict
from enum import StrEnum

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from genbot.domain.value import value


class Health(StrEnum):
    RIGHT = "right"
    ODD = "odd"  # the bot can run, but somebody should know
    WRONG = "wrong"  # must be mended first
    UNKNOWN = "unknown"  # could not be looked at, because of something else that is wrong


MARKS = {
    Health.RIGHT: ("✓", "green"),
    Health.ODD: ("!", "yellow"),
    Health.WRONG: ("✗", "bold red"),
    Health.UNKNOWN: ("?", "dim"),
}


@value
class Finding:
    """One thing that was looked at, in words for people and without secrets."""

    topic: str
    health: Health
    says: str
    mend: str = ""


def right(topic: str, says: str) -> Finding:
    return Finding(topic, Health.RIGHT, says)


def odd(topic: str, says: str, mend: str = "") -> Finding:
    return Finding(topic, Health.ODD, says, mend)


def wrong(topic: str, says: str, mend: str) -> Finding:
    return Finding(topic, Health.WRONG, says, mend)


def unknown(topic: str, says: str) -> Finding:
    return Finding(topic, Health.UNKNOWN, says)


def tell(finding: Finding, console: Console) -> None:
    """One line, and beneath it how to mend it."""
    mark, style = MARKS[finding.health]
    line = Text.assemble((mark, style), " ", (f"{finding.topic:<13} ", "bold"), finding.says)
    line.overflow = "fold"
    console.print(line)
    if finding.mend:
        console.print(Padding(Text(finding.mend), (0, 0, 0, 16), expand=False))


def as_json(finding: Finding) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(finding).items()}
