"""How the demo is told: to people in the terminal, to programs as one JSON object per line."""

import json
import time
from collections.abc import Sequence
from typing import Any, Protocol

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

_COLOURS = ("magenta", "cyan", "yellow")
_GENBOT = "green"
_WIDEST = 110


class Narrator(Protocol):
    """Somebody who tells what happens, as it happens."""

    def chapter(self, title: str) -> None: ...

    def step(self, who: str, what: str, lines: Sequence[str] = ()) -> None:
        """One thing that somebody did or saw; `lines` are its details."""

    def trouble(self, step: str, why: str, seen: Sequence[str], log: Sequence[str]) -> None:
        """The story stops here, and this is what there was to see."""

    def end(self, summary: dict[str, Any]) -> None: ...


class Lines:
    """For programs: `type`, `at` (seconds since the beginning), and what the step is about."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._chapter = ""

    def chapter(self, title: str) -> None:
        self._chapter = title

    def step(self, who: str, what: str, lines: Sequence[str] = ()) -> None:
        self._say("step", chapter=self._chapter, who=who, what=what, lines=list(lines))

    def trouble(self, step: str, why: str, seen: Sequence[str], log: Sequence[str]) -> None:
        self._say("trouble", step=step, why=why, seen=list(seen), log=list(log))

    def end(self, summary: dict[str, Any]) -> None:
        print(json.dumps({"type": "summary", **summary}), flush=True)  # noqa: T201  its purpose

    def _say(self, type: str, **what: Any) -> None:
        at = round(time.monotonic() - self._began, 2)
        print(json.dumps({"type": type, "at": at, **what}), flush=True)  # noqa: T201


class Story:
    """For people: a line per step with its time and its person, details beneath."""

    def __init__(
        self, console: Console, speed: float, title: str = "from a wish to a confirmed post"
    ) -> None:
        self._console = console
        self._width = min(console.width, _WIDEST)
        self._began = time.monotonic()
        self._colours: dict[str, str] = {"genbot": _GENBOT}
        console.print()
        console.print(Text(f"genbot: {title}", style="bold"))
        console.print(
            Text(
                f"The real bot between a pretend Slack and a pretend GEN, {speed:g} times faster than life.",
                style="dim",
            )
        )

    def chapter(self, title: str) -> None:
        self._console.print()
        self._console.print(
            Rule(Text(title, style="bold"), align="left", style="dim"), width=self._width
        )

    def step(self, who: str, what: str, lines: Sequence[str] = ()) -> None:
        row = Table.grid(padding=(0, 2))
        row.add_column(width=6, justify="right", style="dim")
        row.add_column(width=10, style=self._colour(who))
        row.add_column(ratio=1)
        told = Text(what)
        for line in lines:
            told.append(f"\n{line}", style="dim")
        row.add_row(f"{time.monotonic() - self._began:.1f} s", who.partition(" ")[0], told)
        self._console.print(row, width=self._width)

    def trouble(self, step: str, why: str, seen: Sequence[str], log: Sequence[str]) -> None:
        self._console.print()
        self._console.print(Text(f"The story stopped at “{step}”: {why}.", style="bold red"))
        self._details("On the screen, newest last:", seen)
        self._details("The bot's last log lines:", log)

    def end(self, summary: dict[str, Any]) -> None:
        self._console.print()
        told = (
            f"{summary['ideas']} ideas · {summary['approved']} approved · "
            f"{summary['rejected']} rejected · {summary['rendered']} videos made · "
            f"{summary['published']} published by {summary['publish_calls']} publish calls · "
            f"{summary['journey_seconds']:.0f} s"
        )
        self._console.print(Text(told, style="bold"))
        for phase, of in summary.get("phases", {}).items():
            calls = sum(of["calls"].values())
            line = f"{phase:>8}: {of['operations']} of GEN's {of['of']} operations, {calls} calls"
            self._console.print(Text(line, style="dim"))
        if "differ" in summary:
            self._agree(summary["differ"])
        if missing := summary.get("missing"):
            self._details("Never called, and expected:", missing)

    def _agree(self, differ: Sequence[str]) -> None:
        if differ:
            self._details("GEN counts otherwise than Slack shows:", differ)
        else:
            self._console.print(Text("GEN counts what Slack shows.", style="dim"))

    def _details(self, title: str, lines: Sequence[str]) -> None:
        self._console.print(Text(title, style="bold"))
        for line in lines or ["nothing"]:
            self._console.print(Text(f"  {line}", style="dim"), soft_wrap=True)

    def _colour(self, who: str) -> str:
        free = _COLOURS[(len(self._colours) - 1) % len(_COLOURS)]
        return self._colours.setdefault(who, free)
