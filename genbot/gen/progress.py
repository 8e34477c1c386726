"""What a run is doing right now: its plan and its thoughts, read where GEN shows them live.

The texts name the path and its keys (page "Runs", "Live progress"); the database's address is
a setting. Progress is decoration: whatever goes wrong here, there is simply none.
"""

import asyncio
from typing import Annotated, Any
from urllib.parse import quote

import httpx
from pydantic import BeforeValidator, Field

from genbot.gen import words
from genbot.gen.shapes import Shape

PATIENCE = 5.0
LARGEST = 1024 * 1024
# The names under which a step of a plan, or a message, may keep its words.
WORDS = ("text", "title", "step", "content", "message", "description", "name")


def _in_order(told: dict[str, Any]) -> list[Any]:
    """A Firebase list may come as a mapping from numbers or from keys that sort by time."""

    def place(key: str) -> tuple[int, str]:
        return (int(key), "") if key.isdecimal() else (0, key)

    return [told[key] for key in sorted(told, key=place)]


def _line(told: Any) -> str:
    if isinstance(told, dict):
        told = next((told[name] for name in WORDS if isinstance(told.get(name), str)), "")
    return told.strip() if isinstance(told, str) else ""


def _lines(told: Any) -> list[str]:
    if isinstance(told, str):
        told = told.splitlines()
    if isinstance(told, dict):
        told = [told] if set(told) & set(WORDS) else _in_order(told)
    if not isinstance(told, list):
        return []
    return [line for at in told if (line := _line(at))]


def _paragraph(told: Any) -> str:
    return "\n".join(_lines(told))


Lines = Annotated[list[str], BeforeValidator(_lines)]


class Progress(Shape):
    """How far a run has come, in the agent's own words: untrusted, for people to read."""

    status: Annotated[str, BeforeValidator(_line)] = ""
    plan: Lines = Field(default_factory=list)
    thinking: Annotated[str, BeforeValidator(_paragraph)] = ""
    messages: Lines = Field(default_factory=list)


def address(base_url: str, firebase_path: str) -> str:
    """`{base_url}/{firebase_path}.json`; empty when that would lead nowhere, or elsewhere."""
    path = firebase_path.strip("/")
    if not base_url or not path or ".." in path.split("/"):
        return ""
    return f"{base_url.rstrip('/')}/{quote(path, safe='/-_~')}.json"


async def read_progress(
    http: httpx.AsyncClient, base_url: str, firebase_path: str
) -> Progress | None:
    """What a run shows of itself at this moment; None on any trouble."""
    url = address(base_url, firebase_path)
    if not url:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            told = words.told(await _fetch(http, url))
        return Progress.model_validate(told) if isinstance(told, dict) else None
    except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError):
        return None


async def _fetch(http: httpx.AsyncClient, url: str) -> bytes:
    body = bytearray()
    async with http.stream("GET", url, follow_redirects=False) as answer:
        answer.raise_for_status()
        async for chunk in answer.aiter_bytes():
            body += chunk
            if len(body) > LARGEST:
                raise ValueError("more than anybody would read")
    return bytes(body)
