"""The progress paths, as Firebase serves them: asked for, or pushed as server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web

from genbot.sandbox.gen.looks import progress_look
from genbot.sandbox.gen.state import Gen

_ROUND = 0.05
_BREATH = 30.0  # seconds between signs of life
_STREAM = "text/event-stream"
_MACHINE = "ns"  # in the query once the redirect to the machine that has the database was followed

Event = tuple[str, Any]


class Progress:
    """Open to everybody, like the vendor's; streams end with the application, or when told to."""

    def __init__(self, gen: Gen) -> None:
        self._gen = gen
        self._closing = False

    def attach(self, app: web.Application) -> None:
        async def close(app: web.Application) -> None:
            self._closing = True

        app.router.add_get("/progress/{path:.+}.json", self._serve)
        app.on_shutdown.append(close)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        """An unknown path is null, as Firebase has it (NOTES, Behaviour)."""
        run = request.match_info["path"].rpartition("/")[2]
        if _STREAM not in request.headers.get("Accept", ""):
            return web.json_response(self._look(run))
        if _MACHINE not in request.query:
            there = {"Location": f"{request.url.origin()}{request.path}?{_MACHINE}=pretend"}
            return web.Response(status=307, headers=there)
        answer = web.StreamResponse(headers={"Content-Type": _STREAM, "Cache-Control": "no-cache"})
        try:
            await answer.prepare(request)
            async for kind, data in self._events(run):
                await answer.write(f"event: {kind}\ndata: {json.dumps(data)}\n\n".encode())
        except ConnectionError:
            pass  # nobody listens any more
        return answer

    async def _events(self, run: str) -> AsyncIterator[Event]:
        known, said = self._look(run), self._gen.now()
        yield "put", {"path": "/", "data": known}
        while not self._closing:
            if end := self._gen.order("end_stream"):
                yield str(end), None  # cancel, auth_revoked
                return
            now = self._look(run)
            if news := _changes(known, now):
                known, said = now, self._gen.now()
                yield news
            elif self._gen.now() - said >= _BREATH:
                said = self._gen.now()
                yield "keep-alive", None
            await asyncio.sleep(_ROUND)

    def _look(self, run: str) -> dict[str, Any] | None:
        self._gen.catch_up()
        found = self._gen.runs.get(run)
        return progress_look(found, self._gen.now()) if found else None


def _changes(before: dict[str, Any] | None, now: dict[str, Any] | None) -> Event | None:
    """One thing is put in its place; of several only those that changed are named."""
    if before is None or now is None:
        return None if before == now else ("put", {"path": "/", "data": now})
    changed = {name: value for name, value in now.items() if value != before[name]}
    if len(changed) == 1:
        [(name, value)] = changed.items()
        return "put", {"path": f"/{name}", "data": value}
    return ("patch", {"path": "/", "data": changed}) if changed else None
