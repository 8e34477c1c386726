"""The pages of docs/ that are drawn from the code, so that they cannot lie."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from genbot import atlas
from genbot.config import Config
from genbot.domain import errands, ideas, productions, publications
from genbot.slack.commands import SLASH
from genbot.slack.desk import buttons, commands, shortcuts
from genbot.slack.table import Row

DOCS = Path(__file__).parent.parent / "docs"
DRAWN = "<!-- Drawn from the code by `genbot docs`; a test compares it. -->"
Moves = Mapping[Any, StrEnum]  # from (state, verb) to the next state


class NoSourceTree(Exception):
    """The pages belong to the source tree, and this genbot was installed without one."""


def pages() -> dict[str, str]:
    """Every drawn page by its file name."""
    return {
        "commands.md": commands_page(),
        "gen.md": gen_page(),
        "settings.md": settings_page(),
        "states.md": states_page(),
    }


def stale() -> list[Path]:
    """The pages on disk that are not what the code says."""
    if not DOCS.is_dir():
        raise NoSourceTree("There is no docs/ here: run `genbot docs` in the source tree.")
    wanted = {DOCS / name: text for name, text in pages().items()}
    return [path for path, text in wanted.items() if not path.is_file() or path.read_text() != text]


def write() -> None:
    for name, text in pages().items():
        (DOCS / name).write_text(text)


def commands_page() -> str:
    """What can be typed and pressed, read off the tables of handlers."""
    typed = [(f"`{SLASH} {row.usage or row.name}`", row.help) for row in commands]
    return _page(
        "Commands, shortcuts and buttons",
        "Everything can be typed, and everything typed can be done with buttons and forms.",
        "## Typed",
        f"After `{SLASH}` in a channel, after a mention of the bot, or in its direct messages. "
        "After a mention and in private, what is no command is a question to the agent; a command "
        "with a slip in it is offered as it was meant.",
        _table(("Command", "What it does"), typed),
        "A plain reply in the thread of a request refines its ideas: “make 2 punchier, drop 4”. "
        "In the thread of a question it goes on with the conversation.",
        "## Shortcuts",
        _table(("Shortcut", "What it does"), ((row.usage, row.help) for row in shortcuts)),
        "## Buttons",
        "A button acts on one thing in one version, so an old card can do no harm.",
        _table(("Act", "What it does"), map(_button, buttons)),
    )


def _button(row: Row) -> tuple[str, str]:
    return f"`{row.name}`", row.help


def gen_page() -> str:
    """Every operation of GEN and where it is found here."""
    parts = [
        part
        for nth, (phase, rows) in enumerate(atlas.phases(), 1)
        for part in (f"## Phase {nth}: {phase}", _table(atlas.HEAD, rows))
    ]
    return _page(
        "All of GEN",
        "What GEN can do, phase by phase: where the typed client says it, where the pretend GEN of "
        "the sandbox does it, how it is done from the shell, and which part of genbot does it for "
        "people in Slack, or why none does. `genbot api NAME --help` shows the fields of each with their limits.",
        *parts,
    )


def states_page() -> str:
    """The state machines, drawn from the tables that decide."""
    return _page(
        "States",
        "Four things live in genbot. What is not an arrow here cannot happen: the tables these "
        "pictures are drawn from are the ones that decide.",
        "## An idea",
        "GEN's own lifecycle, because other tools look at it too.",
        _diagram(ideas.MOVES),
        "## A production",
        "An approved idea becoming a video. From `failed`, `stopped` and `held`, `resume` leads "
        "back to the stage it came from.",
        _diagram(productions.MOVES, productions.WORKING, productions.RESTING),
        "## A publication",
        "Exactly one file with exactly one caption. `unsure` means that nobody can tell whether "
        "GEN did it: a person looks and answers, nothing is sent again by itself.",
        _diagram(publications.MOVES),
        "## An errand",
        "What else is done at GEN for a person: research, and changes to what GEN keeps. What would "
        "happen twice if it were asked twice becomes `unsure` when GEN's answer is lost.",
        _diagram(errands.MOVES),
    )


def settings_page() -> str:
    """Every field of the configuration."""
    rows = [
        (f"`{name.upper()}`", _default(field), _kind(field), field.description or "")
        for name, field in Config.model_fields.items()
    ]
    return _page(
        "Settings",
        "Environment variables, or lines `NAME=value` in a `.env` file in the folder genbot is "
        "started in; the environment goes first. `genbot doctor` checks them all.",
        _table(("Variable", "Default", "Kind", "What it is"), rows),
    )


def _default(field: FieldInfo) -> str:
    match field.default:
        case SecretStr() | "" | None | ():
            return ""
        case tuple() as several:
            return f"`{','.join(several)}`"
        case float() as number:
            return f"`{number:g}`"
        case other:
            return f"`{other}`"


def _kind(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{one}`" for one in get_args(field.annotation))
    bounds = (
        f"{word} {getattr(one, name)}"
        for one in field.metadata
        for name, word in (("gt", "above"), ("ge", "from"), ("le", "to"))
        if hasattr(one, name)
    )
    return " ".join((KINDS[field.annotation], *bounds))


KINDS: dict[Any, str] = {
    SecretStr: "secret", str: "text", int: "whole number", float: "number",
    Path: "path", Path | None: "path", tuple[str, ...]: "list",
}  # fmt: skip


def _diagram(moves: Moves, group: Sequence[StrEnum] = (), resting: Sequence[StrEnum] = ()) -> str:
    """Moves that a whole group shares leave from the group; `resting` states lead back into it."""
    arrows: dict[tuple[str, str], dict[str, None]] = {}
    for (state, verb), after in moves.items():
        shared = state in group and all(moves.get((one, verb)) is after for one in group)
        arrow = ("WORKING" if shared else state.name, after.name)
        arrows.setdefault(arrow, {})[verb] = None
    for state in resting:
        arrows[state.name, "WORKING"] = {"resume": None}
    states = {state.name: state for pair, after in moves.items() for state in (pair[0], after)}
    inside = [f"        {state.name}" for state in group]
    ends = [name for name in states if not {name} & {before for before, _ in arrows}]
    lines = [f'    state "{state}" as {name}' for name, state in states.items()]
    lines += ['    state "working" as WORKING {', *inside, "    }"] if group else []
    lines.append(f"    [*] --> {next(iter(states))}")
    lines += [f"    {one} --> {two}: {', '.join(verbs)}" for (one, two), verbs in arrows.items()]
    lines += [f"    {name} --> [*]" for name in ends if states[name] not in group]
    return "\n".join(("```mermaid", "stateDiagram-v2", *lines, "```"))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    body = (" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows)
    return "\n".join(
        f"| {row} |" for row in (" | ".join(head), " | ".join("---" for _ in head), *body)
    )


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", DRAWN, *parts)) + "\n"
