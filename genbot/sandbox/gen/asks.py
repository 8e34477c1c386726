"""What a request to the pretend GEN is once it is read, and the two ways to answer it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from aiohttp import http_exceptions, web
from aiohttp.web_request import FileField

_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: what its path, query and body say, and whom it was sent by."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    body: dict[str, Any]
    host: str
    ids: tuple[str, ...] = ()

    def part(self, name: str) -> dict[str, Any]:
        """The object the body keeps under this name; the body itself where it is not wrapped."""
        inner = self.body.get(name, {k: v for k, v in self.body.items() if k != "agent_id"})
        return inner if isinstance(inner, dict) else refuse(f"{name} must be an object")

    def number(self, name: str) -> int:
        """An integer id from the path; GEN's ids are integers, so any other text finds nothing."""
        text = self.path[name]
        return int(text) if text.isdecimal() else missing()


@dataclass(frozen=True, slots=True)
class Answer:
    """What GEN says back; `links` inside may be paths, they are made absolute on the way out."""

    body: Any = None
    status: int = 200


@dataclass(frozen=True, slots=True)
class File:
    """A download that is not JSON."""

    data: bytes
    content_type: str
    name: str


class Refused(Exception):
    """A documented error: {"error", "error_code"} under its status (Error Format, full reference)."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def refuse(message: str, code: str = "validation_error", status: int = 422) -> NoReturn:
    raise Refused(status, code, message)


def missing(code: str = "not_found", message: str = "Not found") -> NoReturn:
    raise Refused(404, code, message)


def text(of: Mapping[str, Any], name: str, most: int | None = None) -> str:
    """A text the body must have."""
    value = of.get(name)
    if not isinstance(value, str) or not value.strip():
        refuse(f"{name} is required")
    if most is not None and len(value) > most:
        refuse(f"{name} is too long (maximum is {most} characters)")
    return value


def one_of(of: Mapping[str, Any], name: str, choices: tuple[Any, ...]) -> Any:
    """A value the body must have, out of a closed list."""
    value = of.get(name)
    if value not in choices:
        listed = ", ".join(str(choice) for choice in choices)
        refuse(f"{name} must be one of: {listed}" if name in of else f"{name} is required")
    return value


def page(ask: Ask, first: int) -> int:
    """Which page was asked for, counted from 0; `first` is what GEN calls the first one."""
    number = ask.query.get("page", str(first))
    if not number.isdecimal() or int(number) < first:
        refuse(f"page must be a number from {first}")
    return int(number) - first


async def read(request: web.Request) -> Ask:
    """JSON, forms and multipart alike; `a[b]` in a form is `b` inside `a`."""
    try:
        body = await (_form if request.content_type in _FORMS else _json)(request)
    except (ValueError, http_exceptions.BadHttpMessage):  # no boundary, no text, broken JSON
        refuse("The request body cannot be read")
    ids = tuple(request.query.getall("ids[]", []))
    return Ask(request.match_info, request.query, body, request.host, ids)


async def _json(request: web.Request) -> dict[str, Any]:
    raw = await request.text()
    body = json.loads(raw) if raw.strip() else {}
    return body if isinstance(body, dict) else refuse("The request body must be a JSON object")


async def _form(request: web.Request) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for name, value in (await request.post()).items():
        keys = re.findall(r"[^\[\]]+|(?<=\[)(?=\])", name)
        _place(body, keys or [name], _plain(value))
    return body


def _place(into: dict[str, Any], keys: list[str], value: Any) -> None:
    head, *rest = keys
    if rest and not rest[0]:
        inner = rest[1] if len(rest) > 1 else None
        into.setdefault(head, []).append({inner: value} if inner else value)
    elif rest:
        nested = into.setdefault(head, {})
        _place(
            nested if isinstance(nested, dict) else refuse(f"{head} is given twice"), rest, value
        )
    else:
        into[head] = value


def _plain(value: Any) -> Any:
    if isinstance(value, FileField):
        return Upload(value.filename, value.content_type, value.file.read())
    return value
