"""Where every operation of GEN lives: in the client, in the pretend GEN, in the shell, in Slack."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from genbot.gen.catalogue import PHASES, Kind, name_of, operations, phase_of

HERE = Path(__file__).parent
FOLLOWED = ("flows", "watches")  # what people do in Slack ends in calls from here
HEAD = ("Operation", "Client", "Pretend GEN", "Shell", "Slack")

Row = tuple[str, ...]

_KEYS = "`genbot api`: a key never passes through Slack"
_ADMINS = "`genbot api`: workspaces are made, changed and ended by who pays for them"
_OLDER = "`genbot api`: an older copy of what `/gen agent` shows and changes"
_HOOKS = "`genbot webhook`: for the operator, who knows the address"
ON_PURPOSE = {
    "GetMe": "`genbot doctor`: it only says whose the key is",
    "GetOrganization": "nowhere: `/gen credits` reads the list, which says the same of each",
    "GetTemplate": "nowhere: `/gen templates` reads the list, which says what people choose by",
    "GetRow": "nowhere: the studio reads the whole vidsheet, which says the same of each row",
    "MassUpdateRows": "nowhere: a row has only its cells to change, and `MassUpdateCells` does that",
    "CreateOrganization": _ADMINS,
    "UpdateOrganization": _ADMINS,
    "DeleteOrganization": _ADMINS,
    "CreateApiKey": _KEYS,
    "UpdateApiKey": _KEYS,
    "RevokeApiKey": _KEYS,
    "RevokeAllApiKeys": _KEYS,
    "ConnectElevenLabs": _KEYS,
    "TryElevenLabsKey": _KEYS,
    "DisconnectElevenLabs": _KEYS,
    "GetAgentProfile": _OLDER,
    "CreateAgentProfile": _OLDER,
    "UpdateAgentProfile": _OLDER,
    "DeleteAgentProfile": _OLDER,
    "CycleIdeaStatus": "nowhere: a button says which status it means, this call takes the next one",
    "GetAutomationConfig": _HOOKS,
    "UpdateAutomationConfig": _HOOKS,
    "TryWebhook": _HOOKS,
    "TryCallback": "`genbot api`: the callback address belongs to another program",
}
"""Why people cannot do it in Slack, and where it is done instead."""


def phases() -> Iterator[tuple[str, list[Row]]]:
    """Each phase with a row for each of its operations; what is nowhere has an empty cell."""
    for phase in PHASES:
        yield phase, [_row(kind) for kind in operations().values() if phase_of(kind) == phase]


def _row(kind: Kind) -> Row:
    module = f"gen/{kind.__module__.rpartition('.')[2]}.py"
    return (
        f"`{kind.method.upper()} {kind.path}`",
        f"`{kind.__name__}` in `{module}`",
        ", ".join(f"`{name}`" for name in _pretended().get(_route(kind.method, kind.path), [])),
        f"`genbot api {name_of(kind)}`",
        ", ".join(f"`{name}`" for name in callers(kind.__name__))
        or ON_PURPOSE.get(kind.__name__, "not yet"),
    )


def _route(verb: str, path: str) -> str:
    return f"{verb.upper()} {re.sub(r'{[^}]+}', '{}', path)}"


@cache
def _pretended() -> dict[str, list[str]]:
    """The routes of the pretend GEN, read off its source: the two share no code."""
    found: dict[str, list[str]] = {}
    for file in sorted((HERE / "sandbox" / "gen").glob("*.py")):
        for verb, path in _routes(ast.parse(file.read_text())):
            found.setdefault(_route(verb, path), []).append(f"sandbox/gen/{file.name}")
    return found


def _routes(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Verb and path of every `@table.on(verb, path)`."""
    known: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            known[node.targets[0].id] = _said(node.value, known)
        for call in getattr(node, "decorator_list", []):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "table.on":
                verb, path = (_said(at, known) for at in call.args)
                yield verb, path


def _said(text: ast.expr, known: dict[str, str]) -> str:
    """A text, with what a file's own constants put into it; empty for anything else."""
    match text:
        case ast.Constant(str(value)):
            return value
        case ast.JoinedStr(parts):
            return "".join(_said(part, known) for part in parts)
        case ast.Name(name) | ast.FormattedValue(ast.Name(name)):
            return known.get(name, "")
    return ""


def callers(name: str) -> Iterator[str]:
    """The files that make this call for people in Slack."""
    for file, text in _followed().items():
        if re.search(rf"\b{name}(?:\.model_validate)?\(", text):
            yield file


@cache
def _followed() -> dict[str, str]:
    return {
        f"{room}/{file.name}": file.read_text()
        for room in FOLLOWED
        for file in sorted((HERE / room).glob("*.py"))
    }
