"""A field of an operation as an option of a command: its type, its limits, and how a value is read."""

import json
import mimetypes
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from genbot.gen.catalogue import Kind
from genbot.gen.creation import CARDS
from genbot.gen.endpoint import Upload

LIMITS = {
    "ge": "at least {}",
    "gt": "more than {}",
    "le": "at most {}",
    "lt": "less than {}",
    "min_length": "at least {} long",
    "max_length": "at most {} long",
    "pattern": "like {}",
}


def options(kind: Kind) -> list[click.Option]:
    """One per field; a secret has none, because what is typed is kept by shells."""
    return [
        _option(name, field)
        for name, field in kind.model_fields.items()
        if not is_secret(field) and not _is_fixed(field)
    ]


def is_secret(field: FieldInfo) -> bool:
    return SecretStr in _parts(field.annotation)


def cards() -> str:
    """What `--data` holds, for each type of generation."""
    lines = [
        f"  {name}: {_names(card, leave_out='generation_type')}" for name, card in CARDS.items()
    ]
    return "\n".join(["\b", "--data by --generation-type (* required):", *lines])


def value(field: FieldInfo, typed: Any) -> Any:
    """What was typed, as the field wants it. Raises click.BadParameter."""
    parts = _parts(field.annotation)
    if Upload in parts:
        return _file(typed, known=str in parts)
    if isinstance(typed, tuple):
        return list(typed)
    if chosen := [one for part in parts for one in _choices(part) if str(one) == typed]:
        return chosen[0]  # a number where the field wants one
    return read_json(typed) if _is_structure(parts) else typed


def read_json(typed: str) -> Any:
    """JSON as it stands, or of the file after an @; `@-` is standard input."""
    try:
        text = _text(typed[1:]) if typed.startswith("@") else typed
        return json.loads(text)
    except OSError as error:
        raise click.BadParameter(f"{typed[1:]}: {error.strerror or error}") from None
    except ValueError as error:
        raise click.BadParameter(f"this is not JSON ({error})") from None


def _text(name: str) -> str:
    return sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")


def _option(name: str, field: FieldInfo) -> click.Option:
    parts = _parts(field.annotation)
    flag, more = f"--{name.replace('_', '-')}", dict[str, Any]()
    if bool in parts:
        flag = f"{flag}/--no-{name.replace('_', '-')}"
    elif choices := [str(one) for part in parts for one in _choices(part)]:
        more["type"] = click.Choice(choices)
    elif plural := _plural(parts):
        more |= {"multiple": True, "metavar": plural}
    elif _is_structure(parts):
        more["metavar"] = "JSON"
    elif Upload in parts:
        more["metavar"] = "FILE|ID" if str in parts else "FILE"
    else:
        more["type"] = int if int in parts else float if float in parts else str
    return click.Option([flag, name], default=None, help=_help(name, field, parts), **more)


def _help(name: str, field: FieldInfo, parts: list[Any]) -> str:
    said = [field.description or ""]
    said += [
        text.format(limit)
        for item in _metadata(field)
        for word, text in LIMITS.items()
        if (limit := getattr(item, word, None)) is not None
    ]
    said += [_inside(part) for part in parts if _model(part)]
    said += ["several times for several" if _plural(parts) else ""]
    said += ["required" if field.is_required() and name != "agent_id" else ""]
    said += ["GEN_AGENT_ID unless given" if name == "agent_id" else ""]
    return "; ".join(filter(None, said))


def _inside(part: Any) -> str:
    model = _model(part)
    many = "a list of objects" if get_origin(part) is list else "an object"
    return f"{many} with {_names(model)} (* required)"


def _names(model: type[BaseModel], leave_out: str = "") -> str:
    fields = {name: field for name, field in model.model_fields.items() if name != leave_out}
    return ", ".join(f"{name}{'*' if at.is_required() else ''}" for name, at in fields.items())


def _metadata(field: FieldInfo) -> Iterator[Any]:
    yield from field.metadata
    for part in _parts(field.annotation, bare=False):
        if get_origin(part) is Annotated:
            for extra in part.__metadata__:
                yield from getattr(extra, "metadata", [extra])


def _parts(annotation: Any, *, bare: bool = True) -> list[Any]:
    """What a field may be, without None."""
    if get_origin(annotation) in {Union, types.UnionType}:
        inner = [_parts(one, bare=bare) for one in get_args(annotation)]
        return [part for parts in inner for part in parts if part is not type(None)]
    if bare and get_origin(annotation) is Annotated:
        return _parts(get_args(annotation)[0])
    return [annotation]


def _choices(part: Any) -> tuple[Any, ...]:
    return get_args(part) if get_origin(part) is Literal else ()


def _is_fixed(field: FieldInfo) -> bool:
    """A field that can only say one thing says it by itself."""
    return not field.is_required() and len(_choices(_parts(field.annotation)[0])) == 1


def _plural(parts: list[Any]) -> str:
    """The name of one item of a list of plain values; empty for everything else."""
    inner = [get_args(part)[0] for part in parts if get_origin(part) is list]
    plain = inner and (inner[0] in {str, int} or bool(_choices(inner[0])))
    return "TEXT" if plain else ""


def _model(part: Any) -> Any:
    inner = get_args(part)[0] if get_origin(part) is list else part
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def _is_structure(parts: list[Any]) -> bool:
    plain = {str, int, float, bool, Upload, SecretStr}
    return not any(part in plain or _choices(part) for part in parts) and not _plural(parts)


def _file(typed: str, *, known: bool) -> Upload | str:
    """A file that is here; or, where the operation takes one, the id of one that is there."""
    path = Path(typed)
    if path.is_file():
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return Upload(path.name, path.read_bytes(), kind)
    if known and "/" not in typed and "." not in typed:
        return typed
    raise click.BadParameter(f"there is no file {typed}")
