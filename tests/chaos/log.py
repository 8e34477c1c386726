"""The outside log: what GEN, Slack and people saw, in order. Every law is judged by it alone."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that could be seen from outside. `who` is gen, slack, bot, or a person's id."""

    at: float
    who: str
    what: str
    about: dict[str, Any]

    def line(self, start: float) -> str:
        told = ", ".join(f"{name}={_short(value)}" for name, value in self.about.items())
        return f"{self.at - start:10.2f} s  {self.who:<12} {self.what:<22} {told}"


@dataclass
class Log:
    lines: list[Seen] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)

    def add(self, at: float, who: str, what: str, /, **about: Any) -> None:
        self.lines.append(Seen(at, who, what, about))

    def fault(self, kind: str) -> None:
        self.faults[kind] = self.faults.get(kind, 0) + 1

    def all(self, what: str, who: str = "") -> list[Seen]:
        return [one for one in self.lines if one.what == what and who in {"", one.who}]

    def told(self) -> str:
        start = self.lines[0].at if self.lines else 0.0
        return "\n".join(one.line(start) for one in self.lines)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= 90 else f"{text[:87]}…"
