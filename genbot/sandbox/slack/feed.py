"""What reaches an open page: server-sent events, each to the people who may see it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from typing import Any

from aiohttp import web

BREATH = 15.0  # seconds between signs of life on a quiet stream


class Feed:
    """The pages that listen, by person."""

    def __init__(self) -> None:
        self._pages: set[tuple[str, asyncio.Queue[dict[str, Any] | None]]] = set()

    def tell(self, users: Iterable[str], event: dict[str, Any]) -> None:
        """Send to every page on which one of these people is acted as."""
        readers = set(users)
        for user, queue in self._pages:
            if user in readers:
                queue.put_nowait(event)

    def everybody(self, event: dict[str, Any]) -> None:
        self.tell({user for user, _ in self._pages}, event)

    def close(self) -> None:
        """Let every stream end, so that the server can stop."""
        for _, queue in self._pages:
            queue.put_nowait(None)

    async def stream(
        self, request: web.Request, first: dict[str, Any] | None
    ) -> web.StreamResponse:
        """GET /_sandbox/events?user=U… ; `first` is what a page that just opened must know."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        page: tuple[str, asyncio.Queue[dict[str, Any] | None]]
        page = (request.query.get("user", ""), asyncio.Queue())
        if first is not None:
            page[1].put_nowait(first)
        self._pages.add(page)
        try:
            await response.prepare(request)
            await response.write(b": welcome\n\n")
            while (line := await _next(page[1])) is not None:
                await response.write(line)
        except ConnectionError:
            pass  # the page was closed
        finally:
            self._pages.discard(page)
        return response


async def _next(queue: asyncio.Queue[dict[str, Any] | None]) -> bytes | None:
    try:
        event = await asyncio.wait_for(queue.get(), BREATH)
    except TimeoutError:
        return b": still here\n\n"
    return None if event is None else f"data: {json.dumps(event)}\n\n".encode()
