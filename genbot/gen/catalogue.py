"""Every operation of GEN by its name, in the five phases of GEN's own texts."""

import inspect
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

from genbot.gen import (
    assets,
    automation,
    conversations,
    convert,
    edit,
    export,
    ideas,
    jobs,
    keys,
    layers,
    monitoring,
    profile,
    rows,
    setup,
    voices,
)
from genbot.gen.endpoint import Endpoint

PHASES: dict[str, tuple[ModuleType, ...]] = {
    "Setup": (setup, voices, profile, keys),
    "Ideas": (ideas, conversations, monitoring),
    "Convert": (convert,),
    "Edit": (rows, edit, layers, assets, automation),
    "Export": (export, jobs),
}
"""Where each module belongs, as the full reference orders them."""

Kind = type[Endpoint[Any]]


@cache
def operations() -> dict[str, Kind]:
    """Every operation by its name in the shell (`GetRun` is `get-run`), phase by phase."""
    return {
        name_of(kind): kind
        for modules in PHASES.values()
        for module in modules
        for kind in _declared(module)
    }


def name_of(kind: Kind) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind.__name__).lower()


def phase_of(kind: Kind) -> str:
    return next(
        phase
        for phase, modules in PHASES.items()
        if any(module.__name__ == kind.__module__ for module in modules)
    )


def about(kind: Kind) -> str:
    """What it does, in its own words, or else in those of its name."""
    own = inspect.cleandoc(kind.__doc__ or "") if "__doc__" in vars(kind) else ""
    words = name_of(kind).replace("-", " ").capitalize()
    return own or f"{words}."


def _declared(module: ModuleType) -> Iterator[Kind]:
    for value in vars(module).values():
        own = getattr(value, "__module__", "") == module.__name__ and "path" in vars(value)
        if own and issubclass(value, Endpoint):
            yield value
