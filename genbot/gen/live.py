"""A run's progress as GEN pushes it: a path in a Firebase database, followed over server-sent events.

The protocol is Firebase's own (its REST API, "Streaming"): `put` and `patch` change what is known,
`keep-alive` says nothing, `cancel` and `auth_revoked` end it. No key is ever sent along, and like
all progress it only decorates: whatever goes wrong here, the stream is over, and that is all.
"""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from typing import Any

import httpx

from genbot.gen import words
from genbot.gen.progress import LARGEST, Progress, address
from genbot.gen.shapes import Shape

SILENCE = httpx.Timeout(90.0, connect=10.0)  # Firebase says something every 30 s
LONGEST_STREAM = 16 * LARGEST
DEEPEST = 32
HOPS = 3  # from the address that is known to the machine that has it
TELLING = {b"put", b"patch", b"keep-alive"}


class Change(Shape):
    """What Firebase says has changed: what is now at this path, nothing being no more there."""

    path: str
    data: Any = None

    def parts(self, *, whole: bool) -> Iterator[tuple[str, Any]]:
        """What is put where: all at its path, or each thing that is named there."""
        if whole:
            yield self.path, self.data
        else:
            yield from ((f"{self.path}/{name}", at) for name, at in _mapping(self.data).items())


async def follow(
    http: httpx.AsyncClient, base_url: str, firebase_path: str
) -> AsyncGenerator[Progress, None]:
    """What a run shows of itself, each time that changes, until the stream is over."""
    url = address(base_url, firebase_path)
    if not url:
        return
    try:
        async with aclosing(_told(http, url)) as told:
            async for now in told:
                yield now
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError, RecursionError):
        return


async def _told(http: httpx.AsyncClient, url: str) -> AsyncGenerator[Progress, None]:
    known: Any = None
    async with aclosing(_events(http, url)) as events:
        async for kind, said in events:
            if kind not in TELLING:
                return
            if kind != b"keep-alive":
                told = Change.model_validate(words.told(said))
                for path, data in told.parts(whole=kind == b"put"):
                    known = put(known, path, data)
                yield Progress.model_validate(known if isinstance(known, dict) else {})


def put(known: Any, path: str, data: Any) -> Any:
    """What is known once this is at that path."""
    where = [part for part in path.split("/") if part]
    if len(where) > DEEPEST:
        raise ValueError("deeper than any progress")
    top = at = {"": known}
    name = ""
    for part in where:
        at[name] = at = _mapping(at.get(name))
        name = part
    at[name] = data
    return top[""]


def _mapping(value: Any) -> dict[str, Any]:
    """A list is a mapping from numbers, as Firebase has it; what is neither is overwritten."""
    if isinstance(value, list):
        return {str(nth): at for nth, at in enumerate(value) if at is not None}
    return value if isinstance(value, dict) else {}


async def _events(http: httpx.AsyncClient, url: str) -> AsyncGenerator[tuple[bytes, bytes], None]:
    """Kind and data of each event; a line that is neither of these is nothing to us."""
    kind = data = b""
    async with aclosing(_lines(http, url)) as lines:
        async for line in lines:
            name, _, said = line.partition(b":")
            if not line and kind:
                yield kind, data
                kind = data = b""
            elif name == b"event":
                kind = said.strip()
            elif name == b"data":
                data += said.strip()


async def _lines(http: httpx.AsyncClient, url: str) -> AsyncGenerator[bytes, None]:
    left, size = b"", 0
    for _ in range(HOPS):
        request = http.build_request(
            "GET", url, headers={"Accept": "text/event-stream"}, timeout=SILENCE
        )
        answer = await http.send(request, stream=True, follow_redirects=False)
        try:
            if answer.is_redirect:
                url = _next(answer)
                continue
            if answer.status_code != httpx.codes.OK or "event-stream" not in _kind(answer):
                return
            async for chunk in answer.aiter_bytes():
                *lines, left = (left + chunk).split(b"\n")
                size += len(chunk)
                if size > LONGEST_STREAM or len(left) > LARGEST:
                    return
                for line in lines:
                    yield line.rstrip(b"\r")
            return
        finally:
            await answer.aclose()


def _kind(answer: httpx.Response) -> str:
    return str(answer.headers.get("Content-Type", "")).lower()


def _next(answer: httpx.Response) -> str:
    """Where a redirect leads: Firebase names the machine that has a database, which lives beside the
    address we were given. Anywhere else we were not sent."""
    here, there = answer.url, answer.url.join(answer.headers["Location"])
    beside = here.host == there.host or (_home(here.host) and _home(here.host) == _home(there.host))
    if not beside or (here.scheme, here.port) != (there.scheme, there.port):
        raise ValueError("leads elsewhere")
    return str(there)


def _home(host: str) -> str:
    """The domain a host lives in, if it is one of many there: none for addresses in numbers."""
    home = host.partition(".")[2]
    return home if "." in home and not home.rpartition(".")[2].isdecimal() else ""
